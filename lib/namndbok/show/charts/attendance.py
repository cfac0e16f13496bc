"""A chart of the attendance at each meeting, held against the share that the year's goal asks for."""

from dataclasses import dataclass
from datetime import date

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from namndbok.books import Book
from namndbok.facts import BODIES, Fact, Facts, held_meetings
from namndbok.show.charts.bars import GAP, STEP, THICK, Bar, bar_axes, draw_bars
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.layout import fitted, write
from namndbok.show.charts.lettering import LINE, width
from namndbok.show.charts.style import ACCENT, EDGE, WIDTH, styled
from namndbok.show.charts.wording import counted, named, narrowed
from namndbok.show.markup import AnchorLink
from namndbok.swedish import capital, day, short_day, words

ID = "c-attendance"
QUESTION = "Hur stor del av kommunerna deltog i mötena?"
NUMBERS = AnchorLink("Närvaro vid årets möten", "t-attendance-board")
MOST = 12
PAD = 4
TOTAL = "Totalt"


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


@styled
def chart_attendance(book: Book) -> Chart | NoChart:
    """Show the share of those entitled who were present at each meeting of both bodies, and the goals."""
    groups = [group for body in BODIES if (group := _group(book.facts, body))]
    if not groups:
        return NoChart(ID, QUESTION)
    cut = any(len(group.shown) < len(group.shares) for group in groups)
    note = f"högst {words(MOST)} möten per organ, de med lägst närvaro" if cut else ""
    question, description = narrowed(QUESTION, note), _description(book.year, groups, note)
    return make_chart(_draw(groups), ID, question, description, NUMBERS)


def _group(facts: Facts, body: str) -> Group | None:
    at = f"attendance.{body}"
    shares = {when: facts.get(f"{at}.{when}.share") for when in held_meetings(facts, body)["date"]}
    shares = {when: share for when, share in shares.items() if share}
    return Group(body, shares, facts[f"{at}.share"], facts.get(f"{at}.threshold")) if shares else None


def _description(year: int, groups: list[Group], note: str) -> str:
    count = counted(sum(len(group.shares) for group in groups), "ett möte", "möten")
    start = (
        f"Liggande stapeldiagram över andelen närvarande kommuner vid {count} {year}{note and ', ' + note}."
    )
    return " ".join([start, *map(_said_of, groups)])


def _said_of(group: Group) -> str:
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


def _draw(groups: list[Group]) -> Figure:
    shares = [share for group in groups for share in (*group.shares.values(), group.total)]
    days = [short_day(when) for group in groups for when in group.shares]
    left = max(*map(width, days), width(TOTAL, bold=True)) + GAP
    axes, top = bar_axes([_bar(share) for share in shares], left), 0.0
    for group in groups:
        top = _draw_group(axes, top, group) + GAP
    return fitted(axes, top - 2 * GAP + 2)


def _bar(share: Fact) -> Bar:
    return Bar("", share.value, share.display, of=1)


def _draw_group(axes: Axes, top: float, group: Group) -> float:
    """Draw a body's meetings below its name, the total of several, and the goal across them all."""
    write(axes, top + LINE / 2, group.name, weight="bold")
    first = top + LINE + GAP
    rows = [(short_day(when), share, "normal") for when, share in group.shown.items()]
    middles = [first + THICK / 2 + number * STEP for number in range(len(rows))]
    if len(group.shares) > 1:
        rows.append((TOTAL, group.total, "bold"))
        middles.append(middles[-1] + STEP + PAD)
    for middle, (name, _, weight) in zip(middles, rows, strict=True):
        write(axes, middle, name, weight=weight)
    draw_bars(axes, middles, [_bar(share) for _, share, _ in rows])
    bottom = middles[-1] + THICK / 2 + GAP
    if group.threshold is not None and 0 <= group.threshold.value <= 1:
        _draw_threshold(axes, (first - PAD, bottom - GAP + PAD), group.threshold)
    return bottom


def _draw_threshold(axes: Axes, span: tuple[float, float], threshold: Fact) -> None:
    """Draw the goal as a line, its name above it and inside the figure."""
    label, goal = f"mål {threshold.display}", float(threshold.value)
    axes.vlines(goal, *span, color=ACCENT, lw=2)
    beyond = axes.transData.transform((goal, 0))[0] + width(label) / 2 - EDGE - WIDTH
    write(axes, span[0] - LINE / 2, label, x=goal, shift=-max(0, beyond), ha="center")
