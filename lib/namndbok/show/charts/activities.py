"""A chart of when projects and administration run, over the years."""

from dataclasses import dataclass
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from namndbok.books import Book
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.layout import fitted, new_axes, write, write_lines
from namndbok.show.charts.lettering import LINE, wrap
from namndbok.show.charts.style import MAIN, SOFT, WIDTH, styled
from namndbok.show.charts.wording import counted, named, narrowed
from namndbok.show.markup import AnchorLink
from namndbok.swedish import capital, words

ID = "c-projects"
QUESTION = "När pågår projekten och förvaltningen?"
NUMBERS = AnchorLink("Projekt och förvaltning med första och sista år", "t-project")
AREAS = ("project", "administration")
LIMIT = 10
THICK, GAP = 11, 11
AFTER = 5
HEAD = 10
NARROW, APART = 38, 56


@dataclass(frozen=True)
class Activity:
    """A project or a task from its first year to its last, or still going on; `area` is in Swedish."""

    name: str
    area: str
    start: int
    end: int | None

    def until(self, last: int) -> int:
        """Return the year after its last, which is `last` where there is no end."""
        return last if self.end is None else max(self.start, self.end) + 1


@styled
def chart_projects(book: Book) -> Chart | NoChart:
    """Show projects and administration as bars over the years, with the report's year marked."""
    activities = [activity for area in AREAS for activity in _activities(book, area)]
    if not activities:
        return NoChart(ID, QUESTION)
    latest = _latest(activities)
    note = f"de {words(LIMIT)} senaste" if len(latest) < len(activities) else ""
    question, description = narrowed(QUESTION, note), _description(latest, book.year, note)
    return make_chart(_draw(latest, book.year), ID, question, description, NUMBERS)


def _activities(book: Book, area: str) -> list[Activity]:
    rows = book.data.of_year("activities", book.year)
    rows = rows[(rows["area"] == area) & rows["start"].notna()].sort_values("number", kind="stable")
    label = capital(book.data.label("activities", "area", area))
    return [Activity(row.name, label, row.start, row.end) for row in rows.itertuples()]


def _latest(activities: list[Activity]) -> list[Activity]:
    """Keep those that end last, or not at all, in the order they came."""
    order = sorted(activities, key=lambda activity: (activity.end is not None, -(activity.end or 0)))
    return [activity for activity in activities if activity in order[:LIMIT]]


def _description(activities: list[Activity], year: int, note: str) -> str:
    count = note or counted(len(activities), "en aktivitet", "aktiviteter")
    running = sum(activity.start <= year <= (activity.end or year) for activity in activities)
    oldest = min(activities, key=lambda activity: activity.start)
    endless = [activity.name for activity in activities if activity.end is None]
    ends = f"Utan slutår: {named(endless, 'aktiviteter')}." if endless else "Alla har ett slutår."
    return (
        f"Tidslinje över {count} inom projekt och förvaltning. {running} av {len(activities)} pågick {year}. "
        f"Först började {oldest.name}, {oldest.start}. {ends}"
    )


def _draw(activities: list[Activity], year: int) -> Figure:
    """Draw a bar below each name, area by area, with an arrow where there is no end; the year is marked."""
    first = min(year, *(activity.start for activity in activities))
    last = max(year + 1, *(activity.until(year + 1) for activity in activities))
    axes = new_axes(first, last, right=HEAD)
    axes.axvspan(year, year + 1, fc=SOFT, ec="none")
    _draw_years(axes, range(first, last), year)
    top, middles = LINE + GAP, []
    for area in dict.fromkeys(activity.area for activity in activities):
        top = write_lines(axes, top, [area], weight="bold") + AFTER
        for activity in (activity for activity in activities if activity.area == area):
            top = write_lines(axes, top, wrap(activity.name, WIDTH))
            middles.append(top + 2 + THICK / 2)
            top += THICK + GAP
    starts = [activity.start for activity in activities]
    lengths = [activity.until(last) - activity.start for activity in activities]
    axes.barh(middles, lengths, THICK, starts, color=MAIN)
    for middle, activity in zip(middles, activities, strict=True):
        if activity.end is None:
            head = HEAD * (last - first) / (WIDTH - HEAD)
            ys = [middle - THICK / 2 - 3, middle, middle + THICK / 2 + 3]
            axes.fill([last, last + head, last], ys, color=MAIN)
    return fitted(axes, top)


def _draw_years(axes: Axes, years: range, marked: int) -> None:
    """Write as many years as have room, always the marked one."""
    column = (WIDTH - HEAD) / len(years)
    step = 1 if column > NARROW else ceil(APART / column)
    for number, year in enumerate(years):
        middle, edge = (number + 0.5) * column, NARROW / 2
        if year == marked or ((marked - year) % step == 0 and edge <= middle <= WIDTH - edge):
            place = min(max(middle, edge), WIDTH - edge)
            weight = "bold" if year == marked else "normal"
            write(axes, LINE / 2, str(year), shift=place, ha="center", weight=weight)
