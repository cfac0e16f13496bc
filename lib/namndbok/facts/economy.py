"""Income, cost and result by outcome line, budget by line, and how much of the results is explained.

*Avvikelse* in the board's own outcome table is income − cost and is called result here; deviation from budget
is outcome − budget. The two are never mixed.
"""

from datetime import date
from itertools import chain

import pandas as pd

from namndbok.data import rows_where
from namndbok.facts.fact import Facts, row_ids

THOUSAND = 1000
SIDES = {"income": "intäkter", "cost": "kostnader"}
# What an explanation says of a result; one that is neutral explains no result.
SIGNS = {None: (-1, 1), "surplus": (1,), "deficit": (-1,), "neutral": ()}


def facts_economy(facts: Facts) -> None:
    """Add the budget if there is one and, once the year is over, results, deviations and explanations."""
    if budget_lines(facts):
        _budget(facts)
    if len(outcome_rows(facts)):
        _outcome(facts)
        _explained(facts)
        if budget_lines(facts):
            _deviations(facts)


def unit_of(rows: pd.DataFrame) -> str:
    """Return the unit that amounts are stated in: `tkr` where the source has all of them in thousands."""
    return "tkr" if len(rows) and all(step == THOUSAND for step in rows["precision"]) else "kr"


def outcome_rows(facts: Facts) -> pd.DataFrame:
    """Return the outcome of the whole year, a row a line, in the board's order; empty until it is over."""
    rows = facts.year_rows("outcome")
    rows = rows[rows["through"] == date(facts.year, 12, 31)]
    order = facts.data.by("outcome_lines", "line", "order")
    return rows.loc[rows["line"].map(order).sort_values(kind="stable").index]


def line_name(facts: Facts, line: str) -> str:
    """Return the Swedish name of an outcome line."""
    return facts.data.by("outcome_lines", "line", "name")[line]


def budget_name(facts: Facts, line: str) -> str:
    """Return the Swedish name of a budget line."""
    return facts.data.by("budget_lines", "budget_line", "name")[line]


def budget_lines(facts: Facts) -> list[str]:
    """List the year's budget lines in the order of the data."""
    return list(dict.fromkeys(facts.year_rows("budget")["line"]))


def mapped_budget_lines(facts: Facts, line: str) -> pd.DataFrame:
    """Return the lines of the year's budget that belong to an outcome line, in the board's order."""
    table = facts.data["budget_lines"]
    known = set(budget_lines(facts))
    cells = zip(table["outcome_line"], table["budget_line"], strict=True)
    mine = rows_where(table, (outcome == line and budget in known for outcome, budget in cells))
    return mine.sort_values("order", kind="stable")


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


def _budget(facts: Facts) -> None:
    rows = facts.year_rows("budget")
    for number, row in rows.iterrows():
        id = f"budget.line.{row['line']}.{row['side']}"
        label = f"{budget_name(facts, row['line'])}, budgeterade {SIDES[row['side']]}"
        facts.add_cell(id, label, row["amount"], unit_of(rows), f"budget:{number}")
    for side, word in SIDES.items():
        parts = [f"budget.line.{line}.{side}" for line in rows[rows["side"] == side]["line"]]
        facts.add_total(f"budget.{side}", f"Budgeterade {word}", f"summan av budgetradernas {word}", parts)
    formula = "budgeterade intäkter − budgeterade kostnader"
    facts.add_difference("budget.result", "Budgeterat resultat", formula, "budget.income", "budget.cost")


def _outcome(facts: Facts) -> None:
    rows = outcome_rows(facts)
    for number, row in rows.iterrows():
        at, name = f"economy.line.{row['line']}", line_name(facts, row["line"])
        for side, word in SIDES.items():
            facts.add_cell(f"{at}.{side}", f"{name}, {word}", row[side], unit_of(rows), f"outcome:{number}")
        label, formula = f"{name}, resultat", "intäkter − kostnader"
        facts.add_difference(f"{at}.result", label, formula, f"{at}.income", f"{at}.cost")
    for side, word in SIDES.items():
        parts = [f"economy.line.{line}.{side}" for line in rows["line"]]
        facts.add_total(f"economy.{side}", f"Summa {word}", f"summan av radernas {word}", parts)
    income, cost, result = "economy.income", "economy.cost", "economy.result"
    facts.add_difference(result, "Årets resultat", "summa intäkter − summa kostnader", income, cost)
    label = "Resultat i förhållande till intäkterna"
    facts.add_ratio("economy.margin", label, "årets resultat ÷ summa intäkter", result, income)


def _explained(facts: Facts) -> None:
    lines = explained_lines(facts)
    every = [f"economy.line.{line}.result" for line in outcome_rows(facts)["line"]]
    own = [f"economy.line.{line}.result" for line in lines]
    label, formula = "Radernas resultat utan tecken", "summan av radernas resultat, alla räknade som positiva"
    facts.add("economy.gross", label, _size(facts, every), "kr", formula, facts=every)
    label = "Resultat utan tecken på rader med förklaring"
    formula = "summan av resultatet, räknat som positivt, på de rader som en förklaring gäller"
    rows = [f"explanations:{number}" for number in sorted(chain.from_iterable(lines.values()))]
    facts.add("economy.explained", label, _size(facts, own), "kr", formula, rows=rows, facts=own)
    label, formula = "Förklarad andel av resultaten", "förklarade resultat ÷ alla resultat, utan tecken"
    facts.add_ratio("economy.explained_share", label, formula, "economy.explained", "economy.gross")


def _size(facts: Facts, ids: list[str]) -> int:
    return sum(abs(facts[id].value) for id in ids)


def _deviations(facts: Facts) -> None:
    for line in outcome_rows(facts)["line"]:
        belonging = mapped_budget_lines(facts, line)
        for side in SIDES:
            _deviation(facts, line, side, belonging)
    for side, word in SIDES.items():
        at, label = f"economy.deviation_{side}", f"Summa {word} jämfört med budget"
        facts.add_difference(at, label, "utfall − budget", f"economy.{side}", f"budget.{side}")


def _deviation(facts: Facts, line: str, side: str, belonging: pd.DataFrame) -> None:
    at, name, word = f"economy.line.{line}", line_name(facts, line), SIDES[side]
    parts = [f"budget.line.{part}.{side}" for part in belonging["budget_line"]]
    parts = [part for part in parts if part in facts]
    if not parts:
        return
    label, formula = f"{name}, budgeterade {word}", "summan av budgetraderna som hör till utfallsraden"
    value = sum(facts[part].value for part in parts)
    facts.add(f"{at}.budget_{side}", label, value, "kr", formula, rows=row_ids(belonging), facts=parts)
    label, formula = f"{name}, {word} jämfört med budget", "utfall − budget"
    facts.add_difference(f"{at}.deviation_{side}", label, formula, f"{at}.{side}", f"{at}.budget_{side}")
