"""Charts of what the board does: joint services, projects, meetings, and the risks of its control plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from namndbok.books import Book
from namndbok.facts import Fact, Facts, body_names, control_plan, held_meetings, planned_meetings, status_rows
from namndbok.show.charts.bars import Bar, Section, chart_bars, ranked
from namndbok.show.charts.chart import Chart, make_chart, named
from namndbok.show.charts.layout import (
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
    fitted,
    new_axes,
    styled,
    width,
    wrap,
    write,
    write_lines,
)
from namndbok.show.markup import AnchorLink, Content
from namndbok.show.narrative import NOTHING, Prose
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import capital, day, short_day, words

# Of more projects, and of more meetings in each body, only so many are drawn.
PROJECTS, MEETINGS = 10, 12
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
    if not bars:
        return NOTHING
    sections, note = ranked(bars, limit=12, ends=5)
    context: dict[str, object] = {"total": len(bars)}
    for word, choose in (("most", max), ("least", min)):
        end = choose(bars, key=lambda bar: bar.value)
        alike = named([bar.name for bar in bars if bar.label == end.label], "av tjänsterna")
        context[word] = named([bar.name for bar in bars if bar.value == end.value], "av tjänsterna")
        context |= {f"{word}_use": f"{end.label} kommuner, använder {alike}", f"{word}_share": end.value}
    numbers = AnchorLink("Kommuner som använder varje tjänst", "t-services")
    return chart_bars("adoption", book, sections, numbers, above=True, note=note, **context)


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


def chart_projects(book: Book) -> Chart | Prose:
    """Show projects and administration as bars over the years, filled if they run in the report's year.

    Of many, those that end last, or not at all, in the order they came.
    """
    rows, labels = book.data.of_year("activities", book.year), partial(book.data.label, "activities", "area")
    rows = rows[rows["start"].notna()].sort_values("number", kind="stable")
    areas = [rows[rows["area"] == area] for area in ("project", "administration")]
    rows = [row for area in areas for row in area.itertuples()]
    activities = [Activity(row.name, capital(labels(row.area)), row.start, row.end) for row in rows]
    if not activities:
        return NOTHING
    latest_first = sorted(activities, key=lambda activity: (activity.end is not None, -(activity.end or 0)))
    latest = [activity for activity in activities if activity in latest_first[:PROJECTS]]
    note = f"de {words(PROJECTS)} senaste" if len(latest) < len(activities) else ""
    running = [activity for activity in latest if activity.start <= book.year < activity.until(book.year + 1)]
    context = {
        "total": len(latest),
        "running": len(running),
        "ending": [activity.name for activity in running if activity.end == book.year],
        "oldest": min(latest, key=lambda activity: activity.start),
        "endless": [activity.name for activity in latest if activity.end is None],
    }
    sections = _project_sections(latest, running)
    numbers = AnchorLink("Projekt och förvaltning med första och sista år", "t-project")
    return chart_bars("projects", book, sections, numbers, above=True, note=note, **context)


def _project_sections(activities: list[Activity], running: list[Activity]) -> list[Section]:
    """Return the activities area by area; those that do not run are hollow."""
    first = min(activity.start for activity in activities)
    last = max(activity.until(activity.start + 1) for activity in activities)
    sections: dict[str, list[Bar]] = {}
    for activity in activities:
        start, length = activity.start - first, activity.until(last + 1) - activity.start
        bar = Bar(activity.name, length, activity.years, hollow=activity not in running, start=start)
        sections.setdefault(activity.area, []).append(bar)
    return [Section(bars, area) for area, bars in sections.items()]


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
        lowest = sorted(self.shares, key=lambda when: self.shares[when].value)[:MEETINGS]
        return {when: share for when, share in self.shares.items() if when in lowest}


def chart_attendance(book: Book) -> Chart | Prose:
    """Show the share of those entitled who were present at each meeting of each body, and the goals."""
    groups = [group for body in body_names(book.data) if (group := _group(book.facts, body)).shares]
    if not groups:
        return NOTHING
    cut = any(len(group.drawn) < len(group.shares) for group in groups)
    note = f"högst {words(MEETINGS)} möten per organ, de med lägst närvaro" if cut else ""
    context: dict[str, object] = {"groups": groups, "total": sum(len(group.shares) for group in groups)}
    for word, wanted in (("reached", True), ("missed", False)):
        known = [group for group in groups if group.threshold]
        names = [group.name for group in known if (group.total.value >= group.threshold.value) == wanted]
        context[word] = [name[:1].lower() + name[1:] for name in names]
    numbers = AnchorLink("Närvaro vid årets möten", "t-attendance")
    return chart_bars("attendance", book, [*map(_section, groups)], numbers, note=note, **context)


def _group(facts: Facts, body: str) -> Group:
    stem, days = f"attendance.{body}", held_meetings(facts, body)["date"]
    shares = {when: share for when in days if (share := facts.get(f"{stem}.{when}.share"))}
    name, total, threshold = capital(body_names(facts.data)[body]), f"{stem}.share", f"{stem}.threshold"
    return Group(name, shares, facts.get(total), facts.get(threshold))


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
def chart_meetings(book: Book) -> Chart | Prose:
    """Show on which days meetings were planned and held, month by month, for each body."""
    groups = [list(_meetings(book.facts, body)) for body in body_names(book.data)]
    meetings = sorted((meeting for group in groups for meeting in group), key=lambda meeting: meeting.when)
    if not meetings:
        return NOTHING
    rows = tuple(Row(meeting.cells, source=meeting.row) for meeting in meetings)
    table = Table("c-meetings-table", "Planerade och hållna möten", ("Dag", "I planen", "Hölls"), rows)
    groups = [sorted(group, key=lambda meeting: meeting.when) for group in groups if group]
    return make_chart("meetings", book, _draw_meetings(meetings), table, meetings=meetings, groups=groups)


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


def _draw_meetings(meetings: Sequence[Meeting]) -> Figure:
    """Draw a row for each month, with a column for each body; the marks' meaning stands above them."""
    axes, top = new_axes(), LINE / 2
    for state in (state for state in KEYS if any(meeting.state == state for meeting in meetings)):
        axes.plot(BEFORE, top, **MARKS[state])
        write(axes, top, KEYS[state], shift=AFTER)
        top += LINE
    bodies = {meeting.body: meeting.name for meeting in meetings}
    columns = [MONTHS + number * (WIDTH - MONTHS) / len(bodies) for number in range(len(bodies) + 1)]
    top += 2 * PAD
    for body, left in zip(bodies, columns, strict=False):
        write(axes, top, capital(bodies[body]), shift=left, weight="bold")
    top, edges = top + LINE / 2 + PAD, []
    for month in range(1, 13):
        edges.append(top)
        write(axes, top + PAD + LINE / 2, short_day(date(2000, month, 1)).split()[1], color=MUTED)
        days = [meeting for meeting in meetings if meeting.when.month == month]
        spans = zip(bodies, columns, columns[1:], strict=False)
        of_bodies = [([day for day in days if day.body == body], span) for body, *span in spans]
        top = PAD + max(_draw_days(axes, top + PAD, span, meetings) for meetings, span in of_bodies)
    axes.hlines(edges, 0, WIDTH, color=GRID, lw=1)
    return fitted(axes, top - PAD)


