"""Charts of the meetings: the attendance at each, and on which days they were planned and held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from namndbok.books import Book
from namndbok.facts import Fact, Facts, body_names, held_meetings, planned_meetings
from namndbok.show.charts.bars import Bar, Section, draw_sections
from namndbok.show.charts.chart import (
    Chart,
    NoChart,
    finding_and_description,
    make_chart,
    narrowed,
)
from namndbok.show.charts.layout import fitted, new_axes, write
from namndbok.show.charts.style import ACCENT, GRID, LINE, MAIN, MUTED, PAPER, WIDTH, styled, width
from namndbok.show.markup import AnchorLink, Content
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import capital, day, short_day, words

ATTENDANCE = "Hur stor del av kommunerna deltog i mötena?"
LIMIT = 12

MEETINGS = "Hölls mötena när de var planerade?"
KEPT, MISSED, EXTRA, HELD = "kept", "missed", "extra", "held"
KEYS = {
    KEPT: "hölls på planerad dag",
    MISSED: "planerat, men inget möte redovisat",
    EXTRA: "hölls, men inte på planerad dag",
    HELD: "hölls, utan mötesplan",
}
DOT = {"marker": "o", "ls": "", "ms": 10, "mfc": MAIN, "mec": MAIN, "mew": 1.5}
MARKS = {
    KEPT: DOT,
    MISSED: DOT | {"mfc": PAPER},
    EXTRA: DOT | {"marker": "D", "ms": 9, "mfc": ACCENT, "mec": ACCENT},
    HELD: DOT | {"marker": "s", "ms": 9},
}
LEFT = 44
BEFORE, AFTER = 6, 16
PAD, APART = 5, 9


@dataclass(frozen=True)
class Group:
    """One body's meetings: the share present by date, the share of all, and the goal's threshold if any."""

    name: str
    shares: dict[date, Fact]
    total: Fact
    threshold: Fact | None

    @property
    def lowest(self) -> dict[str, Fact]:
        """Return the meetings with the lowest share, by day in words."""
        least = min(share.value for share in self.shares.values())
        return {day(when): share for when, share in self.shares.items() if share.value == least}

    @property
    def drawn(self) -> dict[date, Fact]:
        """Return the meetings that are drawn, in order of date; of many, those with the lowest share."""
        lowest = sorted(self.shares, key=lambda when: self.shares[when].value)[:LIMIT]
        return {when: share for when, share in self.shares.items() if when in lowest}


@styled
def chart_attendance(book: Book) -> Chart | NoChart:
    """Show the share of those entitled who were present at each meeting of each body, and the goals."""
    groups = [group for body in body_names(book.data) if (group := _group(book.facts, body)).shares]
    if not groups:
        return NoChart("c-attendance", ATTENDANCE)
    cut = any(len(group.drawn) < len(group.shares) for group in groups)
    note = f"högst {words(LIMIT)} möten per organ, de med lägst närvaro" if cut else ""
    goals = [(group, group.total.value >= group.threshold.value) for group in groups if group.threshold]
    names = {
        word: [group.name[:1].lower() + group.name[1:] for group, met in goals if met == wanted]
        for word, wanted in (("reached", True), ("missed", False))
    }
    total, figure = sum(len(group.shares) for group in groups), draw_sections([*map(_section, groups)])
    finding, description = finding_and_description(
        "attendance", book, note=note, groups=groups, total=total, **names
    )
    numbers = AnchorLink("Närvaro vid årets möten", "t-attendance")
    question = narrowed(ATTENDANCE, note)
    return make_chart(figure, "c-attendance", question, description, numbers, finding=finding)


def _group(facts: Facts, body: str) -> Group:
    stem, days = f"attendance.{body}", held_meetings(facts, body)["date"]
    shares = {when: share for when in days if (share := facts.get(f"{stem}.{when}.share"))}
    return Group(
        capital(body_names(facts.data)[body]),
        shares,
        facts.get(f"{stem}.share"),
        facts.get(f"{stem}.threshold"),
    )


def _section(group: Group) -> Section:
    """Return a body's meetings, the total of several, and the goal if a share can reach it."""
    bars = [Bar(short_day(when), share.value, share.display, whole=1) for when, share in group.drawn.items()]
    if len(group.shares) > 1:
        bars.append(Bar("Totalt", group.total.value, group.total.display, whole=1, total=True))
    goal = group.threshold
    if not goal or not 0 <= goal.value <= 1:
        return Section(bars, group.name)
    return Section(bars, group.name, goal=goal.value, goal_label=f"mål {goal.display}")


