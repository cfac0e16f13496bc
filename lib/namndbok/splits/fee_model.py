"""A model of decided fees: what it says, the fees that it gives, and the plainest that gives those decided.

The plainest to say is 50 % alike, then another whole per cent, then a round base fee.
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np

from namndbok.splits.cost_split import split
from namndbok.splits.decided_fees import Hypothesis, Interval, doubled_bounds, tightest, units
from namndbok.splits.rounding import EACH_BY_ITSELF, INDEPENDENT, LARGEST_REMAINDER, UP, round_ratio

SHARE = "share"
RATE = "rate"
# What is easiest to say comes first: a half, quarters and nothing, tenths, twentieths, whole per cent. 100 %
# alike is no model of fees that differ.
GRADES = {100: 5, 20: 4, 10: 3, 4: 2}
SHARES = {Fraction(part, parts): grade for parts, grade in GRADES.items() for part in range(parts)}
SHARES = dict(sorted((SHARES | {Fraction(1, 2): 1}).items(), key=lambda pair: pair[::-1]))
RATE_GRADE = 6
FINEST_RATE = -9
FINEST_BASE = -6
MOST_DIGITS = 99
# With more slopes than this (about twenty municipalities) an even selection of them is tried.
MOST_SLOPES = 600


@dataclass(frozen=True, eq=False)
class FeeModel:
    """Hold a model: a total and an equal share (kind `share`), or a base fee and a rate (kind `rate`).

    Amounts are in kronor, for all who take part in the hypothesis.
    """

    hypothesis: Hypothesis
    kind: str
    rounding: str
    equal_share: Fraction
    total: int
    base_fee: Fraction
    per_inhabitant: Fraction

    @classmethod
    def of_share(cls, hypothesis: Hypothesis, share: Fraction, total: int, rounding: str) -> "FeeModel":
        """State a model by what was split and the part of it that is alike."""
        base = share * total / len(hypothesis.population)
        rate = (1 - share) * total / Fraction(hypothesis.inhabitants) if share < 1 else Fraction(0)
        return cls(hypothesis, SHARE, rounding, share, total, base, rate)

    @classmethod
    def of_rate(cls, hypothesis: Hypothesis, base: Fraction, rate: Fraction, rounding: str) -> "FeeModel":
        """State a model by a base fee and an amount per inhabitant; the total is rounded to whole kronor."""
        equal = base * len(hypothesis.population)
        total = equal + rate * hypothesis.inhabitants
        share = equal / total if total else Fraction(0)
        return cls(hypothesis, RATE, rounding, share, round(total), base, rate)

    def amount(self, inhabitants: int) -> Fraction:
        """Return what the model says before rounding, in kronor."""
        return self.base_fee + self.per_inhabitant * inhabitants

    @cached_property
    def fees(self) -> dict[Hashable, int]:
        """Return everyone's fee in whole kronor, rounded to the step."""
        population, step = self.hypothesis.population, self.hypothesis.step
        if self.kind == SHARE:
            options = {"equal_share": self.equal_share, "step": step, "rounding": self.rounding}
            return split(self.total, population, **options).fees.to_dict()
        denominator = lcm(self.base_fee.denominator, self.per_inhabitant.denominator)
        base, rate = int(self.base_fee * denominator), int(self.per_inhabitant * denominator)
        return {
            label: round_ratio(base + rate * int(number), denominator, self.rounding, step)
            for label, number in population.to_dict().items()
        }

    @property
    def plainness(self) -> tuple[int, int]:
        """Return a sort key that is low for what is easily said."""
        if self.kind == SHARE:
            return SHARES.get(self.equal_share, 0), 0
        return RATE_GRADE, count_digits(self.base_fee) + count_digits(self.per_inhabitant)

    @property
    def hits(self) -> int:
        """Count the known fees that come out as decided."""
        return sum(self.fees[label] == fee for label, fee in self.hypothesis.fees.items())

    @property
    def gives_all(self) -> bool:
        """Tell whether every known fee comes out as decided, of a base fee and a rate of at least 0."""
        is_a_fee = self.base_fee >= 0 and self.per_inhabitant >= 0
        return is_a_fee and self.hits == len(self.hypothesis.fees)


def models_of(hypothesis: Hypothesis) -> list[FeeModel]:
    """Find the plainest share and the plainest rate that give every fee, or else the closest line."""
    if hypothesis.is_alike:
        paid = sum(hypothesis.fees.values())
        return [FeeModel.of_share(hypothesis, Fraction(1), paid, LARGEST_REMAINDER)]
    plainest = [] if hypothesis.rates.is_empty else [plainest_share(hypothesis), plainest_rate(hypothesis)]
    return [model for model in plainest if model is not None] or [closest_line(hypothesis)]


def plainest_share(hypothesis: Hypothesis) -> FeeModel | None:
    """Find the plainest share in whole per cent that gives every fee when a total is split by it, if any.

    The total is the sum of the fees where that does it (with the largest remainder), else the roundest one
    that does when each fee is rounded by itself, to the nearest step or up.
    """
    models = (
        FeeModel.of_share(hypothesis, share, total, rounding)
        for share in SHARES
        for total, rounding in _totals(share, hypothesis)
    )
    return next((model for model in models if model.gives_all), None)


def plainest_rate(hypothesis: Hypothesis) -> FeeModel | None:
    """Find base fee and amount per inhabitant in the fewest digits, both at least 0, that give every fee."""
    models = sorted(_round_models(hypothesis), key=lambda model: model.plainness)
    return next((model for model in models if model.gives_all), None)


