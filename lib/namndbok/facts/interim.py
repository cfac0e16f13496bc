"""Outcome of a part of the year and the forecast for all of it, as precise as the source prints them."""

import pandas as pd

from namndbok.facts.economy import SIDES, unit_of
from namndbok.facts.fact import Facts


def facts_interim(facts: Facts) -> None:
    """Add the latest part-year outcome and the latest forecast, where the year has them."""
    _sides(facts, "interim", latest_rows(facts, "outcome", "through"), "enligt delårsutfallet")
    _sides(facts, "forecast", latest_rows(facts, "forecast", "as_of"), "enligt prognosen för helåret")
    _beside_budget(facts)
    _beside_outcome(facts)


def latest_rows(facts: Facts, table: str, column: str) -> pd.DataFrame:
    """Return the rows with the latest date in `column`, before the year's end."""
    rows = facts.year_rows(table)
    rows = rows[[(when.month, when.day) != (12, 31) for when in rows[column]]]
    return rows[rows[column] == max(rows[column])] if len(rows) else rows


def _sides(facts: Facts, at: str, rows: pd.DataFrame, according: str) -> None:
    if rows.empty:
        return
    for side, word in SIDES.items():
        formula = f"summan av {word} {according}"
        facts.add_sum(f"{at}.{side}", f"{word.capitalize()} {according}", formula, rows[side], unit_of(rows))
    label = f"Resultat {according}"
    facts.add_difference(f"{at}.result", label, "intäkter − kostnader", f"{at}.income", f"{at}.cost")


def _beside_budget(facts: Facts) -> None:
    """Add how much of the budget the period has used, and how the forecast differs from the budget."""
    for side, word in SIDES.items():
        so_far, forecast, budget = f"interim.{side}", f"forecast.{side}", f"budget.{side}"
        if so_far in facts and budget in facts:
            label, formula = (
                f"Periodens {word} jämfört med årets budget",
                f"periodens {word} ÷ budgeterade {word}",
            )
            facts.add_ratio(f"interim.{side}_share", label, formula, so_far, budget)
        if forecast in facts and budget in facts:
            label = f"Förväntade {word} jämfört med budget"
            facts.add_difference(f"forecast.change_{side}", label, "prognos − budget", forecast, budget)


def _beside_outcome(facts: Facts) -> None:
    """Add how the year turned out beside its latest forecast, once it is over."""
    for part, word in (*SIDES.items(), ("result", "resultat")):
        forecast, outcome = f"forecast.{part}", f"economy.{part}"
        if forecast in facts and outcome in facts:
            label = f"{word.capitalize()} jämfört med prognosen"
            facts.add_difference(f"forecast.missed_{part}", label, "utfall − prognos", outcome, forecast)
