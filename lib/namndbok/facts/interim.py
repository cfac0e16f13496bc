"""Outcome of a part of the year and the forecast for all of it, as precise as the source prints them."""

import pandas as pd

from namndbok.facts.budget import SIDES, unit_of
from namndbok.facts.fact import Facts

# What ids end with: share of the budget used so far, forecast − budget, outcome − forecast.
SHARES = {"income": "income_share", "cost": "cost_share"}
CHANGES = {"income": "change_income", "cost": "change_cost"}
MISSES = {"income": "missed_income", "cost": "missed_cost", "result": "missed_result"}


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


def _sides(facts: Facts, prefix: str, rows: pd.DataFrame, according: str) -> None:
    if rows.empty:
        return
    for side, word in SIDES.items():
        label, formula = f"{word.capitalize()} {according}", f"summan av {word} {according}"
        facts.add_sum(f"{prefix}.{side}", label, formula, rows[side], unit_of(rows))
    label, formula = f"Resultat {according}", "intäkter − kostnader"
    facts.add_difference(f"{prefix}.result", label, formula, f"{prefix}.income", f"{prefix}.cost")


def _beside_budget(facts: Facts) -> None:
    """Add how much of the budget the period has used, and how the forecast differs from the budget."""
    for side, word in SIDES.items():
        so_far, forecast, budget = f"interim.{side}", f"forecast.{side}", f"budget.{side}"
        if so_far in facts and budget in facts:
            label = f"Periodens {word} jämfört med årets budget"
            formula = f"periodens {word} ÷ budgeterade {word}"
            facts.add_ratio(f"interim.{SHARES[side]}", label, formula, so_far, budget)
        if forecast in facts and budget in facts:
            label, formula = f"Förväntade {word} jämfört med budget", "prognos − budget"
            facts.add_difference(f"forecast.{CHANGES[side]}", label, formula, forecast, budget)


def _beside_outcome(facts: Facts) -> None:
    """Add how the year turned out beside its latest forecast, once it is over."""
    for part, word in (*SIDES.items(), ("result", "resultat")):
        forecast, outcome = f"forecast.{part}", f"economy.{part}"
        if forecast in facts and outcome in facts:
            label, formula = f"{word.capitalize()} jämfört med prognosen", "utfall − prognos"
            facts.add_difference(f"forecast.{MISSES[part]}", label, formula, outcome, forecast)
