"""Charts of what the board does: joint services, projects, meetings, and the risks of its control plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from namndbok.books import Book
from namndbok.facts import Facts, body_names, control_plan, held_meetings, planned_meetings, status_rows
from namndbok.show.charts.chart import Chart, chart_bars, chart_ranked, make_chart
from namndbok.show.charts.drawing import (
    ACCENT,
    GRID,
    INK,
    LINE,
    MAIN,
    MUTED,
    PAPER,
    SIZE,
    SOFT,
    WIDTH,
    Bar,
    Section,
    fitted,
    new_axes,
    styled,
    width,
    wrap,
    write,
    write_lines,
)
from namndbok.show.narrative import NOTHING, Prose
from namndbok.show.tables.table import Row, make_table
from namndbok.swedish import capital, day, short_day, words

# Of more projects, and of more meetings in each body, only so many are drawn.
PROJECTS, MEETINGS = 10, 12
AREAS = ("project", "administration")
# What became of a meeting: in words, whether it was planned and held, and as a mark in the calendar.
DOT = {"marker": "o", "ls": "", "ms": 10, "mfc": MAIN, "mec": MAIN, "mew": 1.5}
STATES = {
    "kept": ("hölls på planerad dag", ("ja", "ja"), DOT),
    "missed": ("planerat, men inget möte redovisat", ("ja", "nej"), DOT | {"mfc": PAPER}),
    "extra": (
        "hölls, men inte på planerad dag",
        ("nej", "ja"),
        DOT | {"marker": "D", "ms": 9, "mfc": ACCENT, "mec": ACCENT},
    ),
    "held": ("hölls, utan mötesplan", ("nej", "ja"), DOT | {"marker": "s", "ms": 9}),
}
# The calendar of meetings: its months, its marks, the words after them, and what is between.
MONTHS, BEFORE, AFTER, PAD, APART = 44, 6, 16, 5, 9
# The matrix of risks: its scale, its cells, its margins, and its dots.
LEAST_SCALE, MOST_SCALE, CELL, TALLEST = 4, 12, 60, 320
LEFT, TOP, BIG_DOT, PITCH, GAP = 34, 24, 20, 24, 7
FEW_RISKS, LISTED = 6, 10


def chart_adoption(book: Book) -> Chart | Prose:
    """Show each service's users as a part of all who could use it, the most used first.

    A service whose users are not known has no bar.
    """
    names, bars = book.data.lookup("services", "service", "name"), []
    for service in status_rows(book.facts)["service"]:
        parts = [book.facts.get(f"services.{service}.{part}") for part in ("users", "of", "share")]
        if all(parts):
            users, of, share = parts
            bars.append(Bar(names[service], share.value, f"{users.display} av {of.display}", whole=1))
    return chart_ranked("adoption", book, bars)


def chart_projects(book: Book) -> Chart | Prose:
    """Show projects and administration as bars over the years, filled if they run in the report's year.

    Of many, those that end last, or not at all, in the order they came.
    """
    rows = book.data.of_year("activities", book.year).sort_values("number", kind="stable")
    rows = [row for area in AREAS for row in rows[rows["area"] == area].itertuples() if row.start]
    # The last year of each; nothing where it goes on.
    ends = {row.Index: row.end and max(row.start, row.end) for row in rows}
    latest = sorted(rows, key=lambda row: (row.end is not None, -(row.end or 0)))[:PROJECTS]
    latest = [row for row in rows if row in latest]
    running = [row for row in latest if row.start <= book.year <= (ends[row.Index] or book.year)]
    first = min((row.start for row in latest), default=0)
    after = 1 + max((ends[row.Index] or row.start for row in latest), default=0)
    sections = []
    for area, group in groupby(latest, key=lambda row: row.area):
        bars = []
        for row in group:
            end, length = ends[row.Index], (ends[row.Index] or after) + 1 - row.start
            years = str(row.start) if end == row.start else f"{row.start}–{end or ''}"
            bars.append(Bar(row.name, length, years, hollow=row not in running, start=row.start - first))
        sections.append(Section(bars, capital(book.data.label("activities", "area", area))))
    note = f"de {words(PROJECTS)} senaste" if len(latest) < len(rows) else ""
    return chart_bars("projects", book, sections, note=note, projects=latest, running=running)


def chart_attendance(book: Book) -> Chart | Prose:
    """Show the share of those entitled who were present at each meeting of each body, and the goals.

    Its text speaks of `groups`: a body's shares by date, the lowest of them, and whether its goal is reached.
    """
    groups, sections = [], []
    for body, name in body_names(book.data).items():
        stem, days = f"attendance.{body}", held_meetings(book.facts, body)["date"]
        shares = {when: share for when in days if (share := book.facts.get(f"{stem}.{when}.share"))}
        if not shares:
            continue
        total, goal = (book.facts.get(f"{stem}.{part}") for part in ("share", "threshold"))
        ascending = sorted(shares, key=lambda when: shares[when].value)
        bars = [
            Bar(short_day(when), share.value, share.display, whole=1)
            for when, share in shares.items()
            if when in ascending[:MEETINGS]
        ]
        if len(shares) > 1:
            bars.append(Bar("Totalt", total.value, total.display, whole=1, total=True))
        sections.append(Section(bars, capital(name), goal=goal if goal and 0 <= goal.value <= 1 else None))
        least = shares[ascending[0]].value
        lowest = {day(when): share for when, share in shares.items() if share.value == least}
        group = {"name": name, "shares": shares, "total": total, "threshold": goal, "lowest": lowest}
        groups.append(group | {"reached": total.value >= goal.value if goal else None})
    cut = any(len(group["shares"]) > MEETINGS for group in groups)
    note = f"högst {words(MEETINGS)} möten per organ, de med lägst närvaro" if cut else ""
    return chart_bars("attendance", book, sections, note=note, groups=groups)


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


@styled
def chart_meetings(book: Book) -> Chart | Prose:
    """Show on which days meetings were planned and held, month by month, for each body."""
    groups = (sorted(_meetings(book.facts, body), key=attrgetter("when")) for body in body_names(book.data))
    groups = [group for group in groups if group]
    meetings = sorted(chain.from_iterable(groups), key=attrgetter("when"))
    if not meetings:
        return NOTHING
    rows = [
        Row(((meeting.when, meeting.name), *STATES[meeting.state][1]), source=meeting.row)
        for meeting in meetings
    ]
    table, figure = make_table("c-meetings-table", rows), _draw_meetings(meetings)
    return make_chart("meetings", book, figure, table, meetings=meetings, groups=groups)


def _meetings(facts: Facts, body: str) -> Iterator[Meeting]:
    plan, name = planned_meetings(facts, body), body_names(facts.data)[body]
    days = {row.date: row.Index for row in held_meetings(facts, body).itertuples()}
    for row in plan.itertuples():
        on_plan = [when for when in days if row.date <= when <= (row.end_date or row.date)]
        state, source = "kept" if on_plan else "missed", f"meeting_plan:{row.Index}"
        yield Meeting(body, name, row.date, row.end_date, state, source)
        days = {when: number for when, number in days.items() if when not in on_plan}
    for when, number in days.items():
        yield Meeting(body, name, when, None, "held" if plan.empty else "extra", f"meetings:{number}")


def _draw_meetings(meetings: Sequence[Meeting]) -> Figure:
    """Draw a row for each month, with a column for each body; the marks' meaning stands above them."""
    axes, top = new_axes(), LINE / 2
    for state, (meaning, _, mark) in STATES.items():
        if any(meeting.state == state for meeting in meetings):
            axes.plot(BEFORE, top, **mark)
            write(axes, top, meaning, shift=AFTER)
            top += LINE
    bodies = {meeting.body: meeting.name for meeting in meetings}
    wide = (WIDTH - MONTHS) / len(bodies)
    columns = {body: MONTHS + number * wide for number, body in enumerate(bodies)}
    top += 2 * PAD
    for body, left in columns.items():
        write(axes, top, capital(bodies[body]), shift=left, weight="bold")
    top, edges = top + LINE / 2 + PAD, []
    for month in range(1, 13):
        edges.append(top)
        write(axes, top + PAD + LINE / 2, short_day(date(2000, month, 1)).split()[1], color=MUTED)
        ends = []
        for body, left in columns.items():
            days = [meeting for meeting in meetings if (meeting.body, meeting.when.month) == (body, month)]
            ends.append(_draw_days(axes, top + PAD, left, left + wide, days))
        top = PAD + max(ends)
    axes.hlines(edges, 0, WIDTH, color=GRID, lw=1)
    return fitted(axes, top - PAD)


