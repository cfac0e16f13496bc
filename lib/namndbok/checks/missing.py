"""Checks of what is missing: tables, decisions, splits, results of controls, verdicts and values of goals."""

from collections.abc import Iterator

import pandas as pd

from namndbok.checks.check import CHECKS, Remark, check, rows_of, title_of
from namndbok.checks.prose import service_names
from namndbok.checks.rules import measurable_goals
from namndbok.data import rows_where
from namndbok.facts import (
    Facts,
    budget_lines,
    budget_name,
    cases_on,
    control_plan,
    decisions_on,
    fee_components,
    line_name,
    mapped_budget_lines,
    measuring_fact,
    meeting_years,
    outcome_rows,
    reviewed_goals,
    row_ids,
)
from namndbok.swedish import display, listing

CLAIMED_UNITS = ("percent", "kr")
ANCHORS = {"paragraph": "paragraf", "case_number": "ärendenummer"}
RESULTS = {"result": "resultat", "result_date": "datum", "evidence": "underlag"}
VERDICTS = ("met", "not_met")


@check("missing.claim_basis")
def check_claims(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the claims in per cent or kronor whose value no fact has."""
    rows = facts.year_rows("claims")
    rows = rows[rows["unit"].isin(CLAIMED_UNITS) & rows["value"].notna()]
    # A claim has per cent where a fact has a share, and kronor where it has thousands.
    units = {"ratio": ("percent", 100), "tkr": ("kr", 1)}
    scales = ((fact, *units.get(fact.unit, (fact.unit, 1))) for fact in facts.of_whole_year())
    known = {(unit, fact.value * scale) for fact, unit, scale in scales}
    rows = rows_where(rows, (claim not in known for claim in zip(rows["unit"], rows["value"], strict=True)))
    claims = ((dict.fromkeys((row.value, row.value_high)), row.unit) for row in rows.itertuples())
    ends = ([display(end, unit) for end in values if end is not None] for values, unit in claims)
    claimed = listing(["–".join(shown) for shown in ends])
    yield Remark("claims", row_ids(rows), count=len(rows), text=" ".join(rows["text"]), found=claimed)


@check("missing.distribution")
def check_distribution(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each part of the financing without a distribution."""
    for number, row in facts.year_rows("financing").iterrows():
        if not row["distribution"]:
            yield Remark(row["number"], [f"financing:{number}"], row=row)


@check("missing.tables")
def check_tables(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the tables that have no rows of the year, or no earlier ones, to be checked."""
    needed = {table for check in CHECKS.values() for table in check.needs}
    compared = {table for check in CHECKS.values() for table in check.before}
    lacking = {table for table in needed if rows_of(facts, table).empty}
    new = {table for table in compared if min(facts.data[table]["year"], default=facts.year) >= facts.year}
    idle = [id for id, check in CHECKS.items() if lacking & {*check.needs} or new & {*check.before}]
    rows = row_ids(facts.year_rows("outcome")) or row_ids(facts.year_rows("budget"))
    if idle and rows:
        gaps = {f"rader för {facts.year}": lacking, "rader för något tidigare år": new}
        titles = {what: [title_of(facts, table) for table in sorted(tables)] for what, tables in gaps.items()}
        none = "; inga ".join(f"{what}: {listing(names)}" for what, names in titles.items() if names)
        key = "-".join((*sorted(lacking), *(f"before-{table}" for table in sorted(new))))
        yield Remark(key, rows, idle=idle, none=none)


@check("missing.outcome")
def check_outcome(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on an outcome without any amount."""
    rows = facts.year_rows("outcome")
    if len(rows) and not rows[["income", "cost"]].to_numpy().any():
        yield Remark("outcome", row_ids(rows))


@check("missing.budget_decision")
def check_budget_decision(facts: Facts) -> Iterator[Remark]:
    """Yield a remark when the year has a budget and no decision on it; a proposal is none."""
    rows = facts.year_rows("budget")
    if len(rows) and facts.year not in set(_budget_decisions(facts)["year"]):
        yield Remark("budget", row_ids(rows))


@check("missing.budget_anchor")
def check_budget_anchor(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each decision on the year's budget without paragraph or case number."""
    for number, row in _budget_decisions(facts).iterrows():
        lacking = listing([word for column, word in ANCHORS.items() if not row[column]])
        if lacking and row["year"] == facts.year:
            yield Remark(row["decision"], [f"decisions:{number}"], row=row, expected=lacking)


@check("missing.budget_figures")
def check_budget_figures(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each decision of the year on a budget that has no rows."""
    for number, row in _budget_decisions(facts).iterrows():
        if row["date"].year == facts.year and facts.data.of_year("budget", row["year"]).empty:
            yield Remark(row["year"], [f"decisions:{number}"], row=row)


@check("missing.plan_decision")
def check_plan_decision(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each table with rows that the year took over and nobody has decided."""
    for table in facts.data.package.tables:
        if undecided := facts.data.undecided(table):
            rows = facts.year_rows(table)
            rows = rows[rows.index.isin(undecided)]
            yield Remark(table, row_ids(rows), count=len(rows))


@check("missing.recipient")
def check_recipients(facts: Facts) -> Iterator[Remark]:
    """Yield one remark for each of the year's meetings on the decisions that are sent to nobody."""
    for when in [when for when, year in meeting_years(facts.data).items() if year == facts.year]:
        cases = cases_on(facts.data, when)
        cases = cases[(cases["status"] == "decided") & cases["recipients"].isna()]
        yield Remark(when, row_ids(cases), when=when, count=len(cases), titles=list(cases["title"]))


@check("missing.split")
def check_splits(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the budget lines that no fee component pays, once the year is over."""
    rows, paid = facts.year_rows("budget"), set(fee_components(facts)["budget_line"])
    lines = [line for line in budget_lines(facts) if line not in paid]
    if len(outcome_rows(facts)):
        names, unpaid = [budget_name(facts, line) for line in lines], rows[rows["line"].isin(lines)]
        yield Remark("lines", row_ids(unpaid), names=names)


@check("missing.mapping")
def check_mapping(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on outcome lines with several budget lines that the workbook itself has put there."""
    mapped = {line: mapped_budget_lines(facts, line) for line in outcome_rows(facts)["line"]}
    several = {
        line_name(facts, line): lines
        for line, lines in mapped.items()
        if len(lines) > 1 and "own" in set(lines["basis"])
    }
    pairs = ". ".join(f"{name}: {listing(list(lines['name']))}" for name, lines in several.items())
    rows = (row for lines in several.values() for row in row_ids(lines))
    yield Remark("lines", rows, pairs=pairs, names=list(several))


@check("missing.control_result")
def check_control_results(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the controls that lack the same of result, date and evidence."""
    plan = control_plan(facts)
    lacking = {
        number: "-".join(column for column in RESULTS if row[column] is None)
        for number, row in plan.iterrows()
    }
    for columns, controls in plan.groupby(lacking, sort=False):
        if columns:
            results = listing([RESULTS[column] for column in columns.split("-")])
            numbers, risks = [*map(str, controls["number"])], " ".join(controls["risk"])
            yield Remark(columns, row_ids(controls), numbers=numbers, risks=risks, expected=results)


@check("missing.recommendation")
def check_recommendations(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each recommendation or remark of an earlier year that no row says is acted on.

    In the year in which the board answers there is nothing more to ask.
    """
    table, decided = facts.data["recommendations"], facts.data.lookup("decisions", "decision", "date")
    rows = table[(table["status"] != "done") & (table["year"] < facts.year)]
    answers = (decided.get(row.decision) if row.status == "answered" else None for row in rows.itertuples())
    rows = rows_where(rows, (not when or when.year != facts.year for when in answers))
    for (year, number), same in rows.groupby(["year", "number"], sort=True):
        first = same.iloc[0]
        status = facts.data.label("recommendations", "status", first["status"]).lower()
        severity = "warning" if first["kind"] == "recommendation" else "info"
        yield Remark(f"{year}-{number}", row_ids(same), row=first, found=status, severity=severity)


@check("missing.service_status")
def check_service_status(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each service with fees and no status for the year."""
    for service, rows in unreported_services(facts).items():
        yield Remark(service, rows, name=service_names(facts)[service])


@check("missing.measure")
def check_measures(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the annual goals and indicators that have neither rule nor threshold."""
    goals = reviewed_goals(facts)
    yield from _goals("rules", goals[goals["rule"].isna() & goals["threshold"].isna()])


@check("missing.verdict")
def check_goals_without_verdict(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the goals without a verdict that the tables cannot measure either."""
    goals, measurable = reviewed_goals(facts), {number for number, *_ in measurable_goals(facts)}
    if len(outcome_rows(facts)):
        yield from _goals("verdicts", goals[goals["assessment"].isna() & ~goals.index.isin(measurable)])


@check("missing.measured")
def check_verdicts_without_value(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the verdicts whose measured value stands neither in the review nor in print."""
    goals, printed = reviewed_goals(facts), set(facts.year_rows("printed")["fact"])
    goals = goals[goals["assessment"].isin(VERDICTS) & goals["measured"].isna()]
    measures = (measuring_fact(facts, goal) for _, goal in goals.iterrows())
    yield from _goals("values", rows_where(goals, (fact and fact.id not in printed for fact in measures)))


def unreported_services(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Return the services that are paid for and have no status, with the rows of their components."""
    reported, components = set(facts.year_rows("service_status")["service"]), fee_components(facts)
    paid = components[components["service"].notna() & ~components["service"].isin(reported)]
    return {service: row_ids(rows) for service, rows in paid.groupby("service", sort=False)}


def _budget_decisions(facts: Facts) -> pd.DataFrame:
    rows = decisions_on(facts.data, "budget")
    return rows[rows["status"] == "decided"]


def _goals(key: str, goals: pd.DataFrame) -> Iterator[Remark]:
    """Yield one remark on some goals and their reviews."""
    rows = (row for number, goal in goals.iterrows() for row in (f"goals:{number}", goal["review"]) if row)
    count = "Ett" if len(goals) == 1 else len(goals)
    yield Remark(key, rows, count=count, goals=list(goals["text"]), texts=" ".join(goals["text"]))
