"""Small charts over the years: a bar a year, unfilled for a part of a year, and words where there is none."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from namndbok.books import TrendBook, YearFigure
from namndbok.facts import body_names
from namndbok.show.charts.chart import Chart, chart_bars
from namndbok.show.charts.drawing import Bar, Section
from namndbok.show.markup import CalendarYear, sourced_rows
from namndbok.show.narrative import NOTHING, Prose
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import capital

# What a chart is about: its facts, the first that a year has; what they are a part of; its words.
SERIES = json.loads(Path(__file__).with_name("series.json").read_text(encoding="utf-8"))
LIMIT = 12


def chart_trend(book: TrendBook, name: str) -> Chart | Prose:
    """Show a series of `series.json` over the years, at most the last twelve.

    A series of `each` row of a table, such as each service, has a group of bars for each that has a figure.
    What is counted on a day is never over a part of the year.
    """
    series, groups = SERIES[name], {}
    for key, group in _keys(book, series.get("each", "")).items():
        ids, of = [id.format(key) for id in series["ids"]], series.get("of", "").format(key)
        points = book.figures(ids, of, series.get("needs", ""))[-LIMIT:]
        if any(point.fact for point in points):
            on_a_day = {"period": None} if "on_a_day" in series else {}
            groups[group] = [replace(point, **on_a_day) for point in points]
    if not groups:
        return NOTHING
    shares = any(point.fact and point.fact.unit == "ratio" for points in groups.values() for point in points)
    sections = [Section([*map(_bar, points)], group) for group, points in groups.items()]
    whole = {
        group: [point for point in points if point.fact and not point.period]
        for group, points in groups.items()
    }
    moved = {group: of[-1].fact.value - of[0].fact.value for group, of in whole.items() if len(of) > 1}
    rising, falling = ([group for group in moved if sign * moved[group] > 0] for sign in (1, -1))
    context = {"series": series, "groups": groups, "moved": moved, "rising": rising, "falling": falling}
    return chart_bars(
        "trends" if "each" in series else "trend",
        book,
        sections,
        reach=int(shares),
        numbers=_table(name, groups),
        id=f"c-trend-{name}",
        **context,
    )


def chart_adoptions(book: TrendBook) -> Chart | Prose:
    """Show how many municipalities use each service over the years, if any year has a figure."""
    return chart_trend(book, "adoption")


def chart_attendances(book: TrendBook) -> Chart | Prose:
    """Show the attendance at the meetings of each body over the years, if any year has a figure."""
    return chart_trend(book, "attendance")


def _keys(book: TrendBook, table: str) -> Mapping[str, str]:
    """Return what a series is of by code: the rows of a table, or the board as a whole, which has no name."""
    if table == "bodies":
        return {body: capital(name) for body, name in body_names(book.data).items()}
    return (
        {row.raw("service"): row.raw("name") for row in sourced_rows(book.data, table)} if table else {"": ""}
    )


def _table(name: str, groups: Mapping[str, Sequence[YearFigure]]) -> Table:
    """Return the numbers behind a chart; a column that the series does not have is left out."""
    series, rows = SERIES[name], []
    headings = (series.get("each_heading"), "År", series["heading"], series.get("of_heading"), "Gäller")
    for group, points in groups.items():
        for point in points:
            cells = (group, CalendarYear(point.year), point.fact, point.whole, point.extent)
            rows.append(Row(tuple(cell for cell, heading in zip(cells, headings, strict=True) if heading)))
    caption = series.get("caption") or f"Siffrorna år för år: {series['over']}"
    return Table(f"c-trend-{name}-table", caption, tuple(filter(None, headings)), tuple(rows))


def _bar(point: YearFigure) -> Bar:
    """Make a year's bar, hollow for a part of the year."""
    if point.is_missing:
        return Bar(str(point.year), 0, point.extent, missing=True)
    parts = (point.fact.display, f" av {point.whole.display}" if point.whole else "")
    label = "".join((*parts, f", {point.period.short_months}" if point.period else ""))
    whole = point.whole.value if point.whole else 0
    return Bar(str(point.year), point.fact.value, label, whole=whole, hollow=bool(point.period))
