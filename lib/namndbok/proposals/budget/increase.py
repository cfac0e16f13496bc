"""How much amounts are raised from one budget year to the next: by a percentage, an index, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from namndbok.data import Data
from namndbok.errors import InvalidParameter
from namndbok.facts import row_ids
from namndbok.proposals.budget.split_model import decision_rows
from namndbok.splits import fraction
from namndbok.swedish import listing, rounded

CHOSEN = "procentsatsen som förslaget är gjort med"
BY_INDEX = "budgetårets indextal genom indextalet för den senaste budgetens år, minus ett"
NONE = "ingen uppräkning: ingen procentsats är vald, och prisindex för båda åren saknas"


@dataclass(frozen=True)
class Increase:
    """Hold what is added to an amount, as a part of it (3/100 for three per cent), why, and its rows."""

    share: Fraction
    formula: str
    rows: tuple[str, ...] = ()

    def raised(self, amount: int) -> int:
        """Raise an amount in kronor, to the nearest whole krona, a half away from zero."""
        return int(rounded(amount * (1 + self.share)))


def increase_of(data: Data, years: tuple[int, int], percent: float, series: str) -> Increase:
    """Find the increase between two years: the percentage, else the price index that has both years.

    `percent`: 3.2 is three point two per cent, 0 means that none is chosen. `series`: the index to use, empty
    for the only one. Raises `InvalidParameter` for both at once, less than −100 per cent, an index that lacks
    a year, and no choice among several.
    """
    if percent and series:
        raise InvalidParameter("Ange antingen percent eller series, inte båda.")
    if percent < -100:
        raise InvalidParameter(f"Procentsatsen ska vara minst −100, men är {percent}.")
    if percent:
        return Increase(fraction(percent, "Uppräkningen") / 100, CHOSEN)
    usable = _usable_series(data["price_index"], years)
    known = f" Det finns {listing(sorted(usable))}." if usable else " Inget index har båda åren."
    if series and series not in usable:
        raise InvalidParameter(f"Prisindexet {series} saknas för {years[0]} eller {years[1]}.{known}")
    if not series and len(usable) > 1:
        raise InvalidParameter(f"Det finns flera prisindex: ange series.{known}")
    return _by_index(data, usable[series or next(iter(usable))]) if usable else Increase(Fraction(0), NONE)


def _usable_series(table: pd.DataFrame, years: tuple[int, int]) -> Mapping[str, pd.DataFrame]:
    """Return the two rows of each series that has both years, the earlier first."""
    rows = table[table["year"].isin(years)].sort_values("year", kind="stable")
    return {name: levels for name, levels in rows.groupby("series") if len(levels) == len(years)}


def _by_index(data: Data, rows: pd.DataFrame) -> Increase:
    before, after = map(Fraction, rows["level"])
    decisions = (row for number in rows.index for row in decision_rows(data, "price_index", number))
    return Increase(after / before - 1, BY_INDEX, (*row_ids(rows), *dict.fromkeys(decisions)))
