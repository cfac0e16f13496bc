"""Income, cost and result: as budgeted, after a part of the year, as forecast, and as they turned out.

Each with how it differs from what it is held against; of the outcome, also how much is explained. Amounts
of a part of the year and of forecasts are as precise as the source prints them.

*Avvikelse* in the board's own outcome table is income − cost and is called result here; deviation from budget
is outcome − budget. The two are never mixed.
"""

from datetime import date
from itertools import chain, product

import pandas as pd

from namndbok.data import rows_where
from namndbok.facts.fact import Facts, row_ids

SIDES = {"income": "intäkter", "cost": "kostnader"}
# What the ids of a line's budgeted amounts, and of its deviations from them, end with.
BUDGETED = {"income": "budget_income", "cost": "budget_cost"}
DEVIATIONS = {"income": "deviation_income", "cost": "deviation_cost"}
# What an explanation says of a result; one that is neutral explains no result.
SIGNS = {None: (-1, 1), "surplus": (1,), "deficit": (-1,), "neutral": ()}
# What ids end with: share of the budget used so far, forecast − budget, outcome − forecast.
SHARES = {"income": "income_share", "cost": "cost_share"}
CHANGES = {"income": "change_income", "cost": "change_cost"}
MISSES = {"income": "missed_income", "cost": "missed_cost", "result": "missed_result"}


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
    return "tkr" if len(rows) and all(step == 1000 for step in rows["precision"]) else "kr"


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


def facts_economy(facts: Facts) -> None:
    """Add results, explanations and deviations from the budget, once the year is over."""
    if outcome_rows(facts).empty:
        return
    _outcome(facts)
    _explained(facts)
    for line, side in product(outcome_rows(facts)["line"], SIDES):
        _deviation(facts, line, side, mapped_budget_lines(facts, line))
    for side, word in SIDES.items() if budget_lines(facts) else ():
        id, label = f"economy.{DEVIATIONS[side]}", f"Summa {word} jämfört med budget"
        facts.add_difference(id, label, "utfall − budget", f"economy.{side}", f"budget.{side}")


def outcome_rows(facts: Facts) -> pd.DataFrame:
    """Return the outcome of the whole year, a row a line, in the board's order; empty until it is over."""
    rows = facts.year_rows("outcome")
    rows = rows[rows["through"] == date(facts.year, 12, 31)]
    order = facts.data.lookup("outcome_lines", "line", "order")
    return rows.loc[rows["line"].map(order).sort_values(kind="stable").index]


def line_name(facts: Facts, line: str) -> str:
    """Return the Swedish name of an outcome line."""
    return facts.data.lookup("outcome_lines", "line", "name")[line]


def explanation_rows(facts: Facts) -> pd.DataFrame:
    """Return the explanations of the whole year that have a text."""
    rows = facts.year_rows("explanations")
    return rows[(rows["through"] == date(facts.year, 12, 31)) & rows["text"].notna()]


def explained_lines(facts: Facts) -> dict[str, list[int]]:
    """Return the outcome lines whose result an explanation is about, with the rows that explain them.

    An explanation counts if it has a text, is of the whole year and of one line, and speaks of a surplus
    where the line has a surplus, of a deficit where it has a deficit.
    """
    rows = explanation_rows(facts)
    rows = rows[rows["line"].notna()]
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
    results = {line: f"economy.line.{line}.result" for line in outcome_rows(facts)["line"]}
    sizes = {id: abs(facts[id].value) for id in results.values()}
    explained = [results[line] for line in lines]
    label, formula = "Radernas resultat utan tecken", "summan av radernas resultat, alla räknade som positiva"
    facts.add("economy.gross", label, sum(sizes.values()), "kr", formula, facts=sizes)
    label = "Resultat utan tecken på rader med förklaring"
    formula = "summan av resultatet, räknat som positivt, på de rader som en förklaring gäller"
    size = sum(sizes[id] for id in explained)
    rows = [f"explanations:{number}" for number in sorted(chain.from_iterable(lines.values()))]
    facts.add("economy.explained", label, size, "kr", formula, rows=rows, facts=explained)
    label, formula = "Förklarad andel av resultaten", "förklarade resultat ÷ alla resultat, utan tecken"
    facts.add_ratio("economy.explained_share", label, formula, "economy.explained", "economy.gross")


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


def facts_interim(facts: Facts) -> None:
    """Add the latest part-year outcome and the latest forecast, where the year has them."""
    _sides(facts, "interim", latest_rows(facts, "outcome", "through"), "enligt delårsutfallet")
    _sides(facts, "forecast", latest_rows(facts, "forecast", "as_of"), "enligt prognosen för helåret")
    _beside_budget(facts)
    # Once the year is over, how it turned out beside its latest forecast.
    for part, word in (*SIDES.items(), ("result", "resultat")):
        forecast, outcome = f"forecast.{part}", f"economy.{part}"
        if forecast in facts and outcome in facts:
            label, formula = f"{word.capitalize()} jämfört med prognosen", "utfall − prognos"
            facts.add_difference(f"forecast.{MISSES[part]}", label, formula, outcome, forecast)


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
