"""What is known of a goal when a part of the year has passed."""

from datetime import date

import pytest

from namndbok.books.spans import PeriodBook, period_book
from namndbok.facts.goals import reviewed_goals
from namndbok.facts.outlook import OUTLOOK_WORDS, contradicted_forecasts, goal_outlook
from namndbok.facts.periods import Period
from typed import typed, unchecked_book

JUNE = Period(date(2031, 6, 30))
OUTCOME = "through | line | income | cost\n 2031-06-30 | a | 9 | 5"
PLAN = """
    body  | date
    board | 2031-02-01
    board | 2031-05-01
    board | 2031-09-01
    board | 2031-11-01
"""
MEETINGS = """
    body  | date       | present | entitled
    board | 2031-02-01 | 6       | 10
    board | 2031-05-01 | 8       | 10
    board | 2031-09-01 | 0       | 10
"""


def part(
    measure: str, limit: int, *, unit: str = "count", reading: str = "", operator: str = ">=", **tables
) -> PeriodBook:
    goals = "goal | level | measure | threshold | unit | reading | operator\n"
    goals += f" g | annual | {measure} | {limit} | {unit} | {reading} | {operator}"
    given = {"outcome_lines": "line | name\n a | A", "outcome": OUTCOME, "goals": goals}
    given |= {"meeting_plan": PLAN, "meetings": MEETINGS}
    given |= {"goal_reviews": "goal | through | kind | assessment\n g | 2031-06-30 | forecast | expected"}
    return period_book(unchecked_book(typed(**(given | tables))), JUNE)


def known(book: PeriodBook) -> str:
    [(_, goal)] = reviewed_goals(book.facts).iterrows()
    return goal_outlook(book.facts, goal)


SHARE = {"measure": "attendance.board.share", "unit": "percent", "reading": "average"}
EVERY = SHARE | {"measure": "attendance.board.minimum", "reading": "every_meeting"}
HELD = {"measure": "meetings.board.held"}
CASES = {
    "two held, two left, four wanted": (HELD | {"limit": 4}, "planned"),
    "two held, two left, five wanted": (HELD | {"limit": 5}, "unplanned"),
    "two held, two wanted": (HELD | {"limit": 2}, "reached"),
    "two held, exactly one wanted": (HELD | {"limit": 1, "operator": "="}, "broken"),
    "two held, exactly two wanted": (HELD | {"limit": 2, "operator": "="}, "above"),
    "two held, at most three wanted": (HELD | {"limit": 3, "operator": "<="}, "above"),
    "no event yet": ({"measure": "events.competence.held", "limit": 1}, "open"),
    # 14 of 20 so far, which is 70 %; 20 places are left.
    "75 % of 40 is 30, so 16 of 20 are needed": (SHARE | {"limit": 75}, "below"),
    "70 % is what there is": (SHARE | {"limit": 70}, "above"),
    "85 % of 40 is 34, so 20 of 20 are needed": (SHARE | {"limit": 85}, "below"),
    "86 % of 40 is 35, so 21 of 20 are needed": (SHARE | {"limit": 86}, "broken"),
    "35 % of 40 is 14, which have come": (SHARE | {"limit": 35}, "reached"),
    "60 % at every meeting": (EVERY | {"limit": 60}, "above"),
    "61 % at every meeting, and one had 60": (EVERY | {"limit": 61}, "broken"),
    "the year's result": ({"measure": "economy.result", "limit": 0}, "unknown"),
}


def test_of_a_goal_that_nothing_measures_nothing_is_known():
    assert OUTLOOK_WORDS[known(part(measure="", limit=0))] == ""


@pytest.mark.parametrize("case", CASES)
def test_what_is_known(case):
    given, expected = CASES[case]
    assert known(part(**given)) == expected
    assert OUTLOOK_WORDS[expected]


def test_the_places_left_and_those_needed_are_counted():
    facts = part(**SHARE, limit=75).facts
    # Two meetings of ten are left; three quarters of all forty are thirty, and fourteen have come.
    assert (facts["meetings.board.left"].value, facts["attendance.board.places"].value) == (2, 2 * 10)
    assert facts["attendance.board.needed"].value == 40 * 3 // 4 - 14


def test_what_happens_after_the_period_does_not_count():
    facts = part(**SHARE, limit=75).facts
    assert (facts["meetings.board.held"].value, facts["attendance.board.minimum"].value * 10) == (2, 6)


def test_a_promise_of_what_can_no_longer_be_is_contradicted():
    book = part(**EVERY, limit=61)
    assert contradicted_forecasts(book.facts) == [2]
    assert book.facts["goals.contradicted"].value == 1


def test_a_doubt_is_not_contradicted():
    reviews = "goal | through | kind | assessment\n g | 2031-06-30 | forecast | at_risk"
    book = part(**EVERY, limit=61, goal_reviews=reviews)
    assert contradicted_forecasts(book.facts) == []
    assert (book.facts["goals.annual.forecast"].value, book.facts["goals.annual.expected"].value) == (1, 0)
