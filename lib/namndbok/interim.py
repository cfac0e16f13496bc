"""Outcome of a part of the year and the forecast for all of it; amounts are as precise as the source prints them."""

import pandas as pd

from namndbok.economy import SIDES
from namndbok.facts import Facts, refs


def facts_interim(facts: Facts) -> None:
    """Add the latest part-year outcome and the latest forecast, where the year has them."""
    _sides(facts, "interim", "outcome", latest(facts, "outcome", "through"), "enligt delårsutfallet")
    _sides(facts, "forecast", "forecast", latest(facts, "forecast", "as_of"), "enligt prognosen för helåret")


def latest(facts: Facts, table: str, column: str) -> pd.DataFrame:
    """Return the rows with the latest date in `column`, before the year's end."""
    rows = facts.data.of_year(table, facts.year)
    rows = rows[[(when.month, when.day) != (12, 31) for when in rows[column]]]
    return rows[rows[column] == max(rows[column])] if len(rows) else rows


def _sides(facts: Facts, at: str, table: str, rows: pd.DataFrame, formula: str) -> None:
    if rows.empty:
        return
    for side, word in SIDES.items():
        label = f"{word.capitalize()} {formula}"
        facts.add(f"{at}.{side}", label, sum(rows[side]), "kr", f"summan av {word} {formula}", rows=refs(table, rows.index))
    facts.difference(f"{at}.result", f"Resultat {formula}", "intäkter − kostnader", f"{at}.income", f"{at}.cost")
