"""A calendar of the year's meetings: planned and held, month by month, for both bodies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from namndbok.books import Book
from namndbok.facts import BODIES, Facts, held_meetings, planned_meetings
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.layout import fitted, new_axes, write
from namndbok.show.charts.lettering import LINE, width
from namndbok.show.charts.style import ACCENT, GRID, MAIN, MUTED, PAPER, WIDTH, styled
from namndbok.show.charts.wording import counted, named
from namndbok.show.markup import Content
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import capital, short_day

ID = "c-meetings"
QUESTION = "Hölls mötena när de var planerade?"
HEADINGS = ("Dag", "I planen", "Hölls")
KEPT, MISSED, EXTRA, HELD = "kept", "missed", "extra", "held"
KEYS = {
    KEPT: "hölls på planerad dag",
    MISSED: "planerat, men inget möte redovisat",
    EXTRA: "hölls, men inte på planerad dag",
    HELD: "hölls, ingen plan i underlaget",
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
class Meeting:
    """A day, or days until `until`, that a body planned to meet, met, or both."""

    body: str
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
    def cells(self) -> tuple[Content, ...]:
        """Return the row of the table behind the chart."""
        planned, held = self.state in (KEPT, MISSED), self.state != MISSED
        return (self.when, BODIES[self.body]), *("ja" if yes else "nej" for yes in (planned, held))


@styled
def chart_meetings(book: Book) -> Chart | NoChart:
    """Show on which days meetings were planned and held, month by month."""
    meetings = [meeting for body in BODIES for meeting in _meetings(book.facts, body)]
    if not meetings:
        return NoChart(ID, QUESTION)
    meetings.sort(key=lambda meeting: meeting.when)
    rows = tuple(Row(meeting.cells, source=meeting.row) for meeting in meetings)
    table = Table(f"{ID}-table", "Planerade och hållna möten", HEADINGS, rows)
    return make_chart(_draw(meetings), ID, QUESTION, _description(book.year, meetings), table)


def _meetings(facts: Facts, body: str) -> Iterator[Meeting]:
    plan = planned_meetings(facts, body)
    days = {row.date: row.Index for row in held_meetings(facts, body).itertuples()}
    for row in plan.itertuples():
        on_plan = [when for when in days if row.date <= when <= (row.end_date or row.date)]
        yield Meeting(body, row.date, row.end_date, KEPT if on_plan else MISSED, f"meeting_plan:{row.Index}")
        days = {when: number for when, number in days.items() if when not in on_plan}
    for when, number in days.items():
        yield Meeting(body, when, None, HELD if plan.empty else EXTRA, f"meetings:{number}")


def _description(year: int, meetings: Sequence[Meeting]) -> str:
    start = f"Kalender över planerade och hållna möten {year}, månad för månad."
    groups = [[meeting for meeting in meetings if meeting.body == body] for body in BODIES]
    return " ".join([start, *(_body_description(group) for group in groups if group)])


def _body_description(meetings: Sequence[Meeting]) -> str:
    body = capital(BODIES[meetings[0].body])
    days: dict[str, list[str]] = {state: [] for state in KEYS}
    for meeting in meetings:
        days[meeting.state].append(short_day(meeting.when))
    if days[HELD]:
        return f"{body}: {counted(len(meetings), 'ett möte hölls', 'möten hölls')}, ingen plan i underlaget."
    plan = counted(len(days[KEPT]) + len(days[MISSED]), "ett möte planerat", "möten planerade")
    parts = [f"{body}: {plan}, {counted(len(days[KEPT]), 'ett hölls', 'hölls')} på planerad dag."]
    if days[MISSED]:
        parts.append(f"Planerat utan redovisat möte: {named(days[MISSED], 'dagar')}.")
    if days[EXTRA]:
        parts.append(f"Hölls på annan dag: {named(days[EXTRA], 'möten')}.")
    return " ".join(parts)


def _draw(meetings: Sequence[Meeting]) -> Figure:
    """Draw a row for each month, with a column for each body; the marks' meaning stands above them."""
    bodies = [body for body in BODIES if any(meeting.body == body for meeting in meetings)]
    columns = [LEFT + number * (WIDTH - LEFT) / len(bodies) for number in range(len(bodies) + 1)]
    axes = new_axes()
    top = _draw_key(axes, [state for state in KEYS if any(meeting.state == state for meeting in meetings)])
    for body, left in zip(bodies, columns, strict=False):
        write(axes, top + LINE / 2, capital(BODIES[body]), shift=left, weight="bold")
    top, edges = top + LINE + PAD, []
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


def _draw_key(axes: Axes, states: Sequence[str]) -> float:
    """Name the marks that are used; return where what is below begins."""
    for number, state in enumerate(states):
        axes.plot(BEFORE, (number + 0.5) * LINE, **MARKS[state])
        write(axes, (number + 0.5) * LINE, KEYS[state], shift=AFTER)
    return len(states) * LINE + 2 * PAD


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
