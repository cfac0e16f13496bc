"""Raise a base by an index series or a percentage: next year's cost of what is bought this year."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from namndbok.errors import InvalidSplit
from namndbok.splits.inputs import fraction, is_missing, label_list, rounding_step, whole_kronor
from namndbok.splits.rounding import round_ratio

COLUMNS = ["year", "index", "percent", "factor", "amount", "source", "decision"]


@dataclass(frozen=True, eq=False)
class IndexedAmount:
    """Show what a base becomes, and by what.

    `base`, `amount`: whole kronor. `table`: a row a year with `index` or `percent` as given, the `factor`
    so far, the `amount` so far rounded to the step, `source` and `decision`; only the last amount is used.
    """

    base: int
    amount: int
    step: int
    table: pd.DataFrame


def index_amount(
    base: int,
    *,
    percent: float | Fraction | None = None,
    index: pd.DataFrame | None = None,
    years: tuple[int, int] | None = None,
    step: int = 1,
    source: str | None = None,
    decision: str | None = None,
) -> IndexedAmount:
    """Raise a base in whole kronor by `percent`, or by `index` from the first of `years` to the last.

    `percent`: 3.2 is three point two per cent, with its `source` and `decision`. `index`: a row a `year`
    with either an `index` number (a level, such as AKI) or a `percent` (the change from the year before),
    and `source` and `decision`. The result is exact and rounded once, to the nearest `step`, a half away
    from zero. Raises InvalidSplit when a year is missing or stands twice, or both or none of `percent`
    and `index` are given.
    """
    kronor, step = whole_kronor(base, "Basbeloppet"), rounding_step(step)
    if (percent is None) == (index is None):
        raise InvalidSplit("Ange antingen en procentsats eller en indexserie, och inte båda.")
    if index is None:
        rows = [{"percent": percent, "factor": _factor(percent), "source": source, "decision": decision}]
    else:
        rows = _series(index, years)
    for row in rows:
        amount = kronor * row["factor"]
        row["amount"] = round_ratio(amount.numerator, amount.denominator, step=step)
        row["factor"] = float(row["factor"])
    return IndexedAmount(kronor, rows[-1]["amount"], step, pd.DataFrame(rows, columns=COLUMNS))


def _factor(percent: Any) -> Fraction:
    change = fraction(percent, "Procentsatsen")
    if change < -100:
        raise InvalidSplit(f"Procentsatsen ska vara minst −100, men är {percent}.")
    return 1 + change / 100


def _series(index: pd.DataFrame, years: tuple[int, int] | None) -> list[dict[str, Any]]:
    """Return the rows of the years, each with the factor so far; changes begin the year after the first."""
    if years is None or len(years) != 2 or not years[0] < years[1]:
        raise InvalidSplit(
            f"Ange från vilket år till vilket år, till exempel (2024, 2025), men inte {years}."
        )
    kind = next((name for name in ("index", "percent") if name in index.columns), None)
    if kind is None or "year" not in index.columns:
        raise InvalidSplit("Indextabellen ska ha kolumnen year och antingen index eller percent.")
    first, last = years
    rows = [_row(index, year, kind) for year in range(first + (kind == "percent"), last + 1)]
    factor, base = Fraction(1), rows[0][kind]
    for row in rows:
        factor = _level(row[kind]) / _level(base) if kind == "index" else factor * _factor(row[kind])
        row["factor"] = factor
    return rows


def _row(index: pd.DataFrame, year: int, kind: str) -> dict[str, Any]:
    rows = index[index["year"] == year]
    if len(rows) != 1 or is_missing(rows[kind].iloc[0]):
        fault = "flera rader" if len(rows) > 1 else "inget värde"
        known = label_list(sorted(set(index["year"])))
        raise InvalidSplit(f"Indextabellen har {fault} för {year}. Den har {known}.")
    row = rows.iloc[0].to_dict()
    return {"year": year, kind: row[kind], "source": row.get("source"), "decision": row.get("decision")}


def _level(value: Any) -> Fraction:
    level = fraction(value, "Indextalet")
    if level <= 0:
        raise InvalidSplit("Ett indextal ska vara större än 0.")
    return level
