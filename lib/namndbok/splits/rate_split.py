"""Fees by rate: a base fee and an amount per inhabitant, from which the total follows."""

import math
from collections.abc import Hashable, Iterable
from fractions import Fraction
from typing import Any

import pandas as pd

from namndbok.errors import InvalidSplit
from namndbok.splits.inputs import fraction, rounding_step
from namndbok.splits.limits import Limit, limits_of
from namndbok.splits.participants import participants_of
from namndbok.splits.rounding import EACH_BY_ITSELF, INDEPENDENT, check_rounding, round_ratio
from namndbok.splits.split_result import Split, Stage, Stages
from namndbok.swedish import display


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
    fee, and the total is the sum of the fees. The rest is as in `split`. Raises InvalidSplit,
    ImpossibleLimits.
    """
    check_rounding(rounding, EACH_BY_ITSELF)
    base, rate = _rate(base_fee, "Grundbeloppet"), _rate(per_inhabitant, "Beloppet per invånare")
    payers, step = participants_of(population, participants, weights), rounding_step(step)
    equal, by_number = base * len(payers.labels), rate * payers.total / payers.scale
    limits = limits_of(floor, cap, payers, math.ceil(equal + by_number), step)
    whole = math.lcm(base.denominator, (rate / payers.scale).denominator)
    model = [int((base + rate * number / payers.scale) * whole) for number in payers.numbers]
    raised = [max(amount, low * whole) for amount, low in zip(model, limits.lows, strict=True)]
    lowered = [min(amount, high * whole) for amount, high in zip(raised, limits.highs, strict=True)]
    amounts = (Stage(numerators, whole) for numerators in (model, raised, lowered))
    stages = Stages(*amounts, round_ratio(base.numerator, base.denominator), limits.sign)
    fees = payers.fees(stages.lowered.rounded(rounding, step))
    return Split(
        fees=fees,
        total=int(fees.sum()),
        equal_share=float(equal / (equal + by_number)) if equal else 0.0,
        base_fee=float(base),
        per_inhabitant=float(rate),
        participants=payers.labels,
        step=step,
        rounding=rounding,
        stages=stages,
    )


def _rate(value: Any, name: str) -> Fraction:
    rate = fraction(value, name)
    if rate < 0:
        raise InvalidSplit(f"{name} ska vara minst {display(0, 'kr')}, men är {value}.")
    return rate
