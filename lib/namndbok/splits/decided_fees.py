"""Decided fees, and the hypotheses of how they came about: population date, rounding step, participants.

A fee f of p inhabitants comes out of base fee b and rate r when f − step/2 ≤ b + r·p < f + step/2 (the
nearest multiple; a half goes up). The pairs that do so for every fee form a polygon in the plane of b and r.
Its extent along r is found by eliminating b (Fourier–Motzkin): two municipalities with p > q bound r by (f −
g ± step) / (p − q), and the polygon is empty exactly when the largest lower bound is not below the smallest
upper one, or when equal populations have unequal fees. Eliminating r bounds b likewise. Rounding up to the
next step is the same polygon moved by half a step along b, and the largest remainder moves it by something
between; so one question answers for every way of rounding. Ends of intervals are integers over integers, so
nothing hangs on a tolerance.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from math import floor

import numpy as np
import pandas as pd

from namndbok.errors import InvalidSplit
from namndbok.splits.keys import check_known, check_once, numbers_of, whole_kronor
from namndbok.splits.rounding import UP

# Steps that boards round a year's fee to, and steps of a monthly fee times twelve.
STEPS = (1, 10, 12, 50, 100, 120, 500, 600, 1000, 1200, 6000, 12000)
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
        low, high = self.low, self.high
        first = -(-low.numerator * unit.denominator // (low.denominator * unit.numerator))
        last = high.numerator * unit.denominator // (high.denominator * unit.numerator)
        if first > last:  # as with most units, for which no fraction has to be made
            return []
        middle = (low + high) / 2 / unit
        first, last = max(first, floor(middle) - MOST_MULTIPLES), min(last, floor(middle) + MOST_MULTIPLES)
        inside = (number for number in range(first, last + 1) if number * unit in self)
        nearest = sorted(inside, key=lambda number: abs(number - middle))
        return [number * unit for number in nearest[:MOST_MULTIPLES]]

    def roundest(self, finest: int) -> Fraction | None:
        """Find the number with the fewest decimals or the most final zeros, from 10**finest up."""
        return next((numbers[0] for unit in units(finest) if (numbers := self.multiples(unit))), None)


EMPTY = Interval(Fraction(0), Fraction(0))


def tightest(lows: np.ndarray, highs: np.ndarray, denominators: np.ndarray, closed: str = "") -> Interval:
    """Return the interval within all bounds, which are given as numerators over denominators above 0."""

    def largest(numerators: np.ndarray) -> Fraction:
        ratios = numerators / denominators
        near = ratios >= ratios.max() - NEAR * max(1.0, abs(ratios.max()))
        pairs = zip(numerators[near].tolist(), denominators[near].tolist(), strict=True)
        return max(Fraction(*pair) for pair in pairs)

    return Interval(largest(lows), -largest(-highs), closed)


@cache
def units(finest: int) -> tuple[Fraction, ...]:
    """Go from a thousand million down to 10**finest by tens."""
    return tuple(Fraction(10) ** power for power in range(9, finest - 1, -1))


@dataclass(frozen=True, eq=False)
class Hypothesis:
    """Hold one population date, rounding step and set of participants to try the fees against.

    `date` is None when all fees are equal, so that no population has to do with them. `population`:
    inhabitants of all who take part; `fees`: what is known of their fees, in whole kronor without sign.
    `sign` is −1 for a refund.
    """

    date: Hashable | None
    step: int
    left_out: tuple[Hashable, ...]
    population: pd.Series
    fees: dict[Hashable, int]
    sign: int

    @cached_property
    def people(self) -> np.ndarray:
        """Return the inhabitants of those whose fee is known, in the order of the fees."""
        counted = self.population.to_dict()
        return np.array([counted[label] for label in self.fees])

    @cached_property
    def kronor(self) -> np.ndarray:
        """Return the known fees."""
        return np.array(list(self.fees.values()))

    @cached_property
    def inhabitants(self) -> int:
        """Return the inhabitants of all who take part."""
        return int(self.population.sum())

    @property
    def is_alike(self) -> bool:
        """Tell whether all pay the same."""
        return len(set(self.fees.values())) == 1

    @property
    def is_complete(self) -> bool:
        """Tell whether everyone who takes part has a known fee, so that their sum is what was split."""
        return len(self.fees) == len(self.population)

    @cached_property
    def rates(self) -> Interval:
        """Return the amounts per inhabitant that occur in the polygon, empty when no pair gives every fee."""
        counts = self.people.tolist()
        if len(set(counts)) < 2 or len(set(counts)) < len(set(zip(counts, self.fees.values(), strict=True))):
            return EMPTY
        more_people, higher_fee = (
            np.subtract.outer(column, column).take(self._larger) for column in (self.people, self.kronor)
        )
        return tightest(higher_fee - self.step, higher_fee + self.step, more_people)

    @cached_property
    def bases(self) -> Interval:
        """Return the base fees that occur in the polygon, for rounding to the nearest step."""
        if self.rates.is_empty:
            return EMPTY
        people, products = self.people, np.multiply.outer(self.people, self.kronor)
        difference, total = (of.outer(people, people).take(self._larger) for of in (np.subtract, np.add))
        at_zero, room = 2 * (products - products.T).take(self._larger), self.step * total
        return tightest(at_zero - room, at_zero + room, 2 * difference)

    def rates_with(self, base: Fraction, rounding: str) -> Interval:
        """Return the amounts per inhabitant that give every fee together with this base fee."""
        whole, inhabited = base.denominator, self.people > 0
        below, above, closed = doubled_bounds(self.step, rounding)
        amounts = 2 * (whole * self.kronor[inhabited] - base.numerator)
        lows, highs = amounts + whole * below, amounts + whole * above
        return tightest(lows, highs, 2 * whole * self.people[inhabited], closed)

    @cached_property
    def _larger(self) -> np.ndarray:
        """Return where, in a flat table of each against each other, the first has more inhabitants."""
        return np.flatnonzero(np.greater.outer(self.people, self.people))


def doubled_bounds(step: int, rounding: str) -> tuple[int, int, str]:
    """Return twice how far below and above a fee its amount may lie, and which end is included."""
    return (-2 * step, 0, "high") if rounding == UP else (-step, step, "low")


def hypotheses_of(fees: pd.Series, populations: pd.DataFrame) -> Iterator[Hypothesis]:
    """Go through who may have been left out, the population dates and the steps.

    `fees`: whole kronor by municipality, empty where there is none. `populations`: a row a municipality, a
    column a date. Left out are those without a fee, and then only some of them, and nobody. Tried are the
    coarsest steps that every fee is a multiple of, since they reproduce what a finer one does. Raises
    InvalidSplit for a column that cannot be decided fees.
    """
    check_once(fees.index, "Avgifterna")
    check_once(populations.index, "Folkmängden")
    check_known(fees.index, populations.index, "Avgifter")
    stated, municipalities = fees.to_dict(), populations.index.tolist()
    labels = [label for label in municipalities if pd.notna(stated.get(label))]
    known = {label: whole_kronor(stated[label], "Avgiften") for label in labels}
    if populations.columns.empty:
        raise InvalidSplit("Det finns ingen folkmängd att pröva avgifterna mot.")
    if not any(known.values()):
        raise InvalidSplit("Kolumnen har ingen avgift att förklara.")
    sign = -1 if all(fee <= 0 for fee in known.values()) else 1
    zero = tuple(label for label, fee in known.items() if not fee)
    unknown = tuple(label for label in municipalities if label not in known)
    fitting = [step for step in STEPS if not any(fee % step for fee in known.values())]
    steps = [step for step in fitting if not any(other > step and other % step == 0 for other in fitting)]
    for left_out in dict.fromkeys([zero + unknown, zero, unknown, ()]):
        labels = [label for label in municipalities if label not in left_out]
        paid = {label: sign * fee for label, fee in known.items() if label not in left_out}
        for date in populations.columns:
            counted = numbers_of(populations[date], labels, f"Folkmängden {date}")
            people = [whole_kronor(number, "Folkmängden") for number in counted]
            population = pd.Series(people, index=pd.Index(labels, tupleize_cols=False), dtype="int64")
            hypotheses = [Hypothesis(date, step, left_out, population, paid, sign) for step in steps]
            if hypotheses[0].is_alike:
                yield from (replace(alike, date=None) for alike in hypotheses if alike.is_complete)
                break
            yield from hypotheses
