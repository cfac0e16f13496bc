"""Small charts over the years: a bar a year, unfilled for a part of a year, and words where there is none."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from namndbok.books import TrendBook, YearFigure
from namndbok.facts import body_names
from namndbok.show.charts.bars import Bar, Section, chart_bars
from namndbok.show.charts.chart import Chart
from namndbok.show.markup import CalendarYear, Content
from namndbok.show.narrative import NOTHING, Prose
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import capital

MISSING = "ingen uppgift"
LIMIT = 12
FEW = 8


@dataclass(frozen=True)
class Series:
    """What a chart is about: its facts, the first that a year has; what they are a part of; its words."""

    question: str
    over: str
    heading: str
    ids: Sequence[str]
    of: str = ""
    of_heading: str = ""
    needs: str = ""


FILE = Path(__file__).with_name("series.json")
SERIES = {name: Series(**said) for name, said in json.loads(FILE.read_text(encoding="utf-8")).items()}


def chart_trend(book: TrendBook, name: str) -> Chart | Prose:
    """Show a series of `SERIES` over the years, at most the last twelve."""
    series, id = SERIES[name], f"c-trend-{name}"
    points = book.figures(series.ids, series.of, series.needs)[-LIMIT:]
    if all(point.is_missing for point in points):
        return NOTHING
    headings = ("År", series.heading, *([series.of_heading] if series.of else []), "Gäller")
    rows = tuple(Row(_cells(point, bool(series.of))) for point in points)
    table = Table(f"{id}-table", f"Siffrorna år för år: {series.over}", headings, rows)
    shares = any(point.fact.unit == "ratio" for point in points if point.fact)
    context = {"series": series, "years": _whole_years(points), "figures": _years(points)}
    return chart_bars(
        "trend", book, [Section([*map(_bar, points)])], table, reach=int(shares), id=id, **context
    )


def chart_adoptions(book: TrendBook) -> Chart | Prose:
    """Show how many municipalities use each service over the years, if any year has a figure.

    They are counted on a day, never over a part of the year.
    """
    groups = {}
    for row in book.data["services"].sort_values("order", kind="stable").itertuples():
        points = book.figures([f"services.{row.service}.users"], f"services.{row.service}.of")[-LIMIT:]
        groups[row.name] = [replace(point, period=None) for point in points]
    caption = "Kommuner som använder varje tjänst, år för år"
    headings = ("Tjänst", "År", "Använder", "Av", "Gäller")
    question = "Hur många kommuner använder varje gemensam tjänst?"
    return _chart_groups(
        book, "adoption", groups, caption, headings, question=question, phrase="användningen av"
    )


def chart_attendances(book: TrendBook) -> Chart | Prose:
    """Show the attendance at the meetings of each body over the years, if any year has a figure."""
    groups = {
        capital(name): book.figures([f"attendance.{body}.share"])[-LIMIT:]
        for body, name in body_names(book.data).items()
    }
    caption, headings = "Närvaron i varje organ, år för år", ("Organ", "År", "Andel", "Gäller")
    question = "Hur stor del av kommunerna är med på mötena?"
    return _chart_groups(
        book, "attendance", groups, caption, headings, question=question, phrase="närvaron i"
    )


def _chart_groups(
    book: TrendBook,
    name: str,
    groups: Mapping[str, Sequence[YearFigure]],
    caption: str,
    headings: tuple[str, ...],
    **context: str,
) -> Chart | Prose:
    """Show some groups over the years, those that have a figure."""
    groups = {name: points for name, points in groups.items() if any(point.fact for point in points)}
    if not groups:
        return NOTHING
    id, of = f"c-trend-{name}", "Av" in headings
    rows = [Row((name, *_cells(point, of))) for name, points in groups.items() for point in points]
    table = Table(f"{id}-table", caption, headings, tuple(rows))
    sections = [Section([*map(_bar, points)], name) for name, points in groups.items()]
    figures = " ".join(f"{name}, {_years(points)}" for name, points in groups.items())
    whole = {name: years for name, points in groups.items() if len(years := _whole_years(points)) > 1}
    moved = {name: years[-1].fact.value - years[0].fact.value for name, years in whole.items()}
    rising, falling = ([name for name in moved if sign * moved[name] > 0] for sign in (1, -1))
    found = {"groups": [*groups], "figures": figures, "moved": moved, "rising": rising, "falling": falling}
    return chart_bars("trends", book, sections, table, reach=int(not of), id=id, **context, **found)


def _whole_years(points: Sequence[YearFigure]) -> list[YearFigure]:
    """Return the years that have a figure for the whole year."""
    return [point for point in points if not point.is_missing and not point.period]


def _cells(point: YearFigure, of: bool) -> tuple[Content, ...]:
    return (CalendarYear(point.year), point.fact, *([point.whole] if of else []), point.extent)


def _bar(point: YearFigure) -> Bar:
    """Make a year's bar, hollow for a part of the year."""
    if point.is_missing:
        return Bar(str(point.year), 0, MISSING, missing=True)
    label = f"{_words(point)}, {point.period.short_months}" if point.period else _words(point)
    whole = point.whole.value if point.whole else 0
    return Bar(str(point.year), point.fact.value, label, whole=whole, hollow=bool(point.period))


def _words(point: YearFigure) -> str:
    if point.is_missing:
        return MISSING
    return f"{point.fact.display} av {point.whole.display}" if point.whole else point.fact.display


def _years(points: Sequence[YearFigure]) -> str:
    """Say what the years have, all or the first and the last of many, and which of them is at either end."""
    figures = []
    for point in points if len(points) <= FEW else [points[0], points[-1]]:
        months = f" ({point.period.months})" if point.period and not point.is_missing else ""
        figures.append(f"{point.year}: {_words(point)}{months}")
    whole = sorted(_whole_years(points), key=lambda point: point.fact.value)
    ends = f" Högst är {whole[-1].year}, lägst {whole[0].year}." if len(whole) > 2 else ""
    return f"{'; '.join(figures)}.{ends}"
