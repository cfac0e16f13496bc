"""Checks across tables: one quantity in two places, and the outcome against budget and forecast."""

import re
from collections.abc import Iterator

from namndbok.checks.check import Remark, amounts, check, expectations
from namndbok.facts import (
    SIDES,
    Facts,
    budget_name,
    fee_components,
    line_name,
    outcome_rows,
    rounded_to,
    row_ids,
)
from namndbok.swedish import day, display, plural

COUNTED_OF = {"service_status": "of", "initiative_programs": "of", "meetings": "entitled"}
MOST_GROWTH = 10


@check("cross.fees_budget")
def check_fees_against_budget(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each budget line whose income is not the sum of the fees that belong to it."""
    steps = facts.data.column("budget", "precision")
    for line, components in fee_components(facts).groupby("budget_line", sort=False):
        budget = facts.get(f"budget.line.{line}.income")
        fees = [facts[f"fees.{component}.total"] for component in components["component"]]
        total = sum(fee.value for fee in fees)
        if budget and rounded_to(total, steps[int(budget.rows[0].split(":")[1])]) != budget.value:
            name = budget_name(facts, line)
            title = f"Avgifter och budget skiljer sig: {name}"
            paid = f"Avgifterna för {name} är tillsammans {display(total, 'kr')}"
            detail = f"{paid}, budgetraden {budget.display}."
            rows = (*budget.rows, *(row for fee in fees for row in fee.rows))
            shown = amounts(budget.value, total, "kr")
            yield Remark(line, title, detail, rows, **shown, severity="error")


@check("cross.users_payers")
def check_users_against_payers(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each service where the number of users is not the number of those who pay."""
    names = facts.data.lookup("services", "service", "name")
    for service, components in fee_components(facts).groupby("service", sort=False):
        users = facts.get(f"services.{service}.users")
        payers = [facts[f"fees.{component}.payers"] for component in components["component"]]
        most = max(payers, key=lambda fact: fact.value)
        if users and users.value != most.value:
            noun, name = plural(users.value, "kommun", "kommuner"), names[service]
            title = f"Användare och betalande skiljer sig: {name}"
            shown = amounts(users.value, most.value, "count")
            payer = f"{most.display} {plural(most.value, 'kommun', 'kommuner')}"
            detail = f"{name}: {users.display} {noun} använder tjänsten, men {payer} betalar för den."
            yield Remark(service, title, detail, (*users.rows, *most.rows), **shown)


@check("cross.membership")
def check_membership(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each table and count `x of y` whose y is not the number of municipalities."""
    members = facts["municipalities.count"]
    for table, column in COUNTED_OF.items():
        rows, name = facts.year_rows(table), facts.data.package.tables[table].title
        rows = rows[rows[column].notna() & (rows[column] != members.value)]
        for count, wrong in rows.groupby(column, sort=False):
            few = "En rad" if len(wrong) == 1 else f"{len(wrong)} rader"
            title = f"Annat antal kommuner än nämndens: {name}"
            detail = f"{few} i tabellen {name} räknar av {count} kommuner, men nämnden har {members.display}."
            shown = amounts(members.value, count, "count")
            yield Remark(f"{table}-{count}", title, detail, row_ids(wrong), **shown)


@check("cross.in_use_since")
def check_in_use_since(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each service whose first year differs from what an earlier status said."""
    table, names = facts.data["service_status"], facts.data.lookup("services", "service", "name")
    known = table[table["in_use_since"].notna()].sort_values("date", kind="stable")
    for service, rows in known.groupby("service", sort=False):
        last = rows.iloc[-1]
        other = rows[rows["in_use_since"] != last["in_use_since"]]
        if last["year"] == facts.year and len(other):
            before, name = other.iloc[-1], names[service]
            then, now = str(before["in_use_since"]), str(last["in_use_since"])
            detail = (
                f"{name} togs i drift {then} enligt uppgiften från {day(before['date'])}, "
                f"men {now} enligt den från {day(last['date'])}."
            )
            rows = (f"service_status:{before.name}", f"service_status:{last.name}")
            title = f"Olika år för driftstart: {name}"
            yield Remark(service, title, detail, rows, then, now, severity="error")


@check("cross.papers")
def check_papers(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each decision on a paper whose title speaks of another paper, or another year."""
    words, titles = expectations()["papers"], facts.data.lookup("decisions", "decision", "title")
    for row in facts.data["paper_decisions"].itertuples():
        title, paper = titles[row.decision], facts.data.label("paper_decisions", "paper", row.paper)
        named = {code for code, pattern in words.items() if re.search(pattern, title.lower())}
        years = {int(year) for year in re.findall(r"\b\d{4}\b", title)}
        if (named and row.paper not in named) or (years and row.year not in years):
            expected, rows = f"{paper} {row.year}", (f"paper_decisions:{row.Index}",)
            detail = f"Beslutet ”{title}” är upptaget som beslut om {expected.lower()}."
            about = f"Beslutet gäller en annan handling: {title}"
            yield Remark(row.decision, about, detail, rows, expected, title)


@check("cross.turnover")
def check_turnover(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each line whose income is over a tenth away from the budget, or for the total."""
    title = "Intäkterna skiljer sig mycket från budgeten: {name}"
    detail = "{name}: intäkterna blev {outcome} mot budgeterade {expected}. Skillnaden behöver förklaras."
    grown = []
    for line in outcome_rows(facts)["line"]:
        name, prefix = line_name(facts, line), f"economy.line.{line}"
        grown += far_apart(facts, line, f"{prefix}.budget_income", f"{prefix}.income", title, detail, name)
    total = far_apart(facts, "income", "budget.income", "economy.income", title, detail, "Summa intäkter")
    yield from grown or total


@check("cross.forecast")
def check_forecast_came_true(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each side of the outcome that is more than a tenth away from the last forecast."""
    title, detail = "Prognosen slog inte in: {name}", "Årets {name} blev {outcome}; prognosen var {expected}."
    for side, word in SIDES.items():
        yield from far_apart(facts, side, f"forecast.{side}", f"economy.{side}", title, detail, word)


def far_apart(
    facts: Facts, key: str, expected: str, outcome: str, title: str, detail: str, name: str = ""
) -> Iterator[Remark]:
    """Yield a remark if a fact is over a tenth away from the expected one; the texts may name both."""
    first, second = facts.get(expected), facts.get(outcome)
    if first and second and abs(second.value - first.value) * MOST_GROWTH > abs(first.value):
        words = {"name": name, "expected": first.display, "outcome": second.display}
        rows = (*facts.rows_behind(expected), *facts.rows_behind(outcome))
        shown = amounts(first.value, second.value, "kr")
        yield Remark(key, title.format(**words), detail.format(**words), rows, **shown)
