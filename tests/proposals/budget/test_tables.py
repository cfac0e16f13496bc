import pytest

from boards import REAL, invented_board
from namndbok.proposals.budget import open_proposal
from namndbok.proposals.budget import tables as budgeting
from namndbok.proposals.budget.proposal import Proposal
from namndbok.show.markup import CalendarYear
from namndbok.show.tables.table import Table
from small_proposal import small_proposal
from typed import lines, spaced

DECIDED = "beslutad modell, 5 november 2030, § 21, 2030/17-1.2"
BARE = "side | line | amount\n cost | office | 5"
LACKING = "Ingen modell med ett grundbelopp och ett belopp per invånare återger årets avgifter säkert."


@pytest.fixture(scope="module")
def proposal(tmp_path_factory) -> Proposal:
    return open_proposal(invented_board(tmp_path_factory.mktemp("sjodalen")), 2032)


def all_tables(proposal: Proposal) -> list[Table]:
    made = [budgeting.table_proposed_lines(proposal, side) for side in ("income", "cost")]
    names = (
        "open_questions",
        "split_models",
        "fee_changes",
        "proposed_fees",
        "proof",
        "unsplit_lines",
        "other_fees",
    )
    return made + [getattr(budgeting, f"table_{name}")(proposal) for name in names]


def test_every_table_says_that_it_is_a_proposal_and_not_decided(proposal):
    for table in [
        *all_tables(proposal),
        *all_tables(small_proposal("fees", "split_models", budget=BARE)),
    ]:
        assert table.caption.endswith(": förslag – ej beslutat")
        assert "förslag – ej beslutat" in table._repr_html_() or not table.rows


def test_lines_have_the_proposal_first_then_what_it_changes_from(proposal):
    table = budgeting.table_proposed_lines(proposal, "income")
    assert (table.id, table.caption.split(":")[0]) == ("t-proposed-income", "Budgetens intäkter per rad")
    year = CalendarYear(2031)
    assert table.headings == ("Budgetrad", "Förslag", "Ändring", year, "I procent", "Uppräkning")
    assert lines(table) == [
        "Kansli | 927 kr | 27 kr | 900 kr | 3,0 % | 3 %",
        "Mätare | 412 kr | 12 kr | 400 kr | 3,0 % | 3 %",
        "Avläsning | 206 kr | 6 kr | 200 kr | 3,0 % | 3 %",
        "Laboratorium | 247 kr | 7 kr | 240 kr | 2,9 % | 3 %",
        "Summa | 1 792 kr | 52 kr | 1 740 kr | 3,0 % | 3 %",
    ]


def test_costs_have_the_same_columns_without_per_cent(proposal):
    table = budgeting.table_proposed_lines(proposal, "cost")
    assert table.headings == ("Budgetrad", "Förslag", "Ändring", CalendarYear(2031))
    assert lines(table)[-2:] == [
        "Laboratorium | 247 kr | 7 kr | 240 kr",
        "Summa | 1 792 kr | 52 kr | 1 740 kr",
    ]


def test_models_say_who_says_so_and_a_decided_one_its_decision(proposal):
    assert lines(budgeting.table_split_models(proposal)) == [
        f"Grundavgift | {DECIDED} | 100 % | 309 kr |  | 1 kr",
        f"Mätare | {DECIDED} | 0 % | 0 kr | 0,7 kr | 10 kr",
        "Avläsning | som den är beskriven, utan beslut | 50 % | 34 kr | 0,2 kr | 1 kr",
        "Laboratorium | ingen modell |  |  |  | ",
    ]


def test_a_decision_without_paragraph_is_still_named():
    table = budgeting.table_split_models(
        small_proposal(decisions="decision | date | title | outcome\n d1 | 2030-11-05 | B | A")
    )
    assert lines(table)[0].startswith("Grundavgift | beslutad modell, 5 november 2030 | 100 %")


