"""Income, cost and result by outcome line, how they differ from the budget, and how much is explained.

*Avvikelse* in the board's own outcome table is income − cost and is called result here; deviation from budget
is outcome − budget. The two are never mixed.
"""

from datetime import date
from itertools import chain

import pandas as pd

from namndbok.facts.budget import SIDES, budget_lines, mapped_budget_lines, unit_of
from namndbok.facts.fact import Facts, row_ids

# What the ids of a line's budgeted amounts, and of its deviations from them, end with.
BUDGETED = {"income": "budget_income", "cost": "budget_cost"}
DEVIATIONS = {"income": "deviation_income", "cost": "deviation_cost"}
# What an explanation says of a result; one that is neutral explains no result.
SIGNS = {None: (-1, 1), "surplus": (1,), "deficit": (-1,), "neutral": ()}


def facts_economy(facts: Facts) -> None:
    """Add results, explanations and deviations from the budget, once the year is over."""
    if len(outcome_rows(facts)):
        _outcome(facts)
        _explained(facts)
        if budget_lines(facts):
            _deviations(facts)


def outcome_rows(facts: Facts) -> pd.DataFrame:
    """Return the outcome of the whole year, a row a line, in the board's order; empty until it is over."""
    rows = facts.year_rows("outcome")
    rows = rows[rows["through"] == date(facts.year, 12, 31)]
    order = facts.data.lookup("outcome_lines", "line", "order")
    return rows.loc[rows["line"].map(order).sort_values(kind="stable").index]


def line_name(facts: Facts, line: str) -> str:
    """Return the Swedish name of an outcome line."""
    return facts.data.lookup("outcome_lines", "line", "name")[line]


def explained_lines(facts: Facts) -> dict[str, list[int]]:
    """Return the outcome lines whose result an explanation is about, with the rows that explain them.

    An explanation counts if it has a text, is of the whole year and of one line, and speaks of a surplus
    where the line has a surplus, of a deficit where it has a deficit.
    """
    rows = facts.year_rows("explanations")
    rows = rows[(rows["through"] == date(facts.year, 12, 31)) & rows["text"].notna() & rows["line"].notna()]
    lines: dict[str, list[int]] = {}
    for number, row in rows.iterrows():
        result = facts.get(f"economy.line.{row['line']}.result")
        if result and any(result.value * sign > 0 for sign in SIGNS[row["direction"]]):
            lines.setdefault(row["line"], []).append(number)
    return lines


def _outcome(facts: Facts) -> None:
    rows = outcome_rows(facts)
    for number, row in rows.iterrows():
        prefix, name, cell = f"economy.line.{row['line']}", line_name(facts, row["line"]), f"outcome:{number}"
        for side, word in SIDES.items():
            facts.add_cell(f"{prefix}.{side}", f"{name}, {word}", row[side], unit_of(rows), cell)
        label, formula = f"{name}, resultat", "intäkter − kostnader"
        facts.add_difference(f"{prefix}.result", label, formula, f"{prefix}.income", f"{prefix}.cost")
    for side, word in SIDES.items():
        amounts = [f"economy.line.{line}.{side}" for line in rows["line"]]
        facts.add_total(f"economy.{side}", f"Summa {word}", f"summan av radernas {word}", amounts)
    formula = "summa intäkter − summa kostnader"
    facts.add_difference("economy.result", "Årets resultat", formula, "economy.income", "economy.cost")
    label, formula = "Resultat i förhållande till intäkterna", "årets resultat ÷ summa intäkter"
    facts.add_ratio("economy.margin", label, formula, "economy.result", "economy.income")


def _explained(facts: Facts) -> None:
    lines = explained_lines(facts)
    every = [f"economy.line.{line}.result" for line in outcome_rows(facts)["line"]]
    explained = [f"economy.line.{line}.result" for line in lines]
    label, formula = "Radernas resultat utan tecken", "summan av radernas resultat, alla räknade som positiva"
    facts.add("economy.gross", label, _size(facts, every), "kr", formula, facts=every)
    label = "Resultat utan tecken på rader med förklaring"
    formula = "summan av resultatet, räknat som positivt, på de rader som en förklaring gäller"
    size, rows = _size(facts, explained), sorted(chain.from_iterable(lines.values()))
    rows = [f"explanations:{number}" for number in rows]
    facts.add("economy.explained", label, size, "kr", formula, rows=rows, facts=explained)
    label, formula = "Förklarad andel av resultaten", "förklarade resultat ÷ alla resultat, utan tecken"
    facts.add_ratio("economy.explained_share", label, formula, "economy.explained", "economy.gross")


def _size(facts: Facts, ids: list[str]) -> int:
    return sum(abs(facts[id].value) for id in ids)


def _deviations(facts: Facts) -> None:
    for line in outcome_rows(facts)["line"]:
        budget_rows = mapped_budget_lines(facts, line)
        for side in SIDES:
            _deviation(facts, line, side, budget_rows)
    for side, word in SIDES.items():
        id, label = f"economy.{DEVIATIONS[side]}", f"Summa {word} jämfört med budget"
        facts.add_difference(id, label, "utfall − budget", f"economy.{side}", f"budget.{side}")


def _deviation(facts: Facts, line: str, side: str, budget_rows: pd.DataFrame) -> None:
    ids = [f"budget.line.{budget_line}.{side}" for budget_line in budget_rows["budget_line"]]
    ids = [id for id in ids if id in facts]
    if not ids:
        return
    prefix, name, word = f"economy.line.{line}", line_name(facts, line), SIDES[side]
    budgeted, value = f"{prefix}.{BUDGETED[side]}", sum(facts[id].value for id in ids)
    label, formula = f"{name}, budgeterade {word}", "summan av budgetraderna som hör till utfallsraden"
    facts.add(budgeted, label, value, "kr", formula, rows=row_ids(budget_rows), facts=ids)
    label, formula = f"{name}, {word} jämfört med budget", "utfall − budget"
    facts.add_difference(f"{prefix}.{DEVIATIONS[side]}", label, formula, f"{prefix}.{side}", budgeted)
