"""A chart of the attendance at each meeting, held against the share that the year's goal asks for."""

from dataclasses import dataclass
from datetime import date

from namndbok.attendance import BODIES, held
from namndbok.book import Book
from namndbok.charts.bars import GAP, THICK, Bar, draw_bar
from namndbok.charts.canvas import WIDTH, Canvas, Place, scale
from namndbok.charts.chart import Chart, NoChart, chart
from namndbok.charts.lettering import LINE, SIZE, width
from namndbok.charts.svg import ACCENT, MUTED
from namndbok.charts.wording import capital, counted, named
from namndbok.facts import Fact, Facts
from namndbok.swedish import NBSP, day, plain, short_day, words
from namndbok.tables.table import Row, Table

ID = "c-attendance"
QUESTION = "Hur stor del av kommunerna deltog i mötena?"
HEADINGS = ("Möte", "Organ", "Andel", "Närvarande", "Kallade")
MOST = 14
STEP = THICK + GAP
PAD = 4


@dataclass(frozen=True)
class Group:
    """One body's meetings: their shares by date, the share of all of them, and the goal's threshold if there is one."""

    body: str
    shares: dict[date, Fact]
    total: Fact
    threshold: Fact | None

    @property
    def shown(self) -> dict[date, Fact]:
        """Return the meetings that are drawn, in order of date; of many, those with the lowest share."""
        lowest = sorted(self.shares, key=lambda when: self.shares[when].value)[:MOST]
        return {when: share for when, share in self.shares.items() if when in lowest}


def chart_attendance(book: Book) -> Chart | NoChart:
    """Show the share of those entitled who were present at each meeting of both bodies, and the goals' threshold."""
    groups = [group for body in BODIES if (group := _group(book.facts, body))]
    if not groups:
        return NoChart(ID, QUESTION)
    cut = any(len(group.shown) < len(group.shares) for group in groups)
    question = f"{QUESTION[:-1]} (möten med lägst närvaro)?" if cut else QUESTION
    rows = [row for group in groups for row in _rows(book.facts, group)]
    table = Table(f"{ID}-table", "Närvaro vid årets möten", HEADINGS, tuple(rows))
    return chart(_draw(groups), ID, question, _alt(book.year, groups, cut), table)


def _group(facts: Facts, body: str) -> Group | None:
    at = f"attendance.{body}"
    shares = {when: facts[f"{at}.{when}.share"] for when in held(facts, body)["date"] if f"{at}.{when}.share" in facts}
    threshold = facts[f"{at}.threshold"] if f"{at}.threshold" in facts else None
    return Group(body, shares, facts[f"{at}.share"], threshold) if shares else None


def _rows(facts: Facts, group: Group) -> list[Row]:
    at, body = f"attendance.{group.body}", capital(BODIES[group.body])
    rows = [Row((when, body, share, *_counts(facts, f"{at}.{when}"))) for when, share in group.shares.items()]
    return [*rows, Row(("Alla möten", body, group.total, *_counts(facts, at)), total=True)]


def _counts(facts: Facts, at: str) -> tuple[Fact, Fact]:
    return facts[f"{at}.present"], facts[f"{at}.entitled"]


def _alt(year: int, groups: list[Group], cut: bool) -> str:
    count = counted(sum(len(group.shares) for group in groups), "ett möte", "möten")
    note = f" Per organ visas de {words(MOST)} möten som hade lägst närvaro." if cut else ""
    start = f"Liggande stapeldiagram över andelen närvarande kommuner vid {count} {year}.{note}"
    return " ".join([start, *map(_group_alt, groups)])


def _group_alt(group: Group) -> str:
    lowest = min(group.shares.values(), key=lambda share: share.value)
    days = named([day(when) for when, share in group.shares.items() if share.value == lowest.value], "möten")
    total = f"{capital(BODIES[group.body])}: {group.total.display} närvaro totalt"
    if len(group.shares) == 1:
        return f"{total}{_verdict(group)}."
    return f"{total}{_verdict(group)}. Lägst är {lowest.display} ({days})."


def _verdict(group: Group) -> str:
    if group.threshold is None:
        return ""
    reached = [share for share in group.shares.values() if share.value >= group.threshold.value]
    verdict = "når" if group.total.value >= group.threshold.value else "når inte"
    count = f"; {len(reached)} av {len(group.shares)} möten når det" if len(group.shares) > 1 else ""
    return f", vilket {verdict} målet {_percent(group.threshold)}{count}"


def _percent(threshold: Fact) -> str:
    return f"{plain(threshold.value * 100)}{NBSP}%"


def _draw(groups: list[Group]) -> Canvas:
    labels = [share.display for group in groups for share in (*group.shares.values(), group.total)]
    left = max(width(short_day(when)) for group in groups for when in group.shares) + 2 * GAP
    place = scale((0, 1), (left, WIDTH - max(map(width, labels)) - GAP))
    canvas, y = Canvas(), 0.0
    for group in groups:
        y = _draw_group(canvas, y, group, place)
    return canvas


def _draw_group(canvas: Canvas, y: float, group: Group, place: Place) -> float:
    canvas.text(0, y + SIZE, capital(BODIES[group.body]), bold=True)
    top = y = y + LINE + GAP
    for when, share in group.shown.items():
        canvas.text(0, y + THICK - 2, short_day(when))
        draw_bar(canvas, y, Bar("", share.value, share.display, of=1), place)
        y += STEP
    if len(group.shares) > 1:
        y += PAD
        canvas.text(0, y + THICK - 2, "Totalt", bold=True)
        draw_bar(canvas, y, Bar("", group.total.value, group.total.display, of=1), place)
        y += STEP
    if group.threshold is not None:
        _draw_threshold(canvas, place(group.threshold.value), top - GAP, y - 2, group.threshold)
    return y + GAP


def _draw_threshold(canvas: Canvas, x: float, top: float, bottom: float, threshold: Fact) -> None:
    label = f"mål {_percent(threshold)}"
    canvas.text(min(x + width(label) / 2, WIDTH), top - 4, label, anchor="end")
    canvas.line((x, top), (x, bottom), color=ACCENT, width=2)
