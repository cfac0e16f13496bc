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

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from namndbok.splits.interval import Interval
from namndbok.splits.rounding import UP

EMPTY = Interval(Fraction(0), Fraction(0))
# Floats pick the bounds that may be the tightest; fractions then decide between those.
NEAR = 1e-9


@dataclass(frozen=True)
class Pairs:
    """Hold known fees, multiples of the step, with the inhabitants behind each."""

    people: list[int]
    fees: list[int]
    step: int

    @cached_property
    def rates(self) -> Interval:
        """Return the amounts per inhabitant that occur in the polygon, empty when no pair gives every fee."""
        if self._contradict:
            return EMPTY
        people, fees = np.array(self.people), np.array(self.fees)
        apart, dearer = (np.subtract.outer(each, each).take(self._unequal) for each in (people, fees))
        return _between(dearer - self.step, dearer + self.step, apart)

    @cached_property
    def bases(self) -> Interval:
        """Return the base fees that occur in the polygon, for rounding to the nearest step."""
        if self.rates.is_empty:
            return EMPTY
        people, products = np.array(self.people), np.multiply.outer(self.people, self.fees)
        apart, together = (of.outer(people, people).take(self._unequal) for of in (np.subtract, np.add))
        at_zero, room = 2 * (products - products.T).take(self._unequal), self.step * together
        return _between(at_zero - room, at_zero + room, 2 * apart)

    def bases_with(self, rounding: str) -> Interval:
        """Return the base fees that occur in the polygon of a way of rounding."""
        return self.bases.shifted(Fraction(-self.step, 2)) if rounding == UP else self.bases

    def rates_with(self, base: Fraction, rounding: str) -> Interval:
        """Return the amounts per inhabitant that give every fee together with this base fee."""
        below, above = bounds(self.step, rounding)
        people, fees = self._inhabited
        whole = 2 * base.denominator
        amounts = whole * fees - int(whole * base)
        return _between(
            amounts + int(whole * below), amounts + int(whole * above), whole * people, end_of(rounding)
        )

    @property
    def _contradict(self) -> bool:
        """Tell whether equal populations have unequal fees, or all populations are equal."""
        stated = dict(zip(self.people, self.fees, strict=True))
        return len(stated) < 2 or any(stated[p] != f for p, f in zip(self.people, self.fees, strict=True))

    @cached_property
    def _inhabited(self) -> tuple[np.ndarray, np.ndarray]:
        people, fees = np.array(self.people), np.array(self.fees)
        return people[people > 0], fees[people > 0]

    @cached_property
    def _unequal(self) -> np.ndarray:
        """Return where, in a flat table of each against each other, the first has more inhabitants."""
        return np.flatnonzero(np.greater.outer(self.people, self.people))


def bounds(step: int, rounding: str) -> tuple[Fraction, Fraction]:
    """Return how far below and above a fee an amount may be that is rounded to it."""
    return (Fraction(-step), Fraction(0)) if rounding == UP else (Fraction(-step, 2), Fraction(step, 2))


def end_of(rounding: str) -> str:
    """Name the end that is in an interval: `up` keeps an amount that is the fee, nearest takes a half up."""
    return "high" if rounding == UP else "low"


def _between(lows: np.ndarray, highs: np.ndarray, denominators: np.ndarray, closed: str = "") -> Interval:
    return Interval(_largest(lows, denominators), -_largest(-highs, denominators), closed)


def _largest(numerators: np.ndarray, denominators: np.ndarray) -> Fraction:
    ratios = numerators / denominators
    top = ratios.max()
    near = ratios >= top - NEAR * max(1.0, abs(top))
    return max(Fraction(int(n), int(d)) for n, d in zip(numerators[near], denominators[near], strict=True))
