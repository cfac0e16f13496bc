"""Fees by a base fee and an amount per inhabitant."""

import pandas as pd
import pytest

from namndbok.errors import ImpossibleLimits, InvalidSplit
from namndbok.splits import split_by_rate

THREE = pd.Series({"Liten": 1_000, "Mellan": 3_000, "Stor": 6_000})

# name: base fee, amount per inhabitant, options, what each pays.
CASES = {
    # 35 000 + 2 181, 6 543 and 13 086.
    "to the nearest hundred": (35_000, 2.181, {}, [37_200, 41_500, 48_100]),
    "up to the next hundred": (35_000, 2.181, {"rounding": "up"}, [37_200, 41_600, 48_100]),
    "whole kronor": (35_000, 2.181, {"step": 1}, [37_181, 41_543, 48_086]),
    "one does not take part": (35_000, 2.181, {"participants": ["Liten", "Stor"]}, [37_200, 0, 48_100]),
    "a floor changes nobody else's fee": (35_000, 2.181, {"floor": 40_000}, [40_000, 41_500, 48_100]),
    "a cap changes nobody else's fee": (35_000, 2.181, {"cap": 45_000}, [37_200, 41_500, 45_000]),
    "only a base fee": (100, 0, {}, [100, 100, 100]),
    "only per inhabitant": (0, 0.1, {}, [100, 300, 600]),
    "users instead of inhabitants": (100, 50, {"weights": THREE // 1_000}, [200, 300, 400]),
    "users with decimals": (100, 50, {"weights": THREE / 500, "step": 1}, [200, 400, 700]),
    "a key with decimals": (
        0,
        100,
        {"weights": pd.Series([0.5, 1.5, 2], THREE.index), "step": 1},
        [50, 150, 200],
    ),
    # A half goes up: 150 → 200.
    "half a step": (100, 0.05, {}, [200, 300, 400]),
}


@pytest.mark.parametrize("case", CASES)
def test_each_pays_what_the_arithmetic_says(case: str) -> None:
    base, rate, options, expected = CASES[case]
    assert split_by_rate(base, rate, THREE, **options).fees.to_list() == expected


def test_the_total_and_the_equal_share_follow_from_the_rates() -> None:
    result = split_by_rate(2_000, 0.6, THREE)
    # 3 · 2 000 alike, 0.6 · 10 000 by inhabitants.
    assert (result.total, result.equal_share, result.difference) == (12_000, 0.5, 0)


def test_the_parts_add_up_to_the_fees() -> None:
    result = split_by_rate(35_000, 2.181, THREE, floor=40_000, cap=45_000)
    assert result.parts.sum(axis="columns").to_list() == result.fees.to_list()
    assert result.parts.loc["Liten"].to_list() == [35_000, 2_181, 2_819, 0, 0]
    assert result.parts.loc["Stor"].to_list() == [35_000, 13_086, 0, -3_086, 0]


ERRORS = {
    "a negative base fee": (-1, 1, {}, "Grundbeloppet ska vara minst"),
    "a negative amount per inhabitant": (1, -1, {}, "Beloppet per invånare ska vara minst"),
    "an amount that is no number": (1, float("inf"), {}, "Beloppet per invånare ska vara ett tal"),
    "a rounding that needs a total": (1, 1, {"rounding": "largest_remainder"}, "independent och up"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_an_impossible_question_is_refused_in_swedish(case: str) -> None:
    base, rate, options, message = ERRORS[case]
    with pytest.raises(InvalidSplit, match=message):
        split_by_rate(base, rate, THREE, **options)


def test_a_floor_above_the_cap_is_refused() -> None:
    with pytest.raises(ImpossibleLimits, match="går inte ihop för Liten"):
        split_by_rate(1, 1, THREE, floor=500, cap=400)
