"""Internal control: risk value = probability × consequence, and which decided controls have a result."""

import pandas as pd

from namndbok.facts.fact import Facts


def facts_controls(facts: Facts) -> None:
    """Add the number of controls, those with a result, and each control's risk value."""
    rows = control_plan(facts)
    done = rows[rows["result"].notna()]
    facts.add_count("controls.total", "Beslutade kontrollmoment", "antal rader i kontrollplanen", rows)
    formula = "antal kontrollmoment med resultat"
    facts.add_count("controls.reported", "Kontrollmoment med resultat", formula, done)
    values = [_risk_value(facts, number, row) for number, row in rows.iterrows()]
    if values:
        highest = max(facts[id].value for id in values)
        formula = "det största av riskvärdena"
        facts.add("controls.highest", "Högsta riskvärde", highest, "count", formula, facts=values)


def control_plan(facts: Facts) -> pd.DataFrame:
    """Return the year's control plan in the board's order."""
    return facts.year_rows("controls").sort_values("number", kind="stable")


def _risk_value(facts: Facts, number: int, row: pd.Series) -> str:
    id, label = f"controls.{row['control']}.risk_value", f"Riskvärde, kontrollmoment {row['number']}"
    value = row["probability"] * row["consequence"]
    facts.add(id, label, value, "count", "sannolikhet × konsekvens", rows=[f"controls:{number}"])
    return id
