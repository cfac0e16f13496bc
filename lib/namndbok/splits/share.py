"""A total split by shares: a part of it alike, the rest by inhabitants, exact to the krona."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from namndbok.splits.amounts import Amounts, Split, fees_of, parts_of
from namndbok.splits.errors import AllocationError, ImpossibleLimits
from namndbok.splits.exact import checked_step, fraction, kronor, whole
from namndbok.splits.key import Key, key_of
from namndbok.splits.limits import Limit, Limits, check_sums, limits_of, water_fill
from namndbok.splits.rounding import (
    LARGEST_REMAINDER,
    carrier_of,
    check_rounding,
    largest_remainder,
    order_of,
    steps_of,
)


@dataclass(frozen=True)
class _Case:
    """Hold a checked question; `size` is the total without its sign."""

    key: Key
    share: Fraction
    size: int
    step: int
    limits: Limits


@dataclass(frozen=True)
class _Rounded:
    """Hold whole kronor without sign, and the positions of those who got more than their whole steps."""

    fees: list[int]
    up: tuple[int, ...] = ()
    carrier: int | None = None
    carried: int = 0


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

    `total`: whole kronor, negative for a refund. `population`: inhabitants by municipality. `equal_share`:
    0 to 1, read as the decimal that is written. `participants`: those who pay, everyone if None. `step`:
    fees are multiples of it; what a total has beyond whole steps is carried by the largest municipality.
    `rounding`: `largest_remainder` (the fees add up to the total; equal remainders go to the larger
    municipality, then by label), `independent` (each fee by itself, a half away from zero) or `up` (each
    fee by itself, away from zero). `floor`, `cap`: kronor, for all or by municipality; the others make up
    for it in proportion. `weights`: another key than inhabitants (users, licences).

    With one floor and one cap for all, more inhabitants never pay less. Raises AllocationError,
    ImpossibleLimits.
    """
    check_rounding(rounding)
    amount, key = whole(total, "Totalbeloppet"), key_of(population, participants, weights)
    limits = limits_of(floor, cap, key, amount, checked_step(step))
    check_sums(limits, amount, checked_step(step))
    case = _Case(key, _share(equal_share, key), abs(amount), checked_step(step), limits)
    stages = _stages(case, is_limited=floor is not None or cap is not None)
    rounded = _rounded(case, stages[-1], rounding)
    return _result(case, rounding, stages, rounded)


def _share(equal_share: Any, key: Key) -> Fraction:
    share = fraction(equal_share, "Andelen lika")
    if not 0 <= share <= 1:
        raise AllocationError(
            f"Andelen lika ska vara mellan 0 och 1 (50 % skrivs 0.5), men är {equal_share}."
        )
    if share < 1 and not key.total:
        raise AllocationError(
            "Fördelningsnyckeln är 0 för alla som deltar, så det går inte att fördela efter den."
        )
    return share


def _stages(case: _Case, *, is_limited: bool) -> list[Amounts]:
    weights, limits = _weights(case), case.limits
    model = Amounts([case.size * weight for weight in weights], sum(weights))
    if not is_limited:
        return [model] * 3
    no_top = (case.size,) * len(weights)
    raised = Amounts(*water_fill(case.size, weights, limits.lows, no_top))
    return [model, raised, Amounts(*water_fill(case.size, weights, limits.lows, limits.highs))]


def _weights(case: _Case) -> list[int]:
    """Return whole numbers in proportion to what each pays by the model."""
    if case.share == 1:
        return [1] * len(case.key.labels)
    alike = case.share.numerator * case.key.total
    by_number = (case.share.denominator - case.share.numerator) * len(case.key.labels)
    return [alike + by_number * number for number in case.key.numbers]


def _rounded(case: _Case, amounts: Amounts, rounding: str) -> _Rounded:
    if rounding != LARGEST_REMAINDER:
        return _Rounded(amounts.steps(case.step, rounding))
    order, (count, rest) = order_of(case.key.labels, case.key.numbers), divmod(case.size, case.step)
    steps, up = largest_remainder(amounts.numerators, amounts.denominator * case.step, count, order)
    fees = [case.step * number for number in steps]
    return _carried(case, _Rounded(fees, tuple(up)), rest, order) if rest else _Rounded(fees, tuple(up))


def _carried(case: _Case, rounded: _Rounded, rest: int, order: list[tuple[int, str]]) -> _Rounded:
    carrier = carrier_of(rounded.fees, rest, case.limits.tops, order)
    if carrier is None:
        raise ImpossibleLimits(
            f"Totalbeloppet är inte jämnt delbart med {kronor(case.step)}: {kronor(rest)} blir över, och "
            "ingen kan bära dem utan att gå förbi golvet eller taket. Välj ett mindre avrundningssteg."
        )
    fees = [fee + rest * (i == carrier) for i, fee in enumerate(rounded.fees)]
    return _Rounded(fees, rounded.up, carrier, rest)


def _result(case: _Case, rounding: str, stages: list[Amounts], rounded: _Rounded) -> Split:
    key, sign = case.key, case.limits.sign
    alike = case.share * case.size / len(key.labels)
    by_number = case.size * (1 - case.share) * key.scale / (key.total or 1)
    equal = steps_of(alike.numerator, alike.denominator, "independent")
    return Split(
        fees=fees_of(key, rounded.fees, sign),
        total=sign * case.size,
        equal_share=float(case.share),
        base_fee=sign * float(alike),
        per_inhabitant=sign * float(by_number),
        participants=key.labels,
        step=case.step,
        rounding=rounding,
        rounded_up=tuple(key.labels[i] for i in rounded.up),
        carrier=None if rounded.carrier is None else key.labels[rounded.carrier],
        carried=sign * rounded.carried,
        _parts=parts_of(equal, stages, case.limits),
    )
