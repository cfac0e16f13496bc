"""The budget as decided: income and cost by budget line, and the outcome line that each belongs to."""

import pandas as pd

from namndbok.data import rows_where
from namndbok.facts.fact import Facts

THOUSAND = 1000
SIDES = {"income": "intäkter", "cost": "kostnader"}


def facts_budget(facts: Facts) -> None:
    """Add the budgeted amounts and their sums, if the year has a budget."""
    rows = facts.year_rows("budget")
    if rows.empty:
        return
    for number, row in rows.iterrows():
        id = f"budget.line.{row['line']}.{row['side']}"
        label = f"{budget_name(facts, row['line'])}, budgeterade {SIDES[row['side']]}"
        facts.add_cell(id, label, row["amount"], unit_of(rows), f"budget:{number}")
    for side, word in SIDES.items():
        amounts = [f"budget.line.{line}.{side}" for line in rows[rows["side"] == side]["line"]]
        facts.add_total(f"budget.{side}", f"Budgeterade {word}", f"summan av budgetradernas {word}", amounts)
    formula = "budgeterade intäkter − budgeterade kostnader"
    facts.add_difference("budget.result", "Budgeterat resultat", formula, "budget.income", "budget.cost")


def unit_of(rows: pd.DataFrame) -> str:
    """Return the unit that amounts are stated in: `tkr` where the source has all of them in thousands."""
    return "tkr" if len(rows) and all(step == THOUSAND for step in rows["precision"]) else "kr"


def budget_lines(facts: Facts) -> list[str]:
    """List the year's budget lines in the order of the data."""
    return list(dict.fromkeys(facts.year_rows("budget")["line"]))


def budget_name(facts: Facts, line: str) -> str:
    """Return the Swedish name of a budget line."""
    return facts.data.lookup("budget_lines", "budget_line", "name")[line]


def mapped_budget_lines(facts: Facts, line: str) -> pd.DataFrame:
    """Return the lines of the year's budget that belong to an outcome line, in the board's order."""
    table, known = facts.data["budget_lines"], set(budget_lines(facts))
    cells = zip(table["outcome_line"], table["budget_line"], strict=True)
    rows = rows_where(table, (outcome == line and budget in known for outcome, budget in cells))
    return rows.sort_values("order", kind="stable")
