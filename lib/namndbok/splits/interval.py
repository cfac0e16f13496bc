"""Intervals of exact numbers, and the number in one that is easiest to say.

Their ends are integers over integers, so nothing hangs on a tolerance.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import numpy as np

# Floats pick the bounds that may be the tightest; fractions then decide between those.
NEAR = 1e-9
MOST_MULTIPLES = 5


@dataclass(frozen=True)
class Interval:
    """Hold the numbers between two ends; `closed` names the end that is in it: `low`, `high`, or neither."""

    low: Fraction
    high: Fraction
    closed: str = ""

    def __contains__(self, number: Fraction | int) -> bool:
        end = {"low": self.low, "high": self.high}.get(self.closed)
        return self.low < number < self.high or (number == end and self.low <= self.high)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no number in it."""
        return not (self.low < self.high or self.low in self)

    def from_zero(self) -> "Interval":
        """Return the part of it that is at least 0."""
        return self if self.low >= 0 else Interval(Fraction(0), self.high, "low")

    def multiples(self, unit: Fraction) -> list[Fraction]:
        """List the multiples of the unit in it, those nearest the middle first, at most five."""
        middle = (self.low + self.high) / 2 / unit
        first = max(ceil(self.low / unit), floor(middle) - MOST_MULTIPLES)
        last = min(floor(self.high / unit), floor(middle) + MOST_MULTIPLES)
        inside = (number for number in range(first, last + 1) if number * unit in self)
        nearest = sorted(inside, key=lambda number: abs(number - middle))
        return [number * unit for number in nearest[:MOST_MULTIPLES]]

    def roundest(self, finest: int) -> Fraction | None:
        """Find the number with the fewest decimals or the most final zeros, from 10**finest up."""
        return next((numbers[0] for unit in units(finest) if (numbers := self.multiples(unit))), None)


EMPTY = Interval(Fraction(0), Fraction(0))


def tightest(lows: np.ndarray, highs: np.ndarray, denominators: np.ndarray, closed: str = "") -> Interval:
    """Return the interval within all bounds, which are given as numerators over denominators above 0."""
    return Interval(_largest(lows, denominators), -_largest(-highs, denominators), closed)


def _largest(numerators: np.ndarray, denominators: np.ndarray) -> Fraction:
    ratios = numerators / denominators
    near = ratios >= ratios.max() - NEAR * max(1.0, abs(ratios.max()))
    return max(Fraction(int(n), int(d)) for n, d in zip(numerators[near], denominators[near], strict=True))


def units(finest: int) -> Iterator[Fraction]:
    """Go from a thousand million down to 10**finest by tens."""
    return (Fraction(10) ** power for power in range(9, finest - 1, -1))


def count_digits(number: Fraction) -> int:
    """Count the digits that must be said of a decimal number: 35 000 has two, 2.18 has three, 0 has none."""
    while number.denominator != 1:
        number *= 10
    return len(str(abs(number.numerator)).strip("0"))
