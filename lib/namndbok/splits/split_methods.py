"""The two ways to split: a total by shares, or by rate, where the total follows from the fees."""

import math
from collections.abc import Hashable, Iterable
from fractions import Fraction
from typing import Any

import pandas as pd

from namndbok.errors import ImpossibleLimits, InvalidSplit
from namndbok.splits.limits import Limit, Limits, check_limit_sums, limits_of, water_fill
from namndbok.splits.participants import Participants, fraction, participants_of, rounding_step, whole_kronor
from namndbok.splits.rounding import (
    EACH_BY_ITSELF,
    INDEPENDENT,
    LARGEST_REMAINDER,
    carrier_of,
    check_rounding,
    largest_remainder,
    round_ratio,
)
from namndbok.splits.split_result import Split, Stage, Stages
from namndbok.swedish import display


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

    With one floor and one cap for all, more inhabitants never pay less. Raises InvalidSplit,
    ImpossibleLimits.
    """
    check_rounding(rounding)
    amount = whole_kronor(total, "Totalbeloppet")
    payers, step = participants_of(population, participants, weights), rounding_step(step)
    limits = limits_of(floor, cap, payers, amount, step)
    check_limit_sums(limits, amount, step)
    share, size = _share(equal_share, payers), abs(amount)
    base_fee = share * size / len(payers.labels)
    rate = (1 - share) * size * payers.scale / (payers.total or 1)
    is_limited = floor is not None or cap is not None
    amounts = _amounts(size, _weights(share, payers), limits if is_limited else None)
    stages = Stages(*amounts, round_ratio(base_fee.numerator, base_fee.denominator), limits.sign)
    if rounding == LARGEST_REMAINDER:
        fees, rounded_up, carrier = _rounded_to_total(stages.lowered, size, payers, limits, step)
    else:
        fees, rounded_up, carrier = stages.lowered.rounded(rounding, step), [], None
    return Split(
        fees=payers.fees([limits.sign * fee for fee in fees]),
        total=amount,
        equal_share=float(share),
        base_fee=limits.sign * float(base_fee),
        per_inhabitant=limits.sign * float(rate),
        participants=payers.labels,
        step=step,
        rounding=rounding,
        stages=stages,
        rounded_up=tuple(payers.labels[place] for place in rounded_up),
        carrier=None if carrier is None else payers.labels[carrier],
        carried=0 if carrier is None else limits.sign * (size % step),
    )


def _share(equal_share: Any, payers: Participants) -> Fraction:
    share = fraction(equal_share, "Andelen lika")
    if not 0 <= share <= 1:
        raise InvalidSplit(f"Andelen lika ska vara mellan 0 och 1 (50 % skrivs 0.5), men är {equal_share}.")
    if share < 1 and not payers.total:
        raise InvalidSplit(
            "Fördelningsnyckeln är 0 för alla som deltar, så det går inte att fördela efter den."
        )
    return share


def _weights(share: Fraction, payers: Participants) -> list[int]:
    """Return whole numbers in proportion to what each pays by the model."""
    if share == 1:
        return [1] * len(payers.labels)
    equal = share.numerator * payers.total
    per_number = (share.denominator - share.numerator) * len(payers.labels)
    return [equal + per_number * number for number in payers.numbers]


def _amounts(size: int, weights: list[int], limits: Limits | None) -> list[Stage]:
    """Return the amounts by the model, with the least, and with the least and the most."""
    model = Stage([size * weight for weight in weights], sum(weights))
    if limits is None:
        return [model] * 3
    raised = Stage(*water_fill(size, weights, limits.lows, (size,) * len(weights)))
    return [model, raised, Stage(*water_fill(size, weights, limits.lows, limits.highs))]


def _rounded_to_total(
    amounts: Stage, size: int, payers: Participants, limits: Limits, step: int
) -> tuple[list[int], list[int], int | None]:
    """Return fees that add up to the total, and the positions of those rounded up and of the carrier."""
    precedence, (count, rest) = payers.precedence, divmod(size, step)
    denominator = amounts.denominator * step
    steps, rounded_up = largest_remainder(amounts.numerators, denominator, count, precedence)
    fees = [step * number for number in steps]
    if not rest:
        return fees, rounded_up, None
    carrier = carrier_of(fees, rest, limits.caps, precedence)
    if carrier is None:
        raise ImpossibleLimits(
            f"Totalbeloppet är inte jämnt delbart med {display(step, 'kr')}: {display(rest, 'kr')} blir "
            "över, och ingen kan bära dem utan att gå förbi golvet eller taket. Välj ett mindre "
            "avrundningssteg."
        )
    fees[carrier] += rest
    return fees, rounded_up, carrier


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
