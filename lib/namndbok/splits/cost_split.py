"""The split of a total: a part of it alike and the rest by inhabitants, rounded to whole steps."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from namndbok.errors import ImpossibleLimits, InvalidSplit
from namndbok.splits.keys import Key
from namndbok.splits.limits import Limit, Limits, limits_of, water_fill
from namndbok.splits.participants import Participants, fraction, participants_of, rounding_step, whole_kronor
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
    amount, step = whole_kronor(total, "Totalbeloppet"), rounding_step(step)
    payers = participants_of(population, participants)
    limits = limits_of(floor, cap, payers, amount, step)
    weights = _weights(equal_share, payers) if key is None else key.weights(abs(amount), payers)
    count, rest = divmod(abs(amount), step)
    carrier = None
    if rounding == SAINTE_LAGUE:
        bounds = ([limit // step for limit in limits] for limits in (limits.lows, limits.highs))
        steps, carrier = odd_numbers(count, weights, *bounds, payers.precedence)
    else:
        numerators, denominator = water_fill(abs(amount), weights, limits.lows, limits.highs)
        if rounding in EACH_BY_ITSELF:
            fees = [limits.sign * round_ratio(number, denominator, rounding, step) for number in numerators]
            return Split(payers.fees(fees), amount, payers.labels)
        steps = largest_remainder(numerators, denominator * step, count, payers.precedence)
    fees = [step * number for number in steps]
    if not rest:
        carrier = None
    elif carrier is None:
        carrier = _carrier(fees, rest, limits, payers, step)
    if carrier is not None:
        fees[carrier] += rest
    return Split(
        fees=payers.fees([limits.sign * fee for fee in fees]),
        total=amount,
        participants=payers.labels,
        carrier=None if carrier is None else payers.labels[carrier],
        carried=limits.sign * rest,
    )


def _weights(equal_share: float | Fraction, payers: Participants) -> list[int]:
    """Return whole numbers in proportion to what each pays without floor and cap."""
    share = fraction(equal_share, "Andelen lika")
    if not 0 <= share <= 1:
        raise InvalidSplit(f"Andelen lika ska vara mellan 0 och 1 (50 % skrivs 0.5), men är {equal_share}.")
    if share == 1:
        return [1] * len(payers.labels)
    if not payers.total:
        raise InvalidSplit(
            "Fördelningsnyckeln är 0 för alla som deltar, så det går inte att fördela efter den."
        )
    equal = share.numerator * payers.total
    per_number = (share.denominator - share.numerator) * len(payers.labels)
    return [equal + per_number * number for number in payers.numbers]


def _carrier(fees: list[int], rest: int, limits: Limits, payers: Participants, step: int) -> int:
    """Find who carries the kronor that fill no whole step: the largest whose cap leaves room for them.

    Among equally large ones the one with the lowest fee, then by label, so that equal ones never differ by
    more than a step. Returns a position.
    """
    able = [place for place, fee in enumerate(fees) if fee + rest <= limits.caps[place]]
    if not able:
        raise ImpossibleLimits(
            f"Totalbeloppet är inte jämnt delbart med {display(step, 'kr')}: {display(rest, 'kr')} blir "
            "över, och ingen kan bära dem utan att gå förbi golvet eller taket. Välj ett mindre "
            "avrundningssteg."
        )
    precedence = payers.precedence
    return min(able, key=lambda place: (precedence[place][0], fees[place], precedence[place][1]))
