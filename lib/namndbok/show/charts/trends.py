"""Small charts over the years: a bar a year, unfilled for a part of a year, and words where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from namndbok.books import TrendBook, YearFigure
from namndbok.facts import body_names
from namndbok.show.charts.bars import Bar, Section, draw_sections
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.style import styled
from namndbok.show.markup import CalendarYear, Content
from namndbok.show.narrative import narrate
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import capital, listing

MISSING = "ingen uppgift"
LIMIT = 12
FEW = 8


@dataclass(frozen=True)
class Series:
    """What a chart is about: its facts, the first that a year has; what they are a part of; its words."""

    question: str
    over: str
    heading: str
    ids: tuple[str, ...]
    of: str = ""
    of_heading: str = ""
    needs: str = ""


SERIES = {
    "turnover": Series(
        "Hur stor är omsättningen?", "nämndens intäkter", "Intäkter", ("economy.income", "interim.income")
    ),
    "result": Series(
        "Hur stort är resultatet?", "nämndens resultat", "Resultat", ("economy.result", "interim.result")
    ),
    "goals": Series(
        "Hur många av årets mål nås?",
        "mål som nämnden har bedömt som uppnådda",
        "Uppnådda",
        ("goals.annual.met",),
        "goals.annual.total",
        "Alla mål",
        "goals.annual.judged",
    ),
    "indicators": Series(
        "Hur många av indikatorerna nås?",
        "indikatorer som nämnden har bedömt som uppnådda",
        "Uppnådda",
        ("goals.indicators.met",),
        "goals.indicators.total",
        "Alla indikatorer",
        "goals.indicators.judged",
    ),
    "fees": Series(
        "Hur mycket betalar kommunerna i avgifter genom nämndens budget?",
        "kommunernas avgifter i nämndens budget",
        "Avgifter",
        ("fees.budgeted.total",),
    ),
}
ADOPTION = "Hur många kommuner använder varje gemensam tjänst?"
ATTENDANCES = "Hur stor del av kommunerna är med på mötena?"


@styled
def chart_trend(book: TrendBook, name: str) -> Chart | NoChart:
    """Show a series of `SERIES` over the years, at most the last twelve."""
    series, id = SERIES[name], f"c-trend-{name}"
    points = book.figures(series.ids, series.of, series.needs)[-LIMIT:]
    if all(point.is_missing for point in points):
        return NoChart(id, series.question)
    headings = ("År", series.heading, *([series.of_heading] if series.of else []), "Gäller")
    rows = tuple(Row(_cells(point, bool(series.of))) for point in points)
    table = Table(f"{id}-table", f"Siffrorna år för år: {series.over}", headings, rows)
    shares = any(point.fact.unit == "ratio" for point in points if point.fact)
    finding = narrate("charts/trend", book, over=series.over, years=_whole_years(points)).text
    description = f"Liggande stapeldiagram över {series.over}. {_years(points)}"
    figure = draw_sections([Section([*map(_bar, points)])], reach=int(shares))
    return make_chart(figure, id, series.question, description, table, finding=finding)


@styled
def chart_adoptions(book: TrendBook) -> Chart | NoChart:
    """Show how many municipalities use each service over the years, if any year has a figure.

    They are counted on a day, never over a part of the year.
    """
    groups = {}
    for row in book.data["services"].sort_values("order", kind="stable").itertuples():
        points = book.figures([f"services.{row.service}.users"], f"services.{row.service}.of")[-LIMIT:]
        groups[row.name] = [replace(point, period=None) for point in points]
    headings = ("Tjänst", "År", "Använder", "Av", "Gäller")
    caption = "Kommuner som använder varje tjänst, år för år"
    return _grouped(book, "c-trend-adoption", ADOPTION, groups, caption, headings, "användningen av")


@styled
def chart_attendances(book: TrendBook) -> Chart | NoChart:
    """Show the attendance at the meetings of each body over the years, if any year has a figure."""
    groups = {
        capital(name): book.figures([f"attendance.{body}.share"])[-LIMIT:]
        for body, name in body_names(book.data).items()
    }
    headings, caption = ("Organ", "År", "Andel", "Gäller"), "Närvaron i varje organ, år för år"
    return _grouped(book, "c-trend-attendance", ATTENDANCES, groups, caption, headings, "närvaron i")


def _grouped(
    book: TrendBook,
    id: str,
    question: str,
    groups: dict[str, list[YearFigure]],
    caption: str,
    headings: tuple[str, ...],
    over: str,
) -> Chart | NoChart:
    """Show some groups over the years, those that have a figure; `over` says what each is about."""
    groups = {name: points for name, points in groups.items() if any(point.fact for point in points)}
    if not groups:
        return NoChart(id, question)
    of = "Av" in headings
    rows = [Row((name, *_cells(point, of))) for name, points in groups.items() for point in points]
    table = Table(f"{id}-table", caption, headings, tuple(rows))
    sections = [Section([*map(_bar, points)], name) for name, points in groups.items()]
    told = (f"{name}, {_years(points)}" for name, points in groups.items())
    description = " ".join([f"Liggande stapeldiagram över {over} {listing([*groups])}.", *told])
    whole = {name: years for name, points in groups.items() if len(years := _whole_years(points)) > 1}
    moved = {name: years[-1].fact.value - years[0].fact.value for name, years in whole.items()}
    rising, falling = ([name for name in moved if sign * moved[name] > 0] for sign in (1, -1))
    said = {"over": over.split(), "moved": moved, "rising": rising, "falling": falling}
    finding, figure = narrate("charts/trends", book, **said).text, draw_sections(sections, reach=int(not of))
    return make_chart(figure, id, question, description, table, finding=finding)


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