def _draw_days(axes: Axes, top: float, span: Sequence[float], meetings: Sequence[Meeting]) -> float:
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


@dataclass(frozen=True)
class Risk:
    """One control's risk and where it stands in the matrix."""

    number: int
    text: str
    probability: int
    consequence: int
    value: Fact


@styled
def chart_risks(book: Book) -> Chart | Prose:
    """Show each control's risk in a matrix of probability and consequence, and list the risks by value.

    A scale of more than twelve steps, most likely a slip of the pen, gets the list only.
    """
    risks = [
        Risk(row.number, row.risk, row.probability, row.consequence, value)
        for row in control_plan(book.facts).itertuples()
        if (value := book.facts.get(f"controls.{row.control}.risk_value"))
    ]
    if not risks:
        return NOTHING
    risks.sort(key=lambda risk: -risk.value.value)
    axes = new_axes()
    steps = max(LEAST_SCALE, *(max(risk.probability, risk.consequence) for risk in risks))
    drawn, top = steps <= MOST_SCALE, [risk for risk in risks if risk.value.value == risks[0].value.value]
    bottom = _draw_matrix(axes, risks, steps) if drawn else 0
    figure = fitted(axes, _draw_list(axes, risks, bottom + GAP))
    numbers = AnchorLink("Risker i kontrollplanen", "t-controls")
    return make_chart("risks", book, figure, numbers, drawn=drawn, top=top, risks=risks)


def _draw_matrix(axes: Axes, risks: list[Risk], steps: int) -> float:
    """Draw the matrix with every risk's number in its cell; return where it ends."""
    size = wide, high = (WIDTH - LEFT - 1) / steps, min(CELL, TALLEST / steps)
    cells: dict[tuple[float, float], list[Risk]] = {}
    for risk in risks:
        across, down = risk.probability - 1, steps - risk.consequence
        cells.setdefault((LEFT + across * wide, TOP + down * high), []).append(risk)
    for corner, risks_in_cell in cells.items():
        _draw_cell(axes, corner, size, risks_in_cell)
    return _draw_scales(axes, steps, size)


def _draw_scales(axes: Axes, steps: int, size: tuple[float, float]) -> float:
    (wide, high), right = size, LEFT + steps * size[0]
    bottom = TOP + steps * high
    axes.vlines([LEFT + step * wide for step in range(steps + 1)], TOP, bottom, color=GRID, lw=1)
    axes.hlines([TOP + step * high for step in range(steps + 1)], LEFT, right, color=GRID, lw=1)
    write(axes, LINE / 2, "Konsekvens ↑", color=MUTED)
    for step in range(steps):
        write(axes, bottom + LINE - 4, str(step + 1), x=LEFT + (step + 0.5) * wide, ha="center", color=MUTED)
        write(axes, bottom - (step + 0.5) * high, str(step + 1), shift=LEFT - GAP, ha="right", color=MUTED)
    write(axes, bottom + 2 * LINE - 4, "Sannolikhet →", shift=right, ha="right", color=MUTED)
    return bottom + 2 * LINE + 5


def _draw_cell(axes: Axes, corner: tuple[float, float], size: tuple[float, float], risks: list[Risk]) -> None:
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


def _draw_list(axes: Axes, risks: list[Risk], top: float) -> float:
    """List the risks by value, with the number that each has in the matrix; return where the list ends."""
    write(axes, top + LINE / 2, "riskvärde", shift=WIDTH, ha="right", color=MUTED)
    top += LINE + GAP
    for risk in risks[:LISTED]:
        middle = top + LINE / 2
        _draw_numbers(axes, [BIG_DOT / 2 + 1], middle, [str(risk.number)])
        write(axes, middle, risk.value.display, shift=WIDTH, ha="right", weight="bold")
        lines = wrap(risk.text, WIDTH - LEFT - 2 * SIZE, lines=3 if len(risks) <= FEW_RISKS else 1)
        top = write_lines(axes, top, lines, shift=LEFT) + GAP
    if len(risks) > LISTED:
        top = write_lines(axes, top, [f"… {len(risks) - LISTED} till"], shift=LEFT, color=MUTED) + GAP
    return top - GAP
