from functools import cache

import pytest

from namndbok.checks.check import CHECKS, findings_of
from namndbok.data.schema import library_tables
from namndbok.facts.fact import Facts
from typed import facts_of, said, sound, typed


@pytest.mark.parametrize(("value", "based"), [("70", False), ("100", True)])
def test_a_claim_in_per_cent_follows_from_a_figure(value: str, based: bool):
    """In September all 3 of 3 were present, 100 per cent; nothing is 70."""
    claims = f"text | value | unit\nSå mycket bättre. | {value} | percent"
    assert bool(said("missing.claim_basis", claims=claims)) is not based


def test_claims_without_basis_are_reported_together():
    claims = "id | text | value | value_high | unit\na | Tid. | 70 | | percent\nb | Kr. | 5 | 7 | kr"
    assert said("missing.claim_basis", claims=claims) == [
        ("ett underlag", "70 % och 5 kr–7 kr", ("claims:2", "claims:3"))
    ]


def test_each_part_of_the_financing_says_how_it_is_split():
    parts = "name | text | distribution\nBas | Bas | Lika\nProjekt | Projekt |"
    assert said("missing.distribution", financing=parts) == [("en fördelning", "saknas", ("financing:3",))]


def test_a_table_without_rows_is_reported_with_the_checks_that_need_it():
    (one,) = findings_of(facts_of(sound("held_list", "forecast")), "missing.tables")
    assert (one.title, one.severity, one.rows) == (
        "3 kontroller kan inte göras",
        "info",
        ("outcome:2", "outcome:3"),
    )
    assert "Lista över sammanträden" in one.detail and "Prognos" in one.detail
    assert all(id in one.detail for id in ("time.held_list", "cross.forecast", "change.forecast"))


def test_a_year_before_that_lacks_is_reported_too():
    goals = "goal | level | rule\ncourse | annual | En kurs."
    (one,) = findings_of(facts_of(sound(goals=goals, goal_reviews="goal\ncourse")), "missing.tables")
    assert "rader för något tidigare år: Måluppföljning och Mål och indikatorer" in one.detail


def test_a_year_that_nothing_is_reported_of_lacks_nothing():
    assert findings_of(facts_of(typed()), "missing.tables") == []
    assert findings_of(facts_of(sound(), 1999), "missing.tables") == []


@pytest.mark.parametrize("table", sorted({table for one in CHECKS.values() for table in one.needs}))
def test_every_table_that_a_check_needs_is_missed_when_it_is_empty(table: str):
    """Inhabitants are needed on any date; without budget and outcome nothing tells of the year."""
    without = {"outcome", "budget"} & {table}
    (one,) = findings_of(facts_of(sound(table)), "missing.tables")
    assert library_tables()[table].title in one.detail
    assert one.rows[0].startswith("budget" if without == {"outcome"} else "outcome")


@pytest.mark.parametrize("id", [id for id, one in CHECKS.items() if one.needs or one.before])
def test_a_check_without_the_tables_that_it_needs_finds_nothing(id: str):
    needed = {*CHECKS[id].needs, *CHECKS[id].before}
    assert [one.check for one in findings_of(facts_without(*sorted(needed)), id)] == []


@cache
def facts_without(*tables: str) -> Facts:
    """Compute the sound board without some tables, once for all checks that need the same."""
    return facts_of(sound(*tables))


DECISION = (
    "decision | date | title | outcome | paragraph | case_number\none | {day} | {title} | Antas. | {at} | 2"
)


PAPERS = "decision | paper | year\none | {} | {}"


@pytest.mark.parametrize(
    ("paper", "year", "status", "is_decided"),
    [
        ("budget", 2031, "decided", True),
        ("budget", 2031, "proposed", False),
        ("budget", 2030, "decided", False),
        ("plan", 2031, "decided", False),
    ],
)
def test_the_years_budget_has_a_decision(paper: str, year: int, status: str, is_decided: bool):
    decision = f"decision | date | title | outcome | status\none | 2030-12-01 | Plan | Antas. | {status}"
    tables = {"decisions": decision, "paper_decisions": PAPERS.format(paper, year)}
    assert bool(said("missing.budget_decision", **tables)) is not is_decided


