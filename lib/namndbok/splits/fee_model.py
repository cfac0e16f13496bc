"""A model of decided fees: what it says, and the fees that it gives."""

from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import pandas as pd

from namndbok.splits.rounding import round_ratio
from namndbok.splits.share_split import split

SHARE = "share"
RATE = "rate"


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
