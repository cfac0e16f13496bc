"""A total split by an equal share and by inhabitants: who pays what, and what must hold for any split."""

from fractions import Fraction

import pandas as pd
import pytest

from namndbok.errors import ImpossibleLimits, InvalidSplit
from namndbok.splits import split
from namndbok.swedish import NBSP

THREE = pd.Series({"Liten": 1_000, "Mellan": 3_000, "Stor": 6_000})
FOUR = pd.Series({"A": 100, "B": 100, "C": 300, "D": 500})

# name: total, inhabitants, options, what each pays.
# Half of 12 000 alike is 2 000 each. A tenth, three tenths and six tenths of the other half are 600, 1 800
# and 3 600.
CASES = {
    "half alike, half by inhabitants": (12_000, THREE, {"equal_share": 0.5}, [2_600, 3_800, 5_600]),
    "all alike": (12_000, THREE, {"equal_share": 1}, [4_000, 4_000, 4_000]),
    "all by inhabitants": (12_000, THREE, {"equal_share": 0}, [1_200, 3_600, 7_200]),
    # Without Mellan: 3 000 each, and 6 000 in proportion 1 to 6: 857.14 and 5 142.86 → 3 857.14 and 8 142.86.
    "one does not take part": (
        12_000,
        THREE,
        {"equal_share": 0.5, "participants": ["Stor", "Liten"]},
        [3_900, 0, 8_100],
    ),
    # 3 333.33 each: 3 300 each is 100 short; the remainders are equal, so the largest municipality pays it.
    "equal remainders go to the largest": (10_000, THREE, {"equal_share": 1}, [3_300, 3_300, 3_400]),
    # 2 625 each: 2 600 each is 100 short; C and D are larger than A and B; D is the largest.
    "equal remainders, then by label": (10_500, FOUR, {"equal_share": 1}, [2_600, 2_600, 2_600, 2_700]),
    # 3 × 3 333.33 is rounded to 3 300 by itself; nobody carries the 100 kr that are left.
    "each rounded by itself": (
        10_000,
        THREE,
        {"equal_share": 1, "rounding": "independent"},
        [3_300, 3_300, 3_300],
    ),
    # 4 050 each.
    "a half goes up": (
        12_150,
        pd.Series({"Liten": 1, "Mellan": 1, "Stor": 1}),
        {"equal_share": 0, "step": 100, "rounding": "independent"},
        [4_100, 4_100, 4_100],
    ),
    "each rounded up": (10_000, THREE, {"equal_share": 1, "rounding": "up"}, [3_400, 3_400, 3_400]),
    # 12 034: 2 607, 3 811 and 5 616 → 2 600, 3 800 and 5 600 use up 12 000; Stor carries the last 34.
    "a total that is no multiple of the step": (12_034, THREE, {"equal_share": 0.5}, [2_600, 3_800, 5_634]),
    # Liten pays 3 000 instead of 2 600; the others share 9 000 as 3 800 to 5 600: 3 638.30 and 5 361.70.
    "a floor": (12_000, THREE, {"equal_share": 0.5, "floor": 3_000}, [3_000, 3_600, 5_400]),
    # Stor pays 5 000 instead of 5 600; the others share 7 000 as 2 600 to 3 800: 2 843.75 and 4 156.25.
    "a cap": (12_000, THREE, {"equal_share": 0.5, "cap": 5_000}, [2_800, 4_200, 5_000]),
    # 3 000 and 5 000 at the limits leave 4 000 for Mellan.
    "a floor and a cap": (
        12_000,
        THREE,
        {"equal_share": 0.5, "floor": 3_000, "cap": 5_000},
        [3_000, 4_000, 5_000],
    ),
    # The floor 2 950 is no multiple of 100 and becomes 3 000.
    "a floor between two steps": (12_000, THREE, {"equal_share": 0.5, "floor": 2_950}, [3_000, 3_600, 5_400]),
    # Only Mellan has a cap; Liten and Stor share 8 500 as 2 600 to 5 600: 2 695.12 and 5 804.88.
    "a cap for one": (
        12_000,
        THREE,
        {"equal_share": 0.5, "cap": pd.Series({"Mellan": 3_500})},
        [2_700, 3_500, 5_800],
    ),
    "users instead of inhabitants": (
        12_000,
        pd.Series({"Liten": 2, "Mellan": 1, "Stor": 1}),
        {"equal_share": 0},
        [6_000, 3_000, 3_000],
    ),
    # 0.5, 1.5 and 2 users: an eighth, three eighths and a half.
    "a key with decimals": (
        12_000,
        pd.Series({"Liten": 0.5, "Mellan": 1.5, "Stor": 2.0}),
        {"equal_share": 0},
        [1_500, 4_500, 6_000],
    ),
    "a refund": (-12_000, THREE, {"equal_share": 0.5}, [-2_600, -3_800, -5_600]),
    # Nobody gets back less than 3 000: the mirror image of the floor above.
    "a refund with a cap": (-12_000, THREE, {"equal_share": 0.5, "cap": -3_000}, [-3_000, -3_600, -5_400]),
    "nothing to split": (0, THREE, {"equal_share": 0.5}, [0, 0, 0]),
    "whole kronor": (100, THREE, {"equal_share": 1, "step": 1}, [33, 33, 34]),
    # 7 800, 11 400 and 16 800: the first two are half way between two steps, so the larger one goes up.
    "a monthly fee in hundreds": (
        36_000,
        THREE,
        {"equal_share": 0.5, "step": 1_200},
        [7_200, 12_000, 16_800],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_pays_what_the_arithmetic_says(case: str) -> None:
    total, population, options, expected = CASES[case]
    assert split(total, population, **options).fees.to_list() == expected


def test_the_fees_are_whole_kronor_indexed_like_the_population() -> None:
    fees = split(12_000, THREE, equal_share=0.5, participants=["Stor"]).fees
    assert fees.index.equals(THREE.index)
    assert fees.dtype == "int64"


def test_the_result_says_who_carries_the_remainder() -> None:
    result = split(12_034, THREE, equal_share=0.5)
    assert (result.carrier, result.carried) == ("Stor", 34)


def test_nobody_carries_when_the_total_is_whole_steps() -> None:
    result = split(10_000, THREE, equal_share=1)
    assert (result.carrier, result.carried) == (None, 0)


def test_a_refund_says_so_in_what_is_carried() -> None:
    result = split(-12_034, THREE, equal_share=0.5)
    assert (result.carrier, result.carried) == ("Stor", -34)


def test_all_alike_needs_no_key() -> None:
    assert split(12_000, THREE * 0, equal_share=1).fees.to_list() == [4_000, 4_000, 4_000]


def test_participants_are_in_the_order_of_the_population_and_one_can_stand_alone() -> None:
    assert split(300, THREE, equal_share=1, participants=["Stor", "Liten"]).participants == ("Liten", "Stor")
    assert split(300, THREE, equal_share=1, participants=["Stor"]).fees.to_list() == [0, 0, 300]


def test_the_share_is_the_decimal_that_is_written() -> None:
    # 0.29 · 100 000 is 28 999.999… in binary; the decimal gives 29 000 alike, 14 500 each.
    result = split(100_000, pd.Series({"A": 1, "B": 0}), equal_share=0.29, step=1, rounding="up")
    assert result.fees.to_list() == [85_500, 14_500]
    assert split(100_000, THREE, equal_share=Fraction(1, 3), step=1).fees.sum() == 100_000


def test_the_carrier_keeps_to_the_cap() -> None:
    # Stor is at the cap of 5 000 and cannot carry 34 more, so Mellan does.
    result = split(12_034, THREE, equal_share=0.5, cap=5_000)
    assert result.carrier == "Mellan"
    assert result.fees.to_list() == [2_800, 4_234, 5_000]


def test_a_weightless_municipality_pays_what_is_above_the_caps_of_the_others() -> None:
    population = pd.Series({"A": 0, "B": 10, "C": 10})
    assert split(900, population, equal_share=0, cap=400, step=100).fees.to_list() == [100, 400, 400]


ERRORS = {
    "share in per cent": ({"equal_share": 50}, "mellan 0 och 1"),
    "share below zero": ({"equal_share": -0.1}, "mellan 0 och 1"),
    "share that is no number": ({"equal_share": float("nan")}, "Andelen lika ska vara ett tal"),
    "share that is text": ({"equal_share": "halva"}, "Andelen lika ska vara ett tal"),
    "step of nothing": ({"step": 0}, "minst 1 kr"),
    "unknown rounding": ({"rounding": "nearest"}, "sainte_lague, largest_remainder, independent och up"),
    "unknown participant": ({"participants": ["Liten", "Umeå"]}, "okänd kommun Umeå"),
    "participant twice": ({"participants": ["Liten", "Liten"]}, "flera gånger"),
    "no participant": ({"participants": []}, "Ingen kommun deltar"),
    "floor of an unknown": ({"floor": pd.Series({"Umeå": 1})}, "okänd kommun Umeå"),
    "floor in öre": ({"floor": 99.5}, "hela kronor"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_an_impossible_question_is_refused_in_swedish(case: str) -> None:
    options, message = ERRORS[case]
    with pytest.raises(InvalidSplit, match=message):
        split(12_000, THREE, **{"equal_share": 0.5, **options})


POPULATIONS = {
    "missing number": ([1, 2, None], "Folkmängden saknas för Stor"),
    "negative number": ([-1, 2, 3], "är negativ för Liten"),
    "nobody at all": ([0, 0, 0], "0 för alla"),
    "endless number": ([1, 2, float("inf")], "Folkmängden ska vara ett tal"),
}


@pytest.mark.parametrize("case", POPULATIONS)
def test_a_population_that_cannot_be_split_by_is_refused_in_swedish(case: str) -> None:
    numbers, message = POPULATIONS[case]
    with pytest.raises(InvalidSplit, match=message):
        split(12_000, pd.Series(numbers, index=THREE.index), equal_share=0.5)


@pytest.mark.parametrize("total", [12_000.5, float("inf"), True, "tolv"])
def test_a_total_that_is_not_whole_kronor_is_refused(total: object) -> None:
    with pytest.raises(InvalidSplit, match="Totalbeloppet"):
        split(total, THREE, equal_share=0.5)


def test_a_municipality_twice_in_the_population_is_refused() -> None:
    with pytest.raises(InvalidSplit, match="flera rader för Liten"):
        split(12_000, pd.concat([THREE, THREE.head(1)]), equal_share=0.5)


IMPOSSIBLE = {
    "floors above the total": (
        12_000,
        {"floor": 5_000},
        "3 deltagare 15 000 kr, mer än totalbeloppet 12 000 kr",
    ),
    "caps below the total": (
        12_000,
        {"cap": 3_000},
        "3 deltagare 9 000 kr, mindre än totalbeloppet 12 000 kr",
    ),
    # 3 990 becomes 3 900 in whole hundreds.
    "caps below the total in whole steps": (12_000, {"cap": 3_990}, "3 deltagare 11 700 kr, mindre"),
    "floor above cap": (12_000, {"floor": 4_500, "cap": 4_000}, "golvet 4 500 kr och taket 4 000 kr"),
    "a negative fee": (12_000, {"cap": pd.Series({"Liten": -100})}, "Liten skulle ge en avgift under noll"),
    "a refund that costs": (-12_000, {"floor": 100}, "Golvet för Liten skulle ge en avgift över noll"),
    "too little back": (-12_000, {"floor": -3_000}, "3 deltagare −9 000 kr, mer än totalbeloppet −12 000 kr"),
    # All three are at 1 000; the cap of 1 030 does not leave room for 50 more.
    "nobody can carry": (3_050, {"cap": 1_030}, "50 kr blir över"),
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_impossible_floors_and_caps_are_refused_with_sums(case: str) -> None:
    total, options, message = IMPOSSIBLE[case]
    with pytest.raises(ImpossibleLimits) as refused:
        split(total, THREE, equal_share=0.5, **options)
    assert message in str(refused.value).replace(NBSP, " ")
