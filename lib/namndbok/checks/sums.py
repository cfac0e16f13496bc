"""Checks of printed figures: totals and differences against their rows, and what is derived against tables.

Derived are shares, averages, products and counts, and the values that goals are judged by.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

from namndbok.checks.check import Remark, amounts, check, record_of
from namndbok.facts import (
    AS_IT_STANDS,
    SIDES,
    Fact,
    Facts,
    PrintedFigure,
    budget_lines,
    budget_name,
    group_same_figures,
    measuring_fact,
    printed_figures,
    printed_figures_in,
    reviewed_goals,
    rounded_to,
)
from namndbok.swedish import Number, listing

AMOUNTS = {"fees": "fee", "population": "population"}


@check("sums.printed")
def check_printed_sums(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each total or difference that is printed, once or more, and its rows do not give."""
    figures = printed_figures(facts, "total", "difference")
    wrong = (figure for figure in figures if not figure.agrees and not omitted_rows(facts, figure))
    return _differing_sums(facts, wrong)


@check("sums.population")
def check_population_sum(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each printed total of inhabitants, under another year, that its rows do not give."""
    printed = facts.data["printed"]
    rows = printed[(printed["year"] != facts.year) & printed["fact"].str.startswith("population.")]
    return _differing_sums(facts, (figure for figure in printed_figures_in(facts, rows) if not figure.agrees))


@check("sums.budget_balance")
def check_budget_balance(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each budget line whose income and cost differ."""
    for line in budget_lines(facts):
        income, cost = (facts.get(f"budget.line.{line}.{side}") for side in SIDES)
        if income and cost and income.value != cost.value:
            # The amount may have been copied from the first other line with the same cost.
            costs = {other: facts.get(f"budget.line.{other}.cost") for other in budget_lines(facts)}
            same = [other for other, fact in costs.items() if fact and fact.value == cost.value != 0]
            where = [budget_name(facts, other) for other in same if other != line][:1]
            cells = {"name": budget_name(facts, line), "income": income, "cost": cost, "where": where}
            cells |= amounts(income.value, cost.value, "kr")
            yield Remark(line, income.rows + cost.rows, notes=["copied"] * len(where), **cells)


def omitted_rows(facts: Facts, figure: PrintedFigure) -> tuple[str, ...]:
    """Return the fewest rows, one or two, whose amounts together are exactly what a printed total lacks.

    Returns none where several choices fit, since nothing then tells which rows were left out.
    """
    lacking = figure.computed - figure.value
    terms = _terms(facts, figure.fact) if lacking and figure.kind == "total" else {}
    for count in (1, 2):
        choices = combinations(terms, count)
        fitting = [rows for rows in choices if sum(terms[row] for row in rows) == lacking]
        if fitting:
            return fitting[0] if len(fitting) == 1 else ()
    return ()


def _terms(facts: Facts, total: Fact) -> dict[str, Number]:
    """Return the amounts of a total's rows, where each term stands in one row."""
    cells = [facts[name] for name in total.facts if facts[name].formula == AS_IT_STANDS]
    terms = {fact.rows[0]: fact.value for fact in cells}
    columns = {row: AMOUNTS.get(row.split(":")[0]) for row in total.rows}
    return terms | {row: record_of(facts, row)[column] for row, column in columns.items() if column}


def _differing_sums(facts: Facts, figures: Iterable[PrintedFigure]) -> Iterator[Remark]:
    for same in group_same_figures(figures):
        figure, rounding = same[0], same[0].may_be_rounding
        cells = {"compared": figure.comparison_with("raderna"), "notes": ["rounding"] * rounding}
        step, severity = figure.format_value(figure.precision), "info" if rounding else "error"
        yield _wrong(facts, same, step=step, severity=severity, **cells)


def _wrong(facts: Facts, same: list[PrintedFigure], **cells: Any) -> Remark:
    """Return the remark on a figure that is printed, once or more, and that the tables do not give."""
    figure = same[0]
    rows = (*(other.row for other in same), *facts.rows_behind(figure.fact.id))
    shown = amounts(figure.computed, figure.value, figure.unit)
    return Remark(figure.key, rows, label=figure.fact.label, **shown, **cells)


@check("derived.measured")
def check_measured_values(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each review whose value its fact does not give, unless `printed` has it too."""
    rows = facts.year_rows("printed")
    printed = set(zip(rows["fact"], rows["value"], strict=True))
    for _, goal in reviewed_goals(facts).iterrows():
        fact, value, unit = measuring_fact(facts, goal), goal["measured"], goal["unit"]
        if value is not None and unit and goal["measured_unit"] != unit:
            units = {"expected": unit, "found": goal["measured_unit"]}
            cells = {what: facts.data.label("goals", "unit", code) for what, code in units.items()}
            yield Remark(f"{goal['goal']}-unit", [goal["review"]], case="unit", goal=goal["goal"], **cells)
        if fact is None or value is None or (fact.id, value) in printed:
            continue
        exact = fact.value * (100 if unit == "percent" else 1)
        if value != rounded_to(exact, Fraction(1, Fraction(value).denominator)):
            rows = (goal["review"], *facts.rows_behind(fact.id))
            yield Remark(goal["goal"], rows, label=fact.label, **amounts(exact, value, unit))


@check("derived.shares")
@check("derived.counts")
def check_derived_figures(facts: Facts, *kinds: str) -> Iterator[Remark]:
    """Yield a remark for each printed figure of some kinds that the tables do not give, rounded half up."""
    wrong = [figure for figure in printed_figures(facts, *kinds) if not figure.agrees]
    for same in group_same_figures(figure for figure in wrong if not figure.truncated):
        figure, counts_rows = same[0], same[0].fact.formula != AS_IT_STANDS
        short = figure.kind == "count" and counts_rows and figure.value > figure.computed
        cells = {"notes": ["short"] * short, "severity": "warning" if short else "error"}
        yield _wrong(facts, same, compared=figure.comparison_with("tabellerna"), **cells)
    truncated = [figure for figure in wrong if figure.truncated]
    if truncated:
        compared = " ".join(figure.comparison_with("tabellerna") for figure in truncated)
        rows = (row for figure in truncated for row in (figure.row, *facts.rows_behind(figure.fact.id)))
        rounded = [figure.format_value(rounded_to(figure.computed, figure.precision)) for figure in truncated]
        cells = {"expected": listing(rounded), "compared": compared}
        printed = listing([figure.format_value(figure.value) for figure in truncated])
        yield Remark("cut", rows, case="cut", found=printed, **cells)
