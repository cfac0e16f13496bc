from fractions import Fraction

import pytest

from namndbok.facts.attendance import held_meetings, margin, planned_meetings
from typed import facts_of, sound, typed

MEETINGS = """
    date       | present | entitled
    2031-09-01 | 11      | 14
    2031-03-01 | 9       | 14
"""
GOAL = "goal | measure | threshold | reading\n present | attendance.board.share | 75 | average"


def test_the_share_of_all_meetings_is_all_present_through_all_entitled():
    facts = facts_of(typed(meetings=MEETINGS))
    assert facts["attendance.board.2031-03-01.share"].value == Fraction(9, 14)
    assert facts["attendance.board.share"].value == Fraction(9 + 11, 14 + 14)
    assert facts["attendance.board.minimum"].value == Fraction(9, 14)


def test_meetings_come_in_order_of_date():
    facts = facts_of(typed(meetings=MEETINGS, meeting_plan="date\n 2031-09-01\n 2031-03-01"))
    assert [str(when) for when in held_meetings(facts, "board")["date"]] == ["2031-03-01", "2031-09-01"]
    assert [str(when) for when in planned_meetings(facts, "board")["date"]] == ["2031-03-01", "2031-09-01"]


def test_planned_held_and_strategy_days_are_counted_for_each_body():
    plan = """
        body        | date       | kind
        board       | 2031-03-01 | meeting
        preparatory | 2031-02-01 | meeting
        preparatory | 2031-05-01 | strategy_day
    """
    facts = facts_of(typed(meetings=MEETINGS, meeting_plan=plan))
    counts = {
        name: facts[f"meetings.{name}"].value
        for name in ("board.planned", "board.held", "board.strategy_days")
    }
    assert counts == {"board.planned": 1, "board.held": 2, "board.strategy_days": 0}
    assert facts["meetings.preparatory.planned"].value == 2
    assert facts["meetings.preparatory.strategy_days"].value == 1
    assert facts["meetings.preparatory.held"].value == 0


@pytest.mark.parametrize(
    ("present", "above"),
    [(41, -1), (42, 0), (43, 1)],  # 75 % of 56 is exactly 42
)
def test_the_margin_is_counted_in_whole_attendances(present, above):
    assert margin(present, 56, Fraction(3, 4)) == above


def test_a_share_of_a_person_is_a_whole_person_more():
    assert margin(10, 14, Fraction(3, 4)) == 10 - 11  # 75 % of 14 is 10,5


def test_what_lacks_to_the_goal_is_counted_over_all_meetings():
    facts = facts_of(typed(meetings=MEETINGS, goals=GOAL))
    assert facts["attendance.board.lacking"].value == 21 - 20  # 75 % of 28 is 21
    goal = facts["attendance.board.threshold"]
    assert (goal.value, goal.display, goal.target) == (Fraction(3, 4), "75\u00a0%", "goals:2")


def test_nothing_lacks_when_the_goal_is_reached():
    facts = facts_of(typed(meetings=MEETINGS, goals=GOAL.replace("75", "70")))
    assert facts["attendance.board.lacking"].value == 0  # 70 % of 28 is 19,6


@pytest.mark.parametrize(
    "goal",
    [
        "",
        GOAL.replace("attendance.board", "attendance.preparatory"),
        GOAL.replace("board.share", "board.held"),
    ],
)
def test_without_a_goal_of_its_own_a_body_has_no_threshold(goal):
    facts = facts_of(typed(meetings=MEETINGS, goals=goal))
    assert "attendance.board.threshold" not in facts


def test_a_goal_in_numbers_is_no_threshold_for_a_share():
    goal = "goal | measure | threshold | unit\n present | attendance.board.share | 75 | count"
    assert "attendance.board.threshold" not in facts_of(typed(meetings=MEETINGS, goals=goal))


def test_a_body_without_meetings_has_no_attendance():
    facts = facts_of(sound("meetings", "printed"))
    assert facts["meetings.board.held"].value == 0
    assert not facts.under("attendance")


def test_a_meeting_to_which_nobody_was_entitled_has_no_share():
    meetings = "date | present | entitled\n 2031-03-01 | 0 | 0"
    assert "attendance.board.2031-03-01.share" not in facts_of(typed(meetings=meetings))
    facts = facts_of(typed(meetings=meetings + "\n 2031-09-01 | 1 | 2"))
    assert facts["attendance.board.share"].value == facts["attendance.board.minimum"].value == Fraction(1, 2)
