"""A calendar of the year's meetings: planned and held, month by month, for both bodies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from namndbok.books import Book
from namndbok.facts import BODIES, Facts, held_meetings, planned_meetings
from namndbok.show.charts.canvas import WIDTH, Canvas, Point
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.lettering import BASE, LINE, SIZE, width
from namndbok.show.charts.svg import ACCENT, GRID, MUTED, PAPER
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
MARKS = {
    KEPT: {"radius": 5},
    MISSED: {"radius": 5, "fill": PAPER},
    EXTRA: {"radius": 4.5, "fill": ACCENT, "edge": ACCENT, "mark": "D"},
    HELD: {"radius": 4.5, "mark": "s"},
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
        same = self.until.month == self.when.month
        return f"{self.when.day}–{self.until.day if same else short_day(self.until)}"

    @property
    def cells(self) -> tuple[Content, ...]:
        """Return the row of the table behind the chart."""
        planned, held = self.state in (KEPT, MISSED), self.state != MISSED
        return (self.when, BODIES[self.body]), *("ja" if yes else "nej" for yes in (planned, held))


def chart_meetings(book: Book) -> Chart | NoChart:
    """Show on which days meetings were planned and held, month by month."""
    meetings = [one for body in BODIES for one in _meetings(book.facts, body)]
    if not meetings:
        return NoChart(ID, QUESTION)
    meetings.sort(key=lambda one: one.when)
    rows = tuple(Row(one.cells, source=one.row) for one in meetings)
    table = Table(f"{ID}-table", "Planerade och hållna möten", HEADINGS, rows)
    return make_chart(_draw(meetings), ID, QUESTION, _alt(book.year, meetings), table)


def _meetings(facts: Facts, body: str) -> Iterator[Meeting]:
    plan = planned_meetings(facts, body)
    days = {row.date: row.Index for row in held_meetings(facts, body).itertuples()}
    for row in plan.itertuples():
        kept = [when for when in days if row.date <= when <= (row.end_date or row.date)]
        yield Meeting(body, row.date, row.end_date, KEPT if kept else MISSED, f"meeting_plan:{row.Index}")
        days = {when: number for when, number in days.items() if when not in kept}
    for when, number in days.items():
        yield Meeting(body, when, None, HELD if plan.empty else EXTRA, f"meetings:{number}")


def _alt(year: int, meetings: Sequence[Meeting]) -> str:
    start = f"Kalender över planerade och hållna möten {year}, månad för månad."
    groups = [[one for one in meetings if one.body == body] for body in BODIES]
    return " ".join([start, *(_body_alt(group) for group in groups if group)])


def _body_alt(meetings: Sequence[Meeting]) -> str:
    body = capital(BODIES[meetings[0].body])
    days = {state: [short_day(one.when) for one in meetings if one.state == state] for state in KEYS}
    if days[HELD]:
        return f"{body}: {counted(len(meetings), 'ett möte hölls', 'möten hölls')}, ingen plan i underlaget."
    plan = counted(len(days[KEPT]) + len(days[MISSED]), "ett möte planerat", "möten planerade")
    parts = [f"{body}: {plan}, {counted(len(days[KEPT]), 'ett hölls', 'hölls')} på planerad dag."]
    if days[MISSED]:
        parts.append(f"Planerat utan redovisat möte: {named(days[MISSED], 'dagar')}.")
    if days[EXTRA]:
        parts.append(f"Hölls på annan dag: {named(days[EXTRA], 'möten')}.")
    return " ".join(parts)


def _draw(meetings: Sequence[Meeting]) -> Canvas:
    canvas = Canvas()
    bodies = [body for body in BODIES if any(one.body == body for one in meetings)]
    y = _draw_key(canvas, [state for state in KEYS if any(one.state == state for one in meetings)])
    for number, body in enumerate(bodies):
        canvas.text((_left(number, len(bodies)), y + SIZE), capital(BODIES[body]), bold=True)
    y += LINE + PAD
    for month in range(1, 13):
        here = [one for one in meetings if one.when.month == month]
        columns = [[one for one in here if one.body == body] for body in bodies]
        y = _draw_month(canvas, y, short_day(date(2000, month, 1)).split()[1], columns)
    return canvas


def _left(number: int, count: int) -> float:
    return LEFT + number * (WIDTH - LEFT) / count


def _draw_key(canvas: Canvas, states: Sequence[str]) -> float:
    y = 0.0
    for state in states:
        canvas.dot((BEFORE, y + SIZE - BASE), **MARKS[state])
        y = canvas.lines((AFTER, y), [KEYS[state]])
    return y + 2 * PAD


def _draw_month(canvas: Canvas, y: float, name: str, columns: Sequence[Sequence[Meeting]]) -> float:
    canvas.line((0, y), (WIDTH, y), color=GRID)
    canvas.text((0, y + PAD + SIZE), name, color=MUTED)
    lefts = [_left(number, len(columns)) for number in range(len(columns) + 1)]
    spans = zip(lefts, lefts[1:], columns, strict=False)
    return max(_draw_days(canvas, y + PAD, (left, right), days) for left, right, days in spans) + PAD


def _draw_days(canvas: Canvas, y: float, span: Point, meetings: Sequence[Meeting]) -> float:
    x, right = span
    for one in meetings:
        wide = AFTER + width(one.label) + APART
        if x + wide > right and x > span[0]:
            x, y = span[0], y + LINE
        canvas.dot((x + BEFORE, y + SIZE - BASE), **MARKS[one.state])
        canvas.text((x + AFTER, y + SIZE), one.label)
        x += wide
    return y + LINE
