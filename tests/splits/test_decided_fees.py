"""The polygon of a base fee and an amount per inhabitant: exactly those that give every fee."""

from fractions import Fraction
from itertools import combinations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from namndbok.splits.decided_fees import Hypothesis
from namndbok.splits.rounding import round_ratio

Point = tuple[Fraction, Fraction]


def polygon_of(people: list[int], fees: list[int], step: int) -> Hypothesis:
    """Return the hypothesis of one population, in which all take part and all fees are known."""
    return Hypothesis("2020-12-31", step, (), pd.Series(people), dict(enumerate(fees)), 1)


def test_two_fees_bound_the_amount_per_inhabitant() -> None:
    # 2 000 inhabitants apart, fees 1 000 apart, each within half a step of 100: from 900 to 1 100 over 2 000.
    polygon = polygon_of([1_000, 3_000], [5_000, 6_000], 100)
    assert (polygon.rates.low, polygon.rates.high) == (Fraction(9, 20), Fraction(11, 20))
    # At the lowest amount, b + 0.45 · 1 000 < 5 050; at the highest, 4 950 ≤ b + 0.55 · 1 000.
    assert (polygon.bases.low, polygon.bases.high) == (4_400, 4_600)


def test_a_half_belongs_to_the_step_above() -> None:
    # b = 50 and r = 1 per 100 inhabitants: 150 and 250 are 200 and 300 when a half goes up.
    assert Fraction(1) in polygon_of([100, 200], [200, 300], 100).rates_with(Fraction(50), "independent")
    assert Fraction(1) not in polygon_of([100, 200], [100, 200], 100).rates_with(Fraction(50), "independent")


def test_rounding_up_keeps_a_fee_that_is_already_whole() -> None:
    assert Fraction(1) in polygon_of([100, 200], [100, 200], 100).rates_with(Fraction(0), "up")
    assert Fraction(1) not in polygon_of([100, 200], [200, 300], 100).rates_with(Fraction(0), "up")


def test_equal_populations_with_unequal_fees_have_no_pair() -> None:
    assert polygon_of([100, 100, 200], [200, 300, 400], 100).rates.is_empty


def test_fees_that_only_touch_have_no_pair() -> None:
    # A slope of exactly 1 would have to put the first a half above and the second a half below.
    assert polygon_of([0, 100, 200], [0, 200, 200], 100).rates.low == Fraction(1)
    assert polygon_of([0, 100, 200], [0, 200, 200], 100).rates.is_empty


def test_bounds_that_floats_cannot_tell_apart_are_told_apart() -> None:
    # 1 000 001 / 1 000 000 and 1 000 000 / 999 999 differ by a millionth of a millionth.
    polygon = polygon_of([0, 999_999, 1_000_000], [0, 999_999, 1_000_000], 1)
    assert polygon.rates.high == Fraction(1_000_001, 1_000_000)
    assert polygon.rates.low == Fraction(999_999, 1_000_000)


small = st.integers(0, 12)
rows = st.lists(st.tuples(small, small), min_size=2, max_size=5)


@settings(max_examples=400)
@given(rows, st.integers(1, 4))
def test_the_polygon_is_empty_exactly_when_its_corners_say_so(rows: list[tuple[int, int]], step: int) -> None:
    people, fees = [p for p, _ in rows], [f * step for _, f in rows]
    if len(set(people)) > 1:
        assert polygon_of(people, fees, step).rates.is_empty == (inner_point(people, fees, step) is None)


@settings(max_examples=400)
@given(rows, st.integers(1, 4))
def test_every_pair_of_the_polygon_is_within_its_bounds(rows: list[tuple[int, int]], step: int) -> None:
    people, fees = [p for p, _ in rows], [f * step for _, f in rows]
    point = inner_point(people, fees, step) if len(set(people)) > 1 else None
    if point is not None:
        polygon = polygon_of(people, fees, step)
        assert point[0] in polygon.bases
        assert point[1] in polygon.rates
        assert point[1] in polygon.rates_with(point[0], "independent")
        assert point[1] in polygon.rates_with(point[0] - Fraction(step, 2), "up")


def inner_point(people: list[int], fees: list[int], step: int) -> Point | None:
    """Find a pair by brute force: the mean of all corners, which is inside whenever there is an inside."""
    lines = [(p, f + side * Fraction(step, 2)) for p, f in zip(people, fees, strict=True) for side in (-1, 1)]
    corners = [crossing(one, other) for one, other in combinations(lines, 2) if one[0] != other[0]]
    inside = [
        (b, r)
        for b, r in corners
        if all(abs(b + r * p - f) <= Fraction(step, 2) for p, f in zip(people, fees, strict=True))
    ]
    if not inside:
        return None
    base, rate = (sum(values) / len(inside) for values in zip(*inside, strict=True))
    amounts = [base + rate * p + 1_000 * step for p in people]
    rounded = [round_ratio(amount.numerator, amount.denominator, step=step) for amount in amounts]
    gives = rounded == [f + 1_000 * step for f in fees]
    return (base, rate) if gives else None


def crossing(one: tuple[int, Fraction], other: tuple[int, Fraction]) -> Point:
    rate = (one[1] - other[1]) / (one[0] - other[0])
    return one[1] - rate * one[0], rate
