"""The result of a split: what each municipality pays, and what made it so."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from namndbok.splits.key import Key
from namndbok.splits.limits import Limits
from namndbok.splits.rounding import steps_of


@dataclass(frozen=True, eq=False)
class Split:
    """Show what each municipality pays, and what made it so.

    `fees`: whole kronor, indexed like the population; those who do not take part pay 0.
    `total`: the kronor that were to be split.
    `base_fee`, `per_inhabitant`: the model as people speak of it, in kronor, before floor, cap and rounding.
    `rounded_up`: those who got one of the last whole steps, by largest remainder.
    `carrier`: who also carries `carried` kronor, because the total is no multiple of the step.
    """

    fees: pd.Series
    total: int
    equal_share: float
    base_fee: float
    per_inhabitant: float
    participants: tuple[Hashable, ...]
    step: int
    rounding: str
    rounded_up: tuple[Hashable, ...] = ()
    carrier: Hashable | None = None
    carried: int = 0
    _parts: dict[str, list[int]] = field(default_factory=dict, repr=False)

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
        table = pd.DataFrame(self._parts, index=pd.Index(self.participants, tupleize_cols=False))
        table = table.reindex(self.fees.index, fill_value=0)
        table["rounding"] = self.fees - table.sum(axis="columns")
        return table


@dataclass(frozen=True)
class Amounts:
    """Hold exact amounts of at least 0, one for each in the key: numerators over one denominator."""

    numerators: list[int]
    denominator: int

    def kronor(self) -> list[int]:
        """Round each to whole kronor."""
        return [steps_of(number, self.denominator, "independent") for number in self.numerators]

    def steps(self, step: int, rounding: str) -> list[int]:
        """Round each by itself to multiples of the step, in kronor."""
        return [step * steps_of(number, self.denominator * step, rounding) for number in self.numerators]


def fees_of(key: Key, amounts: list[int], sign: int) -> pd.Series:
    """Put the fees of those who take part in a Series indexed like the population; the others pay 0."""
    paid = dict(zip(key.labels, amounts, strict=True))
    fees = [sign * paid.get(label, 0) for label in key.everyone]
    return pd.Series(fees, index=key.everyone, name="fee", dtype="int64")


def parts_of(equal: int, stages: list[Amounts], limits: Limits) -> dict[str, list[int]]:
    """Find what each part contributed, from the amounts by the model, with the least, and with the most."""
    model, raised, lowered = (stage.kronor() for stage in stages)
    low_name, high_name = ("floor", "cap") if limits.sign > 0 else ("cap", "floor")
    columns = {
        "equal": [equal] * len(model),
        "inhabitants": [amount - equal for amount in model],
        low_name: _changes(model, raised),
        high_name: _changes(raised, lowered),
    }
    return {
        name: [limits.sign * amount for amount in columns[name]]
        for name in ("equal", "inhabitants", "floor", "cap")
    }


def _changes(before: list[int], after: list[int]) -> list[int]:
    return [new - old for old, new in zip(before, after, strict=True)]
