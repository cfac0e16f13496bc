import pytest

from typed import said

GOAL = "goal | rule | measure | threshold | unit\ngroup | {} | meetings.preparatory.held | 1 | count"


@pytest.mark.parametrize(
    ("rule", "assessment", "kind", "told"),
    [
        ("Ett möte och en strategidag.", "met", "meeting", True),
        ("Ett möte och en strategidag.", "met", "strategy_day", False),
        ("Ett möte och en strategidag.", "not_met", "meeting", False),
        ("Ett möte.", "met", "meeting", False),
    ],
)
def test_a_strategy_day_that_a_met_goal_asks_for_is_in_the_plan(rule, assessment, kind, told):
    changes = {
        "goals": GOAL.format(rule),
        "goal_reviews": f"goal | assessment\ngroup | {assessment}",
        "meeting_plan": f"body | date | kind\npreparatory | 2031-02-01 | {kind}",
    }
    found = said("rules.strategy_day", **changes)
    assert found == ([("en strategidag", "ingen", ("goals:2", "goal_reviews:2"))] if told else [])
