"""Tables of a period of the year and of forecasts: outcome beside budget and forecast, and notes."""

from collections.abc import Iterator
from functools import partial

import pandas as pd

from namndbok.books import Book, PeriodBook
from namndbok.facts import SIDES, Facts, latest_rows, line_name, unit_of
from namndbok.show.markup import sourced_amount
from namndbok.show.narrative import NOTHING, Prose
from namndbok.show.sourced import SourcedRow, frame_rows
from namndbok.show.tables.table import Row, Table, sourced_table

PARTS = ("result", *SIDES)


def table_interim(book: PeriodBook) -> Table:
    """Show income, cost and result of the period beside the year's budget and forecast."""
    titles = {
        "interim": f"Utfall {book.period.months}",
        "budget": "Budget hela året",
        "forecast": "Prognos hela året",
    }
    lines = [
        Row((title, *(book.facts[f"{prefix}.{part}"] for part in PARTS)))
        for prefix, title in titles.items()
        if f"{prefix}.result" in book.facts
    ]
    headings = ("Uppgift", "Resultat", "Intäkter", "Kostnader")
    return Table("t-interim", "Periodens utfall, årets budget och prognos", headings, tuple(lines))


def table_interim_lines(book: PeriodBook) -> Table | Prose:
    """Show outcome and forecast by line; nothing where the board reports as a whole."""
    rows = latest_rows(book.facts, "outcome", "through")
    if len(rows) < 2:
        return NOTHING
    lines = [*_lines(book, rows, "utfall")]
    lines += _lines(book, latest_rows(book.facts, "forecast", "as_of"), "prognos")
    caption = "Periodens utfall och prognosen för året, per verksamhet"
    return Table("t-interim-lines", caption, ("Verksamhet", "Intäkter", "Kostnader"), tuple(lines))


def table_notes(book: PeriodBook) -> Table:
    """Show the board's notes on the deviations of the period."""
    rows = book.data.of_year("explanations", book.year)
    rows = rows[(rows["through"] == book.period.end) & rows["text"].notna()].sort_values("number")
    columns = {"text": "Notering", partial(_line, book.facts): "Gäller"}
    return sourced_table("t-notes", "Nämndens noteringar om avvikelser", frame_rows(book.data, rows), columns)


def table_forecast(book: Book) -> Table | Prose:
    """Show how the year turned out beside its latest forecast; nothing where one of them is missing."""
    words = {"result": "Resultat", "income": "Intäkter", "cost": "Kostnader"}
    ids = ("forecast.missed_{}", "economy.{}", "forecast.{}")
    lines = [
        Row((word, *(book.facts[id.format(part)] for id in ids)))
        for part, word in words.items()
        if f"forecast.missed_{part}" in book.facts
    ]
    headings = ("Uppgift", "Utfall − prognos", "Utfall", "Prognos")
    caption = "Så gick året jämfört med den senaste prognosen"
    return Table("t-forecast", caption, headings, tuple(lines)) if lines else NOTHING


def _line(facts: Facts, row: SourcedRow) -> str | None:
    return line_name(facts, row.raw("line")) if row.raw("line") else None


def _lines(book: PeriodBook, rows: pd.DataFrame, word: str) -> Iterator[Row]:
    unit = unit_of(rows)
    for number, row in rows.iterrows():
        source = f"{rows.index.name}:{number}"
        amounts = (sourced_amount(row[side], unit, source) for side in SIDES)
        yield Row((f"{line_name(book.facts, row['line'])}, {word}", *amounts), source=source)
