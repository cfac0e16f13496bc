"""A chart with a bar for each municipality, the highest first: what it pays, or what changes for it."""

from collections.abc import Callable
from dataclasses import dataclass

from namndbok.data import Data
from namndbok.facts import Fact, Facts
from namndbok.show.charts.bars import Bar, draw_beside, ranked
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.wording import counted, named, narrowed
from namndbok.show.tables.table import Row, Table

MOST, EACH = 30, 10


@dataclass(frozen=True)
class Subject:
    """What a chart is about: its facts (`{}` is the municipality's code), and its words."""

    id: str
    question: str
    over: str
    caption: str
    heading: str
    facts: str


@dataclass(frozen=True)
class Amounts:
    """Each municipality's name and fact, the highest first, and how a fact is written."""

    each: tuple[tuple[str, Fact], ...]
    write: Callable[[Fact], str]

    @property
    def highest(self) -> Fact:
        """Return the highest; IndexError where there are none."""
        return self.each[0][1]

    @property
    def lowest(self) -> Fact:
        """Return the lowest; IndexError where there are none."""
        return self.each[-1][1]

    def who(self, fact: Fact) -> str:
        """Say which municipalities have as much as a fact says: `Boden och Kalix med 5 000 kr`."""
        names = [name for name, one in self.each if one.value == fact.value]
        return f"{named(names, 'kommuner')} med {self.write(fact)}"


def shown(fact: Fact) -> str:
    """Write a fact as it is."""
    return fact.display


def amounts(data: Data, facts: Facts, subject: Subject, write: Callable[[Fact], str] = shown) -> Amounts:
    """Return the amounts of the municipalities that have one."""
    names = data["municipalities"].set_index("code")["name"]
    found = [(name, facts.get(subject.facts.format(code))) for code, name in names.items()]
    known = [(name, fact) for name, fact in found if fact]
    return Amounts(tuple(sorted(known, key=lambda one: -one[1].value)), write)


def chart_municipalities(
    subject: Subject, amounts: Amounts, ends: Callable[[Amounts], str]
) -> Chart | NoChart:
    """Show the amounts; `ends` says in words who has the highest and the lowest, where they differ."""
    if not amounts.each:
        return NoChart(subject.id, subject.question)
    bars = [Bar(name, fact.value, amounts.write(fact)) for name, fact in amounts.each]
    ranking = ranked(bars, most=MOST, each=EACH)
    headings, rows = ("Kommun", subject.heading), tuple(map(Row, amounts.each))
    table = Table(f"{subject.id}-table", subject.caption, headings, rows)
    alt = _alt(subject, amounts, ranking.note, ends)
    return make_chart(draw_beside(ranking), subject.id, narrowed(subject.question, ranking.note), alt, table)


def _alt(subject: Subject, amounts: Amounts, note: str, ends: Callable[[Amounts], str]) -> str:
    count = counted(len(amounts.each), "en kommun", "kommuner")
    start = f"Liggande stapeldiagram över {subject.over}: {count}{note and ', ' + note}."
    if amounts.highest.value == amounts.lowest.value:
        return f"{start} Lika för alla: {amounts.write(amounts.highest)}."
    return f"{start} {ends(amounts)}"
