"""A split: a cost shared by an equal part and a part per inhabitant, exact to the krona."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

import pandas as pd

from namndbok.allocation.errors import AllocationError, ImpossibleLimits
from namndbok.allocation.exact import checked_step, fraction, kronor, whole
from namndbok.allocation.key import Key, key_of
from namndbok.allocation.limits import Limit, Limits, limits_of, water_fill
from namndbok.allocation.rounding import (
    INDEPENDENT,
    LARGEST_REMAINDER,
    carrier_of,
    check_rounding,
    largest_remainder,
    order_of,
    steps_of,
)


@dataclass(frozen=True, eq=False)
class Split:
    """Show what each municipality pays, and what made it so.

    `fees`: whole kronor, indexed like the population; those who do not take part pay 0.
    `total`: kronor that were to be split; `difference` is what the fees leave of it (0 unless each is rounded by itself).
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
    _columns: dict[str, list[int]] = field(default_factory=dict, repr=False)

    @property
    def difference(self) -> int:
        """Return the kronor of the total that the fees do not cover (negative: the fees are more than the total)."""
        return self.total - int(self.fees.sum())

    @cached_property
    def parts(self) -> pd.DataFrame:
        """Return what each part of the model contributed: whole kronor, a row a municipality, a row's sum is the fee.

        `equal` and `inhabitants` are rounded to whole kronor. `floor` is what the floor changed: raised for those below it,
        lowered for those who pay for it; `cap` likewise, after the floor. `rounding` is the rest.
        """
        table = pd.DataFrame(self._columns, index=list(self.participants)).reindex(self.fees.index, fill_value=0)
        table["rounding"] = self.fees - table.sum(axis="columns")
        return table


def split(
    total: int,
    population: pd.Series,
    *,
    equal_share: float | Fraction,
    participants: Iterable[Hashable] | None = None,
    step: int = 100,
    rounding: str = LARGEST_REMAINDER,
    floor: Limit = None,
    cap: Limit = None,
    weights: pd.Series | None = None,
) -> Split:
    """Split a total: `equal_share` of it alike, the rest by inhabitants.

    `total`: whole kronor, negative for a refund. `population`: inhabitants by municipality. `equal_share`: 0 to 1, read
    as the decimal that is written. `participants`: those who pay, everyone if None. `step`: fees are multiples of it;
    what is left of a total that is no multiple is carried by the largest municipality. `rounding`: `largest_remainder`
    (fees add up to the total; equal remainders go to the larger municipality, then by label), `independent` (each fee by
    itself, a half away from zero) or `up` (each fee by itself to the next step). `floor`, `cap`: kronor, for all or by
    municipality. `weights`: another key than inhabitants (users, licences).

    With one floor and one cap for all, more inhabitants never pay less. Raises AllocationError, ImpossibleLimits.
    """
    check_rounding(rounding)
    amount, kronor_a_step = whole(total, "Totalbeloppet"), checked_step(step)
    key, share = key_of(population, participants, weights), _share(equal_share)
    if share < 1 and not key.total:
        raise AllocationError("Fördelningsnyckeln är 0 för alla som deltar, så det går inte att fördela efter den.")
    limits = limits_of(floor, cap, key, amount, kronor_a_step)
    check_sums(limits, amount, kronor_a_step)
    stages = _stages(abs(amount), key, share, limits, is_limited=(floor is not None, cap is not None))
    rounded = _rounded(stages[-1], abs(amount), key, limits, kronor_a_step, rounding)
    return _result(amount, key, share, kronor_a_step, rounding, limits.sign, stages, rounded)


def split_by_rate(
    base_fee: float | Fraction,
    per_inhabitant: float | Fraction,
    population: pd.Series,
    *,
    participants: Iterable[Hashable] | None = None,
    step: int = 100,
    rounding: str = INDEPENDENT,
    floor: Limit = None,
    cap: Limit = None,
    weights: pd.Series | None = None,
) -> Split:
    """Compute fees from a base fee and an amount per inhabitant, both in kronor and at least 0.

    The total follows from the two. With `independent` and `up` each fee stands by itself: a floor or a cap changes
    nobody else's fee. With `largest_remainder` the total is first rounded to the step and then split.
    Raises AllocationError, ImpossibleLimits. See `split` for the rest.
    """
    check_rounding(rounding)
    base, rate = _checked_rate(base_fee, "Grundbeloppet"), _checked_rate(per_inhabitant, "Beloppet per invånare")
    key, kronor_a_step = key_of(population, participants, weights), checked_step(step)
    alike, by_number = base * len(key.labels), rate * key.total / key.scale
    share = alike / (alike + by_number) if alike else Fraction(not by_number)
    ...
