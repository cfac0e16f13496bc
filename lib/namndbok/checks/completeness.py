"""Checks of completeness: that nobody and nothing is left out of a table or of its total."""

from collections.abc import Iterable, Iterator
from itertools import product

from namndbok.checks.check import Remark, amounts, check, record_of
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

SINGULAR = {"income": "intäkt", "cost": "kostnad"}


@check("completeness.total")
def check_total_complete(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each printed total that is short by exactly one or two of its rows."""
    for figure in printed_figures(facts, "total"):
        omitted = omitted_rows(facts, figure)
        if omitted:
            marked = all(_mark(facts, row) for row in omitted)
            others = [row for row in figure.fact.rows if row not in omitted]
            places = _places(facts, omitted) - _places(facts, others) if marked else set()
            beside = marked and places == _places(facts, omitted)
            cells = {"names": [_row_name(facts, row) for row in omitted], "label": figure.fact.label}
            cells |= {"compared": figure.comparison_with("raderna"), "omitted": omitted}
            cells |= {"notes": ["marked"] * marked + ["beside"] * beside, "places": sorted(places)}
            severity = "info" if beside else "warning" if marked else "error"
            shown = amounts(figure.computed, figure.value, figure.unit)
            yield Remark(figure.key, (figure.row, *omitted), severity=severity, **shown, **cells)


@check("completeness.fees")
def check_fees_complete(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each component that some municipalities have no fee in, unless the users pay."""
    fees, every = facts.year_rows("fees"), facts.data["municipalities"]["code"]
    names = facts.data.lookup("municipalities", "code", "name")
    for component in fee_components(facts).itertuples():
        users = facts.get(f"services.{component.service}.users")
        if users and users.value == facts[f"fees.{component.component}.payers"].value:
            continue
        rows = fees[fees["component"] == component.component]
        # An empty cell was left empty on purpose.
        gaps = {
            "empty": rows[rows["fee"].isna()]["municipality"],
            "absent": every[~every.isin(rows["municipality"])],
        }
        for gap, codes in gaps.items():
            key, who = f"{component.component}-{gap}", [names[code] for code in codes]
            yield Remark(key, row_ids(codes), case=gap, names=who, component=component.name)


@check("completeness.population")
def check_population_complete(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each date, known or used, on which municipalities lack inhabitants."""
    used, table, population = population_date(facts), facts.data["municipalities"], facts.data["population"]
    for when in sorted({*population["date"], used}, key=str):
        counted = population[population["date"] == when]
        lacking = table[~table["code"].isin(counted["municipality"])]
        key, rows = ("inhabitants", lacking) if when == used else (f"inhabitants-{when}", counted)
        if len(lacking):
            case = "" if when else "undated"
            yield Remark(key, row_ids(rows), case=case, when=when, names=list(lacking["name"]))


@check("completeness.budget")
def check_budget_complete(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each budget line with one side, and each line that has no counterpart."""
    lines, outcome = budget_lines(facts), outcome_rows(facts)
    if lines:
        for line, (side, word) in product(lines, SINGULAR.items()):
            if f"budget.line.{line}.{side}" not in facts:
                name, rows = budget_name(facts, line), _budget_rows(facts, line)
                yield Remark(f"{line}-{side}", rows, name=name, word=word)
        for number, line in outcome["line"].items():
            if mapped_budget_lines(facts, line).empty:
                row, name = f"outcome:{number}", line_name(facts, line)
                yield Remark(f"outcome-{line}", [row], case="outcome", name=name)
        table = facts.data["budget_lines"]
        unmatched = table[table["budget_line"].isin(lines) & ~table["outcome_line"].isin(outcome["line"])]
        for line in unmatched["budget_line"] if len(outcome) else ():
            rows, name = _budget_rows(facts, line), budget_name(facts, line)
            yield Remark(f"budget-{line}", rows, case="line", name=name)
    elif len(outcome):
        yield Remark("budget", row_ids(outcome), case="budget")


def _row_name(facts: Facts, row: str) -> str:
    table, cells = row.split(":")[0], record_of(facts, row)
    if table in ("budget", "outcome"):
        return budget_name(facts, cells["line"]) if table == "budget" else line_name(facts, cells["line"])
    name, mark = facts.data.lookup("municipalities", "code", "name")[cells["municipality"]], _mark(facts, row)
    return f"{name} (märkt med {mark})" if mark else name


def _mark(facts: Facts, row: str) -> str:
    """Return the mark of a row, such as a star; nothing where the table has none."""
    return record_of(facts, row).get("mark") or ""


def _places(facts: Facts, rows: Iterable[str]) -> set[str]:
    """Return the places in the document where some rows stand."""
    return {record_of(facts, row)["place"] for row in rows}


def _budget_rows(facts: Facts, line: str) -> tuple[str, ...]:
    return tuple(row for fact in facts.under(f"budget.line.{line}") for row in fact.rows)