def test_the_decision_on_the_budget_can_be_looked_up():
    lacking = DECISION.format(day="2030-12-01", title="Budget 2031", at="")
    papers = PAPERS.format("budget", 2031)
    found = said("missing.budget_anchor", decisions=lacking, paper_decisions=papers)
    assert found == [("paragraf", "saknas", ("decisions:2",))]
    assert said("missing.budget_anchor") == []


@pytest.mark.parametrize(("year", "lacks"), [(2031, False), (2032, True)])
def test_a_budget_that_was_decided_has_amounts(year: int, lacks: bool):
    decided = DECISION.format(day="2031-06-01", title=f"Budget {year}", at="§ 1")
    papers = PAPERS.format("budget", year)
    found = said("missing.budget_figures", decisions=decided, paper_decisions=papers)
    assert found == ([("belopp", "saknas", ("decisions:2",))] if lacks else [])


def test_a_budget_line_that_no_fee_pays_is_reported():
    unpaid = "component | name | budget_line\nbasic | Grundavgift | office\narchive | Arkivavgift |"
    assert said("missing.split", fee_components=unpaid) == [
        ("en fördelning", "saknas", ("budget:3", "budget:5"))
    ]
    assert said("missing.split", "outcome", fee_components=unpaid) == []


def test_budget_lines_that_the_workbook_has_put_together_are_reported():
    """Three lines to one; where a document says so there is nothing to ask."""
    lines = "budget_line | name | outcome_line | basis\noffice | A | office | {0}\narchive | B | office | {0}"
    assert said("missing.mapping", budget_lines=lines.format("document")) == []
    assert said("missing.mapping", budget_lines=lines.format("own")) == [
        ("dokumentets koppling", "egen tolkning", ("budget_lines:2", "budget_lines:3"))
    ]


CONTROLS = "control | probability | consequence | result | result_date | evidence\n"
DONE, BARE, UNPROVED = (
    "a | 2 | 3 | ok | 2031-11-01 | Lista",
    "{} | 1 | 1 | | |",
    "{} | 1 | 1 | ok | 2031-11-01 |",
)
ADVICE = "number | municipality | kind | text | status | year | decision\n"
DECISIONS = "decision | date | title | outcome" + "".join(
    f"\n{name} | {year}-05-05 | Granskning | Ja." for name, year in (("then", 2030), ("now", 2031))
)


def test_a_control_has_result_date_and_evidence():
    assert said("missing.control_result", controls=CONTROLS + DONE) == []
    lacking = said("missing.control_result", controls=CONTROLS + UNPROVED.format("b"))
    assert lacking == [("underlag", "saknas", ("controls:2",))]


def test_controls_that_lack_the_same_are_reported_together():
    rows = "\n".join((DONE, BARE.format("b"), BARE.format("c"), UNPROVED.format("d")))
    found = findings_of(facts_of(sound(controls=CONTROLS + rows)), "missing.control_result")
    assert [(one.title, one.rows) for one in found] == [
        ("Kontrollmomenten 2 och 3 är inte redovisade", ("controls:3", "controls:4")),
        ("Kontrollmoment 4 är inte redovisat", ("controls:5",)),
    ]


@pytest.mark.parametrize(
    ("kind", "status", "severity"),
    [
        ("recommendation", "open", "warning"),
        ("recommendation", "answered", "warning"),
        ("remark", "noted", "info"),
        ("recommendation", "done", None),
    ],
)
def test_what_auditors_said_has_led_to_something(kind: str, status: str, severity: str | None):
    advice = ADVICE + f"1 | 9901 | {kind} | Följ upp. | {status} | 2030 |"
    found = findings_of(facts_of(sound(recommendations=advice)), "missing.recommendation")
    assert [(one.severity, one.rows) for one in found] == (
        [(severity, ("recommendations:2",))] if severity else []
    )


