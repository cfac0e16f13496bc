"""Checks of what is missing; the board is `typed.sound()`, in 2031, with a thing or two changed."""

import pytest

from namndbok.checks import missing
from namndbok.checks.check import CHECKS, findings_of
from typed import facts_of, sound

DONE = """
    control | probability | consequence | risk_value | result | result_date | evidence
    leak    | 2           | 3           | 6          | ok     | 2031-11-01  | {evidence}
"""
RULE = "goal | level | rule | threshold | measure | reading | unit\n{}"
COURSE = "course | annual | {rule} | {limit} | events.competence.held | total | count"
TOGETHER = "together | annual | | | | |"
REVIEW = "goal | assessment | measured | measured_unit\n{}"
DECISION = "decision | date | title | outcome\none | {day} | {title} | Antas."
ADVICE = (
    "number | municipality | kind | text | status | year\n1 | 9901 | {kind} | Följ upp. | {status} | 2030"
)


def said(check: str, *without: str, **changes) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return expected, found and rows of what a check says of the sound board with changes."""
    found = findings_of(facts_of(sound(*without, **changes)), check)
    return [(one.expected, one.found, one.rows) for one in found]


def test_every_check_of_the_family_is_tried_here():
    own = [id for id, one in CHECKS.items() if one.run.__module__ == missing.__name__]
    assert len(own) == 11


def test_a_control_has_result_date_and_evidence():
    assert said("missing.control_result", controls=DONE.format(evidence="Protokoll")) == []
    lacking = said("missing.control_result", controls=DONE.format(evidence=""))
    assert lacking == [("resultat, datum och underlag", "saknar underlag", ("controls:2",))]


def test_a_goal_has_a_rule_or_a_limit():
    both = COURSE.format(rule="Minst en.", limit=1), COURSE.format(rule="", limit=1)
    for goal in both:
        assert said("missing.measure", goals=RULE.format(goal), goal_reviews="goal\ncourse") == []
    found = said("missing.measure", goals=RULE.format(TOGETHER), goal_reviews="goal\ntogether")
    assert found == [("en regel", "saknas", ("goals:2",))]


def test_a_goal_that_nothing_measures_has_a_verdict():
    """After the year; a year without an outcome is not over."""
    goals, empty = RULE.format(TOGETHER), REVIEW.format("together | | |")
    assert said("missing.verdict", goals=goals, goal_reviews=REVIEW.format("together | met | |")) == []
    assert said("missing.verdict", "outcome", goals=goals, goal_reviews=empty) == []
    found = said("missing.verdict", goals=goals, goal_reviews=empty)
    assert found == [("en bedömning", "saknas", ("goals:2", "goal_reviews:2"))]


@pytest.mark.parametrize(
    ("title", "decided"), [("Budget 2031", True), ("Budget 2030", False), ("Plan 2031", False)]
)
def test_the_years_budget_has_a_decision(title: str, decided: bool):
    found = said("missing.budget_decision", decisions=DECISION.format(day="2030-12-01", title=title))
    assert bool(found) is not decided


def test_a_budget_line_that_no_fee_pays_is_told():
    assert said("missing.split") == []
    unpaid = ("archive   | Arkivavgift  | archive | archive", "archive | Arkivavgift | archive |")
    assert said("missing.split", fee_components=unpaid) == [
        ("en fördelning", "saknas", ("budget:3", "budget:5"))
    ]


def test_a_service_that_is_paid_for_has_a_status():
    assert said("missing.service_status") == []
    found = said("missing.service_status", "service_status")
    assert found == [("en lägesrapport", "saknas", ("fee_components:3", "fee_components:4"))]


@pytest.mark.parametrize(
    ("kind", "status", "word"),
    [
        ("recommendation", "answered", "besvarad"),
        ("remark", "noted", "noterad"),
        ("recommendation", "done", ""),
    ],
)
def test_what_auditors_said_has_led_to_something(kind: str, status: str, word: str):
    found = said("missing.recommendation", recommendations=ADVICE.format(kind=kind, status=status))
    assert found == ([("åtgärdad", word, ("recommendations:2",))] if word else [])


def test_a_verdict_is_told_with_its_value():
    """One course is held; the figure stands in no printed row and is measured or not."""
    goal = {"goals": RULE.format(COURSE.format(rule="", limit=1))}
    assert said("missing.measured", goal_reviews=REVIEW.format("course | met | 1 | count"), **goal) == []
    found = said("missing.measured", goal_reviews=REVIEW.format("course | met | |"), **goal)
    assert found == [("1", "saknas", ("goals:2", "goal_reviews:2"))]


@pytest.mark.parametrize(("year", "lacks"), [(2031, False), (2032, True)])
def test_a_budget_that_was_decided_has_amounts(year: int, lacks: bool):
    decided = DECISION.format(day="2031-06-01", title=f"Budget {year}")
    found = said("missing.budget_figures", decisions=decided)
    assert found == ([("belopp", "saknas", ("decisions:2",))] if lacks else [])


@pytest.mark.parametrize(("value", "based"), [("70", False), ("100", True)])
def test_a_claim_in_per_cent_follows_from_a_figure(value: str, based: bool):
    """In September all 3 of 3 were present, 100 per cent; nothing is 70."""
    claims = f"text | value | unit\nSå mycket bättre. | {value} | percent"
    assert bool(said("missing.claim_basis", claims=claims)) is not based


def test_each_part_of_the_financing_says_how_it_is_split():
    parts = "name | text | distribution\nBas | Bas | Lika\nProjekt | Projekt |"
    assert said("missing.distribution", financing=parts) == [("en fördelning", "saknas", ("financing:3",))]
