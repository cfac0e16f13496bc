"""Small charts over the years: a bar a year, unfilled for a part of a year, and words where there is none."""

import json
from collections.abc import Mapping
from pathlib import Path

from namndbok.books import TrendBook, YearFigure
from namndbok.facts import body_names
from namndbok.show.charts.chart import Chart, chart_bars
from namndbok.show.charts.drawing import Bar, Section
from namndbok.show.markup import CalendarYear, sourced_rows
from namndbok.show.narrative import Prose
from namndbok.show.tables.table import Row, Table, preset
from namndbok.swedish import capital

# What a chart is about: its facts, the first that a year has; what they are a part of; its words.
SERIES = json.loads(Path(__file__).with_name("series.json").read_text(encoding="utf-8"))
LIMIT = 12


def chart_trend(book: TrendBook, name: str) -> Chart | Prose:
    """Show a series of `series.json` over the years, at most the last twelve.

    A series of `each` row of a table, such as each service, has a group of bars for each that has a figure.
    What is counted on a day is never over a part of the year.
    """
    series, groups, sections, rows, moved = SERIES[name], {}, [], [], {}
    first = 0 if "each" in series else 1  # the board as a whole has no name, and no column for it
    for key, group in _keys(book, series.get("each", "")).items():
        ids, of = [id.format(key) for id in series["ids"]], series.get("of", "").format(key)
        points = book.figures(ids, of, series.get("needs", ""), on_a_day="on_a_day" in series)[-LIMIT:]
        if any(point.fact for point in points):
            groups[group] = points
            sections.append(Section([*map(_bar, points)], group))
            for point in points:
                cells = (group, CalendarYear(point.year), point.fact, point.whole, point.extent)
                rows.append(Row(cells[first:]))
            values = [point.fact.value for point in points if point.fact and not point.period]
            moved |= {group: values[-1] - values[0]} if len(values) > 1 else {}
    rising, falling = ([group for group in moved if sign * moved[group] > 0] for sign in (1, -1))
    context = {"series": series, "groups": groups, "moved": moved, "rising": rising, "falling": falling}
    units = {point.fact.unit for points in groups.values() for point in points if point.fact}
    headings = (series.get("each_heading"), "År", series["heading"], series.get("of_heading"), "Gäller")
    caption = series.get("caption") or f"Siffrorna år för år: {series['over']}"
    table = Table(f"c-trend-{name}-table", caption, headings[first:], tuple(rows))
    kind, look = "trends" if "each" in series else "trend", {"reach": int("ratio" in units)}
    return chart_bars(kind, book, sections, numbers=table, id=f"c-trend-{name}", **look, **context)


chart_adoptions = preset(chart_trend, "Show how many municipalities use each service.", name="adoption")
chart_attendances = preset(chart_trend, "Show the attendance at each body's meetings.", name="attendance")


def _keys(book: TrendBook, table: str) -> Mapping[str, str]:
    """Return what a series is of by code: the rows of a table, or the board as a whole, which has no name."""
    if table == "bodies":
        return {body: capital(name) for body, name in body_names(book.data).items()}
    return (
        {row.raw("service"): row.raw("name") for row in sourced_rows(book.data, table)} if table else {"": ""}
    )


def _bar(point: YearFigure) -> Bar:
    """Make a year's bar, hollow for a part of the year."""
    if not point.fact:
        return Bar(str(point.year), 0, point.extent, missing=True)
    parts = (point.fact.display, f" av {point.whole.display}" if point.whole else "")
    label = "".join((*parts, f", {point.period.short_months}" if point.period else ""))
    whole = point.whole.value if point.whole else 0
    return Bar(str(point.year), point.fact.value, label, whole=whole, hollow=bool(point.period))
