"""Charts of what the board does: how many use each joint service, and when its projects run."""

from dataclasses import dataclass
from functools import partial
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from namndbok.books import Book
from namndbok.facts import status_rows
from namndbok.show.charts.bars import Bar, draw_sections, ranked
from namndbok.show.charts.chart import Chart, NoChart, counted, make_chart, named, narrowed, titled
from namndbok.show.charts.layout import fitted, new_axes, write, write_lines
from namndbok.show.charts.style import LINE, MAIN, SOFT, WIDTH, styled, wrap
from namndbok.show.markup import AnchorLink
from namndbok.show.narrative import narrate
from namndbok.swedish import capital, words

ADOPTION = "Hur många kommuner använder de gemensamma tjänsterna?"
PROJECTS = "När pågår projekten och förvaltningen?"
AREAS = ("project", "administration")
LIMIT = 10
THICK, GAP = 11, 11
AFTER = 5
HEAD = 10
NARROW, APART = 38, 56


@styled
def chart_adoption(book: Book) -> Chart | NoChart:
    """Show each service's users as a part of all who could use it, the most used first.

    A service whose users are not known has no bar.
    """
    names, bars = book.data.lookup("services", "service", "name"), []
    for service in status_rows(book.facts)["service"]:
        parts = [book.facts.get(f"services.{service}.{part}") for part in ("users", "of", "share")]
        if all(parts):
            users, of, share = parts
            bars.append(Bar(names[service], share.value, f"{users.display} av {of.display}", whole=1))
    if not bars:
        return NoChart("c-adoption", ADOPTION)
    sections, note = ranked(bars, limit=12, ends=5)
    count = counted(len(bars), "en gemensam tjänst", "gemensamma tjänster")
    over = f"hur många kommuner som använde {count} {book.year}{note and ', ' + note}"
    highest, lowest = (choose(bars, key=lambda bar: bar.value) for choose in (max, min))
    description = f"Liggande stapeldiagram över {over}. Störst andel, {_users(bars, highest)}."
    if highest.value != lowest.value:
        description += f" Minst andel, {_users(bars, lowest)}."
    figure = draw_sections(sections, above=True)
    numbers = AnchorLink("Kommuner som använder varje tjänst", "t-services")
    chart = make_chart(figure, "c-adoption", narrowed(ADOPTION, note), description, numbers)
    most, least = (
        named([bar.name for bar in bars if bar.value == end.value], "av tjänsterna")
        for end in (highest, lowest)
    )
    several, complete = len(bars) > 1, highest.value == 1
    finding = narrate("charts/adoption", book, most=most, least=least, several=several, complete=complete)
    return titled(chart, finding.text)


def _users(bars: list[Bar], bar: Bar) -> str:
    names = [other.name for other in bars if other.label == bar.label]
    return f"{bar.label} kommuner, använder {named(names, 'av tjänsterna')}"


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
    """Show projects and administration as bars over the years, with the report's year marked.

    Of many, those that end last, or not at all, in the order they came.
    """
    rows, labels = book.data.of_year("activities", book.year), partial(book.data.label, "activities", "area")
    rows = rows[rows["start"].notna()].sort_values("number", kind="stable")
    activities = [
        Activity(row.name, capital(labels(area)), row.start, row.end)
        for area in AREAS
        for row in rows[rows["area"] == area].itertuples()
    ]
    if not activities:
        return NoChart("c-projects", PROJECTS)
    latest_first = sorted(activities, key=lambda activity: (activity.end is not None, -(activity.end or 0)))
    latest = [activity for activity in activities if activity in latest_first[:LIMIT]]
    note = f"de {words(LIMIT)} senaste" if len(latest) < len(activities) else ""
    description = _description(latest, book.year, note)
    numbers = AnchorLink("Projekt och förvaltning med första och sista år", "t-project")
    return make_chart(_draw(latest, book.year), "c-projects", narrowed(PROJECTS, note), description, numbers)


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
    column, edge = (WIDTH - HEAD) / len(years), NARROW / 2
    step = 1 if column > NARROW else ceil(APART / column)
    for number, year in enumerate(years):
        middle = (number + 0.5) * column
        if year == marked or ((marked - year) % step == 0 and edge <= middle <= WIDTH - edge):
            place = min(max(middle, edge), WIDTH - edge)
            weight = "bold" if year == marked else "normal"
            write(axes, LINE / 2, str(year), shift=place, ha="center", weight=weight)
