"""Intervals: what is in them, and the number that is easiest to say."""

from fractions import Fraction

import pytest

from namndbok.splits.decided_fees import Interval
from namndbok.splits.fee_model import count_digits


@pytest.mark.parametrize(
    ("number", "count"),
    [("0", 0), ("35000", 2), ("35020", 4), ("2.18", 3), ("2.181", 4), ("0.05", 1), ("-120", 2)],
)
def test_the_digits_that_must_be_said_are_counted(number: str, count: int) -> None:
    assert count_digits(Fraction(number)) == count


ROUNDEST = {
    "a round thousand": (Interval(Fraction(34_966), Fraction(35_003)), 35_000),
    "nearest the middle": (
        Interval(Fraction(100), Fraction(600)),
        300,
    ),  # 300 before 400 by order, both 50 away
    "two decimals": (Interval(Fraction("2.1766"), Fraction("2.1834")), Fraction("2.18")),
    "an open end is outside": (Interval(Fraction(100), Fraction(110)), 105),
    "a closed end is inside": (Interval(Fraction(100), Fraction(110), "low"), 100),
    "the other closed end": (Interval(Fraction(101), Fraction(110), "high"), 110),
    "a single point": (Interval(Fraction(7), Fraction(7), "low"), 7),
    "no whole number": (Interval(Fraction("0.1"), Fraction("0.9")), None),
    "empty": (Interval(Fraction(5), Fraction(5)), None),
    "turned": (Interval(Fraction(6), Fraction(5), "low"), None),
}


@pytest.mark.parametrize("case", ROUNDEST)
def test_the_roundest_whole_number_is_found(case: str) -> None:
    interval, expected = ROUNDEST[case]
    assert interval.roundest(-2 if expected == Fraction("2.18") else 0) == expected


def test_the_part_from_zero_contains_zero() -> None:
    assert 0 in Interval(Fraction(-5), Fraction(5)).from_zero()
    assert 0 not in Interval(Fraction(0), Fraction(5)).from_zero()
