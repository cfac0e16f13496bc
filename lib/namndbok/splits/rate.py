"""Fees by rate: a base fee and an amount per inhabitant, from which the total follows."""

import math
from collections.abc import Hashable, Iterable
from fractions import Fraction
from typing import Any

import pandas as pd

from namndbok.splits.amounts import Amounts, Split, fees_of, parts_of
from namndbok.splits.errors import AllocationError
from namndbok.splits.exact import checked_step, fraction, kronor
from namndbok.splits.key import Key, key_of
from namndbok.splits.limits import Limit, Limits, limits_of
from namndbok.splits.rounding import INDEPENDENT, UP, steps_of
from namndbok.swedish import listing


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

    Each fee stands by itself: `rounding` is `independent` or `up`, a floor or a cap changes nobody else's
    fee, and the total is the sum of the fees. The rest is as in `split`. Raises AllocationError,
    ImpossibleLimits.
    """
    if rounding not in (INDEPENDENT, UP):
        raise AllocationError(
            f"Avrundningen ska vara någon av {listing([INDEPENDENT, UP])}, men är {rounding!r}."
        )
    base, rate = _rate(base_fee, "Grundbeloppet"), _rate(per_inhabitant, "Beloppet per invånare")
    key, kronor_a_step = key_of(population, participants, weights), checked_step(step)
    model = _model(base, rate, key)
    limits = limits_of(
        floor, cap, key, math.ceil(base * len(key.labels) + rate * key.total / key.scale), kronor_a_step
    )
    stages = _stages(model, limits)
    fees = fees_of(key, stages[-1].steps(kronor_a_step, rounding), 1)
    return Split(
        fees=fees,
        total=int(fees.sum()),
        equal_share=_share(base, rate, key),
        base_fee=float(base),
        per_inhabitant=float(rate),
        participants=key.labels,
        step=kronor_a_step,
        rounding=rounding,
        _parts=parts_of(steps_of(base.numerator, base.denominator, INDEPENDENT), stages, limits),
    )


def _rate(value: Any, name: str) -> Fraction:
    rate = fraction(value, name)
    if rate < 0:
        raise AllocationError(f"{name} ska vara minst {kronor(0)}, men är {value}.")
    return rate


def _model(base: Fraction, rate: Fraction, key: Key) -> Amounts:
    each = rate / key.scale
    denominator = math.lcm(base.denominator, each.denominator)
    alike, by_number = int(base * denominator), int(each * denominator)
    return Amounts([alike + by_number * number for number in key.numbers], denominator)


def _stages(model: Amounts, limits: Limits) -> list[Amounts]:
    whole = model.denominator
    raised = [max(number, low * whole) for number, low in zip(model.numerators, limits.lows, strict=True)]
    lowered = [min(number, high * whole) for number, high in zip(raised, limits.highs, strict=True)]
    return [model, Amounts(raised, whole), Amounts(lowered, whole)]


def _share(base: Fraction, rate: Fraction, key: Key) -> float:
    alike, by_number = base * len(key.labels), rate * key.total / key.scale
    return float(alike / (alike + by_number)) if alike else 0.0
