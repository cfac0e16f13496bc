"""Internal control: risk value = probability × consequence, and which decided controls have a result."""

import pandas as pd

from namndbok.facts import Facts, refs


def facts_controls(facts: Facts) -> None:
    """Add the number of controls, those with a result, and each control's risk value."""
    rows = plan(facts)
    done = rows[rows["result"].notna()]
    facts.add("controls.total", "Beslutade kontrollmoment", len(rows), "count", "antal rader i kontrollplanen", rows=refs("controls", rows.index))
    facts.add("controls.reported", "Kontrollmoment med resultat", len(done), "count", "antal rader med resultat", rows=refs("controls", done.index))
    for number, row in rows.iterrows():
        label = f"Riskvärde, kontrollmoment {row['number']}"
        value = row["probability"] * row["consequence"]
        facts.add(f"controls.{row['control']}.risk_value", label, value, "count", "sannolikhet × konsekvens", rows=[f"controls:{number}"])
    values = [fact.id for fact in facts.under("controls") if fact.id.endswith(".risk_value")]
    if values:
        highest = max(facts[name].value for name in values)
        facts.add("controls.highest", "Högsta riskvärde", highest, "count", "det största av riskvärdena", facts=values)


def plan(facts: Facts) -> pd.DataFrame:
    """Return the year's control plan in the board's order."""
    return facts.data.of_year("controls", facts.year).sort_values("number", kind="stable")
