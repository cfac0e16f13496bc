from fractions import Fraction

import pytest

from namndbok.facts.goals import measuring_fact, reaches_threshold, reviewed_goals, threshold
from typed import facts_of, sound, typed

GOALS = """
    goal   | level     | measure                | threshold | unit    | reading
    second | annual    | events.competence.held | 1         | count   | total
    first  | annual    |                        |           |         |
    share  | indicator | attendance.board.share | 80        | percent | every_meeting
    effect | effect    |                        |           |         |
"""
REVIEWS = """
    goal   | through    | kind     | assessment
    second | 2031-06-30 | forecast | at_risk
    second | 2031-12-31 | verdict  | met
    share  | 2031-12-31 | verdict  | not_met
"""
MEETINGS = "date | present | entitled\n 2031-03-01 | 2 | 4\n 2031-09-01 | 4 | 4"


@pytest.fixture
def facts():
    return facts_of(typed(goals=GOALS, goal_reviews=REVIEWS, meetings=MEETINGS))


def counts(facts, at: str) -> list[int]:
    return [facts[f"goals.{at}.{name}"].value for name in ("total", "judged", "met")]


def test_goals_judged_and_met_are_counted_by_level(facts):
    assert counts(facts, "annual") == [2, 1, 1]
    assert counts(facts, "indicators") == [1, 1, 0]


def test_the_latest_review_counts(facts):
    goal = reviewed_goals(facts).loc[2]
    assert (goal["assessment"], goal["review"]) == ("met", "goal_reviews:3")


def test_a_goal_that_nobody_reviewed_has_no_assessment(facts):
    goal = reviewed_goals(facts).loc[3]
    assert (goal["assessment"], goal["comment"], goal["review"]) == (None, None, None)


def test_a_forecast_is_no_verdict():
    reviews = "goal | through | kind | assessment\n second | 2031-06-30 | forecast | expected"
    assert counts(facts_of(typed(goals=GOALS, goal_reviews=reviews)), "annual") == [2, 0, 0]


def test_a_review_without_assessment_is_no_verdict():
    assert counts(facts_of(typed(goals=GOALS, goal_reviews="goal | assessment\n second |")), "annual") == [
        2,
        0,
        0,
    ]


def test_a_threshold_in_per_cent_is_a_share_and_shown_as_it_was_stated(facts):
    limit = facts["goals.share.threshold"]
    assert (limit.value, limit.display, limit.target) == (Fraction(4, 5), "80\u00a0%", "goals:4")
    assert facts["goals.second.threshold"].display == "1"
    assert "goals.first.threshold" not in facts


def test_a_goal_for_every_meeting_is_measured_at_the_worst_one(facts):
    goal = reviewed_goals(facts).loc[4]
    assert (measuring_fact(facts, goal).id, measuring_fact(facts, goal).value) == (
        "attendance.board.minimum",
        Fraction(2, 4),
    )


def test_a_goal_for_the_average_is_measured_over_all_meetings():
    facts = facts_of(typed(goals=GOALS.replace("every_meeting", "average"), meetings=MEETINGS))
    assert measuring_fact(facts, reviewed_goals(facts).loc[4]).value == Fraction(6, 8)


@pytest.mark.parametrize("measure", ["attendance.preparatory.share", "attendance.bord.share", ""])
def test_a_goal_without_figures_is_not_measured(measure):
    facts = facts_of(typed(goals=GOALS.replace("attendance.board.share", measure), meetings=MEETINGS))
    assert measuring_fact(facts, reviewed_goals(facts).loc[4]) is None


def test_a_share_is_no_measure_of_a_number():
    facts = facts_of(typed(goals=GOALS.replace("80        | percent", "80 | count"), meetings=MEETINGS))
    assert measuring_fact(facts, reviewed_goals(facts).loc[4]) is None


def test_a_threshold_is_shown_in_the_unit_of_its_measure():
    goals = "goal | level | measure | threshold | unit\n even | annual | economy.result | 0 | count"
    facts = facts_of(sound(goals=goals, goal_reviews="goal | assessment\n even | met"))
    assert facts["goals.even.threshold"].display == "0\u00a0kr"


@pytest.mark.parametrize(
    ("operator", "value", "reached"),
    [
        (">=", Fraction(3, 4), True),
        (">=", Fraction(41, 56), False),
        ("<=", Fraction(3, 4), True),
        ("<=", Fraction(43, 56), False),
        ("=", Fraction(3, 4), True),
        ("=", Fraction(74, 100), False),
    ],
)
def test_a_goal_is_met_exactly_at_its_threshold(operator, value, reached):
    goal = {"threshold": Fraction(75), "unit": "percent", "operator": operator}
    assert (threshold(goal), reaches_threshold(goal, value)) == (Fraction(3, 4), reached)
