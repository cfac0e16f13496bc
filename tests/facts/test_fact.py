from fractions import Fraction

import pytest

from namndbok.errors import InvalidData, UnknownFact
from namndbok.facts.fact import Facts
from typed import YEAR, facts_of, sound, typed

OUTCOME = """
    line    | income | cost
    office  | 600    | 500
    archive | 300    | 330
"""


@pytest.fixture
def facts() -> Facts:
    return Facts(typed(outcome=OUTCOME), YEAR)


@pytest.fixture
def two(facts) -> Facts:
    facts.add_cell("a.income", "Kansli, intäkter", 600, "kr", "outcome:2")
    facts.add_cell("b.income", "Arkiv, intäkter", 300, "kr", "outcome:3")
    return facts


def test_a_quoted_figure_leads_to_its_row_and_document(two):
    fact = two["a.income"]
    assert (fact.value, fact.display, fact.rows, fact.sources) == (600, "600\u00a0kr", ("outcome:2",), ("d",))
    assert fact.target == "outcome:2"


def test_a_computed_figure_leads_to_its_derivation(two):
    total = two.add_total("all.income", "Summa", "summan", ["a.income", "b.income"])
    assert (total.value, total.facts, total.sources, total.target) == (
        900,
        ("a.income", "b.income"),
        ("d",),
        "all.income",
    )


def test_a_sum_of_nothing_is_zero_kronor_and_has_a_derivation_too(facts):
    total = facts.add_total("all.income", "Summa", "summan", [])
    assert (total.value, total.unit, total.target) == (0, "kr", "all.income")


def test_the_difference_is_what_comes_first_minus_what_comes_last(two):
    assert two.add_difference("c.difference", "Skillnad", "a − b", "b.income", "a.income").value == 300 - 600


def test_a_ratio_is_exact(two):
    share = two.add_ratio("c.share", "Andel", "b ÷ a", "b.income", "a.income")
    assert (share.value, share.exact, share.unit, share.display) == (
        Fraction(1, 2),
        "1/2",
        "ratio",
        "50,0\u00a0%",
    )


def test_there_is_no_share_of_nothing(two):
    two.add_total("none.income", "Inget", "summan", [])
    assert two.add_ratio("c.share", "Andel", "b ÷ 0", "b.income", "none.income") is None
    assert "c.share" not in two


def test_a_whole_ratio_is_a_whole_number(two):
    assert two.add_ratio("c.share", "Andel", "a ÷ b", "a.income", "b.income").exact == 2


def test_rows_are_counted_and_cells_added_with_their_places(facts):
    rows = facts.data["outcome"]
    count = facts.add_count("lines.count", "Rader", "antal rader", rows[rows["cost"] > 400])
    cost = facts.add_sum("lines.cost", "Kostnader", "summan", rows["cost"])
    assert (count.value, count.unit, count.rows) == (1, "count", ("outcome:2",))
    assert (cost.value, cost.unit, cost.rows) == (500 + 330, "kr", ("outcome:2", "outcome:3"))


def test_the_rows_behind_a_figure_are_found_through_other_figures(two):
    two.add_total("all.income", "Summa", "summan", ["b.income", "a.income"])
    two.add_difference("all.half", "Hälften", "summa − a", "all.income", "a.income")
    assert two.rows_behind("all.half") == ("outcome:3", "outcome:2")


def test_an_unknown_figure_is_refused_with_the_closest_names(two):
    with pytest.raises(UnknownFact, match=r"Det finns inget faktum a\.incme för 2031\. Menade du a\.income"):
        two["a.incme"]
    assert two.get("a.incme") is None
    assert "a.incme" not in two


def test_figures_are_listed_in_the_order_they_came_and_by_family(two):
    assert (list(two), len(two)) == (["a.income", "b.income"], 2)
    assert [fact.id for fact in two.under("a")] == ["a.income"]
    assert two.under("a.in") == []


@pytest.mark.parametrize(
    "code", ['"><script>', "a b", "A", "å", "", "a.", "a:b", "../a", "a\u202eb", "-a", "a'b", "{{7*7}}"]
)
def test_a_code_that_cannot_stand_in_a_page_is_refused_with_its_row(facts, code):
    with pytest.raises(InvalidData) as refused:
        facts.add_cell(f"economy.line.{code}.income", "Rad", 1, "kr", "outcome:3")
    assert (refused.value.faults[0].file, refused.value.faults[0].row) == ("outcome.csv", 3)


def test_a_name_that_is_taken_is_refused(two):
    with pytest.raises(InvalidData, match="redan finns"):
        two.add_cell("a.income", "Igen", 1, "kr", "outcome:3")


def test_a_fee_called_what_the_library_itself_calls_a_sum_is_refused_in_swedish():
    data = sound(
        fee_components="component | name | budget_line\nbudgeted | Grundavgift | office",
        fees="component | municipality | fee\nbudgeted | 9901 | 5",
        printed="id | fact | kind | value | unit",
    )
    with pytest.raises(InvalidData, match="byt beteckningen"):
        facts_of(data)


def test_to_ask_for_a_fact_that_may_be_missing_searches_for_no_other(facts, monkeypatch):
    monkeypatch.setattr("namndbok.errors.get_close_matches", lambda *words: pytest.fail("searched"))
    assert facts.get("no.such") is None


@pytest.mark.parametrize(
    ("id", "places"),
    [
        ("economy.line.office.income", "kommer ur outcome.csv, rad 2 (year 2031, line office)."),
        (
            "economy.line.office.deviation_cost",
            "(utfall − budget) kommer ur outcome.csv, rad 2–3 (year 2031); "
            "budget.csv, som saknar en rad med year 2031; budget_lines.csv, som saknar en rad med "
            "outcome_line office.",
        ),
        (
            "years.2030.economy.line.archive.result",
            "(intäkter − kostnader) kommer ur outcome.csv, "
            "som saknar en rad med year 2030 och line archive (line archive: rad 3).",
        ),
        (
            "periods.2031-05-31.fees.budgeted.total",
            "(summan av kommunerna) kommer ur fees.csv, som saknar en rad med year 2031; "
            "fee_components.csv, som saknar rader.",
        ),
    ],
)
def test_an_unknown_figure_of_a_known_kind_leads_to_the_rows_that_would_give_it(facts, id, places):
    with pytest.raises(UnknownFact) as refused:
        facts[id]
    assert str(refused.value).endswith(f" Är id:t rätt, rätta underlaget: faktumet {places}")


def test_an_unknown_figure_of_no_known_kind_leads_nowhere(facts):
    assert facts.advice("economy.line.office.resultat") == "sök efter rätt id i facts.json."
    assert facts.advice("proposal.income") == "sök efter rätt id i facts.json."
