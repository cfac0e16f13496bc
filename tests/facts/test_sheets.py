"""A municipality's part of the fees beside its part of the inhabitants."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from typed import facts_of, sound, typed

FEES = """
    year | component | municipality | fee
    2030 | basic     | 9901         | 150
    2030 | basic     | 9902         | 250
    2031 | basic     | 9901         | 200
    2031 | basic     | 9902         | 200
    2031 | basic     | 9903         | 600
"""


def test_shares_are_of_all_fees_and_of_all_inhabitants():
    facts = facts_of(sound(fees=FEES))
    # 200 of 1 000 kronor, and 1 000 of 6 000 inhabitants.
    assert facts["sheets.9901.fee_share"].value == Fraction(1, 5)
    assert facts["sheets.9901.population_share"].value == Fraction(1, 6)


def test_the_median_is_the_one_in_the_middle():
    # 200/1000, 200/2000 and 600/3000: 0.2, 0.1 and 0.2.
    assert facts_of(sound(fees=FEES))["sheets.all.median"].value == Fraction(1, 5)


def test_the_median_of_two_lies_between_them():
    municipalities = "code | name\n 9901 | Alvik\n 9902 | Bergsta"
    people = "municipality | date | population\n 9901 | 2030-12-31 | 100\n 9902 | 2030-12-31 | 100"
    fees = "component | municipality | fee\n basic | 9901 | 100\n basic | 9902 | 300"
    facts = facts_of(sound(municipalities=municipalities, population=people, fees=fees))
    assert facts["sheets.all.median"].value == Fraction(100 + 300, 2 * 100)


def test_last_years_fees_are_compared_with_where_there_are_any():
    facts = facts_of(sound(fees=FEES))
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
