"""All pairs of a base fee and an amount per inhabitant that give decided fees, each rounded to the step.

A fee f of p inhabitants comes out of base b and rate r when f − step/2 ≤ b + r·p < f + step/2 (the nearest
multiple; a half goes up). The pairs that do so for every fee form a polygon in the plane of b and r. Its
extent along r is found by eliminating b (Fourier–Motzkin): two municipalities with p > q bound r by (f − g
± step) / (p − q), and the polygon is empty exactly when the largest lower bound is not below the smallest
upper one, or when equal populations have unequal fees. Eliminating r bounds b likewise. All bounds are
integers over integers, so nothing hangs on a tolerance.

Rounding up to the next step is the same polygon moved by half a step along b, and the largest remainder
moves it by something between; so one question answers for every way of rounding.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

import numpy as np

from namndbok.splits.rounding import UP

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

    def shifted(self, distance: Fraction) -> "Interval":
        """Return it moved along."""
        return Interval(self.low + distance, self.high + distance, self.closed)

    def scaled(self, factor: Fraction) -> "Interval":
        """Return it with every number multiplied by a factor above 0."""
        return Interval(self.low * factor, self.high * factor, self.closed)

    def multiples(self, unit: Fraction) -> list[Fraction]:
        """List the multiples of the unit in it, those nearest the middle first, at most five."""
        first, last = ceil(self.low / unit), floor(self.high / unit)
        if first > last:
            return []
        middle = (self.low + self.high) / 2 / unit
        lowest, highest = floor(middle) - MOST_MULTIPLES, floor(middle) + MOST_MULTIPLES
        numbers = range(max(first, lowest), min(last, highest) + 1)
        inside = (number for number in numbers if number * unit in self)
        nearest = sorted(inside, key=lambda number: abs(number - middle))
        return [number * unit for number in nearest[:MOST_MULTIPLES]]

    def roundest(self, finest: int) -> Fraction | None:
        """Find the number with the fewest decimals or the most final zeros, from 10**finest up."""
        multiples = (self.multiples(unit) for unit in units(finest))
        return next((numbers[0] for numbers in multiples if numbers), None)


EMPTY = Interval(Fraction(0), Fraction(0))


@dataclass(frozen=True)
class Polygon:
    """Hold known fees, multiples of the step, with the inhabitants behind each."""

    people: list[int]
    fees: list[int]
    step: int

    @cached_property
    def rates(self) -> Interval:
        """Return the amounts per inhabitant that occur in the polygon, empty when no pair gives every fee."""
        fee_of = dict(zip(self.people, self.fees, strict=True))
        contradict = any(fee_of[people] != fee for people, fee in zip(self.people, self.fees, strict=True))
        if contradict or len(fee_of) < 2:
            return EMPTY
        columns = np.array(self.people), np.array(self.fees)
        more_people, higher_fee = (np.subtract.outer(column, column).take(self._larger) for column in columns)
        return tightest(higher_fee - self.step, higher_fee + self.step, more_people)

    @cached_property
    def bases(self) -> Interval:
        """Return the base fees that occur in the polygon, for rounding to the nearest step."""
        if self.rates.is_empty:
            return EMPTY
        people, products = np.array(self.people), np.multiply.outer(self.people, self.fees)
        difference, total = (of.outer(people, people).take(self._larger) for of in (np.subtract, np.add))
        at_zero, room = 2 * (products - products.T).take(self._larger), self.step * total
        return tightest(at_zero - room, at_zero + room, 2 * difference)

    def bases_with(self, rounding: str) -> Interval:
        """Return the base fees that occur in the polygon of a way of rounding."""
        return self.bases.shifted(Fraction(-self.step, 2)) if rounding == UP else self.bases

    def rates_with(self, base: Fraction, rounding: str) -> Interval:
        """Return the amounts per inhabitant that give every fee together with this base fee."""
        people, fees = np.array(self.people), np.array(self.fees)
        inhabited = people > 0
        below, above, closed = doubled_bounds(self.step, rounding)
        whole = base.denominator
        amounts = 2 * (whole * fees[inhabited] - base.numerator)
        lows, highs = amounts + whole * below, amounts + whole * above
        return tightest(lows, highs, 2 * whole * people[inhabited], closed)

    @cached_property
    def _larger(self) -> np.ndarray:
        """Return where, in a flat table of each against each other, the first has more inhabitants."""
        return np.flatnonzero(np.greater.outer(self.people, self.people))


def doubled_bounds(step: int, rounding: str) -> tuple[int, int, str]:
    """Return twice how far below and above a fee its amount may lie, and which end is included."""
    return (-2 * step, 0, "high") if rounding == UP else (-step, step, "low")


def tightest(lows: np.ndarray, highs: np.ndarray, denominators: np.ndarray, closed: str = "") -> Interval:
    """Return the interval within all bounds, which are given as numerators over denominators above 0."""
    return Interval(_largest(lows, denominators), -_largest(-highs, denominators), closed)


def _largest(numerators: np.ndarray, denominators: np.ndarray) -> Fraction:
    ratios = numerators / denominators
    top = ratios.max()
    near = ratios >= top - NEAR * max(1.0, abs(top))
    return max(Fraction(int(n), int(d)) for n, d in zip(numerators[near], denominators[near], strict=True))


def units(finest: int) -> Iterator[Fraction]:
    """Go from a thousand million down to 10**finest by tens."""
    return (Fraction(10) ** power for power in range(9, finest - 1, -1))


def count_digits(number: Fraction) -> int:
    """Count the digits that must be said of a decimal number: 35 000 has two, 2.18 has three, 0 has none."""
    whole = number
    while whole.denominator != 1:
        whole *= 10
    return len(str(abs(whole.numerator)).strip("0"))
