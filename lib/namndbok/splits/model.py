"""A model of a column of fees: what it says, and whether it gives the fees."""

from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import pandas as pd

from namndbok.splits.rounding import ratio_to_step
from namndbok.splits.share import split

SHARE = "share"
RATE = "rate"


@dataclass(frozen=True)
class Model:
    """Hold a model: a total and an equal share (kind `share`), or a base fee and a rate (kind `rate`).

    Amounts are in kronor, for all who take part. `plainness` is low for what is easily said.
    """

    kind: str
    rounding: str
    equal_share: Fraction
    total: int
    base_fee: Fraction
    per_inhabitant: Fraction
    plainness: tuple[int, int]

    @cached_property
    def ratios(self) -> tuple[int, int, int]:
        """Return base fee and amount per inhabitant as numerators, and their common denominator."""
        denominator = lcm(self.base_fee.denominator, self.per_inhabitant.denominator)
        return int(self.base_fee * denominator), int(self.per_inhabitant * denominator), denominator


def share_model(
    share: Fraction, total: int, population: pd.Series, rounding: str, plainness: tuple[int, int] = (0, 0)
) -> Model:
    """State a model by what was split and the part of it that is alike."""
    base = share * total / len(population)
    rate = (1 - share) * total / Fraction(int(population.sum())) if share < 1 else Fraction(0)
    return Model(SHARE, rounding, share, total, base, rate, plainness)


def rate_model(
    base: Fraction, rate: Fraction, population: pd.Series, rounding: str, plainness: tuple[int, int] = (0, 0)
) -> Model:
    """State a model by a base fee and an amount per inhabitant; the total is rounded to whole kronor."""
    alike, by_number = base * len(population), rate * int(population.sum())
    total = alike + by_number
    return Model(RATE, rounding, alike / total if total else Fraction(0), round(total), base, rate, plainness)


def fees_by(model: Model, population: pd.Series, step: int) -> dict[Hashable, int]:
    """Compute everyone's fee by the model, in whole kronor."""
    if model.kind == SHARE:
        result = split(
            model.total, population, equal_share=model.equal_share, step=step, rounding=model.rounding
        )
        return result.fees.to_dict()
    base, rate, denominator = model.ratios
    return {
        label: ratio_to_step(base + rate * int(number), denominator, step, model.rounding)
        for label, number in population.to_dict().items()
    }


def amount_by(model: Model, inhabitants: int) -> Fraction:
    """Compute what the model says before rounding, in kronor."""
    return model.base_fee + model.per_inhabitant * inhabitants
