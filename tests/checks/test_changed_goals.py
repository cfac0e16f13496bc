import pytest

from namndbok.checks.check import findings_of
from typed import facts_of, sound, typed

GOALS = """
    year | goal   | level  | text   | rule   | measure                | threshold
    2030 | course | annual | Kurser | Två    | events.competence.held | 2
    2031 | {goal} | annual | {text} | {rule} | events.competence.held | {limit}
"""
SAME = {"goal": "course", "text": "Kurser", "rule": "Två", "limit": 2}
REVIEWS = "year | goal | through | comment\n2030 | course | 2030-12-31 | Bra\n2031 | course | 2031-12-31 | {}"


def said(check: str, **tables: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return expected, found and rows of what a check says of a board of some tables."""
    found = findings_of(facts_of(typed(**tables)), check)
    return [(one.expected, one.found, one.rows) for one in found]


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({}, None),
        ({"limit": 1}, ("2", "1")),
        ({"text": "Resor"}, ("Kurser", "Resor")),
        ({"rule": ""}, ("Två", "ingen regel")),
        ({"rule": "En", "limit": 1}, ("Två", "En")),
    ],
)
def test_a_goal_that_is_another_than_the_last_time_is_told(change, shown):
    found = said("change.goal", goals=GOALS.format(**SAME | change))
    assert found == ([(*shown, ("goals:3", "goals:2"))] if shown else [])


def test_a_goal_that_names_its_own_year_is_the_same():
    goals = GOALS.format(**SAME | {"text": "Kurser 2031"}).replace("| Kurser |", "| Kurser 2030 |")
    assert said("change.goal", goals=goals) == []


def test_goals_that_are_gone_are_told_in_one():
    more = "2030 | other | annual | Annat | Två | |"
    assert said("change.vanished", goals=GOALS.format(**SAME)) == []
    gone = said("change.vanished", goals=GOALS.format(**SAME | {"goal": "new"}) + more)
    assert gone == [("course och other", "saknas", ("goals:2", "goals:4"))]


def test_a_comment_that_is_last_years_is_told():
    goals = GOALS.format(**SAME)
    assert said("change.same_comment", goals=goals, goal_reviews=REVIEWS.format("Bättre")) == []
    same = said("change.same_comment", goals=goals, goal_reviews=REVIEWS.format("Bra"))
    assert same == [("en ny text", "samma text", ("goal_reviews:3", "goal_reviews:2"))]


def test_goals_on_the_long_view_are_not_compared():
    assert findings_of(facts_of(sound()), "change.vanished") == []