def _draw_days(axes: Axes, top: float, start: float, right: float, meetings: Sequence[Meeting]) -> float:
    """Draw a body's days in a month beside each other, on as many lines as they need."""
    left = start
    for meeting in meetings:
        room = AFTER + width(meeting.label) + APART
        if left + room > right and left > start:
            left, top = start, top + LINE
        axes.plot(left + BEFORE, top + LINE / 2, **STATES[meeting.state][2])
        write(axes, top + LINE / 2, meeting.label, shift=left + AFTER)
        left += room
    return top + LINE


@styled
def chart_risks(book: Book) -> Chart | Prose:
    """Show each control's risk in a matrix of probability and consequence, and list the risks by value.

    A risk is the control's row, with the fact of its value. A scale of more than twelve steps, most likely a
    slip of the pen, gets the list only.
    """
    plan = control_plan(book.facts)
    values = [book.facts.get(f"controls.{control}.risk_value") for control in plan["control"]]
    risks = [row for row in plan.assign(value=values).itertuples() if row.value]
    if not risks:
        return NOTHING
    risks.sort(key=lambda risk: -risk.value.value)
    axes = new_axes()
    steps = max(LEAST_SCALE, *(max(risk.probability, risk.consequence) for risk in risks))
    drawn, top = steps <= MOST_SCALE, [risk for risk in risks if risk.value.value == risks[0].value.value]
    bottom = _draw_matrix(axes, risks, steps) if drawn else 0
    figure = fitted(axes, _draw_list(axes, risks, bottom + GAP))
    return make_chart("risks", book, figure, drawn=drawn, top=top, risks=risks)


