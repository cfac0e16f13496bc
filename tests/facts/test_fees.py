"""What each municipality pays, its part of the fees beside its part of the inhabitants, and its presence."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namndbok.facts.fact import Facts
from namndbok.facts.fees import component_codes, fee_components, population_date
from typed import facts_of, sound, typed

FEES = """
    component | municipality | fee
    basic     | 9901         | 200
    basic     | 9902         | 200
    basic     | 9903         | 200
    archive   | 9901         | 100
    archive   | 9902         | {}
    start     | 9901         | 11
    start     | 9902         | 12
"""
COMPONENTS = """
    component | name        | budget_line
    basic     | Grundavgift | office
    archive   | Arkivavgift | archive
    start     | Startavgift |
"""
POPULATION = """
    municipality | date       | population
    9901         | 2030-12-31 | {}
    9902         | {}         | 2000
    9903         | 2030-12-31 | 3000
"""


def fees(*, year: int = 2031, **tables: str) -> Facts:
    """Compute a board where three municipalities pay two fees in the budget and one outside it."""
    usual = {
        "fees": FEES.format(200),
        "fee_components": COMPONENTS,
        "population": POPULATION.format(1000, "2030-12-31"),
    }
    return facts_of(sound(**(usual | tables)), year)


def test_each_component_is_added_up_with_those_who_pay():
    facts = fees()
    assert (facts["fees.archive.total"].value, facts["fees.archive.payers"].value) == (100 + 200, 2)
    assert facts["fees.archive.total"].rows == ("fees:5", "fees:6")


def test_a_fee_of_zero_is_a_fee_but_its_municipality_does_not_pay():
    facts = fees(fees=FEES.format(0))
    assert (facts["fees.archive.payers"].value, facts["fees.archive.total"].rows) == (1, ("fees:5", "fees:6"))


def test_an_empty_cell_is_no_fee():
    facts = fees(fees=FEES.format(""))
    assert (facts["fees.archive.total"].value, facts["fees.archive.total"].rows) == (100, ("fees:5",))


def test_a_column_of_empty_cells_is_zero_kronor():
    facts = fees(fees="component | municipality | fee\n archive | 9901 |")
    assert (facts["fees.archive.total"].value, facts["fees.archive.payers"].value) == (0, 0)


def test_only_a_fee_that_is_the_same_for_several_has_an_amount_for_each():
    facts = fees()
    assert (facts["fees.basic.per_municipality"].value, facts["fees.basic.per_municipality"].rows) == (
        200,
        ("fees:2", "fees:3", "fees:4"),
    )
    assert "fees.archive.per_municipality" not in facts


def test_components_are_inside_or_outside_the_budget_in_the_boards_order():
    facts = fees()
    assert component_codes(facts, budgeted=True) == ["basic", "archive"]
    assert component_codes(facts, budgeted=False) == ["start"]
    assert list(fee_components(fees(year=1999))["component"]) == []


def test_what_a_municipality_pays_leaves_out_fees_outside_the_budget():
    facts = fees()
    paid = [facts[f"fees.budgeted.{code}"].value for code in ("9901", "9902", "9903")]
    assert paid == [200 + 100, 200 + 200, 200]
    assert facts["fees.budgeted.total"].value == 300 + 400 + 200


def test_a_fee_per_inhabitant_is_exact():
    facts = fees()
    assert facts["fees.budgeted.per_inhabitant.9901"].value == Fraction(300, 1000)
    assert facts["fees.budgeted.per_inhabitant.9903"].display == "0,1\u00a0kr"  # 200 / 3000 = 0,067


def test_a_municipality_without_inhabitants_on_record_has_no_fee_per_inhabitant():
    facts = fees(population=POPULATION.format(1000, "2029-12-31"))
    assert "fees.budgeted.per_inhabitant.9902" not in facts
    assert facts["fees.budgeted.9902"].value == 400


def test_no_inhabitants_at_all_give_no_fee_per_inhabitant():
    facts = fees(population=POPULATION.format(0, "2030-12-31"))
    assert "fees.budgeted.per_inhabitant.9901" not in facts


def test_without_fees_in_the_budget_there_is_nothing_to_add_up():
    facts = fees(fees="component | municipality | fee\n start | 9901 | 11")
    assert not facts.under("fees.budgeted")
    assert facts["fees.start.total"].value == 11


@pytest.mark.parametrize(
    ("dates", "used"),
    [
        (["2028-12-31", "2030-12-31", "2031-12-31"], date(2030, 12, 31)),
        (["2028-12-31", "2031-01-01"], date(2028, 12, 31)),
        (["2031-12-31", "2032-12-31"], date(2031, 12, 31)),
        ([], None),
    ],
)
def test_inhabitants_are_those_of_the_last_count_before_the_year(dates, used):
    rows = [f"{code} | {when} | 10" for when in dates for code in ("9901", "9902", "9903")]
    data = sound(population="\n".join(["municipality | date | population", *rows]))
    assert population_date(facts_of(data)) == used


def test_inhabitants_of_the_year_and_of_the_date_used_are_added_up():
    counted = POPULATION.format(1000, "2030-12-31")
    facts = fees(population=counted + "9901 | 2031-12-31 | 1100\n 9901 | 2029-12-31 | 7")
    assert facts["population.2030-12-31.total"].value == 1000 + 2000 + 3000
    assert facts["population.2031-12-31.total"].value == 1100
    assert "population.2029-12-31.total" not in facts
    assert facts["population.9901"].value == 1000


def test_one_municipality_alone_is_a_board_too():
    data = sound(
        municipalities="code | name\n 9901 | Alvik",
        fees="component | municipality | fee\n basic | 9901 | 600",
        population="municipality | date | population\n 9901 | 2030-12-31 | 1000",
    )
    facts = facts_of(data)
    assert (facts["municipalities.count"].value, facts["fees.budgeted.total"].value) == (1, 600)
    assert "fees.basic.per_municipality" not in facts


TWO_YEARS = """
    year | component | municipality | fee
    2030 | basic     | 9901         | 150
    2030 | basic     | 9902         | 250
    2031 | basic     | 9901         | 200
    2031 | basic     | 9902         | 200
    2031 | basic     | 9903         | 600
