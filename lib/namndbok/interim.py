"""Outcome of a part of the year and the forecast for all of it, as precise as the source prints them."""

import pandas as pd

from namndbok.economy import SIDES
from namndbok.facts import Facts


def facts_interim(facts: Facts) -> None:
    """Add the latest part-year outcome and the latest forecast, where the year has them."""
    _sides(facts, "interim", latest(facts, "outcome", "through"), "enligt delårsutfallet")
    _sides(facts, "forecast", latest(facts, "forecast", "as_of"), "enligt prognosen för helåret")


def latest(facts: Facts, table: str, column: str) -> pd.DataFrame:
    """Return the rows with the latest date in `column`, before the year's end."""
    rows = facts.data.of_year(table, facts.year)
    rows = rows[[(when.month, when.day) != (12, 31) for when in rows[column]]]
    return rows[rows[column] == max(rows[column])] if len(rows) else rows


def _sides(facts: Facts, at: str, rows: pd.DataFrame, according: str) -> None:
    if rows.empty:
        return
    for side, word in SIDES.items():
        formula = f"summan av {word} {according}"
        facts.sum(f"{at}.{side}", f"{word.capitalize()} {according}", formula, rows[side])
    label = f"Resultat {according}"
    facts.difference(f"{at}.result", label, "intäkter − kostnader", f"{at}.income", f"{at}.cost")