def _draw_matrix(axes: Axes, risks: list[Any], steps: int) -> float:
    """Draw the matrix with every risk's number in its cell; return where it ends."""
    wide, high = (WIDTH - LEFT - 1) / steps, min(CELL, TALLEST / steps)
    cells: dict[tuple[float, float], list[Any]] = {}
    for risk in risks:
        across, down = risk.probability - 1, steps - risk.consequence
        cells.setdefault((LEFT + across * wide, TOP + down * high), []).append(risk)
    for corner, risks_in_cell in cells.items():
        _draw_cell(axes, corner, (wide, high), risks_in_cell)
    right, bottom = LEFT + steps * wide, TOP + steps * high
    axes.vlines([LEFT + step * wide for step in range(steps + 1)], TOP, bottom, color=GRID, lw=1)
    axes.hlines([TOP + step * high for step in range(steps + 1)], LEFT, right, color=GRID, lw=1)
    write(axes, LINE / 2, "Konsekvens ↑", color=MUTED)
    for step in range(steps):
        write(axes, bottom + LINE - 4, str(step + 1), x=LEFT + (step + 0.5) * wide, ha="center", color=MUTED)
        write(axes, bottom - (step + 0.5) * high, str(step + 1), shift=LEFT - GAP, ha="right", color=MUTED)
    write(axes, bottom + 2 * LINE - 4, "Sannolikhet →", shift=right, ha="right", color=MUTED)
    return bottom + 2 * LINE + 5


def _draw_cell(axes: Axes, corner: tuple[float, float], size: tuple[float, float], risks: list[Any]) -> None:
    """Draw the numbers of a cell's risks in rows, and their value below them where there is room."""
    (left, top), (wide, high) = corner, size
    axes.barh(top + high / 2, wide, high, left, fc=SOFT, ec="none")
    middle, value, across = left + wide / 2, f"värde {risks[0].value.display}", int(wide // PITCH)
    if wide > width(value) and len(risks) <= across * int((high - LINE) // PITCH):
        high -= LINE
        write(axes, top + high + LINE - GAP - 4, value, x=middle, ha="center")
    numbers, room = [str(risk.number) for risk in risks], across * int(high // PITCH)
    if len(numbers) > room:  # The last place says how many more there are.
        numbers[room - 1 :] = [f"+{len(numbers) - room + 1}"]
    rows = [numbers[start : start + across] for start in range(0, len(numbers), across)]
    for down, row in enumerate(rows):
        y = top + high / 2 + (down - (len(rows) - 1) / 2) * PITCH
        first = middle - (len(row) - 1) / 2 * PITCH
        _draw_numbers(axes, [first + place * PITCH for place in range(len(row))], y, row)


def _draw_numbers(axes: Axes, places: Sequence[float], y: float, numbers: Sequence[str]) -> None:
    """Draw numbers on dots; one that says how many more there are has no dot."""
    for x, number in zip(places, numbers, strict=True):
        if not (more := number.startswith("+")):
            axes.plot(x, y, "o", ms=BIG_DOT, mfc=MAIN, mec=MAIN, mew=1.5)
        write(axes, y, number, x=x, ha="center", color=INK if more else PAPER)


def _draw_list(axes: Axes, risks: list[Any], top: float) -> float:
    """List the risks by value, with the number that each has in the matrix; return where the list ends."""
    write(axes, top + LINE / 2, "riskvärde", shift=WIDTH, ha="right", color=MUTED)
    top += LINE + GAP
    for risk in risks[:LISTED]:
        middle = top + LINE / 2
        _draw_numbers(axes, [BIG_DOT / 2 + 1], middle, [str(risk.number)])
        write(axes, middle, risk.value.display, shift=WIDTH, ha="right", weight="bold")
        lines = wrap(risk.risk, WIDTH - LEFT - 2 * SIZE, lines=3 if len(risks) <= FEW_RISKS else 1)
        top = write_lines(axes, top, lines, shift=LEFT) + GAP
    if len(risks) > LISTED:
        top = write_lines(axes, top, [f"… {len(risks) - LISTED} till"], shift=LEFT, color=MUTED) + GAP
    return top - GAP
