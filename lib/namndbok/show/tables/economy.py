"""Tables of the economy: outcome, budget, a part of the year, and forecasts."""

from collections.abc import Iterator

import pandas as pd

from namndbok.books import Book, PeriodBook
from namndbok.facts import (
    SIDES,
    budget_lines,
    budget_name,
    explanation_rows,
    latest_rows,
    line_name,
    mapped_budget_lines,
    outcome_rows,
    unit_of,
)
from namndbok.show.markup import AnchorLink, Content, Sentence, sourced_amount
from namndbok.show.narrative import NOTHING, Prose
from namndbok.show.sourced import SourcedRow, frame_rows
from namndbok.show.tables.table import Row, Table, sourced_table, year_table

PARTS = {"result": "Resultat", "income": "Intäkter", "cost": "Kostnader"}


def table_outcome(book: Book) -> Table:
    """Show income, cost and result (income − cost) by outcome line, with the board's explanations; kronor."""
    facts, said = book.facts, _explanations(book)
    rows = outcome_rows(facts)["line"]
    lines = []
    for line in rows:
        amounts = (facts[f"economy.line.{line}.{part}"] for part in PARTS)
        lines.append(Row((line_name(facts, line), *amounts, said.pop(line, None))))
    if lines:
        parts = tuple(part for sentence in said.values() for part in sentence.parts)
        rest = Sentence(parts) if said else None
        lines.append(Row(("Summa", *(facts[f"economy.{part}"] for part in PARTS), rest), total=True))
    headings = ("Verksamhet", *PARTS.values(), "Nämndens förklaring")
    return Table("t-outcome", "Resultat per verksamhet: intäkter − kostnader", headings, tuple(lines))


def _explanations(book: Book) -> dict[str | None, Sentence]:
    """Return the explanations of the whole year by the line that each is about, each leading to its row."""
    said: dict[str | None, list[Content]] = {}
    for row in frame_rows(book.data, explanation_rows(book.facts)):
        said.setdefault(row.raw("line"), []).extend((row.text, " ", AnchorLink("Källa", row.ref), " "))
    return {line: Sentence(tuple(parts[:-1])) for line, parts in said.items()}


def table_budget(book: Book) -> Table:
    """Show budgeted income and cost by budget line; kronor."""
    facts = book.facts
    lines = [
        Row((budget_name(facts, line), *(facts.get(f"budget.line.{line}.{side}") for side in SIDES)))
        for line in budget_lines(facts)
    ]
    if lines:
        lines.append(Row(("Summa", facts["budget.income"], facts["budget.cost"]), total=True))
    return Table("t-budget", "Budget per rad", ("Budgetrad", "Intäkter", "Kostnader"), tuple(lines))


def table_deviation(book: Book) -> Table:
    """Show outcome − budget by outcome line for income and cost, and the budget lines behind; kronor."""
    lines = list(_deviations(book)) if budget_lines(book.facts) else []
    headings = ("Verksamhet", "Utfall − budget", "Utfall", "Budget", "Rader i budgeten")
    return Table("t-deviation", "Utfall jämfört med budget, per verksamhet", headings, tuple(lines))


def _deviations(book: Book) -> Iterator[Row]:
    facts, outcome = book.facts, list(outcome_rows(book.facts)["line"])
    for line in outcome:
        names = ", ".join(mapped_budget_lines(facts, line)["name"]) or "utanför budgeten"
        for side, word in SIDES.items():
            ids = (f"deviation_{side}", side, f"budget_{side}")
            cells = (facts.get(f"economy.line.{line}.{id}") for id in ids)
            yield Row((f"{line_name(facts, line)}, {word}", *cells, names))
    outcome_of = facts.data.lookup("budget_lines", "budget_line", "outcome_line")
    for line in (line for line in budget_lines(facts) if outcome and outcome_of[line] not in outcome):
        for side, word in SIDES.items():
            name = budget_name(facts, line)
            yield Row((f"{name}, {word}", None, None, facts.get(f"budget.line.{line}.{side}"), "utan utfall"))
    for side, word in SIDES.items() if outcome else ():
        ids = (f"economy.deviation_{side}", f"economy.{side}", f"budget.{side}")
        yield Row((f"Summa {word}", *map(facts.get, ids), None), total=True)


