"""The split of a total, rounded to whole steps, and the way from today's fees to it over some years."""

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from namndbok.errors import ImpossibleLimits, InvalidSplit
from namndbok.splits.keys import (
    ALIKE,
    QUANTITY,
    SENTENCES,
    Key,
    Part,
    Participants,
    fraction,
    participants_of,
    whole_kronor,
)
from namndbok.splits.limits import Limit, Limits, limits_of, water_fill
from namndbok.splits.rounding import (
    EACH_BY_ITSELF,
    LARGEST_REMAINDER,
    ROUNDINGS,
    SAINTE_LAGUE,
    largest_remainder,
    odd_numbers,
    round_ratio,
)
from namndbok.swedish import display, listing


@dataclass(frozen=True, eq=False)
class Split:
    """Hold what each municipality pays, and who carries the last kronor.

    `fees`: whole kronor, indexed like the population; those who do not take part pay 0.
    `total`: the kronor that were to be split.
    `carrier`: who also carries `carried` kronor, because the total is no multiple of the step.
    """

    fees: pd.Series
    total: int
    participants: tuple[Hashable, ...]
    carrier: Hashable | None = None
    carried: int = 0


def split(
    total: int,
    population: pd.Series,
    *,
    equal_share: float | Fraction = 0,
    key: Key | None = None,
    participants: Iterable[Hashable] | None = None,
    step: int = 100,
    rounding: str = LARGEST_REMAINDER,
    floor: Limit = None,
    cap: Limit = None,
) -> Split:
    """Split a total: `equal_share` of it alike, the rest by inhabitants.

    `total`: whole kronor, negative for a refund. `population`: inhabitants by municipality, or another key
    (users, licences). `equal_share`: 0 to 1, read as the decimal that is written; instead of it and the
    inhabitants, `key` may say what the cost is split by. `participants`: those who pay, everyone if None.
    `step`: fees are multiples of it. `floor`, `cap`: kronor, for all or by municipality; the others make up
    for it in proportion. `rounding`, a key of `ROUNDINGS`, is done once, on all parts together:

    - `sainte_lague`: the fees add up to the total, and none falls when the total rises. Who is next in turn
      for a step carries what the total has beyond whole steps.
    - `largest_remainder`: the fees add up to the total; the largest municipality carries what is beyond.
    - `independent`, `up`: each fee by itself, to the nearest step (a half away from zero) or away from zero.

    With one floor and one cap for all, more inhabitants never pay less. Raises InvalidSplit,
    ImpossibleLimits.
    """
    if rounding not in ROUNDINGS:
        raise InvalidSplit(f"Avrundningen ska vara någon av {listing(list(ROUNDINGS))}, men är {rounding!r}.")
    amount, step = whole_kronor(total, "Totalbeloppet"), whole_kronor(step, "Avrundningssteget")
    if step < 1:
        raise InvalidSplit(f"Avrundningssteget ska vara minst 1 kr, men är {step}.")
    payers = participants_of(population, participants)
    limits = limits_of(floor, cap, payers, amount, step)
    if key is None:
        share = fraction(equal_share, "Andelen lika")
        if not 0 <= share <= 1:
            raise InvalidSplit(
                f"Andelen lika ska vara mellan 0 och 1 (50 % skrivs 0.5), men är {equal_share}."
            )
        parts = (Part(ALIKE, share), Part(QUANTITY, 1 - share, name="Fördelningsnyckeln"))
        key = Key(tuple(part for part in parts if part.share))
    weights = key.weights(abs(amount), payers)
    (count, rest), carrier = divmod(abs(amount), step), None
    if rounding == SAINTE_LAGUE:
        bounds = ([limit // step for limit in limits] for limits in (limits.lows, limits.highs))
        steps, carrier = odd_numbers(count, weights, *bounds, payers.precedence)
    else:
        numerators, denominator = water_fill(abs(amount), weights, limits.lows, limits.highs)
        if rounding in EACH_BY_ITSELF:
            rest, steps = 0, [round_ratio(number, denominator * step, rounding) for number in numerators]
        else:
            steps = largest_remainder(numerators, denominator * step, count, payers.precedence)
    fees = [step * number for number in steps]
    if rest:
        carrier = _carrier(fees, rest, limits, payers, step) if carrier is None else carrier
        fees[carrier] += rest
    signed = payers.fees([limits.sign * fee for fee in fees])
    return Split(signed, amount, payers.labels, payers.labels[carrier] if rest else None, limits.sign * rest)


def _carrier(fees: list[int], rest: int, limits: Limits, payers: Participants, step: int) -> int:
    """Find who carries the kronor that fill no whole step: the largest whose cap leaves room for them.

    Among equally large ones the one with the lowest fee, then by label, so that equal ones never differ by
    more than a step. Returns a position.
    """
    able = [place for place, fee in enumerate(fees) if fee + rest <= limits.caps[place]]
    if not able:
        kronor = {"step": display(step, "kr"), "rest": display(rest, "kr")}
        raise ImpossibleLimits(SENTENCES["no_carrier"].format(**kronor))
    precedence = payers.precedence
    return min(able, key=lambda place: (precedence[place][0], fees[place], precedence[place][1]))


def phase_in(
    today: pd.Series,
    target: Split,
    population: pd.Series,
    years: int,
    *,
    most: Fraction | None = None,
    **options: Any,
) -> list[Split]:
    """Split the target's total for each of so many years: the last one is the target, unless `most` stops it.

    `today`: kronor by municipality. In year k of n a fee is today's and the target's in proportion n − k to
    k. Those who do not take part in the target pay nothing from the first year. `most`: how much of last
    year's fee it may rise or fall, 0.1 for 10 %. `options`: what `split` takes. Raises InvalidSplit.
    """
    splits, before = [], today
    for year in range(1, years + (most is not None)):
        done = Fraction(year, years)
        parts = (
            Part(QUANTITY, 1 - done, today, "Dagens avgift"),
            Part(QUANTITY, done, target.fees, "Målets avgift"),
        )
        key = Key(tuple(part for part in parts if part.share))
        limited = options if most is None else options | change_limits(before, most, **options)
        splits.append(split(target.total, population, key=key, participants=target.participants, **limited))
        before = splits[-1].fees
    return splits if most is not None else [*splits, target]


def change_limits(
    before: pd.Series, most: Fraction, *, floor: int | None = None, cap: int | None = None, **_: Any
) -> dict[str, pd.Series]:
    """Return floor and cap by municipality, so that no fee changes more than `most` of what it was before.

    A floor and a cap for all hold too; those who paid nothing have no limit but them.
    """
    low, high = {}, {}
    for label, fee in before.items():
        room = abs(int(fee)) * most
        lows, highs = ([math.ceil(fee - room)], [math.floor(fee + room)]) if fee else ([], [])
        low[label] = max(lows + ([] if floor is None else [floor]), default=None)
        high[label] = min(highs + ([] if cap is None else [cap]), default=None)
    return {"floor": pd.Series(low, dtype=object), "cap": pd.Series(high, dtype=object)}