@dataclass(frozen=True)
class Meeting:
    """A day, or days until `until`, that a body planned to meet, met, or both."""

    body: str
    name: str
    when: date
    until: date | None
    state: str
    row: str

    @property
    def label(self) -> str:
        """Write the day, or days, of the month."""
        if not self.until:
            return str(self.when.day)
        same_month = self.until.month == self.when.month
        return f"{self.when.day}–{self.until.day if same_month else short_day(self.until)}"

    @property
    def day(self) -> str:
        """Write the first day in short: `22 feb`."""
        return short_day(self.when)

    @property
    def cells(self) -> tuple[Content, ...]:
        """Return the row of the table behind the chart."""
        planned, held = self.state in (KEPT, MISSED), self.state != MISSED
        return (self.when, self.name), *("ja" if yes else "nej" for yes in (planned, held))


@styled
def chart_meetings(book: Book) -> Chart | NoChart:
    """Show on which days meetings were planned and held, month by month, for each body."""
    meetings = [meeting for body in body_names(book.data) for meeting in _meetings(book.facts, body)]
    if not meetings:
        return NoChart("c-meetings", MEETINGS)
    meetings.sort(key=lambda meeting: meeting.when)
    rows = tuple(Row(meeting.cells, source=meeting.row) for meeting in meetings)
    headings = ("Dag", "I planen", "Hölls")
    table = Table("c-meetings-table", "Planerade och hållna möten", headings, rows)
    groups = [[meeting for meeting in meetings if meeting.body == body] for body in body_names(book.data)]
    finding, description = finding_and_description(
        "meetings", book, meetings=meetings, groups=[*filter(None, groups)]
    )
    return make_chart(_draw(meetings), "c-meetings", MEETINGS, description, table, finding=finding)


def _meetings(facts: Facts, body: str) -> Iterator[Meeting]:
    plan, name = planned_meetings(facts, body), body_names(facts.data)[body]
    days = {row.date: row.Index for row in held_meetings(facts, body).itertuples()}
    for row in plan.itertuples():
        on_plan = [when for when in days if row.date <= when <= (row.end_date or row.date)]
        yield Meeting(
            body, name, row.date, row.end_date, KEPT if on_plan else MISSED, f"meeting_plan:{row.Index}"
        )
        days = {when: number for when, number in days.items() if when not in on_plan}
    for when, number in days.items():
        yield Meeting(body, name, when, None, HELD if plan.empty else EXTRA, f"meetings:{number}")


def _draw(meetings: Sequence[Meeting]) -> Figure:
    """Draw a row for each month, with a column for each body; the marks' meaning stands above them."""
    axes, top = new_axes(), LINE / 2
    for state in (state for state in KEYS if any(meeting.state == state for meeting in meetings)):
        axes.plot(BEFORE, top, **MARKS[state])
        write(axes, top, KEYS[state], shift=AFTER)
        top += LINE
    bodies = {meeting.body: meeting.name for meeting in meetings}
    columns = [LEFT + number * (WIDTH - LEFT) / len(bodies) for number in range(len(bodies) + 1)]
    top += 2 * PAD
    for body, left in zip(bodies, columns, strict=False):
        write(axes, top, capital(bodies[body]), shift=left, weight="bold")
    top, edges = top + LINE / 2 + PAD, []
    for month in range(1, 13):
        edges.append(top)
        write(axes, top + PAD + LINE / 2, short_day(date(2000, month, 1)).split()[1], color=MUTED)
        days = [meeting for meeting in meetings if meeting.when.month == month]
        spans = zip(bodies, columns, columns[1:], strict=False)
        top = PAD + max(
            _draw_days(axes, top + PAD, (left, right), [meeting for meeting in days if meeting.body == body])
            for body, left, right in spans
        )
    axes.hlines(edges, 0, WIDTH, color=GRID, lw=1)
    return fitted(axes, top - PAD)


def _draw_days(axes: Axes, top: float, span: tuple[float, float], meetings: Sequence[Meeting]) -> float:
    """Draw a body's days in a month beside each other, on as many lines as they need."""
    left, right = span
    for meeting in meetings:
        room = AFTER + width(meeting.label) + APART
        if left + room > right and left > span[0]:
            left, top = span[0], top + LINE
        axes.plot(left + BEFORE, top + LINE / 2, **MARKS[meeting.state])
        write(axes, top + LINE / 2, meeting.label, shift=left + AFTER)
        left += room
    return top + LINE
