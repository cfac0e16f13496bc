"""Checks of what is missing behind a budget: its decision, its amounts, its split and its lines."""

import re
from collections.abc import Iterator

from namndbok.checks.check import Remark, check
from namndbok.facts import (
    Facts,
    budget_lines,
    budget_name,
    fee_components,
    line_name,
    mapped_budget_lines,
    outcome_rows,
    row_ids,
)
from namndbok.swedish import day, listing

BUDGET = re.compile(r"budget\D*(\d{4})\b", re.IGNORECASE)


@check(
    "missing.budget_decision",
    asks="Finns beslutet om årets budget?",
    why="Utan beslut går det inte att veta vilken budget som gäller.",
    blind="Beslut vars rubrik inte nämner budget och år.",
    needs="budget",
)
def check_budget_decision(facts: Facts) -> Iterator[Remark]:
    """Yield a remark when the year has a budget and no decision that names it."""
    rows = facts.year_rows("budget")
    named = [found[1] for title in facts.data["decisions"]["title"] if (found := BUDGET.search(title))]
    if len(rows) and str(facts.year) not in named:
        detail = (
            f"Budgeten för {facts.year} finns i tabellen, men inget beslut om den, med datum och paragraf."
        )
        yield Remark("budget", "Beslut om budgeten saknas", detail, row_ids(rows), "ett beslut", "saknas")


@check(
    "missing.budget_anchor",
    asks="Har beslutet om årets budget datum, paragraf och ärendenummer?",
    why="Ett beslut utan paragraf och ärendenummer går inte att slå upp.",
    blind="Om paragrafen och numret är de rätta.",
)
def check_budget_anchor(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each decision on the year's budget without paragraph or case number."""
    for number, row in facts.data["decisions"].iterrows():
        named = BUDGET.search(row["title"])
        columns = {"paragraph": "paragraf", "case_number": "ärendenummer"}
        lacking = [word for column, word in columns.items() if not row[column]]
        if named and int(named[1]) == facts.year and lacking:
            words, rows = listing(lacking), (f"decisions:{number}",)
            detail = f"Beslutet {day(row['date'])} om {row['title']} saknar {words}."
            yield Remark(
                row["decision"], "Budgetbeslut utan fullständig hänvisning", detail, rows, words, "saknas"
            )


@check(
    "missing.budget_figures",
    asks="Finns beloppen i varje budget som nämnden har beslutat under året?",
    why="Ett beslut om en budget vars belopp inte finns går inte att följa upp.",
    blind="Beslut vars rubrik inte är budget och år.",
)
def check_budget_figures(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each decision of the year on a budget that has no rows."""
    for number, row in facts.data["decisions"].iterrows():
        named = BUDGET.search(row["title"])
        if named and row["date"].year == facts.year and facts.data.of_year("budget", int(named[1])).empty:
            rows, title = (f"decisions:{number}",), f"Beslutad budget utan belopp: {row['title']}"
            detail = (
                f"Nämnden beslutade {day(row['date'])} om {row['title']}, men underlaget har inga belopp."
            )
            yield Remark(named[1], title, detail, rows, "belopp", "saknas", severity="info")


@check(
    "missing.split",
    asks="Har varje budgetrad en fördelning per kommun?",
    why="Kommunerna ska kunna se vad de betalar för.",
    blind="Om fördelningen är riktig, och år som inte är slut.",
    needs="fees budget",
)
def check_splits(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the budget lines that no fee component pays, once the year is over."""
    rows, paid = facts.year_rows("budget"), set(fee_components(facts)["budget_line"])
    lines = [line for line in budget_lines(facts) if line not in paid]
    if len(outcome_rows(facts)) and lines:
        named, where = (
            listing([budget_name(facts, line) for line in lines]),
            row_ids(rows[rows["line"].isin(lines)]),
        )
        title, detail = f"Budgetrad utan fördelning: {named}", f"Ingen avgiftstabell hör till {named}."
        yield Remark("lines", title, detail, tuple(where), "en fördelning", "saknas")


@check(
    "missing.mapping",
    asks="Säger dokumentet vilka budgetrader som hör till varje rad i utfallet?",
    why="En budgetrad utan egen rad i utfallet kan inte följas upp för sig.",
    blind="Om kopplingen är den rätta.",
    needs="budget outcome",
)
def check_mapping(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on outcome lines with several budget lines that the workbook itself has put there."""
    several = {}
    for line in outcome_rows(facts)["line"]:
        own = mapped_budget_lines(facts, line)
        if len(own) > 1 and "own" in set(own["basis"]):
            several[line_name(facts, line)] = own
    if several:
        told = [f"{name}: {listing(list(own['name']))}" for name, own in several.items()]
        detail = (
            f"Kopplingen är arbetsbokens tolkning, eftersom dokumentet inte säger den. {'. '.join(told)}."
        )
        rows = tuple(row for own in several.values() for row in row_ids(own))
        title = f"Flera budgetrader på en rad i utfallet: {listing(list(several))}"
        yield Remark("lines", title, detail, rows, "dokumentets koppling", "egen tolkning", severity="info")
