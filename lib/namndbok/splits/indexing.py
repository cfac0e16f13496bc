"""Raise a base by an index series or a percentage: next year's cost of what is bought this year."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from namndbok.splits.errors import AllocationError
from namndbok.splits.exact import checked_step, fraction, is_missing, listed, whole
from namndbok.splits.rounding import INDEPENDENT, round_to_step

COLUMNS = ["year", "index", "percent", "factor", "amount", "source", "decision"]


@dataclass(frozen=True, eq=False)
class Indexed:
    """Show what a base becomes, and by what.

    `base`, `amount`: whole kronor. `table`: a row a year with `index` or `percent` as given, the `factor`
    so far, the `amount` so far rounded to the step, `source` and `decision`; only the last amount is used.
    """

    base: int
    amount: int
    step: int
    table: pd.DataFrame


def indexed(
    base: int,
    *,
    percent: float | Fraction | None = None,
    index: pd.DataFrame | None = None,
    years: tuple[int, int] | None = None,
    step: int = 1,
    source: str | None = None,
    decision: str | None = None,
) -> Indexed:
    """Raise a base in whole kronor by `percent`, or by `index` from the first of `years` to the last.

    `percent`: 3.2 is three point two per cent, with its `source` and `decision`. `index`: a row a `year`
    with either an `index` number (a level, such as AKI) or a `percent` (the change from the year before),
    and `source` and `decision`. The result is exact and rounded once, to the nearest `step`, a half away
    from zero. Raises AllocationError when a year is missing or stands twice, or both or none of `percent`
    and `index` are given.
    """
    amount, kronor_a_step = whole(base, "Basbeloppet"), checked_step(step)
    if (percent is None) == (index is None):
        raise AllocationError("Ange antingen en procentsats eller en indexserie, och inte båda.")
    if index is None:
        rows = [{"percent": percent, "factor": _grown(percent), "source": source, "decision": decision}]
    else:
        rows = _series(index, years)
    table = pd.DataFrame([_shown(row, amount, kronor_a_step) for row in rows], columns=COLUMNS)
    return Indexed(amount, int(table["amount"].iloc[-1]), kronor_a_step, table)


def _shown(row: dict[str, Any], base: int, step: int) -> dict[str, Any]:
    return row | {
        "factor": float(row["factor"]),
        "amount": round_to_step(base * row["factor"], step, INDEPENDENT),
    }


def _grown(percent: Any) -> Fraction:
    change = fraction(percent, "Procentsatsen")
    if change < -100:
        raise AllocationError(f"Procentsatsen ska vara minst −100, men är {percent}.")
    return 1 + change / 100


def _series(index: pd.DataFrame, years: tuple[int, int] | None) -> list[dict[str, Any]]:
    first, last = _checked_years(years)
    kind = next((name for name in ("index", "percent") if name in index.columns), None)
    if kind is None or "year" not in index.columns:
        raise AllocationError("Indextabellen ska ha kolumnen year och antingen index eller percent.")
    wanted = list(range(first if kind == "index" else first + 1, last + 1))
    rows = [_row_of(index, year, kind) for year in wanted]
    return _by_level(rows) if kind == "index" else _by_change(rows)


def _checked_years(years: tuple[int, int] | None) -> tuple[int, int]:
    if years is None or len(years) != 2 or not years[0] < years[1]:
        raise AllocationError(
            f"Ange från vilket år till vilket år, till exempel (2024, 2025), men inte {years}."
        )
    return years[0], years[1]


def _row_of(index: pd.DataFrame, year: int, kind: str) -> dict[str, Any]:
    rows = index[index["year"] == year]
    if len(rows) != 1 or is_missing(rows[kind].iloc[0]):
        what = "flera rader" if len(rows) > 1 else "inget värde"
        raise AllocationError(
            f"Indextabellen har {what} för {year}. Den har {listed(sorted(set(index['year'])))}."
        )
    row = rows.iloc[0].to_dict()
    return {"year": year, kind: row[kind], "source": row.get("source"), "decision": row.get("decision")}


def _by_level(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    levels = [fraction(row["index"], "Indextalet") for row in rows]
    if min(levels) <= 0:
        raise AllocationError("Ett indextal ska vara större än 0.")
    return [row | {"factor": level / levels[0]} for row, level in zip(rows, levels, strict=True)]


def _by_change(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    factor, grown = Fraction(1), []
    for row in rows:
        factor *= _grown(row["percent"])
        grown.append(row | {"factor": factor})
    return grown
