"""A model of decided fees: what it says, the fees that it gives, and the plainest that gives those decided.

The plainest to say is 50 % alike, then another whole per cent, then a round base fee.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
import pandas as pd

from namndbok.splits.cost_split import split
from namndbok.splits.decided_fees import Hypothesis
from namndbok.splits.polygon import Interval, Polygon, count_digits, doubled_bounds, tightest, units
from namndbok.splits.rounding import EACH_BY_ITSELF, LARGEST_REMAINDER, round_ratio

SHARE = "share"
RATE = "rate"
# What is easiest to say comes first: a half, quarters and nothing, tenths, twentieths, whole per cent.
GRADES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(1, 20), Fraction(1, 100))
RATE_GRADE = len(GRADES) + 1
FINEST_RATE = -9
FINEST_BASE = -6
MOST_DIGITS = 99


@dataclass(frozen=True)
class FeeModel:
    """Hold a model: a total and an equal share (kind `share`), or a base fee and a rate (kind `rate`).

    Amounts are in kronor, for all who take part. `plainness` is low for what is easily said.
    """

    kind: str
    rounding: str
    equal_share: Fraction
    total: int
    base_fee: Fraction
    per_inhabitant: Fraction
    plainness: tuple[int, int] = (0, 0)

    @cached_property
    def ratios(self) -> tuple[int, int, int]:
        """Return base fee and amount per inhabitant as numerators, and their common denominator."""
        denominator = lcm(self.base_fee.denominator, self.per_inhabitant.denominator)
        return int(self.base_fee * denominator), int(self.per_inhabitant * denominator), denominator

    def amount(self, inhabitants: int) -> Fraction:
        """Return what the model says before rounding, in kronor."""
        return self.base_fee + self.per_inhabitant * inhabitants

    def fees(self, population: pd.Series, step: int) -> dict[Hashable, int]:
        """Return everyone's fee in whole kronor, rounded to the step."""
        if self.kind == SHARE:
            options = {"equal_share": self.equal_share, "step": step, "rounding": self.rounding}
            return split(self.total, population, **options).fees.to_dict()
        base, rate, denominator = self.ratios
        return {
            label: round_ratio(base + rate * int(number), denominator, self.rounding, step)
            for label, number in population.to_dict().items()
        }


def share_model(
    share: Fraction, total: int, population: pd.Series, rounding: str, plainness: tuple[int, int] = (0, 0)
) -> FeeModel:
    """State a model by what was split and the part of it that is alike."""
    base = share * total / len(population)
    rate = (1 - share) * total / Fraction(int(population.sum())) if share < 1 else Fraction(0)
    return FeeModel(SHARE, rounding, share, total, base, rate, plainness)


def rate_model(
    base: Fraction, rate: Fraction, population: pd.Series, rounding: str, plainness: tuple[int, int] = (0, 0)
) -> FeeModel:
    """State a model by a base fee and an amount per inhabitant; the total is rounded to whole kronor."""
    equal = base * len(population)
    total = equal + rate * int(population.sum())
    share = equal / total if total else Fraction(0)
    return FeeModel(RATE, rounding, share, round(total), base, rate, plainness)


def _grade(share: Fraction) -> int:
    if share == Fraction(1, 2):
        return 1
    return next(grade for grade, unit in enumerate(GRADES[1:], 2) if share % unit == 0)


# 100 % alike is no model of fees that differ.
SHARES = sorted((Fraction(part, 100) for part in range(100)), key=lambda share: (_grade(share), share))


def plainest_share(hypothesis: Hypothesis, polygon: Polygon) -> FeeModel | None:
    """Find the plainest share in whole per cent that gives every fee when a total is split by it, if any.

    The total is the sum of the fees where that does it (with the largest remainder), else the roundest one
    that does when each fee is rounded by itself, to the nearest step or up.
    """
    for share in SHARES:
        for total, rounding in _totals(share, hypothesis, polygon):
            model = share_model(share, total, hypothesis.population, rounding, (_grade(share), 0))
            if _gives_fees(model, hypothesis):
                return model
    return None


def plainest_rate(hypothesis: Hypothesis, polygon: Polygon) -> FeeModel | None:
    """Find base fee and amount per inhabitant in the fewest digits, both at least 0, that give every fee."""
    for count, base, rate, rounding in sorted(_round_pairs(polygon), key=lambda pair: pair[0]):
        model = rate_model(base, rate, hypothesis.population, rounding, (RATE_GRADE, count))
        if _gives_fees(model, hypothesis):
            return model
    return None


def _gives_fees(model: FeeModel, hypothesis: Hypothesis) -> bool:
    """Re-perform the fees by the model and tell whether every one comes out as decided."""
    fees = model.fees(hypothesis.population, hypothesis.step)
    return all(fees[label] == fee for label, fee in hypothesis.fees.items())


def _totals(share: Fraction, hypothesis: Hypothesis, polygon: Polygon) -> Iterator[tuple[int, str]]:
    """Yield the totals that may give the fees, each with a way of rounding."""
    paid = sum(hypothesis.fees.values())
    if hypothesis.is_complete and (1 - share) * paid / hypothesis.inhabitants in polygon.rates:
        yield paid, LARGEST_REMAINDER
    for rounding in EACH_BY_ITSELF:
        totals = _totals_that_fit(share, hypothesis, rounding)
        if hypothesis.is_complete and paid in totals:
            yield paid, rounding
        elif not totals.is_empty and (roundest := totals.roundest(0)) is not None:
            yield int(roundest), rounding


def _totals_that_fit(share: Fraction, hypothesis: Hypothesis, rounding: str) -> Interval:
    """Return the totals that give every fee, each rounded by itself: all pay a known part of every krona."""
    everyone, inhabitants = len(hypothesis.population), hypothesis.inhabitants
    by_number = (share.denominator - share.numerator) * everyone
    weights = share.numerator * inhabitants + by_number * np.array(hypothesis.people)
    fees, has_weight = np.array(list(hypothesis.fees.values())), weights > 0
    below, above, closed = doubled_bounds(hypothesis.step, rounding)
    doubled = 2 * fees[has_weight]
    per_weight = tightest(doubled + below, doubled + above, weights[has_weight], closed)
    return per_weight.scaled(Fraction(share.denominator * everyone * inhabitants, 2)).from_zero()


def _round_pairs(polygon: Polygon) -> Iterator[tuple[int, Fraction, Fraction, str]]:
    """Go through base fees that are short to say, each with its roundest amount per inhabitant.

    Yields how many digits the two have, the base fee, the amount and the way of rounding.
    """
    fewest = count_digits(polygon.rates.from_zero().roundest(FINEST_RATE) or Fraction(0))
    shortest = MOST_DIGITS
    intervals = {rounding: polygon.bases_with(rounding).from_zero() for rounding in EACH_BY_ITSELF}
    for unit in units(FINEST_BASE):
        bases = [(base, way) for way, interval in intervals.items() for base in interval.multiples(unit)]
        if bases and min(count_digits(base) for base, _ in bases) + fewest >= shortest:
            return
        for base, rounding in bases:
            rate = polygon.rates_with(base, rounding).from_zero().roundest(FINEST_RATE)
            if rate is not None:
                count = count_digits(base) + count_digits(rate)
                shortest = min(shortest, count)
                yield count, base, rate, rounding
