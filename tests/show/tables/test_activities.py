"""Tables of what the board did and of its meetings: rows as they stand, with what is computed beside."""

import pytest

from namndbok.show import tables
from typed import lines, unchecked

MORE = {
    "activities": "area | name | status | schedule | comment\n project | Arkiv | pågår | 2029– | Nya hyllor.",
    "agreements": "name | note\n Bilar | Tryckt som Bil.",
    "controls": "control | probability | consequence | result\n leak | 2 | 3 | ok\n invoice | 1 | 4 |",
    "initiative_programs": "program | name\n lyftet | Lyftet",
    "initiatives": "program | item | note\n lyftet | Digital post | Tryckt som en punkt.",
    "organisation": "role | description | since\n Samordnare | Samordnar. | 2029-05",
    "service_volumes": "service | measure | value | qualifier\n archive | handlingar | 1200 | more_than",
}


@pytest.fixture(scope="module")
def book():
    return unchecked(**MORE)


def test_a_control_has_its_computed_risk_value_and_its_result_or_none(book):
    assert lines(tables.table_controls(book)) == [
        "1. En risk | 6 | 2 | 3 | utan anmärkning",
        "2. En risk | 4 | 1 | 4 | ",
    ]


def test_activities_agreements_and_organisation_are_shown_as_they_stand(book):
    assert lines(tables.table_activities(book, "project")) == ["Arkiv | pågår | 2029– | Nya hyllor."]
    assert lines(tables.table_agreements(book)) == ["Bilar"]
    assert lines(tables.table_organisation(book)) == ["Samordnare | Samordnar. | 2029-05"]


def test_services_show_years_as_years(book):
    assert lines(tables.table_services(book)) == ["E-arkiv | 2029 | 2 | 3 | I drift."]


def test_volumes_and_initiatives_are_shown_as_they_stand(book):
    assert lines(tables.table_volumes(book)) == ["E-arkiv | handlingar | mer än 1 200"]
    assert lines(tables.table_initiatives(book)) == ["Digital post"]


def test_attendance_is_shown_by_meeting_and_in_all(book):
    assert lines(tables.table_attendance(book)) == [
        "1 mars 2031 | nämnden | 66,7 % | 2 | 3",
        "1 september 2031 | nämnden | 100,0 % | 3 | 3",
        "Alla möten | nämnden | 83,3 % | 5 | 6",
        "1 februari 2031 | beredningsgruppen | 100,0 % | 3 | 3",
        "Alla möten | beredningsgruppen | 100,0 % | 3 | 3",
    ]


def test_the_plan_has_dates_times_and_kind(book):
    assert lines(tables.table_meeting_plan(book))[-1] == "1 februari 2031 | beredningsgruppen | möte"


MEETINGS = """
    date       | present | entitled
    2031-03-01 | 9       | 14
    2031-06-01 | 11      | 14
"""
GOAL = """
    goal  | measure                | threshold | reading | text
    there | attendance.board.share | 75        | average | Kommunerna deltar.
"""


def readings(**changes: str) -> list[str]:
    return lines(tables.table_readings(unchecked(**changes)))


def test_a_goal_is_read_on_average_and_at_each_meeting():
    """75 % of 28 is 21, of 14 it is 10,5 and so 11 whole attendances; 20 of 28 is 71,4 %."""
    assert readings(meetings=MEETINGS, goals=GOAL, goal_reviews="goal | assessment\n there | met") == [
        "Kommunerna deltar. | i snitt, så som målet läses | 71,4 % | -1",
        "Kommunerna deltar. | mötet 1 mars 2031 | 64,3 % | -2",
        "Kommunerna deltar. | mötet 1 juni 2031 | 78,6 % | 0",
    ]


def test_a_goal_for_anything_else_is_not_read():
    goals = "goal | measure | threshold | unit\n one | events.competence.held | 1 | count"
    assert readings(meetings=MEETINGS, goals=goals, goal_reviews="goal | assessment\n one | met") == []
