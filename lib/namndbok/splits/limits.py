"""Floor and cap: the least and the most that anyone pays, and how the others make up for it."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from namndbok.splits.errors import ImpossibleLimits
from namndbok.splits.exact import is_missing, kronor, whole
from namndbok.splits.key import Key, check_known, check_once

Limit = int | pd.Series | None


@dataclass(frozen=True)
class Limits:
    """Hold the least (`lows`) and the most (`highs`) of each in the key, in whole steps of at least 0 kronor.

    `tops` is the cap before it was lowered to a whole step. A total below zero is split as its mirror
    image, where the cap is the least and the floor the most; `sign` is −1 then.
    """

    lows: tuple[int, ...]
    highs: tuple[int, ...]
    tops: tuple[int, ...]
    sign: int


def limits_of(floor: Limit, cap: Limit, key: Key, total: int, step: int) -> Limits:
    """Read floor and cap: whole kronor for all, or a Series by municipality where a missing row is no limit.

    A floor that is no multiple of the step is raised to the next one, a cap is lowered. `total` gives the
    sign, and the cap of those who have none. Raises ImpossibleLimits when somebody's floor is above the
    cap.
    """
    sign, size = (-1 if total < 0 else 1), abs(total)
    stated_low, stated_top = (floor, cap) if sign > 0 else (cap, floor)
    most = -(-size // step) * step
    lows = tuple(max(-(-low // step) * step, 0) for low in _amounts(stated_low, key, sign, 0))
    tops = tuple(_amounts(stated_top, key, sign, most))
    limits = Limits(lows, tuple(top // step * step for top in tops), tops, sign)
    _check_each(limits, key, step)
    return limits


def _amounts(limit: Limit, key: Key, sign: int, default: int) -> list[int]:
    if not isinstance(limit, pd.Series):
        return [_amount(limit, sign, default)] * len(key.labels)
    check_once(limit.index, "Golvet eller taket")
    check_known(limit.index, key.everyone, "Golv eller tak")
    stated = limit.to_dict()
    return [_amount(stated.get(label), sign, default) for label in key.labels]


def _amount(value: Any, sign: int, default: int) -> int:
    return default if is_missing(value) else sign * whole(value, "Golv och tak")


def _names(sign: int) -> tuple[str, str]:
    return ("golvet", "taket") if sign > 0 else ("taket", "golvet")


def _check_each(limits: Limits, key: Key, step: int) -> None:
    low_name, high_name = _names(limits.sign)
    for label, low, high in zip(key.labels, limits.lows, limits.highs, strict=True):
        if high < 0:
            wrong_way = (
                "en avgift under noll"
                if limits.sign > 0
                else "en avgift över noll när totalbeloppet är negativt"
            )
            raise ImpossibleLimits(
                f"{high_name.capitalize()} för {label} skulle ge {wrong_way}. Ändra {high_name}."
            )
        if low > high:
            raise ImpossibleLimits(
                f"Golvet och taket går inte ihop för {label}: i hela steg om {kronor(step)} är {low_name} "
                f"{kronor(limits.sign * low)} och {high_name} {kronor(limits.sign * high)}."
            )


def check_sums(limits: Limits, total: int, step: int) -> None:
    """Raise ImpossibleLimits when no fees in whole steps keep to the limits and add up to the total."""
    low_name, high_name = _names(limits.sign)
    more, less = ("mer", "mindre") if limits.sign > 0 else ("mindre", "mer")
    least, most, in_steps = sum(limits.lows), sum(limits.highs), abs(total) // step * step
    for name, bound, is_wrong, than in (
        (low_name, least, least > in_steps, more),
        (high_name, most, most < in_steps, less),
    ):
        if is_wrong:
            raise ImpossibleLimits(
                f"{name.capitalize()} går inte att hålla: i hela steg om {kronor(step)} blir summan för "
                f"{len(limits.lows)} deltagare {kronor(limits.sign * bound)}, {than} än totalbeloppet "
                f"{kronor(total)}."
            )


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
        free = [i for i in range(len(weights)) if i not in stopped]
        counted = weights if any(weights[i] for i in free) else [1] * len(weights)
        rest, weight = total - sum(stopped.values()), sum(counted[i] for i in free) or 1
        below = {i: lows[i] for i in free if counted[i] * rest < lows[i] * weight}
        above = {i: highs[i] for i in free if counted[i] * rest > highs[i] * weight}
        if not below and not above:
            return [
                stopped[i] * weight if i in stopped else counted[i] * rest for i in range(len(weights))
            ], weight
        beyond = sum(limit * weight - counted[i] * rest for i, limit in (below | above).items())
        stopped |= (below if beyond >= 0 else {}) | (above if beyond <= 0 else {})
