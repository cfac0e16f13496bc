import pytest

from namndbok.show import tables
from typed import lines, unchecked

MORE = {
    "service_volumes": "service | measure | value | qualifier\n archive | handlingar | 1200 | more_than",
    "initiative_programs": "program | name\n lyftet | Lyftet",
    "initiatives": "program | item\n lyftet | Digital post",
}


@pytest.fixture(scope="module")
def book():
    return unchecked(**MORE)


def test_services_show_years_as_years(book):
    assert lines(tables.table_services(book)) == ["E-arkiv | 2029 | 2 | 3 | I drift."]


def test_volumes_and_initiatives_are_shown_as_they_stand(book):
    assert lines(tables.table_volumes(book)) == ["E-arkiv | handlingar | 1 200 | mer än"]
    assert lines(tables.table_initiatives(book)) == ["Digital post | saknas"]
