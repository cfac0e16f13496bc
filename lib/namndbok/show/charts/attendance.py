"""A chart of the attendance at each meeting, held against the share that the year's goal asks for."""

from dataclasses import dataclass
from datetime import date

from namndbok.books import Book
from namndbok.facts import BODIES, Fact, Facts, held_meetings
from namndbok.show.charts.bars import GAP, THICK, Bar, draw_bar
from namndbok.show.charts.canvas import WIDTH, Canvas, Place, scale
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.lettering import BASE, LINE, SIZE, width
from namndbok.show.charts.svg import ACCENT
from namndbok.show.charts.wording import counted, named, narrowed
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import capital, day, short_day, words

ID = "c-attendance"
QUESTION = "Hur stor del av kommunerna deltog i mötena?"
HEADINGS = ("Möte", "Andel", "Närvarande", "Kallade")
MOST = 12
STEP = THICK + GAP
PAD = 4


@dataclass(frozen=True)
class Group:
    """One body's meetings: the share present by date, the share of all, and the goal's threshold if any."""

    body: str
    shares: dict[date, Fact]
    total: Fact
    threshold: Fact | None

    @property
    def name(self) -> str:
        """Name the body with a capital letter."""
        return capital(BODIES[self.body])

    @property
    def shown(self) -> dict[date, Fact]:
        """Return the meetings that are drawn, in order of date; of many, those with the lowest share."""
        lowest = sorted(self.shares, key=lambda when: self.shares[when].value)[:MOST]
        return {when: share for when, share in self.shares.items() if when in lowest}


def chart_attendance(book: Book) -> Chart | NoChart:
    """Show the share of those entitled who were present at each meeting of both bodies, and the goals."""
    groups = [group for body in BODIES if (group := _group(book.facts, body))]
    if not groups:
        return NoChart(ID, QUESTION)
    cut = any(len(group.shown) < len(group.shares) for group in groups)
    note = f"högst {words(MOST)} möten per organ, de med lägst närvaro" if cut else ""
    rows = [row for group in groups for row in _rows(book.facts, group)]
    table = Table(f"{ID}-table", "Närvaro vid årets möten", HEADINGS, tuple(rows))
    return make_chart(_draw(groups), ID, narrowed(QUESTION, note), _alt(book.year, groups, note), table)


def _group(facts: Facts, body: str) -> Group | None:
    at = f"attendance.{body}"
    shares = {when: facts.get(f"{at}.{when}.share") for when in held_meetings(facts, body)["date"]}
    shares = {when: share for when, share in shares.items() if share}
    return Group(body, shares, facts[f"{at}.share"], facts.get(f"{at}.threshold")) if shares else None


def _rows(facts: Facts, group: Group) -> list[Row]:
    at = f"attendance.{group.body}"
    rows = [
        Row(((when, BODIES[group.body]), share, *_counts(facts, f"{at}.{when}")))
        for when, share in group.shares.items()
    ]
    total = f"{group.name}, alla möten"
    return [*rows, Row((total, group.total, *_counts(facts, at)), total=True)]


def _counts(facts: Facts, at: str) -> tuple[Fact, Fact]:
    return facts[f"{at}.present"], facts[f"{at}.entitled"]


def _alt(year: int, groups: list[Group], note: str) -> str:
    count = counted(sum(len(group.shares) for group in groups), "ett möte", "möten")
    start = (
        f"Liggande stapeldiagram över andelen närvarande kommuner vid {count} {year}{note and ', ' + note}."
    )
    return " ".join([start, *map(_group_alt, groups)])


def _group_alt(group: Group) -> str:
    lowest = min(group.shares.values(), key=lambda share: share.value)
    days = [day(when) for when, share in group.shares.items() if share.value == lowest.value]
    total = f"{group.name}: {group.total.display} närvaro totalt{_verdict(group)}."
    return total if len(group.shares) == 1 else f"{total} Lägst är {lowest.display} ({named(days, 'möten')})."


def _verdict(group: Group) -> str:
    if group.threshold is None:
        return ""
    goal = group.threshold.value
    verdict = f", vilket {'når' if group.total.value >= goal else 'inte når'} målet {group.threshold.display}"
    reached = sum(share.value >= goal for share in group.shares.values())
    return f"{verdict}; {reached} av {len(group.shares)} möten når det" if len(group.shares) > 1 else verdict


def _draw(groups: list[Group]) -> Canvas:
    labels = [share.display for group in groups for share in (*group.shares.values(), group.total)]
    days = [short_day(when) for group in groups for when in group.shares]
    left = max(*map(width, days), width("Totalt", bold=True)) + GAP
    place = scale((0, 1), (left, WIDTH - max(map(width, labels)) - GAP))
    canvas, y = Canvas(), 0.0
    for group in groups:
        y = _draw_group(canvas, y, group, place) + GAP
    return canvas


def _draw_group(canvas: Canvas, y: float, group: Group, place: Place) -> float:
    canvas.text((0, y + SIZE), group.name, bold=True)
    top = y = y + LINE + GAP
    for when, share in group.shown.items():
        y = _draw_share(canvas, y, short_day(when), share, place)
    if len(group.shares) > 1:
        y = _draw_share(canvas, y + PAD, "Totalt", group.total, place)
    if group.threshold is not None and 0 <= group.threshold.value <= 1:
        _draw_threshold(canvas, place(group.threshold.value), (top - PAD, y - GAP + PAD), group.threshold)
    return y


def _draw_share(canvas: Canvas, y: float, name: str, share: Fact, place: Place) -> float:
    canvas.text((0, y + THICK / 2 + BASE), name, bold=name == "Totalt")
    draw_bar(canvas, y, Bar(name, share.value, share.display, of=1), place)
    return y + STEP


def _draw_threshold(canvas: Canvas, x: float, span: tuple[float, float], threshold: Fact) -> None:
    label, (top, bottom) = f"mål {threshold.display}", span
    canvas.text((min(x + width(label) / 2, WIDTH), top - PAD), label, anchor="end")
    canvas.line((x, top), (x, bottom), color=ACCENT, thick=2)