def table_mapping(book: Book) -> Table:
    """Show which budget lines belong to which outcome line, and who says so."""

    def outcome_line(row: SourcedRow) -> str:
        return line_name(book.facts, row.raw("outcome_line"))

    columns = {
        "name": "Budgetrad",
        outcome_line: "Hör till utfallsraden",
        "basis": "Vem säger det",
        "note": "Varför",
    }
    lines = outcome_rows(book.facts)["line"]
    rows = [row for line in lines for row in frame_rows(book.data, mapped_budget_lines(book.facts, line))]
    return sourced_table("t-mapping", "Så hör budgetrader och utfallsrader ihop", rows, columns)


def table_explanations(book: Book) -> Table:
    """Show the board's explanations beside the result of the line that each is about."""
    lines = []
    for row in frame_rows(book.data, explanation_rows(book.facts)):
        line = row.raw("line")
        name, result = line and line_name(book.facts, line), book.facts.get(f"economy.line.{line}.result")
        lines.append(Row((row.text, name, result), source=row.ref))
    headings = ("Förklaring", "Gäller", "Radens resultat")
    return Table("t-explanations", "Nämndens förklaringar till resultatet", headings, tuple(lines))


def table_financing(book: Book) -> Table:
    """Show the parts of the financing and how each is distributed."""
    columns = {"name": "", "text": "", "distribution": ""}
    return year_table(book, "financing", "Så finansieras nämnden", columns)


def table_interim(book: PeriodBook) -> Table:
    """Show income, cost and result of the period beside the year's budget and forecast."""
    titles = {
        "interim": f"Utfall {book.period.months}",
        "budget": "Budget hela året",
        "forecast": "Prognos hela året",
    }
    lines = [
        Row((title, *(book.facts[f"{stage}.{part}"] for part in PARTS)))
        for stage, title in titles.items()
        if f"{stage}.result" in book.facts
    ]
    headings = ("Uppgift", *PARTS.values())
    return Table("t-interim", "Periodens utfall, årets budget och prognos", headings, tuple(lines))


def table_interim_lines(book: PeriodBook) -> Table | Prose:
    """Show outcome and forecast by line; nothing where the board reports as a whole."""
    outcome = latest_rows(book.facts, "outcome", "through")
    if len(outcome) < 2:
        return NOTHING
    forecast = latest_rows(book.facts, "forecast", "as_of")
    lines = (*_amounts(book, outcome, "utfall"), *_amounts(book, forecast, "prognos"))
    caption = "Periodens utfall och prognosen för året, per verksamhet"
    return Table("t-interim-lines", caption, ("Verksamhet", "Intäkter", "Kostnader"), lines)


def _amounts(book: PeriodBook, rows: pd.DataFrame, word: str) -> Iterator[Row]:
    unit = unit_of(rows)
    for number, row in rows.iterrows():
        source = f"{rows.index.name}:{number}"
        amounts = (sourced_amount(row[side], unit, source) for side in SIDES)
        yield Row((f"{line_name(book.facts, row['line'])}, {word}", *amounts), source=source)


def table_notes(book: PeriodBook) -> Table:
    """Show the board's notes on the deviations of the period."""
    rows = book.data.of_year("explanations", book.year)
    rows = rows[(rows["through"] == book.period.end) & rows["text"].notna()].sort_values("number")
    columns = {
        "text": "Notering",
        lambda row: line_name(book.facts, row.raw("line")) if row.raw("line") else None: "Gäller",
    }
    return sourced_table("t-notes", "Nämndens noteringar om avvikelser", frame_rows(book.data, rows), columns)


def table_forecast(book: Book) -> Table | Prose:
    """Show how the year turned out beside its latest forecast; nothing where one of them is missing."""
    ids = ("forecast.missed_{}", "economy.{}", "forecast.{}")
    lines = [
        Row((word, *(book.facts[id.format(part)] for id in ids)))
        for part, word in PARTS.items()
        if f"forecast.missed_{part}" in book.facts
    ]
    headings = ("Uppgift", "Utfall − prognos", "Utfall", "Prognos")
    caption = "Så gick året jämfört med den senaste prognosen"
    return Table("t-forecast", caption, headings, tuple(lines)) if lines else NOTHING
