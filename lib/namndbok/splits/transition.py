"""From today's fees to a target: over some years, and with a greatest change from one year to the next."""

import math
from fractions import Fraction
from typing import Any

import pandas as pd

from namndbok.splits.cost_split import Split, split
from namndbok.splits.keys import QUANTITY, Key, Part


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
        lows = [math.ceil(fee - room)] if fee else []
        highs = [math.floor(fee + room)] if fee else []
        low[label] = max([*lows, floor] if floor is not None else lows, default=None)
        high[label] = min([*highs, cap] if cap is not None else highs, default=None)
    return {"floor": pd.Series(low, dtype=object), "cap": pd.Series(high, dtype=object)}
