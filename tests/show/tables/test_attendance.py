"""Tables of meetings: attendance, the plan, and goals for attendance read both ways."""

import pytest

from namndbok.show import tables
from typed import lines, unchecked


@pytest.fixture(scope="module")
def book():
    return unchecked()


def test_attendance_is_shown_by_meeting_and_in_all(book):
    assert lines(tables.table_attendance(book, "board")) == [
        "1 mars 2031 | 66,7 % | 2 | 3",
        "1 september 2031 | 100,0 % | 3 | 3",
        "Alla möten | 83,3 % | 5 | 6",
    ]


def test_the_plan_has_dates_times_and_kind(book):
    assert lines(tables.table_meeting_plan(book, "preparatory")) == [
        "1 februari 2031 | saknas | saknas | möte"
    ]


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
