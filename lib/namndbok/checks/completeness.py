"""Checks of completeness: that nobody and nothing is left out of a table or of its total."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

import pandas as pd

from namndbok.checks.check import Remark, Severity, amounts, check
from namndbok.checks.sums import omitted_rows
from namndbok.facts import (
    Facts,
    budget_lines,
    budget_name,
    fee_components,
    line_name,
    mapped_budget_lines,
    outcome_rows,
    population_date,
    printed_figures,
    row_ids,
)
from namndbok.swedish import day, listing

SINGULAR = {"income": "intäkt", "cost": "kostnad"}
# What a gap in a table of fees looks like, and how grave it is: an empty cell was left empty on purpose.
GAPS: dict[str, tuple[str, Severity]] = {
    "empty": ("rutan är tom", "info"),
    "absent": ("raden saknas", "warning"),
}


@check("completeness.total")
def check_total_complete(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each printed total that is short by exactly one or two of its rows."""
    for figure in printed_figures(facts, "total"):
        omitted = omitted_rows(facts, figure)
        if omitted:
            few, noun = ("En rad", "raden") if len(omitted) == 1 else ("Två rader", "raderna")
            who = listing([_row_name(facts, row) for row in omitted])
            title = f"{few} saknas i summan: {figure.fact.label}"
            detail = f"{figure.comparison_with('raderna')} Skillnaden är precis {noun} för {who}."
            marked = all(_mark(facts, row) for row in omitted)
            severity: Severity = "warning" if marked else "error"
            detail += " Summan kan vara riktig, om en märkt avgift inte ska räknas med." if marked else ""
            others = [row for row in figure.fact.rows if row not in omitted]
            if marked and not _places(facts, others) & (places := _places(facts, omitted)):
                severity = "info"
                detail += f" Avgiften står för sig i dokumentet: {listing(sorted(places))}."
            rows, shown = (figure.row, *omitted), amounts(figure.computed, figure.value, figure.unit)
            yield Remark(figure.key, title, detail, rows, **shown, severity=severity)


@check("completeness.fees")
def check_fees_complete(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each component that some municipalities have no fee in, unless the users pay."""
    fees, every = facts.year_rows("fees"), facts.data["municipalities"]["code"]
    for component in fee_components(facts).itertuples():
        users = facts.get(f"services.{component.service}.users")
        if users and users.value == facts[f"fees.{component.component}.payers"].value:
            continue
        rows = fees[fees["component"] == component.component]
        yield from _without_fee(facts, component, "empty", rows[rows["fee"].isna()]["municipality"])
        yield from _without_fee(facts, component, "absent", every[~every.isin(rows["municipality"])])


@check("completeness.population")
def check_population_complete(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each date, known or used, on which municipalities lack inhabitants."""
    used, table, population = population_date(facts), facts.data["municipalities"], facts.data["population"]
    for when in sorted({*population["date"], used}, key=str):
        counted = population[population["date"] == when]
        lacking = table[~table["code"].isin(counted["municipality"])]
        if len(lacking):
            date = f" för {day(when)}" if when else ""
            detail = f"Underlaget har inget invånarantal{date} för {listing(list(lacking['name']))}."
            key, rows = ("inhabitants", lacking) if when == used else (f"inhabitants-{when}", counted)
            yield Remark(key, "Invånarantal saknas", detail, row_ids(rows), "ett invånarantal", "saknas")


@check("completeness.budget")
def check_budget_complete(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each budget line with one side, and each line that has no counterpart."""
    lines, outcome = budget_lines(facts), outcome_rows(facts)
    if lines:
        for line, (side, word) in product(lines, SINGULAR.items()):
            if f"budget.line.{line}.{side}" not in facts:
                name, rows = budget_name(facts, line), _budget_rows(facts, line)
                title, detail = f"Budgetrad utan {word}: {name}", f"Budgetraden {name} har ingen {word}."
                yield Remark(f"{line}-{side}", title, detail, rows, f"en {word}", "saknas")
        yield from _without_counterpart(facts)
    elif len(outcome):
        detail = f"Underlaget har utfall men ingen budget för {facts.year}."
        yield Remark("budget", "Budget saknas för året", detail, row_ids(outcome), "en budget", "saknas")


def _row_name(facts: Facts, row: str) -> str:
    table, number = row.split(":")
    cells = facts.data[table].loc[int(number)]
    if table in ("budget", "outcome"):
        return budget_name(facts, cells["line"]) if table == "budget" else line_name(facts, cells["line"])
    name, mark = facts.data.lookup("municipalities", "code", "name")[cells["municipality"]], _mark(facts, row)
    return f"{name} (märkt med {mark})" if mark else name


def _mark(facts: Facts, row: str) -> str:
    """Return the mark of a row, such as a star; nothing where the table has none."""
    table, number = row.split(":")
    return facts.data[table].loc[int(number)].get("mark") or ""


def _places(facts: Facts, rows: Iterable[str]) -> set[str]:
    """Return the places in the document where some rows stand."""
    cells = (row.split(":") for row in rows)
    return {facts.data.column(table, "place")[int(number)] for table, number in cells}


def _without_fee(facts: Facts, component: Any, gap: str, codes: pd.Series) -> Iterator[Remark]:
    """Yield one remark on all municipalities that have such a gap in a component's table."""
    what, severity = GAPS[gap]
    if len(codes):
        names = facts.data.lookup("municipalities", "code", "name")
        title, key = f"Avgift saknas: {component.name}", f"{component.component}-{gap}"
        who = listing([names[code] for code in codes])
        detail = f"{who} har ingen avgift i tabellen {component.name}: {what}."
        yield Remark(key, title, detail, row_ids(codes), "en avgift", what, severity=severity)


def _without_counterpart(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each outcome line without a budget, and each budget line without an outcome."""
    outcome, table = outcome_rows(facts)["line"], facts.data["budget_lines"]
    for number, line in outcome.items():
        if mapped_budget_lines(facts, line).empty:
            name = line_name(facts, line)
            title, detail = f"Utfall utan budget: {name}", f"Ingen budgetrad hör till {name} i utfallet."
            yield Remark(f"outcome-{line}", title, detail, (f"outcome:{number}",), "en budgetrad", "saknas")
    unmatched = table[table["budget_line"].isin(budget_lines(facts)) & ~table["outcome_line"].isin(outcome)]
    for line in unmatched["budget_line"] if len(outcome) else ():
        name = budget_name(facts, line)
        title = f"Budget utan utfall: {name}"
        detail, rows = f"Budgetraden {name} hör till en rad som saknas i utfallet.", _budget_rows(facts, line)
        yield Remark(f"budget-{line}", title, detail, rows, "en rad i utfallet", "saknas")


def _budget_rows(facts: Facts, line: str) -> tuple[str, ...]:
    return tuple(row for fact in facts.under(f"budget.line.{line}") for row in fact.rows)
