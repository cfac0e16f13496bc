import pytest

from typed import said

DECISION = (
    "decision | date | title | outcome | paragraph | case_number\none | {day} | {title} | Antas. | {at} | 2"
)


@pytest.mark.parametrize(
    ("title", "decided"),
    [("Budget 2031", True), ("Budget och plan för 2031", True), ("Budget 2030", False), ("Plan 2031", False)],
)
def test_the_years_budget_has_a_decision(title: str, decided: bool):
    found = said(
        "missing.budget_decision", decisions=DECISION.format(day="2030-12-01", title=title, at="§ 1")
    )
    assert bool(found) is not decided


def test_the_decision_on_the_budget_can_be_looked_up():
    lacking = DECISION.format(day="2030-12-01", title="Budget 2031", at="")
    assert said("missing.budget_anchor", decisions=lacking) == [("paragraf", "saknas", ("decisions:2",))]
    assert said("missing.budget_anchor") == []


@pytest.mark.parametrize(("year", "lacks"), [(2031, False), (2032, True)])
def test_a_budget_that_was_decided_has_amounts(year: int, lacks: bool):
    decided = DECISION.format(day="2031-06-01", title=f"Budget {year}", at="§ 1")
    found = said("missing.budget_figures", decisions=decided)
    assert found == ([("belopp", "saknas", ("decisions:2",))] if lacks else [])


def test_a_budget_line_that_no_fee_pays_is_told():
    unpaid = ("archive   | Arkivavgift  | archive | archive", "archive | Arkivavgift | archive |")
    assert said("missing.split", fee_components=unpaid) == [
        ("en fördelning", "saknas", ("budget:3", "budget:5"))
    ]
    assert said("missing.split", "outcome", fee_components=unpaid) == []


def test_budget_lines_that_the_workbook_has_put_together_are_told():
    """Three lines to one; where a document says so there is nothing to ask."""
    lines = "budget_line | name | outcome_line | basis\noffice | A | office | {0}\narchive | B | office | {0}"
    assert said("missing.mapping", budget_lines=lines.format("document")) == []
    assert said("missing.mapping", budget_lines=lines.format("own")) == [
        ("dokumentets koppling", "egen tolkning", ("budget_lines:2", "budget_lines:3"))
    ]
