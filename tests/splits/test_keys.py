"""Keys and phase-in: each kind by hand, and the laws that hold for any mixture."""

from fractions import Fraction
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from namndbok.errors import ImpossibleLimits, InvalidSplit
from namndbok.splits import Key, Part, phase_in, split

PEOPLE = pd.Series({"Liten": 1_000, "Mellan": 3_000, "Stor": 6_000})
USERS = pd.Series({"Liten": 2, "Mellan": 1, "Stor": 1})
ALIKE, BY_PEOPLE, BY_USERS = (
    lambda share=1: Part("alike", Fraction(share)),
    lambda share=1: Part("quantity", Fraction(share), PEOPLE, "Folkmängden"),
    lambda share=1: Part("quantity", Fraction(share), USERS, "Användare"),
)
EACH = Part("amount", quantities=pd.Series(1_000, index=PEOPLE.index), name="Grundbeloppet")
# Of 12 000: alike 4 000 each; by inhabitants 1 200, 3 600, 7 200; by users 6 000, 3 000, 3 000.
CASES = {
    "alike": ([ALIKE()], [4_000, 4_000, 4_000]),
    "by a quantity": ([BY_USERS()], [6_000, 3_000, 3_000]),
    # A quarter of 4 000, 4 000, 4 000 and three quarters of 1 200, 3 600, 7 200.
    "mixed": ([ALIKE("1/4"), BY_PEOPLE("3/4")], [1_900, 3_700, 6_400]),
    # 60 % of 6 000, 3 000, 3 000 and 40 % of 1 200, 3 600, 7 200: 4 080, 3 240, 4 680.
    "two quantities": ([BY_USERS("3/5"), BY_PEOPLE("2/5")], [4_100, 3_200, 4_700]),
    # 1 000 each leave 9 000 by inhabitants: 900, 2 700, 5 400.
    "an amount and the rest": ([EACH, BY_PEOPLE()], [1_900, 3_700, 6_400]),
}


@pytest.mark.parametrize("case", CASES)
def test_each_key_gives_what_the_arithmetic_says(case):
    parts, expected = CASES[case]
    assert split(12_000, PEOPLE, key=Key(tuple(parts))).fees.tolist() == expected


def test_an_equal_part_and_inhabitants_are_what_a_split_gives_without_a_key():
    key = Key((ALIKE("7/20"), BY_PEOPLE("13/20")))
    assert split(98_765, PEOPLE, key=key, step=1).fees.equals(
        split(98_765, PEOPLE, equal_share=0.35, step=1).fees
    )


WRONG = {
    "shares of nine tenths": ([ALIKE("1/2"), BY_PEOPLE("2/5")], "tillsammans 90\u00a0%, inte 100"),
    "one without a quantity": (
        [Part("quantity", quantities=USERS[:2], name="Ärenden")],
        "Ärenden saknas för Stor",
    ),
    "nothing to go by": ([Part("quantity", quantities=USERS * 0, name="Ärenden")], "Ärenden är 0 för alla"),
    "below nothing": ([Part("quantity", quantities=-USERS, name="Ärenden")], "är negativ för Liten"),
    "amounts above the total": (
        [EACH, EACH, EACH, EACH, EACH, ALIKE()],
        "15\u00a0000\u00a0kr, men 12\u00a0000",
    ),
    "amounts and nothing for the rest": ([EACH], "lägg till en nyckel för resten"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_key_that_cannot_be_used_says_why(case):
    parts, said = WRONG[case]
    with pytest.raises(InvalidSplit, match=said):
        split(12_000, PEOPLE, key=Key(tuple(parts)))


@given(
    total=st.integers(0, 10**7),
    shares=st.lists(st.integers(0, 100), min_size=3, max_size=3).filter(any),
    quantities=st.lists(st.integers(1, 10**5), min_size=3, max_size=3),
    step=st.sampled_from([1, 10, 100]),
)
def test_any_mixture_keeps_the_sum_and_the_sign(total, shares, quantities, step):
    whole = sum(shares)
    parts = (
        Part("alike", Fraction(shares[0], whole)),
        Part("quantity", Fraction(shares[1], whole), PEOPLE),
        Part("quantity", Fraction(shares[2], whole), pd.Series(quantities, index=PEOPLE.index)),
    )
    fees = split(total, PEOPLE, key=Key(parts), step=step).fees
    assert fees.sum() == total and fees.min() >= 0


def test_a_phase_in_goes_from_today_to_the_target_in_equal_steps():
    # 4 000 each today; 1 200, 3 600, 7 200 is the target: a quarter of the way each year, 12 000 each year.
    today, target = pd.Series(4_000, index=PEOPLE.index), split(12_000, PEOPLE, step=100)
    years = phase_in(today, target, PEOPLE, 4)
    assert [year.fees.tolist() for year in years] == [
        [3_300, 3_900, 4_800],
        [2_600, 3_800, 5_600],
        [1_900, 3_700, 6_400],
        [1_200, 3_600, 7_200],
    ]


def test_no_fee_changes_more_than_is_allowed_from_one_year_to_the_next():
    # 10 % of 4 000 is 400 and of 4 400 is 440 (whole hundreds: 400); Liten falls no faster either.
    today, target = pd.Series(4_000, index=PEOPLE.index), split(12_000, PEOPLE, step=100)
    years = phase_in(today, target, PEOPLE, 2, most=Fraction(1, 10))
    assert [year.fees.tolist() for year in years] == [[3_600, 4_000, 4_400], [3_300, 3_900, 4_800]]


def test_a_change_that_a_floor_forbids_is_refused():
    today, target = pd.Series(4_000, index=PEOPLE.index), split(12_000, PEOPLE, step=100)
    with pytest.raises(ImpossibleLimits, match="går inte ihop för Liten"):
        phase_in(today, target, PEOPLE, 1, most=Fraction(1, 100), cap=3_000)


@given(
    fees=st.lists(st.integers(0, 500).map(lambda number: 100 * number), min_size=3, max_size=3).filter(any),
    years=st.integers(1, 6),
    most=st.none() | st.fractions(0, 1),
)
def test_a_phase_in_keeps_the_sum_and_never_fails_without_floor_and_cap(fees, years, most):
    today = pd.Series(fees, index=PEOPLE.index)
    target = split(int(today.sum()), PEOPLE, equal_share=0.5)
    found = phase_in(today, target, PEOPLE, years, most=most)
    for before, year in pairwise([today, *(year.fees for year in found)]):
        assert year.sum() == today.sum()
        assert most is None or all(abs(year[name] - old) <= old * most for name, old in before.items() if old)
    assert most is not None or found[-1].fees.equals(target.fees)
