"""A calendar of the year's meetings: planned and held, month by month, for both bodies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from namndbok.attendance import BODIES, held, planned
from namndbok.book import Book
from namndbok.charts.canvas import WIDTH, Canvas
from namndbok.charts.chart import Chart, NoChart, chart
from namndbok.charts.lettering import BASE, LINE, SIZE, width
from namndbok.charts.svg import ACCENT, GRID, MAIN, MUTED, PAPER
from namndbok.charts.wording import capital, counted, named
from namndbok.facts import Facts
from namndbok.swedish import short_day
from namndbok.tables.table import Row, Table

ID = "c-meetings"
QUESTION = "Hölls mötena när de var planerade?"
HEADINGS = ("Dag", "Organ", "I planen", "Hölls")
KEYS = {"kept": "hölls på planerad dag", "missed": "planerat, men inget möte redovisat", "extra": "hölls, men inte på en planerad dag"}
MARKS = {
    "kept": {"radius": 5},
    "missed": {"radius": 5, "fill": PAPER},
    "extra": {"radius": 4.5, "fill": ACCENT, "edge": ACCENT, "mark": "D"},
}
LEFT = 44
DOT, AFTER = 9, 11
PAD = 5


@dataclass(frozen=True)
class Meeting:
    """A day, or days until `until`, that stands in the plan, in the list of held meetings, or in both."""

    body: str
    when: date
    until: date | None
    planned: bool
    held: bool
    row: str

    @property
    def state(self) -> str:
        """Tell how plan and outcome agree."""
        return "missed" if not self.held else "kept" if self.planned else "extra"

    @property
    def label(self) -> str:
        """Write the day, or days, of the month."""
        if not self.until:
            return str(self.when.day)
        last = str(self.until.day) if self.until.month == self.when.month else short_day(self.until)
        return f"{self.when.day}–{last}"

    @property
    def cells(self) -> tuple[date | str, ...]:
        """Return the row of the table behind the chart."""
        return self.when, capital(BODIES[self.body]), *("ja" if yes else "nej" for yes in (self.planned, self.held))


def chart_meetings(book: Book) -> Chart | NoChart:
    """Show on which days meetings were planned and held, month by month."""
    meetings = sorted((one for body in BODIES for one in _meetings(book.facts, body)), key=lambda one: one.when)
    if not meetings:
        return NoChart(ID, QUESTION)
    rows = tuple(Row(one.cells, source=one.row) for one in meetings)
    table = Table(f"{ID}-table", "Planerade och hållna möten", HEADINGS, rows)
    return chart(_draw(meetings), ID, QUESTION, _alt(book.year, meetings), table)


def _meetings(facts: Facts, body: str) -> Iterator[Meeting]:
    plan = [(row.Index, row.date, row.end_date) for row in planned(facts, body).itertuples()]
    days = {row.date: row.Index for row in held(facts, body).itertuples()}
    covered = set()
    for number, start, end in plan:
        kept = {when for when in days if start <= when <= (end or start)}
        covered |= kept
        yield Meeting(body, start, end, True, bool(kept), f"meeting_plan:{number}")
    for when in days.keys() - covered:
        yield Meeting(body, when, None, False, True, f"meetings:{days[when]}")


def _alt(year: int, meetings: list[Meeting]) -> str:
    start = f"Kalender över planerade och hållna möten {year}, månad för månad."
    groups = [[one for one in meetings if one.body == body] for body in BODIES]
    return " ".join([start, *(_body_alt(group) for group in groups if group)])


def _body_alt(meetings: list[Meeting]) -> str:
    body = capital(BODIES[meetings[0].body])
    days = {state: [short_day(one.when) for one in meetings if one.state == state] for state in KEYS}
    plan = counted(sum(one.planned for one in meetings), "ett möte planerat", "möten planerade")
    parts = [f"{body}: {plan}, {counted(len(days['kept']), 'ett hölls', 'hölls')} på planerad dag."]
    if days["missed"]:
        parts.append(f"Planerat utan redovisat möte: {named(days['missed'], 'dagar')}.")
    if days["extra"]:
        parts.append(f"Hölls på annan dag: {named(days['extra'], 'möten')}.")
    return " ".join(parts)


def _draw(meetings: list[Meeting]) -> Canvas:
    canvas = Canvas()
    bodies = [body for body in BODIES if any(one.body == body for one in meetings)]
    column = (WIDTH - LEFT) / len(bodies)
    y = _draw_key(canvas, {one.state for one in meetings})
    for number, body in enumerate(bodies):
        canvas.text(LEFT + number * column, y + SIZE, capital(BODIES[body]), bold=True)
    y += LINE + PAD
    for month in range(1, 13):
        here = [one for one in meetings if one.when.month == month]
        y = _draw_month(canvas, y, date(meetings[0].when.year, month, 1), [[one for one in here if one.body == body] for body in bodies])
    return canvas


def _draw_key(canvas: Canvas, states: set[str]) -> float:
    y = 0.0
    for state in (state for state in KEYS if state in states):
        canvas.dot(DOT, y + SIZE - BASE, **MARKS[state])
        y = canvas.lines(DOT + AFTER, y, [KEYS[state]])
    return y + 2 * PAD


def _draw_month(canvas: Canvas, y: float, month: date, columns: list[list[Meeting]]) -> float:
    canvas.line((0, y), (WIDTH, y), color=GRID)
    canvas.text(0, y + PAD + SIZE, short_day(month).split()[1], color=MUTED)
    room = (WIDTH - LEFT) / len(columns)
    bottoms = [_draw_days(canvas, LEFT + number * room, y + PAD, room, days) for number, days in enumerate(columns)]
    return max(bottoms) + PAD


def _draw_days(canvas: Canvas, left: float, y: float, room: float, meetings: list[Meeting]) -> float:
    x = left
    for one in meetings:
        wide = DOT + AFTER + width(one.label) + PAD
        if x + wide > left + room and x > left:
            x, y = left, y + LINE
        canvas.dot(x + DOT - 3, y + SIZE - BASE, **MARKS[one.state])
        canvas.text(x + DOT + PAD + 2, y + SIZE, one.label)
        x += wide
    return y + LINE
