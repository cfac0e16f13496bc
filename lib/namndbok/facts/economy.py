"""Income, cost and result: as budgeted, after a part of the year, as forecast, and as they turned out.

Each with how it differs from what it is held against; of the outcome, also how much is explained. Amounts
of a part of the year and of forecasts are as precise as the source prints them.

*Avvikelse* in the board's own outcome table is income − cost and is called result here; deviation from budget
is outcome − budget. The two are never mixed.
"""

from collections.abc import Iterable
from datetime import date
from itertools import chain, product

import pandas as pd

from namndbok.data import rows_where
from namndbok.facts.fact import Facts, row_ids
from namndbok.facts.wording import named

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
        line, side, unit = row["line"], row["side"], unit_of([row["precision"]])
        id_and_label = named(f"budget.line.{{line}}.{side}", line=line, name=budget_name(facts, line))
        facts.add_cell(*id_and_label, row["amount"], unit, f"budget:{number}")
    for side in SIDES:
        amounts = [f"budget.line.{line}.{side}" for line in rows[rows["side"] == side]["line"]]
        facts.add_total(*named(f"budget.{side}"), amounts)
    facts.add_difference(*named("budget.result"), "budget.income", "budget.cost")


def unit_of(steps: Iterable[int]) -> str:
    """Return the unit that amounts of such precisions are stated in: `tkr` where all are in thousands."""
    return "tkr" if set(steps) == {1000} else "kr"


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
    for side in SIDES if budget_lines(facts) else ():
        facts.add_difference(*named(f"economy.{DEVIATIONS[side]}"), f"economy.{side}", f"budget.{side}")


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
        cells = {"line": row["line"], "name": line_name(facts, row["line"])}
        for side in SIDES:
            id_and_label = named(f"economy.line.{{line}}.{side}", **cells)
            facts.add_cell(*id_and_label, row[side], unit_of([row["precision"]]), f"outcome:{number}")
        sides = (f"economy.line.{row['line']}.{side}" for side in SIDES)
        facts.add_difference(*named("economy.line.{line}.result", **cells), *sides)
    for side in SIDES:
        amounts = [f"economy.line.{line}.{side}" for line in rows["line"]]
        facts.add_total(*named(f"economy.{side}"), amounts)
    facts.add_difference(*named("economy.result"), "economy.income", "economy.cost")
    facts.add_ratio(*named("economy.margin"), "economy.result", "economy.income")


def _explained(facts: Facts) -> None:
    lines = explained_lines(facts)
    results = {line: f"economy.line.{line}.result" for line in outcome_rows(facts)["line"]}
    sizes = {id: abs(facts[id].value) for id in results.values()}
    explained = [results[line] for line in lines]
    facts.state(named("economy.gross"), sum(sizes.values()), "kr", facts=sizes)
    size = sum(sizes[id] for id in explained)
    rows = [f"explanations:{number}" for number in sorted(chain.from_iterable(lines.values()))]
    facts.state(named("economy.explained"), size, "kr", rows=rows, facts=explained)
    facts.add_ratio(*named("economy.explained_share"), "economy.explained", "economy.gross")


def _deviation(facts: Facts, line: str, side: str, budget_rows: pd.DataFrame) -> None:
    ids = [f"budget.line.{budget_line}.{side}" for budget_line in budget_rows["budget_line"]]
    ids = [id for id in ids if id in facts]
    if not ids:
        return
    cells = {"outcome_line": line, "name": line_name(facts, line)}
    told = named(f"economy.line.{{outcome_line}}.{BUDGETED[side]}", **cells)
    value = sum(facts[id].value for id in ids)
    budgeted = facts.state(told, value, "kr", rows=row_ids(budget_rows), facts=ids).id
    told = named(f"economy.line.{{outcome_line}}.{DEVIATIONS[side]}", **cells)
    facts.add_difference(*told, f"economy.line.{line}.{side}", budgeted)


def facts_interim(facts: Facts) -> None:
    """Add the latest part-year outcome and the latest forecast, where the year has them."""
    _sides(facts, "interim", latest_rows(facts, "outcome", "through"))
    _sides(facts, "forecast", latest_rows(facts, "forecast", "as_of"))
    _beside_budget(facts)
    # Once the year is over, how it turned out beside its latest forecast.
    for part, missed in MISSES.items():
        forecast, outcome = f"forecast.{part}", f"economy.{part}"
        if forecast in facts and outcome in facts:
            facts.add_difference(*named(f"forecast.{missed}"), outcome, forecast)


def latest_rows(facts: Facts, table: str, column: str) -> pd.DataFrame:
    """Return the rows with the latest date in `column`, before the year's end."""
    rows = facts.year_rows(table)
    rows = rows[[(when.month, when.day) != (12, 31) for when in rows[column]]]
    return rows[rows[column] == max(rows[column])] if len(rows) else rows


def _sides(facts: Facts, prefix: str, rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    for side in SIDES:
        facts.add_sum(*named(f"{prefix}.{side}"), rows[side], unit_of(rows["precision"]))
    facts.add_difference(*named(f"{prefix}.result"), f"{prefix}.income", f"{prefix}.cost")


def _beside_budget(facts: Facts) -> None:
    """Add how much of the budget the period has used, and how the forecast differs from the budget."""
    for side in SIDES:
        so_far, forecast, budget = f"interim.{side}", f"forecast.{side}", f"budget.{side}"
        if so_far in facts and budget in facts:
            facts.add_ratio(*named(f"interim.{SHARES[side]}"), so_far, budget)
        if forecast in facts and budget in facts:
            facts.add_difference(*named(f"forecast.{CHANGES[side]}"), forecast, budget)
