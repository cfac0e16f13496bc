"""A chart of when projects and administration run, over the years."""

from dataclasses import dataclass
from math import ceil

from namndbok.books import Book
from namndbok.show.charts.canvas import WIDTH, Canvas, Place, scale
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.lettering import LINE, SIZE, wrap
from namndbok.show.charts.svg import SOFT
from namndbok.show.charts.wording import counted, named, narrowed
from namndbok.show.markup import SourcedText, Year
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import capital, words

ID = "c-projects"
QUESTION = "När pågår projekten och förvaltningen?"
HEADINGS = ("Aktivitet", "Start", "Slut", "Område", "Status")
AREAS = ("project", "administration")
MOST = 10
THICK, GAP = 11, 11
HEADING = 22
HEAD = 10
NARROW, APART = 38, 56


@dataclass(frozen=True)
class Activity:
    """A project or a task from its first year to its last, or still going on; `area` is in Swedish."""

    name: str
    area: str
    start: int
    end: int | None
    status: str
    row: str

    @property
    def cells(self) -> tuple[SourcedText | Year | str, ...]:
        """Return the row of the table behind the chart."""
        end = Year(self.end) if self.end else "inget slutår"
        return (
            SourcedText(self.name, self.row),
            Year(self.start),
            end,
            self.area,
            SourcedText(self.status, self.row),
        )

    @property
    def lines(self) -> list[str]:
        """Break the name into the lines above the bar."""
        return wrap(self.name, WIDTH)

    @property
    def height(self) -> float:
        """Return the height of name and bar."""
        return len(self.lines) * LINE + THICK + GAP


def chart_projects(book: Book) -> Chart | NoChart:
    """Show projects and administration as bars over the years, with the report's year marked."""
    every = [activity for area in AREAS for activity in _activities(book, area)]
    if not every:
        return NoChart(ID, QUESTION)
    shown = _latest(every)
    note = f"de {words(MOST)} senaste" if len(shown) < len(every) else ""
    rows = tuple(Row(activity.cells, source=activity.row) for activity in every)
    table = Table(f"{ID}-table", "Projekt och förvaltning med första och sista år", HEADINGS, rows)
    alt = _alt(shown, book.year, note)
    return make_chart(_draw(shown, book.year), ID, narrowed(QUESTION, note), alt, table)


def _activities(book: Book, area: str) -> list[Activity]:
    rows = book.data.of_year("activities", book.year)
    rows = rows[(rows["area"] == area) & rows["start"].notna()].sort_values("number", kind="stable")
    label = capital(book.data.label("activities", "area", area))
    return [
        Activity(row.name, label, row.start, row.end, row.status or "", f"activities:{row.Index}")
        for row in rows.itertuples()
    ]


def _latest(activities: list[Activity]) -> list[Activity]:
    """Keep those that end last, or not at all, in the order they came."""
    kept = sorted(activities, key=lambda one: (one.end is not None, -(one.end or 0)))[:MOST]
    return [activity for activity in activities if activity in kept]


def _alt(shown: list[Activity], year: int, note: str) -> str:
    count = note or counted(len(shown), "en aktivitet", "aktiviteter")
    start = f"Tidslinje över {count} inom projekt och förvaltning."
    running = sum(one.start <= year <= (one.end or year) for one in shown)
    oldest = min(shown, key=lambda one: one.start)
    parts = f"{running} av {len(shown)} pågick {year}. Först började {oldest.name}, {oldest.start}."
    endless = [one.name for one in shown if one.end is None]
    ends = f"Utan slutår: {named(endless, 'aktiviteter')}." if endless else "Alla har ett slutår."
    return f"{start} {parts} {ends}"


def _draw(activities: list[Activity], year: int) -> Canvas:
    areas = list(dict.fromkeys(one.area for one in activities))
    first = min(year, *(one.start for one in activities))
    last = max(year, *(max(one.start, one.end or 0) for one in activities)) + 1
    place = scale((first, last), (0, WIDTH - HEAD))
    canvas, y = Canvas(), LINE + GAP
    bottom = y + sum(one.height for one in activities) + len(areas) * HEADING
    _draw_years(canvas, range(first, last), year, place, bottom)
    for area in areas:
        canvas.lines((0, y), [area], bold=True)
        y += HEADING
        for one in (one for one in activities if one.area == area):
            _draw_activity(canvas, y, one, place, last)
            y += one.height
    return canvas


def _draw_years(canvas: Canvas, years: range, marked: int, place: Place, bottom: float) -> None:
    column = place(years[0] + 1) - place(years[0])
    canvas.box((place(marked), 0), (column, bottom), fill=SOFT)
    step = 1 if column > NARROW else ceil(APART / column)
    for year in years:
        middle, edge = place(year) + column / 2, NARROW / 2
        if year == marked or ((marked - year) % step == 0 and edge <= middle <= WIDTH - edge):
            at = min(max(middle, edge), WIDTH - edge)
            canvas.text((at, SIZE), str(year), anchor="middle", bold=year == marked)


def _draw_activity(canvas: Canvas, y: float, activity: Activity, place: Place, last: int) -> None:
    y = canvas.lines((0, y), activity.lines) + 2
    start = place(activity.start)
    end = place(last if activity.end is None else max(activity.start, activity.end) + 1)
    canvas.box((start, y), (end - start, THICK))
    if activity.end is None:
        canvas.shape([(end, y - 3), (WIDTH, y + THICK / 2), (end, y + THICK + 3)])
