"""Internal control: risk value = probability × consequence, and which decided controls have a result."""

import pandas as pd

from namndbok.facts.fact import Facts


def facts_controls(facts: Facts) -> None:
    """Add the number of controls, those with a result, and each control's risk value."""
    plan = control_plan(facts)
    facts.add_count("controls.total", "Beslutade kontrollmoment", "antal rader i kontrollplanen", plan)
    label, formula = "Kontrollmoment med resultat", "antal kontrollmoment med resultat"
    facts.add_count("controls.reported", label, formula, plan[plan["result"].notna()])
    ids = []
    for number, row in plan.iterrows():
        id, label = f"controls.{row['control']}.risk_value", f"Riskvärde, kontrollmoment {row['number']}"
        value, formula = row["probability"] * row["consequence"], "sannolikhet × konsekvens"
        ids.append(facts.add(id, label, value, "count", formula, rows=[f"controls:{number}"]).id)
    if ids:
        highest = max(facts[id].value for id in ids)
        formula = "det största av riskvärdena"
        facts.add("controls.highest", "Högsta riskvärde", highest, "count", formula, facts=ids)


def control_plan(facts: Facts) -> pd.DataFrame:
    """Return the year's control plan in the board's order."""
    return facts.year_rows("controls").sort_values("number", kind="stable")
