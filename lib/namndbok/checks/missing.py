"""Checks of what is missing: tables, decisions, splits, results of controls, verdicts and values of goals."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from namndbok.checks.check import CHECKS, Remark, Severity, check
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
from namndbok.swedish import capital, day, display, listing, plural, words

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
    if len(rows):
        title = f"{capital(words(len(rows)))} {plural(len(rows), 'påstående', 'påståenden')} utan underlag"
        detail = f"Ingen tabell ger talen. {' '.join(rows['text'])}"
        claimed = listing([_shown_claim(claim) for claim in rows.itertuples()])
        yield Remark("claims", title, detail, row_ids(rows), "ett underlag", claimed, severity="info")


@check("missing.distribution")
def check_distribution(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each part of the financing without a distribution."""
    for number, row in facts.year_rows("financing").iterrows():
        if not row["distribution"]:
            title, rows = f"Finansiering utan fördelning: {row['name']}", (f"financing:{number}",)
            detail = f"Det står inte hur {row['name']} fördelas mellan kommunerna."
            yield Remark(str(row["number"]), title, detail, rows, "en fördelning", "saknas", severity="info")


@check("missing.tables")
def check_tables(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the tables that have no rows of the year, or no earlier ones, to be checked."""
    needed = {table for check in CHECKS.values() for table in check.needs}
    compared = {table for check in CHECKS.values() for table in check.before}
    lacking = {table for table in needed if not _has_rows(facts, table)}
    new = {table for table in compared if min(facts.data[table]["year"], default=facts.year) >= facts.year}
    idle = [id for id, check in CHECKS.items() if lacking & {*check.needs} or new & {*check.before}]
    rows = row_ids(facts.year_rows("outcome")) or row_ids(facts.year_rows("budget"))
    if idle and rows:
        none = [f"rader för {facts.year}: {_titles(facts, lacking)}"] if lacking else []
        none += [f"rader för något tidigare år: {_titles(facts, new)}"] if new else []
        title = f"{len(idle)} {plural(len(idle), 'kontroll', 'kontroller')} kan inte göras"
        idle_checks = f"Därför har de här inget att pröva: {listing(idle)}."
        detail = f"Underlaget har inga {'; inga '.join(none)}. {idle_checks}"
        key = "-".join((*sorted(lacking), *(f"before-{table}" for table in sorted(new))))
        yield Remark(key, title, detail, rows, "rader", "saknas", severity="info")


@check("missing.outcome")
def check_outcome(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on an outcome without any amount."""
    rows = facts.year_rows("outcome")
    if len(rows) and not rows[["income", "cost"]].to_numpy().any():
        detail = f"Varje rad i utfallet för {facts.year} har noll kronor i intäkter och kostnader."
        yield Remark("outcome", "Utfallet är inte ifyllt", detail, row_ids(rows), "belopp", "0 kr")


@check("missing.budget_decision")
def check_budget_decision(facts: Facts) -> Iterator[Remark]:
    """Yield a remark when the year has a budget and no decision on it; a proposal is none."""
    rows = facts.year_rows("budget")
    if len(rows) and facts.year not in set(_budget_decisions(facts)["year"]):
        title, about = "Beslut om budgeten saknas", f"Budgeten för {facts.year} finns i tabellen"
        detail = f"{about}, men inget beslut om den, med datum och paragraf."
        yield Remark("budget", title, detail, row_ids(rows), "ett beslut", "saknas")


@check("missing.budget_anchor")
def check_budget_anchor(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each decision on the year's budget without paragraph or case number."""
    for number, row in _budget_decisions(facts).iterrows():
        lacking = listing([word for column, word in ANCHORS.items() if not row[column]])
        if lacking and row["year"] == facts.year:
            title, rows = "Budgetbeslut utan fullständig hänvisning", (f"decisions:{number}",)
            detail = f"Beslutet {day(row['date'])} om {row['title']} saknar {lacking}."
            yield Remark(row["decision"], title, detail, rows, lacking, "saknas")


@check("missing.budget_figures")
def check_budget_figures(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each decision of the year on a budget that has no rows."""
    for number, row in _budget_decisions(facts).iterrows():
        if row["date"].year == facts.year and facts.data.of_year("budget", row["year"]).empty:
            when, name, year = day(row["date"]), row["title"], row["year"]
            detail = f"Nämnden beslutade {when} om {name}, men underlaget har inga belopp."
            title, rows = f"Beslutad budget utan belopp: {name}", (f"decisions:{number}",)
            yield Remark(str(year), title, detail, rows, "belopp", "saknas", severity="info")


@check("missing.plan_decision")
def check_plan_decision(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each table with rows that the year took over and nobody has decided."""
    for table, schema in facts.data.package.tables.items():
        if undecided := facts.data.undecided(table):
            rows = facts.year_rows(table)
            rows = rows[rows.index.isin(undecided)]
            title = f"Inte beslutat för {facts.year}: {schema.title}"
            detail = f"{len(rows)} rader är förda vidare från året före och väntar på nämndens beslut."
            if len(rows):
                yield Remark(table, title, detail, row_ids(rows), "ett beslut", "saknas")


@check("missing.recipient")
def check_recipients(facts: Facts) -> Iterator[Remark]:
    """Yield one remark for each of the year's meetings on the decisions that are sent to nobody."""
    for when in [when for when, year in meeting_years(facts.data).items() if year == facts.year]:
        cases = cases_on(facts.data, when)
        cases = cases[(cases["status"] == "decided") & cases["recipients"].isna()]
        if len(cases):
            title = f"{capital(words(len(cases)))} beslut den {day(when)} utan mottagare"
            detail = f"Det står inte vem som ska få {plural(len(cases), 'beslutet', 'besluten')}: "
            detail += f"{listing(list(cases['title']))}."
            yield Remark(f"{when}", title, detail, row_ids(cases), "en mottagare", "saknas", severity="info")


@check("missing.split")
def check_splits(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the budget lines that no fee component pays, once the year is over."""
    rows, paid = facts.year_rows("budget"), set(fee_components(facts)["budget_line"])
    lines = [line for line in budget_lines(facts) if line not in paid]
    if len(outcome_rows(facts)) and lines:
        named = listing([budget_name(facts, line) for line in lines])
        title, detail = f"Budgetrad utan fördelning: {named}", f"Ingen avgiftstabell hör till {named}."
        unpaid = row_ids(rows[rows["line"].isin(lines)])
        yield Remark("lines", title, detail, unpaid, "en fördelning", "saknas")


@check("missing.mapping")
def check_mapping(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on outcome lines with several budget lines that the workbook itself has put there."""
    mapped = {line: mapped_budget_lines(facts, line) for line in outcome_rows(facts)["line"]}
    several = {
        line_name(facts, line): lines
        for line, lines in mapped.items()
        if len(lines) > 1 and "own" in set(lines["basis"])
    }
    if several:
        pairs = ". ".join(f"{name}: {listing(list(lines['name']))}" for name, lines in several.items())
        detail = f"Kopplingen är arbetsbokens tolkning, eftersom dokumentet inte säger den. {pairs}."
        rows = tuple(row for lines in several.values() for row in row_ids(lines))
        title = f"Flera budgetrader på en rad i utfallet: {listing(list(several))}"
        yield Remark("lines", title, detail, rows, "dokumentets koppling", "egen tolkning", severity="info")


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
            noun = plural(len(controls), "Kontrollmoment", "Kontrollmomenten")
            named = f"{noun} {listing([str(number) for number in controls['number']])}"
            title = f"{named} är inte {plural(len(controls), 'redovisat', 'redovisade')}"
            results = listing([RESULTS[column] for column in columns.split("-")])
            detail = f"{named} saknar {results}: {' '.join(controls['risk'])}"
            yield Remark(columns, title, detail, row_ids(controls), results, "saknas")


@check("missing.recommendation")
def check_recommendations(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each recommendation or remark of an earlier year that no row says is acted on.

    In the year in which the board answers there is nothing more to ask.
    """
    table, decisions = facts.data["recommendations"], facts.data["decisions"]
    decided = {row.decision: row.date.year for row in decisions.itertuples()}
    rows = table[(table["status"] != "done") & (table["year"] < facts.year)]
    new = (row.status == "answered" and decided.get(row.decision) == facts.year for row in rows.itertuples())
    rows = rows_where(rows, (not answered for answered in new))
    for (year, number), same in rows.groupby(["year", "number"], sort=True):
        first = same.iloc[0]
        status = facts.data.label("recommendations", "status", first["status"]).lower()
        detail = f"Synpunkten är {status}, men ingen uppgift visar att den är åtgärdad: {first['text']}"
        title, key = f"Revisorernas synpunkt {number} för {year} är inte åtgärdad", f"{year}-{number}"
        severity = "warning" if first["kind"] == "recommendation" else "info"
        yield Remark(key, title, detail, row_ids(same), "åtgärdad", status, severity=severity)


@check("missing.service_status")
def check_service_status(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each service with fees and no status for the year."""
    for service, rows in unreported_services(facts).items():
        name = service_names(facts)[service]
        detail = f"{name} har avgifter {facts.year} men ingen lägesrapport."
        yield Remark(service, f"Tjänst utan lägesrapport: {name}", detail, rows, "en lägesrapport", "saknas")


@check("missing.measure")
def check_measures(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the annual goals and indicators that have neither rule nor threshold."""
    goals = reviewed_goals(facts)
    goals = goals[goals["rule"].isna() & goals["threshold"].isna()]
    yield from _goals(goals, "rules", "utan regel och gräns", "en regel eller gräns", "info")


@check("missing.verdict")
def check_goals_without_verdict(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the goals without a verdict that the tables cannot measure either."""
    goals, measurable = reviewed_goals(facts), {number for number, *_ in measurable_goals(facts)}
    goals = goals[goals["assessment"].isna() & ~goals.index.isin(measurable)]
    if len(outcome_rows(facts)):
        yield from _goals(goals, "verdicts", "utan bedömning", "en bedömning", "warning")


@check("missing.measured")
def check_verdicts_without_value(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the verdicts whose measured value stands neither in the review nor in print."""
    goals, printed = reviewed_goals(facts), set(facts.year_rows("printed")["fact"])
    goals = goals[goals["assessment"].isin(VERDICTS) & goals["measured"].isna()]
    measures = (measuring_fact(facts, goal) for _, goal in goals.iterrows())
    goals = rows_where(goals, (fact and fact.id not in printed for fact in measures))
    yield from _goals(goals, "values", "bedömda utan värde", "värdet som avgör", "info")


def unreported_services(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Return the services that are paid for and have no status, with the rows of their components."""
    reported, components = set(facts.year_rows("service_status")["service"]), fee_components(facts)
    paid = components[components["service"].notna() & ~components["service"].isin(reported)]
    return {service: row_ids(rows) for service, rows in paid.groupby("service", sort=False)}


def _shown_claim(claim: Any) -> str:
    """Write a claim's value, or its two ends."""
    ends = [claim.value] + ([claim.value_high] if claim.value_high not in (None, claim.value) else [])
    return "–".join(display(end, claim.unit) for end in ends)


def _has_rows(facts: Facts, table: str) -> bool:
    rows = facts.data[table]
    return not (facts.year_rows(table) if "year" in rows else rows).empty


def _titles(facts: Facts, tables: set[str]) -> str:
    return listing([facts.data.package.tables[table].title for table in sorted(tables)])


def _budget_decisions(facts: Facts) -> pd.DataFrame:
    rows = decisions_on(facts.data, "budget")
    return rows[rows["status"] == "decided"]


def _goals(goals: pd.DataFrame, key: str, what: str, expected: str, severity: Severity) -> Iterator[Remark]:
    if len(goals):
        title = f"{len(goals)} mål {what}" if len(goals) > 1 else f"Ett mål {what}"
        detail = f"{plural(len(goals), 'Målet', 'Målen')}: {' '.join(goals['text'])}"
        pairs = ((f"goals:{number}", review) for number, review in goals["review"].items())
        rows = tuple(row for pair in pairs for row in pair if row)
        yield Remark(key, title, detail, rows, expected, "saknas", severity=severity)
