"""Income, cost and result by outcome line, budget by line, and how much of the deviation is explained.

*Avvikelse* in the board's own outcome table is income − cost and is called result here; deviation from budget is
outcome − budget. The two are never mixed.
"""

from datetime import date

import pandas as pd

from namndbok.facts import Facts, refs

SIDES = {"income": "intäkter", "cost": "kostnader"}


def facts_economy(facts: Facts) -> None:
    """Add budget and, when the whole year has an outcome, outcome, deviations and explanations."""
    _budget(facts)
    if len(outcome_rows(facts)):
        _outcome(facts)
        _deviations(facts)
        _explained(facts)


def outcome_rows(facts: Facts) -> pd.DataFrame:
    """Return the outcome of the whole year, a row a line, in the board's order; empty while the year is not over."""
    rows = facts.data.of_year("outcome", facts.year)
    rows = rows[rows["through"] == date(facts.year, 12, 31)]
    order = facts.data["outcome_lines"].set_index("line")["order"]
    return rows.loc[rows["line"].map(order).sort_values(kind="stable").index]


def line_name(facts: Facts, line: str) -> str:
    """Return the Swedish name of an outcome line."""
    return facts.data["outcome_lines"].set_index("line")["name"][line]


def _outcome(facts: Facts) -> None:
    rows = outcome_rows(facts)
    for number, row in rows.iterrows():
        at, name = f"economy.line.{row['line']}", line_name(facts, row["line"])
        for side, word in SIDES.items():
            facts.quote(f"{at}.{side}", f"{name}, {word}", row[side], "kr", f"outcome:{number}")
        facts.difference(f"{at}.result", f"{name}, resultat", "intäkter − kostnader", f"{at}.income", f"{at}.cost")
    lines = [f"economy.line.{line}" for line in rows["line"]]
    for side, word in SIDES.items():
        facts.total(f"economy.{side}", f"Summa {word}", f"summan av radernas {word}", [f"{at}.{side}" for at in lines])
    facts.difference("economy.result", "Årets resultat", "summa intäkter − summa kostnader", "economy.income", "economy.cost")
    _margin(facts)


def _margin(facts: Facts) -> None:
    facts.ratio(
        "economy.margin",
        "Resultat i förhållande till intäkterna",
        "årets resultat ÷ summa intäkter",
        "economy.result",
        "economy.income",
    )


def _budget(facts: Facts) -> None:
    rows = facts.data.of_year("budget", facts.year)
    names = facts.data["budget_lines"].set_index("budget_line")["name"]
    for number, row in rows.iterrows():
        name, word = names[row["line"]], SIDES[row["side"]]
        id, label = f"budget.line.{row['line']}.{row['side']}", f"{name}, budgeterade {word}"
        facts.quote(id, label, row["amount"], "kr", f"budget:{number}")
    for side, word in SIDES.items():
        parts = [f"budget.line.{line}.{side}" for line in rows[rows["side"] == side]["line"]]
        facts.total(f"budget.{side}", f"Budgeterade {word}", f"summan av budgetradernas {word}", parts)
    facts.difference("budget.result", "Budgeterat resultat", "budgeterade intäkter − kostnader", "budget.income", "budget.cost")


def mapped(facts: Facts, line: str) -> list[tuple[int, str]]:
    """List row number and id of the budget lines that belong to an outcome line and are in the year's budget."""
    table = facts.data["budget_lines"]
    mine = table[table["outcome_line"] == line].sort_values("order", kind="stable")
    return [(number, name) for number, name in mine["budget_line"].items() if f"budget.line.{name}.income" in facts]


def _deviations(facts: Facts) -> None:
    for row in outcome_rows(facts)["line"]:
        at, name, belonging = f"economy.line.{row}", line_name(facts, row), mapped(facts, row)
        if not belonging:
            continue
        for side, word in SIDES.items():
            parts = [f"budget.line.{line}.{side}" for _, line in belonging if f"budget.line.{line}.{side}" in facts]
            facts.add(
                f"{at}.budget_{side}", f"{name}, budgeterade {word}", sum(facts[part].value for part in parts), "kr",
                "summan av budgetraderna som hör till utfallsraden",
                rows=refs("budget_lines", [number for number, _ in belonging]), facts=parts,
            )  # fmt: skip
            facts.difference(
                f"{at}.deviation_{side}", f"{name}, {word} jämfört med budget", "utfall − budget", f"{at}.{side}",
                f"{at}.budget_{side}",
            )  # fmt: skip
    for side, word in SIDES.items():
        if budget_lines(facts):
            facts.difference(
                f"economy.deviation_{side}", f"Summa {word} jämfört med budget", "utfall − budget",
                f"economy.{side}", f"budget.{side}",
            )  # fmt: skip


def budget_lines(facts: Facts) -> list[str]:
    """List the year's budget lines in the order of the data."""
    rows = facts.data.of_year("budget", facts.year)
    return list(dict.fromkeys(rows["line"]))


def explained_lines(facts: Facts) -> dict[str, list[int]]:
    """Return the outcome lines that have an explanation, with the rows that explain them."""
    lines: dict[str, list[int]] = {}
    for number, line in facts.data.of_year("explanations", facts.year)["line"].items():
        if line and f"economy.line.{line}.result" in facts:
            lines.setdefault(line, []).append(number)
    return lines


def _explained(facts: Facts) -> None:
    results = [fact for fact in facts.under("economy.line") if fact.id.endswith(".result")]
    facts.add(
        "economy.gross", "Radernas avvikelser utan hänsyn till tecken", sum(abs(fact.value) for fact in results), "kr",
        "summan av radernas resultat, alla räknade som positiva", facts=[fact.id for fact in results],
    )  # fmt: skip
    lines = explained_lines(facts)
    own = [f"economy.line.{line}.result" for line in lines]
    facts.add(
        "economy.explained", "Avvikelser på rader med förklaring", sum(abs(facts[name].value) for name in own), "kr",
        "summan av resultatet, räknat som positivt, på de rader som har en förklaring",
        rows=refs("explanations", sorted(sum(lines.values(), []))), facts=own,
    )  # fmt: skip
    facts.ratio(
        "economy.explained_share", "Förklarad andel av avvikelserna", "förklarade ÷ alla avvikelser utan tecken",
        "economy.explained", "economy.gross",
    )  # fmt: skip
