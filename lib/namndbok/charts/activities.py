"""A chart of when projects and administration run, over the years."""

from dataclasses import dataclass
from math import ceil

from namndbok.book import Book
from namndbok.charts.canvas import WIDTH, Canvas, Place, scale
from namndbok.charts.chart import Chart, NoChart, chart
from namndbok.charts.lettering import LINE, SIZE, wrap
from namndbok.charts.svg import GRID, SOFT
from namndbok.charts.wording import capital, counted, named
from namndbok.markup import Quoted, Year
from namndbok.swedish import words
from namndbok.tables.table import Row, Table

ID = "c-projects"
QUESTION = "När pågår projekten och förvaltningen?"
HEADINGS = ("Aktivitet", "Område", "Start", "Slut", "Status")
AREAS = ("project", "administration")
MOST = 10
THICK, GAP = 11, 11
HEAD = 10
HEADING = 22
NARROW, APART = 38, 56


@dataclass(frozen=True)
class Activity:
    """A project or a task with its first and last year; no last year means that it goes on. `area` is Swedish."""

    name: str
    area: str
    start: int
    end: int | None
    status: str
    row: str

    @property
    def cells(self) -> tuple[Quoted | Year | str, ...]:
        """Return the row of the table behind the chart."""
        end = Year(self.end) if self.end else "pågår"
        return Quoted(self.name, self.row), self.area, Year(self.start), end, Quoted(self.status, self.row)


def chart_projects(book: Book) -> Chart | NoChart:
    """Show projects and administration as bars from their first year to their last, with the report's year marked."""
    every = [activity for area in AREAS for activity in _activities(book, area)]
    if not every:
        return NoChart(ID, QUESTION)
    latest = sorted(every, key=lambda activity: (activity.end is not None, -(activity.end or 0)))[:MOST]
    shown = [activity for activity in every if activity in latest]
    question = f"{QUESTION[:-1]} (de {words(MOST)} senaste)?" if len(shown) < len(every) else QUESTION
    rows = tuple(Row(activity.cells, source=activity.row) for activity in every)
    table = Table(f"{ID}-table", "Projekt och förvaltning med första och sista år", HEADINGS, rows)
    return chart(_draw(shown, book.year), ID, question, _alt(shown, len(every), book.year), table)


def _activities(book: Book, area: str) -> list[Activity]:
    rows = book.data.of_year("activities", book.year)
    rows = rows[(rows["area"] == area) & rows["start"].notna()].sort_values("number", kind="stable")
    label = capital(book.data.label("activities", "area", area))
    return [
        Activity(row["name"], label, row["start"], row["end"], row["status"] or "", f"activities:{number}")
        for number, row in rows.iterrows()
    ]


def _alt(shown: list[Activity], count: int, year: int) -> str:
    note = f", varav de {words(MOST)} senaste visas" if len(shown) < count else ""
    start = f"Tidslinje över {counted(count, 'en aktivitet', 'aktiviteter')} i projekt och förvaltning{note}."
    running = [one for one in shown if one.start <= year and (one.end or year) >= year]
    open_ended = [one.name for one in shown if one.end is None]
    oldest = min(shown, key=lambda one: one.start)
    parts = [start, f"{len(running)} av {len(shown)} pågick {year}.", f"Tidigast startade {oldest.name}, {oldest.start}."]
    return " ".join([*parts, f"Utan slutår: {named(open_ended, 'aktiviteter')}." if open_ended else "Alla har ett slutår."])


def _draw(activities: list[Activity], year: int) -> Canvas:
    first = min(year, *(one.start for one in activities))
    last = max(year, *(one.end or one.start for one in activities)) + 1
    place = scale((first, last), (0, WIDTH - HEAD))
    canvas, y = Canvas(), LINE + GAP
    _draw_years(canvas, range(first, last), year, place, y + sum(map(_height, activities)) + _headings(activities) * HEADING)
    for area in dict.fromkeys(one.area for one in activities):
        y = canvas.lines(0, y, [area], bold=True) + HEADING - LINE
        for one in (one for one in activities if one.area == area):
            _draw_activity(canvas, y, one, place, last)
            y += _height(one)
    return canvas


def _lines(activity: Activity) -> list[str]:
    return wrap(activity.name, WIDTH)


def _height(activity: Activity) -> float:
    return len(_lines(activity)) * LINE + THICK + GAP


def _headings(activities: list[Activity]) -> int:
    return len({one.area for one in activities})


def _draw_years(canvas: Canvas, years: range, marked: int, place: Place, bottom: float) -> None:
    column = place(years[1]) - place(years[0]) if len(years) > 1 else place(years[0] + 1)
    canvas.box(place(marked), 0, (column, bottom), fill=SOFT)
    step = 1 if column > NARROW else ceil(APART / column)
    for year in years:
        middle = place(year) + column / 2
        if year == marked or ((marked - year) % step == 0 and NARROW / 2 <= middle <= WIDTH - NARROW / 2):
            at = min(max(middle, NARROW / 2), WIDTH - NARROW / 2)
            canvas.text(at, SIZE, str(year), anchor="middle", bold=year == marked)


def _draw_activity(canvas: Canvas, y: float, activity: Activity, place: Place, last: int) -> None:
    y = canvas.lines(0, y, _lines(activity)) + 2
    start, end = place(activity.start), place(max(activity.end or last, activity.start) + 1 if activity.end else last)
    canvas.box(start, y, (end - start, THICK))
    if activity.end is None:
        canvas.shape([(end, y - 3), (WIDTH, y + THICK / 2), (end, y + THICK + 3)])
