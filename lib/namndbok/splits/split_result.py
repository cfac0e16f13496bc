"""The result of a split: what each municipality pays, and what made it so."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from namndbok.splits.rounding import INDEPENDENT, round_ratio


@dataclass(frozen=True)
class Stage:
    """Hold the exact amounts at one stage of a split: numerators of at least 0 over one denominator."""

    numerators: list[int]
    denominator: int

    def rounded(self, rounding: str = INDEPENDENT, step: int = 1) -> list[int]:
        """Round each amount by itself to a multiple of the step, in kronor."""
        return [round_ratio(number, self.denominator, rounding, step) for number in self.numerators]


@dataclass(frozen=True)
class Stages:
    """Hold the amounts by the model, with the least that anyone pays, and with the most too; without sign.

    `equal` is what all pay alike by the model, in whole kronor; `sign` is that of the total.
    """

    model: Stage
    raised: Stage
    lowered: Stage
    equal: int
    sign: int

    def contributions(self) -> dict[str, list[int]]:
        """Return what each part of the model contributed, in whole kronor with sign, but for the rounding."""
        model, raised, lowered = (stage.rounded() for stage in (self.model, self.raised, self.lowered))
        low, high = ("floor", "cap") if self.sign > 0 else ("cap", "floor")
        columns = {
            "equal": [self.equal] * len(model),
            "inhabitants": [amount - self.equal for amount in model],
            low: [after - before for before, after in zip(model, raised, strict=True)],
            high: [after - before for before, after in zip(raised, lowered, strict=True)],
        }
        names = ("equal", "inhabitants", "floor", "cap")
        return {name: [self.sign * amount for amount in columns[name]] for name in names}


@dataclass(frozen=True, eq=False)
class Split:
    """Show what each municipality pays, and what made it so.

    `fees`: whole kronor, indexed like the population; those who do not take part pay 0.
    `total`: the kronor that were to be split.
    `base_fee`, `per_inhabitant`: the model as people speak of it, in kronor, before floor, cap and rounding.
    `rounded_up`: those who got one of the last whole steps, by largest remainder.
    `carrier`: who also carries `carried` kronor, because the total is no multiple of the step.
    `stages`: the exact amounts of those who take part, before rounding.
    """

    fees: pd.Series
    total: int
    equal_share: float
    base_fee: float
    per_inhabitant: float
    participants: tuple[Hashable, ...]
    step: int
    rounding: str
    stages: Stages = field(repr=False)
    rounded_up: tuple[Hashable, ...] = ()
    carrier: Hashable | None = None
    carried: int = 0

    @property
    def difference(self) -> int:
        """Return the kronor of the total that the fees leave: 0 unless each fee is rounded by itself.

        Below zero when the fees add up to more than the total.
        """
        return self.total - int(self.fees.sum())

    @cached_property
    def parts(self) -> pd.DataFrame:
        """Return what each part of the model contributed, in whole kronor; the sum of a row is the fee.

        `equal` and `inhabitants` are rounded to whole kronor. `floor` is what the floor changed: raised for
        those who were below it, lowered for those who make up for it; `cap` likewise. `rounding` is the
        rest.
        """
        index = pd.Index(self.participants, tupleize_cols=False)
        table = pd.DataFrame(self.stages.contributions(), index=index)
        table = table.reindex(self.fees.index, fill_value=0)
        table["rounding"] = self.fees - table.sum(axis="columns")
        return table
