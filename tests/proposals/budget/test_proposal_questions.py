"""What is to be settled before a decision."""

from datetime import date

import pytest

from namndbok.proposals.budget.proposal_facts import unsplit_lines
from namndbok.proposals.budget.proposed_fee import OBSTACLES
from small_proposal import small_proposal, titles

BUDGET = """
    side   | line    | amount
    income | office  | 600
    cost   | office  | {}
    cost   | archive | 300
"""
FEES = """
    component | municipality | fee
    basic     | 9901         | 200
    basic     | 9902         | 200
    basic     | 9903         | 200
    archive   | 9901         | 100
    archive   | 9902         | 150
"""
COMPONENTS = """
    component | name        | budget_line
    basic     | Grundavgift | office
    archive   | Arkiv       |
"""


def finding_of(proposal, start: str):
    (finding,) = [finding for finding in proposal.findings if finding.title.startswith(start)]
    return finding


def test_nothing_is_left_to_settle_where_all_is_decided_and_raised():
    assert titles(small_proposal(percent=2.0)) == []


def test_a_line_that_no_fee_is_for_is_an_error():
    proposal = small_proposal(fee_components=COMPONENTS)
    finding = finding_of(proposal, "Budgetpost utan fördelning: Arkiv")
    assert (finding.severity, finding.detail, finding.rows) == (
        "error",
        OBSTACLES["no_component"],
        ("budget:3", "budget:5"),
    )
    assert finding.sources == ("d",)
    assert proposal.facts["proposal.count.unsplit"].rows == ("budget_lines:3",)
    assert finding.id.startswith("proposal.split.2032.archive.")


def test_a_line_without_a_model_is_an_error_with_its_reason():
    proposal = small_proposal("split_models")
    assert [line for line, _ in unsplit_lines(proposal.facts, proposal.assumptions, proposal.fees)] == [
        "office",
        "archive",
    ]
    assert "återger årets avgifter" in finding_of(proposal, "Budgetpost utan fördelning: Kansli").detail


def test_a_cost_that_nobody_pays_is_an_error():
    proposal = small_proposal(budget=BUDGET.format(600))
    assert finding_of(proposal, "Budgetpost utan fördelning: Arkiv").detail == OBSTACLES["no_income"]
    assert [fee.component for fee in proposal.fees] == ["basic"]


def test_income_and_cost_that_differ_are_a_question():
    proposal = small_proposal(budget=BUDGET.format(500), percent=10.0)
    detail = finding_of(proposal, "Intäkt och kostnad är olika: Kansli").detail.replace("\u00a0", " ")
    assert "Intäkten är 660 kr och kostnaden 550 kr" in detail
    assert detail.endswith("110 kr. Den betalas av kommunerna som har avgiften, utöver vad raden kostar.")


def test_a_cost_above_the_income_is_paid_by_no_fee():
    proposal = small_proposal(budget=BUDGET.format(700), percent=10.0)
    detail = finding_of(proposal, "Intäkt och kostnad är olika: Kansli").detail
    assert detail.endswith("Ingen avgift täcker den: nämnden behöver besluta vem som betalar.")


def test_fees_that_are_not_this_years_budget_are_a_question():
    proposal = small_proposal(fees=FEES)
    finding = finding_of(proposal, "Årets avgifter är inte årets budget: Arkiv")
    assert "Årets avgifter är 250 kr och årets intäkt på raden 300 kr." in finding.detail.replace(
        "\u00a0", " "
    )
    assert finding.rows == ("budget:3", "budget:5", "fees:5", "fees:6")


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"split_models": "component | from_year | equal_share\n basic | 2031 | 100\n archive | 2031 | 0"},
         "Modell utan beslut: Grundavgift och Arkivavgift"),
        ({"split_models": "component | from_year\n", "keep": True},
         "Modell utan beslut: Grundavgift och Arkivavgift"),
    ],
)  # fmt: skip
def test_a_model_without_a_decision_is_a_question(changes: dict, title: str):
    assert title in titles(small_proposal(percent=2.0, **changes))


def test_inhabitants_of_a_day_within_the_budget_year_are_a_question():
    later = "municipality | date | population\n" + "\n".join(
        f"{code} | {when} | 10" for when in ("2031-12-31", "2032-01-01") for code in (9901, 9902, 9903)
    )
    assert titles(small_proposal(percent=2.0, population=later, counted=date(2031, 12, 31))) == []
    assert titles(small_proposal(percent=2.0, population=later, counted=date(2032, 1, 1))) == [
        "Folkmängden är senare än budgetåret börjar"
    ]


def test_an_increase_that_is_missing_is_a_question():
    finding = finding_of(small_proposal(), "Uppräkningen är inte medräknad")
    assert (finding.severity, finding.rows) == ("warning", ("budget:2", "budget:3", "budget:4", "budget:5"))
    notes = "year | number | text | index\n 2029 | 1 | Löneindex gäller. | Löneindex"
    finding = finding_of(small_proposal(budget_notes=notes), "Avtalets uppräkning är inte medräknad")
    assert finding.detail.startswith("Beloppen ska räknas upp med Löneindex. Raderna har samma belopp")
    assert finding.rows == ("budget_notes:2",)
