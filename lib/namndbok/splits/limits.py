"""Floor and cap: the least and the most that anyone pays, and how the others make up for it."""

from dataclasses import dataclass
from functools import partial

import pandas as pd

from namndbok.errors import ImpossibleLimits
from namndbok.splits.keys import SENTENCES, Participants, check_known, check_once, whole_kronor
from namndbok.swedish import display

Limit = int | pd.Series | None


@dataclass(frozen=True)
class Limits:
    """Hold the least (`lows`) and the most (`highs`) of each who takes part, in whole steps from 0 kronor up.

    `caps` are the highs before they were lowered to a whole step. A total below zero is split as its mirror
    image, where the cap is the least and the floor the most; `sign` is −1 then.
    """

    lows: tuple[int, ...]
    highs: tuple[int, ...]
    caps: tuple[int, ...]
    sign: int


def limits_of(floor: Limit, cap: Limit, participants: Participants, total: int, step: int) -> Limits:
    """Read floor and cap: whole kronor for all, or a Series by municipality where a missing row is no limit.

    A floor that is no multiple of the step is raised to the next one, a cap is lowered. `total` gives the
    sign, and the cap of those who have none. Raises ImpossibleLimits when somebody's floor is above the cap,
    and when no fees in whole steps keep to the limits and add up to the total.
    """
    sign, labels = -1 if total < 0 else 1, participants.labels
    low, high = (floor, cap) if sign > 0 else (cap, floor)
    most = -(-abs(total) // step) * step
    lows = tuple(max(-(-amount // step) * step, 0) for amount in _amounts(low, participants, sign, 0))
    caps = tuple(_amounts(high, participants, sign, most))
    highs = tuple(amount // step * step for amount in caps)
    low_name, high_name = ("golvet", "taket") if sign > 0 else ("taket", "golvet")
    kronor = partial(display, unit="kr")
    for label, least, most in zip(labels, lows, highs, strict=True):
        if most < 0:
            fee = "under noll" if sign > 0 else "över noll när totalbeloppet är negativt"
            named = {"limit": high_name.capitalize(), "label": label, "name": high_name, "sign": fee}
            raise ImpossibleLimits(SENTENCES["below_zero"].format(**named))
        if least > most:
            named = {"label": label, "step": kronor(step), "low_name": low_name, "high_name": high_name}
            named |= {"least": kronor(sign * least), "most": kronor(sign * most)}
            raise ImpossibleLimits(SENTENCES["crossed"].format(**named))
    whole = abs(total) // step * step
    for name, bound, is_low in ((low_name, sum(lows), True), (high_name, sum(highs), False)):
        if bound > whole if is_low else bound < whole:
            comparison = "mer" if is_low == (sign > 0) else "mindre"
            named = {"limit": name.capitalize(), "count": len(lows), "comparison": comparison}
            named |= {"bound": kronor(sign * bound), "total": kronor(total), "step": kronor(step)}
            raise ImpossibleLimits(SENTENCES["out_of_reach"].format(**named))
    return Limits(lows, highs, caps, sign)


def _amounts(limit: Limit, participants: Participants, sign: int, default: int) -> list[int]:
    """Return a limit for each participant, with the sign of the total taken away."""
    if limit is None:
        return [default] * len(participants.labels)
    if not isinstance(limit, pd.Series):
        return [sign * whole_kronor(limit, "Golv och tak")] * len(participants.labels)
    check_once(limit.index, "Golvet eller taket")
    check_known(limit.index, participants.everyone, "Golv eller tak")
    stated = {label: sign * whole_kronor(value, "Golv och tak") for label, value in limit.dropna().items()}
    return [stated.get(label, default) for label in participants.labels]


def water_fill(
    total: int, weights: list[int], lows: tuple[int, ...], highs: tuple[int, ...]
) -> tuple[list[int], int]:
    """Share a total in proportion to the weights, but for nobody less than the low or more than the high.

    Returns numerators and their common denominator, so that the shares are exact. Those who are stopped by a
    limit pay it; the others share the rest in the same proportion as before (alike, if none of them has a
    weight). The lows may not add up to more than the total. If the highs add up to less, all pay the high.
    """
    stopped: dict[int, int] = {}
    while True:
        free = [place for place in range(len(weights)) if place not in stopped]
        shares = weights if any(weights[place] for place in free) else [1] * len(weights)
        rest, whole = total - sum(stopped.values()), sum(shares[place] for place in free) or 1
        below = {place: lows[place] for place in free if shares[place] * rest < lows[place] * whole}
        above = {place: highs[place] for place in free if shares[place] * rest > highs[place] * whole}
        if not below and not above:
            paid = [share * rest for share in shares]
            for place, limit in stopped.items():
                paid[place] = limit * whole
            return paid, whole
        beyond = sum(limit * whole - shares[place] * rest for place, limit in (below | above).items())
        stopped |= (below if beyond >= 0 else {}) | (above if beyond <= 0 else {})
