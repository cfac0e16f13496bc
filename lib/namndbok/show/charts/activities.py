"""Charts of what the board does: how many use each joint service, and when its projects run."""

from dataclasses import dataclass
from functools import partial

from namndbok.books import Book
from namndbok.facts import status_rows
from namndbok.show.charts.bars import Bar, Section, draw_sections, ranked
from namndbok.show.charts.chart import (
    Chart,
    NoChart,
    finding_and_description,
    make_chart,
    named,
    narrowed,
)
from namndbok.show.charts.style import styled
from namndbok.show.markup import AnchorLink
from namndbok.swedish import capital, words

ADOPTION = "Hur många kommuner använder de gemensamma tjänsterna?"
PROJECTS = "När pågår projekten och förvaltningen?"
AREAS = ("project", "administration")
LIMIT = 10


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
    highest, lowest = (choose(bars, key=lambda bar: bar.value) for choose in (max, min))
    figure = draw_sections(sections, above=True)
    numbers = AnchorLink("Kommuner som använder varje tjänst", "t-services")
    most, least = (
        named([bar.name for bar in bars if bar.value == end.value], "av tjänsterna")
        for end in (highest, lowest)
    )
    said = {"most": most, "least": least, "total": len(bars), "complete": highest.value == 1, "note": note}
    said |= {"most_use": _users(bars, highest), "least_use": _users(bars, lowest)}
    finding, description = finding_and_description("adoption", book, **said)
    question = narrowed(ADOPTION, note)
    return make_chart(figure, "c-adoption", question, description, numbers, finding=finding)


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

    @property
    def years(self) -> str:
        """Write the first and the last year: `2021–2024`, or `2021–` where there is no end."""
        end = "" if self.end is None else max(self.start, self.end)
        return str(self.start) if end == self.start else f"{self.start}–{end}"

    def until(self, last: int) -> int:
        """Return the year after its last, which is `last` where there is no end."""
        return last if self.end is None else max(self.start, self.end) + 1


@styled
def chart_projects(book: Book) -> Chart | NoChart:
    """Show projects and administration as bars over the years, filled if they run in the report's year.

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
    running = [activity for activity in latest if activity.start <= book.year < activity.until(book.year + 1)]
    said = {
        "note": note,
        "total": len(latest),
        "running": len(running),
        "ending": [activity.name for activity in running if activity.end == book.year],
        "oldest": min(latest, key=lambda activity: activity.start),
        "endless": [activity.name for activity in latest if activity.end is None],
    }
    finding, description = finding_and_description("projects", book, **said)
    figure, question = draw_sections(_sections(latest, running), above=True), narrowed(PROJECTS, note)
    numbers = AnchorLink("Projekt och förvaltning med första och sista år", "t-project")
    return make_chart(figure, "c-projects", question, description, numbers, finding=finding)


def _sections(activities: list[Activity], running: list[Activity]) -> list[Section]:
    """Return the activities area by area; those that do not run are hollow."""
    first = min(activity.start for activity in activities)
    last = max(activity.until(activity.start + 1) for activity in activities)
    sections: dict[str, list[Bar]] = {}
    for activity in activities:
        start, length = activity.start - first, activity.until(last + 1) - activity.start
        bar = Bar(activity.name, length, activity.years, hollow=activity not in running, start=start)
        sections.setdefault(activity.area, []).append(bar)
    return [Section(bars, area) for area, bars in sections.items()]