def _totals(share: Fraction, hypothesis: Hypothesis) -> Iterator[tuple[int, str]]:
    """Yield the totals that may give the fees, each with a way of rounding."""
    paid = sum(hypothesis.fees.values())
    if hypothesis.is_complete and (1 - share) * paid / hypothesis.inhabitants in hypothesis.rates:
        yield paid, LARGEST_REMAINDER
    for rounding in EACH_BY_ITSELF:
        totals = _totals_that_fit(share, hypothesis, rounding)
        if hypothesis.is_complete and paid in totals:
            yield paid, rounding
        elif (roundest := totals.roundest(0)) is not None:
            yield int(roundest), rounding


def _totals_that_fit(share: Fraction, hypothesis: Hypothesis, rounding: str) -> Interval:
    """Return the totals that give every fee, each rounded by itself: all pay a known part of every krona."""
    everyone, inhabitants = len(hypothesis.population), hypothesis.inhabitants
    by_number = (share.denominator - share.numerator) * everyone
    weights = share.numerator * inhabitants + by_number * hypothesis.people
    below, above, closed = doubled_bounds(hypothesis.step, rounding)
    doubled, weights = 2 * hypothesis.kronor[weights > 0], weights[weights > 0]
    found = tightest(doubled + below, doubled + above, weights, closed)
    per_weight = Fraction(share.denominator * everyone * inhabitants, 2)
    return Interval(found.low * per_weight, found.high * per_weight, closed).from_zero()


def _round_models(hypothesis: Hypothesis) -> Iterator[FeeModel]:
    """Go through base fees that are short to say, each with its roundest amount per inhabitant."""
    fewest = count_digits(hypothesis.rates.from_zero().roundest(FINEST_RATE) or Fraction(0))
    shortest, half = MOST_DIGITS, Fraction(hypothesis.step, 2)
    low, high = hypothesis.bases.low, hypothesis.bases.high
    intervals = {INDEPENDENT: Interval(low, high), UP: Interval(low - half, high - half)}
    for unit in units(FINEST_BASE):
        bases = [
            (base, way) for way, those in intervals.items() for base in those.from_zero().multiples(unit)
        ]
        if bases and min(count_digits(base) for base, _ in bases) + fewest >= shortest:
            return
        for base, rounding in bases:
            rate = hypothesis.rates_with(base, rounding).from_zero().roundest(FINEST_RATE)
            if rate is not None:
                shortest = min(shortest, count_digits(base) + count_digits(rate))
                yield FeeModel.of_rate(hypothesis, base, rate, rounding)


def closest_line(hypothesis: Hypothesis) -> FeeModel:
    """Find the line that gives most of the fees or, if that is not half of them, comes closest to all.

    So one wrong fee among many does not hide the model of the others. The closest line has the least largest
    residual (Chebyshev's line). Neither line falls with more inhabitants.
    """
    if given := _most_given(hypothesis):
        fees = [*hypothesis.fees.items()]
        part = replace(hypothesis, fees=dict(fees[place] for place in given))
        if (model := plainest_rate(part)) is not None:
            return replace(model, hypothesis=hypothesis)
    slopes = _slopes(hypothesis, (0.0,))

    def heights(slope: float) -> np.ndarray:
        return hypothesis.kronor - slope * hypothesis.people

    def rises(place: int) -> bool:
        """Tell whether the spread around the line rises with its slope, of which it is a convex function."""
        return np.ptp(heights(slopes[place])) <= np.ptp(heights(slopes[place + 1]))

    slope = slopes[bisect_left(range(len(slopes) - 1), True, key=rises)]
    middle = (heights(slope).max() + heights(slope).min()) / 2
    base, rate = (Fraction(repr(round(float(value), count))) for value, count in ((middle, 2), (slope, 6)))
    return FeeModel.of_rate(hypothesis, base, rate, INDEPENDENT)


def _slopes(hypothesis: Hypothesis, offsets: tuple[float, ...]) -> np.ndarray:
    """Return 0 and the slopes above it between two municipalities, their fees moved apart by the offsets."""
    more_people, higher_fee = (
        np.subtract.outer(column, column) for column in (hypothesis.people, hypothesis.kronor)
    )
    slopes = [np.zeros(1)]
    for offset in offsets:
        rising = (more_people > 0) & (higher_fee > -offset)
        slopes.append((higher_fee[rising] + offset) / more_people[rising])
    return np.unique(np.concatenate(slopes))


def _most_given(hypothesis: Hypothesis) -> list[int]:
    """Find the most fees that one line gives; none unless these are half of the fees, and more than two.

    Which fees can be given together changes only at the slopes where two strips of width `step` meet, so a
    slope between each two of those is enough; for one slope it is a matter of the window of that width,
    below one of the heights, that holds most of them.
    """
    step, count = hypothesis.step, len(hypothesis.fees)
    edges = _slopes(hypothesis, (-step, 0.0, step))
    between = np.append((edges[:-1] + edges[1:]) / 2, edges[-1] + 1)
    slopes = between[np.linspace(0, len(between) - 1, min(len(between), MOST_SLOPES)).astype(int)]
    heights = hypothesis.kronor - np.multiply.outer(slopes, hypothesis.people)
    ordered = np.sort(heights, axis=1)
    below = np.array([row.searchsorted(row - step, "right") for row in ordered])
    held = np.arange(1, count + 1) - below
    row, place = np.unravel_index(np.argmax(held), held.shape)
    if held[row, place] < max(3, (count + 1) // 2):
        return []
    inside = (heights[row] <= ordered[row, place]) & (heights[row] > ordered[row, place] - step)
    return np.flatnonzero(inside).tolist()


def count_digits(number: Fraction) -> int:
    """Count the digits that must be said of a decimal number: 35 000 has two, 2.18 has three, 0 has none."""
    while number.denominator != 1:
        number *= 10
    return len(str(abs(number.numerator)).strip("0"))
