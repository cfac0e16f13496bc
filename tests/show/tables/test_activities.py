"""Tables of what the board did show the rows as they stand, with what is computed beside."""

import pytest

from namndbok.show import tables
from typed import lines, unchecked

MORE = {
    "activities": "area | name | status | schedule | comment\n project | Arkiv | pågår | 2029– | Nya hyllor.",
    "agreements": "name | note\n Bilar |",
    "controls": "control | probability | consequence | result\n leak | 2 | 3 | ok\n invoice | 1 | 4 |",
    "initiative_programs": "program | name\n lyftet | Lyftet",
    "initiatives": "program | item\n lyftet | Digital post",
    "organisation": "role | description | since\n Samordnare | Samordnar. | 2029-05",
    "service_volumes": "service | measure | value | qualifier\n archive | handlingar | 1200 | more_than",
}


@pytest.fixture(scope="module")
def book():
    return unchecked(**MORE)


def test_a_control_has_its_computed_risk_value_and_its_result_or_none(book):
    assert lines(tables.table_controls(book)) == [
        "1 | En risk | 6 | 2 | 3 | utan anmärkning | saknas | saknas | saknas",
        "2 | En risk | 4 | 1 | 4 | inte redovisat | saknas | saknas | saknas",
    ]


def test_activities_agreements_and_organisation_are_shown_as_they_stand(book):
    assert lines(tables.table_activities(book, "project")) == ["Arkiv | pågår | 2029– | Nya hyllor."]
    assert lines(tables.table_agreements(book)) == ["Bilar | saknas"]
    assert lines(tables.table_organisation(book)) == ["Samordnare | Samordnar. | 2029-05"]


def test_services_show_years_as_years(book):
    assert lines(tables.table_services(book)) == ["E-arkiv | 2029 | 2 | 3 | I drift."]


def test_volumes_and_initiatives_are_shown_as_they_stand(book):
    assert lines(tables.table_volumes(book)) == ["E-arkiv | handlingar | 1 200 | mer än"]
    assert lines(tables.table_initiatives(book)) == ["Digital post | saknas"]
