"""Small charts over the years: a bar a year, unfilled for a part of a year, and words where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from namndbok.books import Point, TrendBook
from namndbok.facts import Fact
from namndbok.show.charts.bars import BELOW, GAP, THICK
from namndbok.show.charts.canvas import WIDTH, Canvas, Place, scale
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.lettering import BASE, wrap
from namndbok.show.charts.lettering import width as wide
from namndbok.show.charts.svg import ACCENT, MAIN, MUTED, PAPER
from namndbok.show.markup import Content, Year
from namndbok.show.tables.table import Row, Table

MISSING = "uppgift saknas"
MOST = 12
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
    "attendance-board": Series(
        "Hur stor del av kommunerna är med på nämndens möten?",
        "närvaron i nämnden",
        "Andel",
        ("attendance.board.share",),
    ),
    "attendance-preparatory": Series(
        "Hur stor del av kommunerna är med på beredningsgruppens möten?",
        "närvaron i beredningsgruppen",
        "Andel",
        ("attendance.preparatory.share",),
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


def chart_trend(book: TrendBook, name: str) -> Chart | NoChart:
    """Show a series of `SERIES` over the years, at most the last twelve."""
    series, id = SERIES[name], f"c-trend-{name}"
    points = book.points(series.ids, series.of, series.needs)[-MOST:]
    if all(point.gap for point in points):
        return NoChart(id, series.question)
    headings = ("År", series.heading, *([series.of_heading] if series.of else []), "Gäller")
    rows = tuple(_row(point, bool(series.of)) for point in points)
    table = Table(f"{id}-table", f"Siffrorna år för år: {series.over}", headings, rows)
    canvas = Canvas()
    _draw(canvas, 2.0, points, _place(points))
    return make_chart(canvas, id, series.question, _alt(series.over, points), table)


def chart_adoptions(book: TrendBook) -> Chart | NoChart:
    """Show how many municipalities use each service over the years, if any year has a figure."""
    names, id = book.data["services"].sort_values("order", kind="stable"), "c-trend-adoption"
    groups = {row.name: _users(book, row.service) for row in names.itertuples(index=False)}
    groups = {name: points for name, points in groups.items() if not all(point.gap for point in points)}
    if not groups:
        return NoChart(id, ADOPTION)
    rows = [Row((name, *_row(point, True).cells)) for name, points in groups.items() for point in points]
    headings = ("Tjänst", "År", "Använder", "Av", "Gäller")
    table = Table(f"{id}-table", "Kommuner som använder varje tjänst, år för år", headings, tuple(rows))
    every = [point for points in groups.values() for point in points]
    canvas, y = Canvas(), 2.0
    for name, points in groups.items():
        y = canvas.lines((0, y), wrap(name, WIDTH, bold=True), bold=True) + 2
        y = _draw(canvas, y, points, _place(every)) + BELOW
    alt = " ".join(_alt(f"användningen av {name}", points) for name, points in groups.items())
    return make_chart(canvas, id, ADOPTION, alt, table)


def _users(book: TrendBook, service: str) -> list[Point]:
    """Return a service's users year by year; they are told as of a day, never of a part of the year."""
    at = f"services.{service}"
    points = book.points([f"{at}.users"], f"{at}.of")[-MOST:]
    return [replace(point, part=None) for point in points]


def _row(point: Point, of: bool) -> Row:
    whole: tuple[Content, ...] = (point.of,) if of else ()
    return Row((Year(point.year), point.fact, *whole, point.about))


def _label(point: Point) -> str:
    if point.gap:
        return MISSING
    label = f"{point.fact.display} av {point.of.display}" if point.of else point.fact.display
    return f"{label}, {point.part.short_months}" if point.part else label


def _place(points: Sequence[Point]) -> Place:
    values = [fact.value for point in points for fact in _facts(point)]
    left = max(wide(str(point.year)) for point in points) + GAP
    room = max(wide(_label(point)) for point in points) + GAP
    shares = any(fact.unit == "ratio" for point in points for fact in _facts(point))
    return scale((min(0, *values), max(int(shares), *values, 0)), (left, WIDTH - room))


def _facts(point: Point) -> list[Fact]:
    return [fact for fact in (point.fact, point.of) if fact]


def _draw(canvas: Canvas, y: float, points: Sequence[Point], place: Place) -> float:
    for point in points:
        canvas.text((0, y + THICK / 2 + BASE), str(point.year))
        end = place(0) if point.gap else _draw_bar(canvas, y, point, place)
        color = {"color": MUTED} if point.gap else {}
        canvas.text((max(end, place(0)) + GAP, y + THICK / 2 + BASE), _label(point), **color)
        canvas.line((place(0), y - 2), (place(0), y + THICK + 2))
        y += THICK + GAP
    return y


def _draw_bar(canvas: Canvas, y: float, point: Point, place: Place) -> float:
    """Draw a year's bar, in the frame of what it is a part of; return where it ends."""
    zero, end, whole = place(0), place(point.fact.value), place(point.of.value if point.of else 0)
    if point.of:
        canvas.box((zero, y), (whole - zero, THICK), fill=PAPER, edge=MUTED)
    colour = ACCENT if point.fact.value < 0 else MAIN
    fill = PAPER if point.part else colour
    canvas.box((min(zero, end), y), (abs(end - zero), THICK), fill=fill, edge=colour)
    return max(end, whole)


def _alt(over: str, points: Sequence[Point]) -> str:
    told = points if len(points) <= FEW else [points[0], points[-1]]
    years = f"{points[0].year}–{points[-1].year}" if len(points) > 1 else f"{points[0].year}"
    said = "; ".join(f"{point.year}: {_said(point)}" for point in told)
    return f"Liggande stapeldiagram över {over} {years}. {said}."


def _said(point: Point) -> str:
    if point.gap:
        return MISSING
    label = f"{point.fact.display} av {point.of.display}" if point.of else point.fact.display
    return f"{label} ({point.part.months})" if point.part else label
