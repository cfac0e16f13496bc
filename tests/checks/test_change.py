"""Checks of change between years; the boards are a few typed rows."""

import pytest

from namndbok.checks import change
from namndbok.checks.check import CHECKS, findings_of
from typed import facts_of, sound, typed

GOALS = """
    year | goal   | level  | rule  | measure                | threshold
    2030 | course | annual | Två   | events.competence.held | 2
    2031 | {goal} | annual | {rule} | events.competence.held | {limit}
"""
REVIEWS = "year | goal | through | comment\n2030 | course | 2030-12-31 | Bra\n2031 | course | 2031-12-31 | {}"
VOLUMES = "year | service | measure | value\n2029 | archive | ärenden | 1\n2030 | archive | ärenden | 400\n"
PEOPLE = "municipality | date | population\n9901 | 2029-12-31 | 1000\n9901 | 2030-12-31 | {}"


def said(check: str, **tables: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return expected, found and rows of what a check says of a board of some tables."""
    found = findings_of(facts_of(typed(**tables)), check)
    return [(one.expected, one.found, one.rows) for one in found]


def test_the_sound_board_gives_no_finding():
    own = [id for id, one in CHECKS.items() if one.run.__module__ == change.__name__]
    assert len(own) == 7
    facts = facts_of(sound())
    assert [finding for id in own for finding in findings_of(facts, id)] == []


def test_a_limit_that_is_lowered_is_told():
    assert said("change.goal", goals=GOALS.format(goal="course", rule="Två", limit=2)) == []
    lower = said("change.goal", goals=GOALS.format(goal="course", rule="Två", limit=1))
    assert lower == [("2", "1", ("goals:3", "goals:2"))]


def test_a_goal_that_is_gone_is_told():
    assert said("change.vanished", goals=GOALS.format(goal="course", rule="Två", limit=2)) == []
    gone = said("change.vanished", goals=GOALS.format(goal="other", rule="Två", limit=2))
    assert gone == [("kvar", "borta", ("goals:2",))]


def test_a_comment_that_is_last_years_is_told():
    goals = GOALS.format(goal="course", rule="Två", limit=2)
    assert said("change.same_comment", goals=goals, goal_reviews=REVIEWS.format("Bättre")) == []
    same = said("change.same_comment", goals=goals, goal_reviews=REVIEWS.format("Bra"))
    assert same == [("ny text", "samma text", ("goal_reviews:3", "goal_reviews:2"))]


def test_a_service_that_is_no_longer_told_of_is_told():
    """The archive has a status for both years on the sound board; here only for the first."""
    assert findings_of(facts_of(sound()), "change.service") == []
    services = "service | name\narchive | Arkiv\nother | Annat"
    told = "date | service | year\n2030-12-31 | archive | 2030\n2031-12-31 | other | 2031"
    (one,) = said("change.service", services=services, service_status=told)
    assert one == ("en lägesrapport", "saknas", ("service_status:2",))


@pytest.mark.parametrize(("value", "told"), [(299, True), (300, False), (500, False), (501, True)])
def test_a_volume_a_quarter_from_the_last_year_is_told(value: int, told: bool):
    """400 ± 100; the year before that does not matter."""
    services = "service | name\narchive | Arkiv"
    volumes = VOLUMES + f"2031 | archive | ärenden | {value}"
    found = said("change.volume", services=services, service_volumes=volumes)
    assert found == ([("400", str(value), ("service_volumes:4", "service_volumes:3"))] if told else [])


@pytest.mark.parametrize(("people", "told"), [(899, True), (900, False), (1100, False), (1101, True)])
def test_inhabitants_a_tenth_from_the_year_before_are_told(people: int, told: bool):
    """1 000 ± 100."""
    towns = "code | name\n9901 | Alvik"
    found = said("change.population", municipalities=towns, population=PEOPLE.format(people))
    assert [row for *_, rows in found for row in rows] == (["population:3", "population:2"] if told else [])


@pytest.mark.parametrize(("forecast", "told"), [(990, False), (991, True), (809, True)])
def test_a_forecast_a_tenth_from_the_budget_is_told(forecast: int, told: bool):
    """The budget is 900, so 810 to 990 is near."""
    data = sound(forecast=f"line | income | cost\noffice | {forecast} | 0")
    found = findings_of(facts_of(data), "change.forecast")
    assert [one.rows for one in found] == ([("budget:2", "budget:3", "forecast:2")] if told else [])