"""


def test_shares_are_of_all_fees_and_of_all_inhabitants():
    facts = facts_of(sound(fees=TWO_YEARS))
    # 200 of 1 000 kronor, and 1 000 of 6 000 inhabitants.
    assert facts["sheets.9901.fee_share"].value == Fraction(1, 5)
    assert facts["sheets.9901.population_share"].value == Fraction(1, 6)


def test_the_median_is_the_one_in_the_middle():
    # 200/1000, 200/2000 and 600/3000: 0.2, 0.1 and 0.2.
    assert facts_of(sound(fees=TWO_YEARS))["sheets.all.median"].value == Fraction(1, 5)


def test_the_median_of_two_lies_between_them():
    municipalities = "code | name\n 9901 | Alvik\n 9902 | Bergsta"
    people = "municipality | date | population\n 9901 | 2030-12-31 | 100\n 9902 | 2030-12-31 | 100"
    fees = "component | municipality | fee\n basic | 9901 | 100\n basic | 9902 | 300"
    facts = facts_of(sound(municipalities=municipalities, population=people, fees=fees))
    assert facts["sheets.all.median"].value == Fraction(100 + 300, 2 * 100)


def test_last_years_fees_are_compared_with_where_there_are_any():
    facts = facts_of(sound(fees=TWO_YEARS))
    changes = [facts[f"sheets.{code}.change"].value for code in ("9901", "9902")]
    assert changes == [200 - 150, 200 - 250]
    assert not [id for id in facts_of(sound()) if id.endswith(".change")]


def test_presence_is_counted_where_it_is_known_by_municipality():
    presence = """
        body        | date       | municipality | present
        board       | 2031-03-01 | 9901         | true
        board       | 2031-09-01 | 9901         | false
        preparatory | 2031-02-01 | 9902         | true
    """
    facts = facts_of(sound(presence=presence))
    assert (facts["sheets.9901.board.present"].value, facts["sheets.9901.board.known"].value) == (1, 2)
    assert "sheets.9902.board.known" not in facts


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)), min_size=1, max_size=6))
def test_shares_add_up_to_one(places):
    codes = [str(9900 + number) for number in range(len(places))]
    rows = list(zip(codes, places, strict=True))
    data = typed(
        municipalities="code | name\n" + "\n".join(f"{code} | K{code}" for code in codes),
        population="municipality | date | population\n"
        + "\n".join(f"{code} | 2030-12-31 | {people}" for code, (_, people) in rows),
        outcome_lines="line | name\n a | A",
        budget_lines="budget_line | name | outcome_line\n a | A | a",
        fee_components="component | name | budget_line\n c | C | a",
        fees="component | municipality | fee\n" + "\n".join(f"c | {code} | {fee}" for code, (fee, _) in rows),
    )
    facts = facts_of(data)
    for part in ("fee_share", "population_share"):
        assert sum(facts[f"sheets.{code}.{part}"].value for code in codes) == 1
