"""Tables of a part of the year: forecasts with what is already known, outcome beside budget, notes."""

from collections.abc import Iterator

import pandas as pd

from namndbok.books import Book, PeriodBook
from namndbok.facts import (
    GOAL_LEVELS,
    OUTLOOK_WORDS,
    SIDES,
    goal_outlook,
    latest_rows,
    line_name,
    measuring_fact,
    reviewed_goals,
    unit_of,
)
from namndbok.show.markup import SourcedText, sourced_amount
from namndbok.show.narrative import Prose
from namndbok.show.sourced import SourcedRow, frame_rows
from namndbok.show.tables.table import Row, Table

PARTS = ("result", *SIDES)
CAPTIONS = {
    "annual": "Årets mål: prognos och vad som redan är känt",
    "indicator": "Indikatorer: prognos och vad som redan är känt",
}
NOTHING = Prose("", "")


def table_outlook(book: PeriodBook, level: str) -> Table:
    """Show each goal of a level: forecast, what is already known of it, measured value, rule and comment."""
    table = reviewed_goals(book.facts)
    lines = [_outlook(book, number, goal) for number, goal in table[table["level"] == level].iterrows()]
    first = "Mål" if level == "annual" else "Indikator"
    headings = (first, "Prognos", "Redan känt", "Hittills", "Regel", "Kommentar")
    return Table(f"t-{GOAL_LEVELS[level].replace('.', '-')}", CAPTIONS[level], headings, tuple(lines))


def table_interim(book: PeriodBook) -> Table:
    """Show income, cost and result of the period beside the year's budget and forecast."""
    titles = {"interim": f"Utfall {book.period.months}", "budget": "Budget hela året"}
    titles["forecast"] = "Prognos hela året"
    lines = [
        Row((title, *(book.facts[f"{at}.{part}"] for part in PARTS)))
        for at, title in titles.items()
        if f"{at}.result" in book.facts
    ]
    headings = ("Uppgift", "Resultat", "Intäkter", "Kostnader")
    return Table("t-interim", "Periodens utfall, årets budget och prognos", headings, tuple(lines))


def table_interim_lines(book: PeriodBook) -> Table | Prose:
    """Show outcome and forecast by line; nothing where the board reports as a whole."""
    rows = latest_rows(book.facts, "outcome", "through")
    if len(rows) < 2:
        return NOTHING
    lines = [*_lines(book, rows, "outcome", "utfall")]
    lines += _lines(book, latest_rows(book.facts, "forecast", "as_of"), "forecast", "prognos")
    caption = "Periodens utfall och prognosen för året, per verksamhet"
    return Table("t-interim-lines", caption, ("Verksamhet", "Intäkter", "Kostnader"), tuple(lines))


def table_notes(book: PeriodBook) -> Table:
    """Show the board's notes on the deviations of the period."""
    rows = book.data.of_year("explanations", book.year)
    rows = rows[(rows["through"] == book.period.end) & rows["text"].notna()].sort_values("number")
    lines = [
        Row((row.text, line_name(book.facts, row.raw("line")) if row.raw("line") else None), source=row.ref)
        for row in frame_rows(book.data, "explanations", rows)
    ]
    headings = ("Notering", "Gäller")
    return Table("t-notes", "Nämndens noteringar om avvikelser", headings, tuple(lines))


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


def table_forecast_goals(book: Book) -> Table | Prose:
    """Show the verdict of each goal beside its latest forecast; nothing where no goal has both."""
    lines = list(_both(book))
    headings = ("Mål", "Bedömning", "Prognos", "Prognosens dag")
    caption = "Målens bedömning jämförd med den senaste prognosen"
    return Table("t-forecast-goals", caption, headings, tuple(lines)) if lines else NOTHING


def _outlook(book: PeriodBook, number: int, goal: pd.Series) -> Row:
    own = SourcedRow(book.data, "goals", number)
    forecast = book.data.label("goal_reviews", "assessment", goal["assessment"]) or "ingen prognos"
    known, value = goal_outlook(book.facts, goal), measuring_fact(book.facts, goal)
    comment = SourcedText(goal["comment"], goal["review"]) if goal["comment"] else None
    return Row((own.text, forecast, OUTLOOK_WORDS[known], value, own.rule, comment), source=own.ref)


def _lines(book: PeriodBook, rows: pd.DataFrame, table: str, word: str) -> Iterator[Row]:
    unit = unit_of(rows)
    for number, row in rows.iterrows():
        ref, name = f"{table}:{number}", line_name(book.facts, row["line"])
        yield Row((f"{name}, {word}", *(sourced_amount(row[side], unit, ref) for side in SIDES)), source=ref)


def _both(book: Book) -> Iterator[Row]:
    reviews = book.data.of_year("goal_reviews", book.year)
    for number, goal in reviewed_goals(book.facts).iterrows():
        before = reviews[(reviews["goal"] == goal["goal"]) & (reviews["kind"] == "forecast")]
        if goal["kind"] == "verdict" and goal["assessment"] and len(before):
            own, forecast = SourcedRow(book.data, "goals", number), _latest(before)
            words = (_assessed(book, goal["assessment"]), _assessed(book, forecast["assessment"]))
            yield Row((own.text, *words, forecast["through"]), source=own.ref)


def _latest(reviews: pd.DataFrame) -> pd.Series:
    return reviews.sort_values("through", kind="stable").iloc[-1]


def _assessed(book: Book, code: str | None) -> str:
    return book.data.label("goal_reviews", "assessment", code) or "ingen bedömning"