@pytest.mark.parametrize(("decision", "reported"), [("then", True), ("now", False)])
def test_the_year_of_the_answer_is_too_early_to_ask(decision: str, reported: bool):
    advice = ADVICE + f"1 | 9901 | recommendation | Följ upp. | answered | 2030 | {decision}"
    assert bool(said("missing.recommendation", recommendations=advice, decisions=DECISIONS)) is reported


GOALS = "goal | level | rule | threshold | measure | reading | unit\n"
COURSE = "course | annual | {rule} | {limit} | events.competence.held | total | count"
TOGETHER = "together | annual | | | | |"
REVIEW = "goal | assessment | measured | measured_unit\n"


def test_a_goal_has_a_rule_or_a_limit():
    for goal in (COURSE.format(rule="Minst en.", limit=""), COURSE.format(rule="", limit=1)):
        assert said("missing.measure", goals=GOALS + goal, goal_reviews="goal\ncourse") == []
    found = said("missing.measure", goals=GOALS + TOGETHER, goal_reviews="goal\ntogether")
    assert found == [("en regel eller gräns", "saknas", ("goals:2", "goal_reviews:2"))]


def test_a_goal_that_nothing_measures_has_a_verdict():
    """After the year; a year without an outcome is not over."""
    goals, empty = GOALS + TOGETHER, REVIEW + "together | | |"
    assert said("missing.verdict", goals=goals, goal_reviews=REVIEW + "together | met | |") == []
    assert said("missing.verdict", "outcome", goals=goals, goal_reviews=empty) == []
    found = said("missing.verdict", goals=goals, goal_reviews=empty)
    assert found == [("en bedömning", "saknas", ("goals:2", "goal_reviews:2"))]


def test_a_goal_with_a_limit_that_the_tables_cannot_measure_needs_a_verdict_too():
    goals = GOALS + "far | annual | Minst tio. | 10 | nothing.at.all | total | count"
    assert said("missing.verdict", goals=goals, goal_reviews=REVIEW + "far | | |") == [
        ("en bedömning", "saknas", ("goals:2", "goal_reviews:2"))
    ]


def test_a_verdict_is_reported_with_its_value():
    """One course is held; the figure stands in no printed row and is measured or not."""
    goals = GOALS + COURSE.format(rule="", limit=1)
    assert said("missing.measured", goals=goals, goal_reviews=REVIEW + "course | met | 1 | count") == []
    found = said("missing.measured", goals=goals, goal_reviews=REVIEW + "course | met | |")
    assert found == [("värdet som avgör", "saknas", ("goals:2", "goal_reviews:2"))]
    printed = "id | fact | kind | value | unit\nheld | events.competence.held | count | 1 | count"
    more = {"goals": goals, "goal_reviews": REVIEW + "course | met | |", "printed": printed}
    assert said("missing.measured", **more) == []


def test_a_service_that_is_paid_for_has_a_status():
    assert said("missing.service_status") == []
    found = said("missing.service_status", "service_status")
    assert found == [("en lägesrapport", "saknas", ("fee_components:3", "fee_components:4"))]


def test_decisions_of_a_meeting_that_are_sent_to_nobody_are_reported_together():
    decisions = """
        decision | date       | title   | outcome  | recipients
        one      | 2031-06-01 | Budget  | Antas.   |
        two      | 2031-06-01 | Plan    | Antas.   | Kommunerna.
        three    | 2031-06-01 | Rapport | Godkänns.|
    """
    told = said("missing.recipient", decisions=decisions, cases="decision\none\ntwo\nthree")
    assert told == [("en mottagare", "saknas", ("decisions:2", "decisions:4"))]
    assert said("missing.recipient", decisions=decisions) == []
