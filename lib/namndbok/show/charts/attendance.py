"""A chart of the attendance at each meeting, held against the share that the year's goal asks for."""

from dataclasses import dataclass, replace
from datetime import date

from namndbok.books import Book
from namndbok.facts import BODIES, Fact, Facts, held_meetings
from namndbok.show.charts.bars import Bar, Section, draw_sections
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.style import styled
from namndbok.show.charts.wording import counted, named, narrowed
from namndbok.show.markup import AnchorLink
from namndbok.swedish import capital, day, short_day, words

ID = "c-attendance"
QUESTION = "Hur stor del av kommunerna deltog i mötena?"
NUMBERS = AnchorLink("Närvaro vid årets möten", "t-attendance-board")
LIMIT = 12


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
    def drawn(self) -> dict[date, Fact]:
        """Return the meetings that are drawn, in order of date; of many, those with the lowest share."""
        lowest = sorted(self.shares, key=lambda when: self.shares[when].value)[:LIMIT]
        return {when: share for when, share in self.shares.items() if when in lowest}


@styled
def chart_attendance(book: Book) -> Chart | NoChart:
    """Show the share of those entitled who were present at each meeting of both bodies, and the goals."""
    groups = [group for body in BODIES if (group := _group(book.facts, body))]
    if not groups:
        return NoChart(ID, QUESTION)
    cut = any(len(group.drawn) < len(group.shares) for group in groups)
    note = f"högst {words(LIMIT)} möten per organ, de med lägst närvaro" if cut else ""
    question, description = narrowed(QUESTION, note), _description(book.year, groups, note)
    return make_chart(draw_sections([*map(_section, groups)]), ID, question, description, NUMBERS)


def _group(facts: Facts, body: str) -> Group | None:
    stem, days = f"attendance.{body}", held_meetings(facts, body)["date"]
    shares = {when: share for when in days if (share := facts.get(f"{stem}.{when}.share"))}
    return Group(body, shares, facts[f"{stem}.share"], facts.get(f"{stem}.threshold")) if shares else None


def _description(year: int, groups: list[Group], note: str) -> str:
    count = counted(sum(len(group.shares) for group in groups), "ett möte", "möten")
    start = (
        f"Liggande stapeldiagram över andelen närvarande kommuner vid {count} {year}{note and ', ' + note}."
    )
    return " ".join([start, *map(_group_description, groups)])


def _group_description(group: Group) -> str:
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


def _section(group: Group) -> Section:
    """Return a body's meetings, the total of several, and the goal if a share can reach it."""
    bars = [_bar(short_day(when), share) for when, share in group.drawn.items()]
    if len(group.shares) > 1:
        bars.append(replace(_bar("Totalt", group.total), total=True))
    if group.threshold is None or not 0 <= group.threshold.value <= 1:
        return Section(bars, group.name)
    goal = group.threshold
    return Section(bars, group.name, goal=goal.value, goal_label=f"mål {goal.display}")


def _bar(name: str, share: Fact) -> Bar:
    return Bar(name, share.value, share.display, whole=1)