def test_municipalities_are_compared_with_the_change_first(proposal):
    assert lines(budgeting.table_fee_changes(proposal)) == [
        "Alvik | -16 kr | -3,6 % | 434 kr | 450 kr | 130 kr",
        "Bergsta | 55 kr | 12,2 % | 505 kr | 450 kr | 110 kr",
        "Ödeby | 6 kr | 1,0 % | 606 kr | 600 kr | 0 kr",
        "Summa | 45 kr | 3,0 % | 1 545 kr | 1 500 kr | 240 kr",
    ]


def test_fees_are_added_up_both_ways(proposal):
    assert lines(budgeting.table_proposed_fees(proposal)) == [
        "Alvik | 434 kr | 309 kr | 72 kr | 53 kr",
        "Bergsta | 505 kr | 309 kr | 130 kr | 66 kr",
        "Ödeby | 606 kr | 309 kr | 210 kr | 87 kr",
        "Summa | 1 545 kr | 927 kr | 412 kr | 206 kr",
    ]


def test_who_does_not_pay_has_no_fee():
    assert lines(budgeting.table_proposed_fees(small_proposal()))[2] == "Ödeby | 200 kr | 200 kr | "


def test_without_any_split_there_are_no_fees_to_show():
    assert budgeting.table_proposed_fees(small_proposal("split_models"))._repr_html_() == ""


def test_the_proof_tells_who_carries_what_rounding_leaves(proposal):
    assert lines(budgeting.table_proof(proposal)) == [
        "Grundavgift | 0 kr | 927 kr | 927 kr | 1 kr | 0 kr | ingen",
        "Mätare | 0 kr | 412 kr | 412 kr | 10 kr | 2 kr | Alvik",
        "Avläsning | 0 kr | 206 kr | 206 kr | 1 kr | 0 kr | ingen",
    ]


def test_budget_lines_without_a_split_are_listed_with_the_reason(proposal):
    assert lines(budgeting.table_unsplit_lines(proposal)) == [f"Laboratorium | 247 kr | {LACKING}"]
    assert "Alla budgetposter är fördelade." in budgeting.table_unsplit_lines(small_proposal())._repr_html_()


def test_fees_outside_the_budget_are_listed_as_they_are(proposal):
    assert lines(budgeting.table_other_fees(proposal)) == ["Montering | 60 kr | engångs | leverantören"]


def test_what_is_to_be_settled_leads_to_its_rows(proposal):
    table = budgeting.table_open_questions(proposal)
    assert lines(table)[0] == f"Budgetpost utan fördelning: Laboratorium | {LACKING} | Fel | Budget rad 5, 9"
    assert 'data-row="budget:5 budget:9"' in table._repr_html_()
    assert (
        "Inget hindrar ett beslut."
        in budgeting.table_open_questions(small_proposal(percent=1.0))._repr_html_()
    )


def test_what_people_have_typed_never_becomes_markup():
    hostile = "<script>alert(1)</script>"
    proposal = small_proposal(
        fee_components=f"component | name | budget_line\n basic | {hostile} | office\n start | {hostile} |",
        budget_lines=f"budget_line | name\n office | {hostile}\n archive | {hostile}",
        municipalities=f"code | name\n 9901 | {hostile}\n 9902 | Bergsta\n 9903 | Ödeby",
    )
    pages = "".join(table._repr_html_() for table in all_tables(proposal))
    assert "<script" not in pages and "&lt;script&gt;" in spaced(pages)


def test_the_comments_to_the_budget_of_2023_come_out_of_the_tables():
    real = open_proposal(REAL, 2025)
    said = lines(budgeting.table_budget_notes(real))
    assert [text.split(" | ")[0] for text in said] == list(real.data["budget_notes"]["text"])
    assert next(text for text in said if "175 800 kr | 2023" in text).startswith("Till budgeten kommer")
    assert "arbetskostnadsindex (AKI)" in said[0]
    assert "leverantören fakturerar varje kommun direkt" in said[-1]


def test_each_half_per_cent_has_its_cost():
    # 7 830 800 kr · 0,5 % is 39 154 kr; line by line in whole kronor it is 2 kr more.
    table = lines(budgeting.table_half_per_cents(open_proposal(REAL, 2025)))
    assert table[0] == "0,5 % | 39 156 kr | 7 869 956 kr"
    assert table[4].startswith("2,5 % | 195 772 kr")
