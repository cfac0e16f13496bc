"""Checks across tables: one quantity in two places, and the outcome against budget and forecast."""

import re
from collections.abc import Iterator

from namndbok.checks.check import EXPECTATIONS, Remark, amounts, check, record_of
from namndbok.checks.prose import service_names
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

MOST_GROWTH = 10


@check("cross.fees_budget")
def check_fees_against_budget(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each budget line whose income is not the sum of the fees that belong to it."""
    for line, components in fee_components(facts).groupby("budget_line", sort=False):
        budget = facts.get(f"budget.line.{line}.income")
        fees = [facts[f"fees.{component}.total"] for component in components["component"]]
        total = sum(fee.value for fee in fees)
        if budget and rounded_to(total, record_of(facts, budget.rows[0])["precision"]) != budget.value:
            rows = (*budget.rows, *(row for fee in fees for row in fee.rows))
            shown = amounts(budget.value, total, "kr")
            yield Remark(line, rows, name=budget_name(facts, line), budget=budget, **shown)


@check("cross.users_payers")
def check_users_against_payers(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each service where the number of users is not the number of those who pay."""
    for service, components in fee_components(facts).groupby("service", sort=False):
        users = facts.get(f"services.{service}.users")
        payers = [facts[f"fees.{component}.payers"] for component in components["component"]]
        most = max(payers, key=lambda fact: fact.value)
        if users and users.value != most.value:
            shown, name = amounts(users.value, most.value, "count"), service_names(facts)[service]
            yield Remark(service, (*users.rows, *most.rows), name=name, users=users, most=most, **shown)


@check("cross.membership")
def check_membership(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each table and count `x of y` whose y is not the number of municipalities."""
    members = facts["municipalities.count"]
    for table, column in EXPECTATIONS["members"].items():
        rows = facts.year_rows(table)
        rows = rows[rows[column].notna() & (rows[column] != members.value)]
        for count, wrong in rows.groupby(column, sort=False):
            few = "En rad" if len(wrong) == 1 else f"{len(wrong)} rader"
            shown = amounts(members.value, count, "count")
            yield Remark(f"{table}-{count}", row_ids(wrong), few=few, count=count, members=members, **shown)


@check("cross.in_use_since")
def check_in_use_since(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each service whose first year differs from what an earlier status said."""
    table = facts.data["service_status"]
    known = table[table["in_use_since"].notna()].sort_values("date", kind="stable")
    for service, rows in known.groupby("service", sort=False):
        last = rows.iloc[-1]
        other = rows[rows["in_use_since"] != last["in_use_since"]]
        if last["year"] == facts.year and len(other):
            before = other.iloc[-1]
            both, name = row_ids(rows.loc[[before.name, last.name]]), service_names(facts)[service]
            yield Remark(service, both, name=name, before=before, last=last)


@check("cross.papers")
def check_papers(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each decision on a paper whose title speaks of another paper, or another year."""
    words, titles = EXPECTATIONS["papers"], facts.data.lookup("decisions", "decision", "title")
    for row in facts.data["paper_decisions"].itertuples():
        title, paper = titles[row.decision], facts.data.label("paper_decisions", "paper", row.paper)
        named = {code for code, pattern in words.items() if re.search(pattern, title.lower())}
        years = {int(year) for year in re.findall(r"\b\d{4}\b", title)}
        if (named and row.paper not in named) or (years and row.year not in years):
            rows = [f"paper_decisions:{row.Index}"]
            yield Remark(row.decision, rows, expected=f"{paper} {row.year}", found=title)


@check("cross.turnover")
def check_turnover(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each line whose income is over a tenth away from the budget, or for the total."""
    grown = []
    for line in outcome_rows(facts)["line"]:
        prefix = f"economy.line.{line}"
        ids = (f"{prefix}.budget_income", f"{prefix}.income")
        grown += far_apart(facts, line, *ids, line_name(facts, line))
    yield from grown or far_apart(facts, "income", "budget.income", "economy.income", "Summa intäkter")


@check("cross.forecast")
def check_forecast_came_true(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each side of the outcome that is more than a tenth away from the last forecast."""
    for side, word in SIDES.items():
        yield from far_apart(facts, side, f"forecast.{side}", f"economy.{side}", word)


def far_apart(facts: Facts, key: str, expected: str, outcome: str, name: str = "") -> Iterator[Remark]:
    """Yield a remark if a fact is over a tenth away from the expected one."""
    first, second = facts.get(expected), facts.get(outcome)
    if first and second and abs(second.value - first.value) * MOST_GROWTH > abs(first.value):
        rows, shown = (*facts.rows_behind(expected), *facts.rows_behind(outcome)), (first.value, second.value)
        yield Remark(key, rows, name=name, first=first, second=second, **amounts(*shown, "kr"))
