"""Checks across budget, forecast and outcome: income that is far from what was decided or expected."""

from collections.abc import Iterator

from namndbok.checks.check import Remark, amounts, check
from namndbok.facts import Fact, Facts, line_name, outcome_rows

MOST_GROWTH = 10


@check(
    "cross.turnover",
    asks="Är intäkterna i utfallet i nivå med budgeten, rad för rad?",
    why="När utfallet är mycket större än budgeten har verksamhet tillkommit som inte syns i budgetbeslutet.",
    blind="Poster som saknas i både budget och utfall.",
    needs="budget outcome",
)
def check_turnover(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each line whose income is over a tenth away from the budget, or for the total."""
    lines = {line: line_name(facts, line) for line in outcome_rows(facts)["line"]}
    pairs = {
        line: _pair(facts, f"economy.line.{line}.budget_income", f"economy.line.{line}.income")
        for line in lines
    }
    far = {line: pair for line, pair in pairs.items() if pair and apart(*pair)}
    for line, pair in far.items():
        yield _grown(facts, line, lines[line], *pair)
    total = _pair(facts, "budget.income", "economy.income")
    if total and not far and apart(*total):
        yield _grown(facts, "income", "Summa intäkter", *total)


@check(
    "cross.forecast",
    asks="Slog helårsprognosen in?",
    why="En prognos som är långt från utfallet har inte gett nämnden något att styra efter.",
    blind="Rader som tar ut varandra i summan.",
    needs="forecast",
)
def check_forecast_came_true(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each side of the outcome that is more than a tenth away from the last forecast."""
    for side, word in {"income": "intäkter", "cost": "kostnader"}.items():
        pair = _pair(facts, f"forecast.{side}", f"economy.{side}")
        if pair and apart(*pair):
            expected, outcome = pair
            detail = f"Årets {word} blev {outcome.display}; prognosen var {expected.display}."
            rows = (*facts.rows_behind(expected.id), *facts.rows_behind(outcome.id))
            title = f"Prognosen slog inte in: {word}"
            yield Remark(side, title, detail, rows, **amounts(expected.value, outcome.value, "kr"))


def apart(expected: Fact, found: Fact) -> bool:
    """Tell whether an amount is more than a tenth away from the expected one."""
    return abs(found.value - expected.value) * MOST_GROWTH > abs(expected.value)


def _pair(facts: Facts, expected: str, found: str) -> tuple[Fact, Fact] | None:
    return (facts[expected], facts[found]) if expected in facts and found in facts else None


def _grown(facts: Facts, key: str, name: str, budget: Fact, outcome: Fact) -> Remark:
    amount = f"{outcome.display} mot budgeterade {budget.display}"
    detail = f"{name}: intäkterna blev {amount}. Skillnaden behöver förklaras."
    rows = (*facts.rows_behind(budget.id), *facts.rows_behind(outcome.id))
    title = f"Intäkterna skiljer sig mycket från budgeten: {name}"
    return Remark(key, title, detail, rows, **amounts(budget.value, outcome.value, "kr"))
