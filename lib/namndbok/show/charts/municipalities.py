"""A chart with a bar for each municipality, the highest first: what it pays, or what changes for it."""

from collections.abc import Callable
from dataclasses import dataclass

from namndbok.data import Data
from namndbok.facts import Fact, Facts
from namndbok.show.charts.bars import Bar, draw_beside, ranked
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.style import styled
from namndbok.show.charts.wording import counted, named, narrowed
from namndbok.show.tables.table import Row, Table


@dataclass(frozen=True)
class Subject:
    """What a chart is about: its facts (`{}` is the municipality's code), and its words.

    `numbers_in` is the id of the table that shows the amounts on the same page.
    """

    id: str
    question: str
    over: str
    caption: str
    heading: str
    facts: str
    numbers_in: str


@dataclass(frozen=True)
class Amounts:
    """Each municipality's name and fact, the highest first, and how a fact is written."""

    facts: tuple[tuple[str, Fact], ...]
    write: Callable[[Fact], str]

    @property
    def highest(self) -> Fact:
        """Return the highest; IndexError where there are none."""
        return self.facts[0][1]

    @property
    def lowest(self) -> Fact:
        """Return the lowest; IndexError where there are none."""
        return self.facts[-1][1]

    def who(self, amount: Fact) -> str:
        """Say which municipalities have as much as an amount: `Boden och Kalix med 5 000 kr`."""
        names = [name for name, fact in self.facts if fact.value == amount.value]
        return f"{named(names, 'kommuner')} med {self.write(amount)}"


def amounts(
    data: Data, facts: Facts, subject: Subject, write: Callable[[Fact], str] = lambda fact: fact.display
) -> Amounts:
    """Return the amounts of the municipalities that have one."""
    names = data["municipalities"].set_index("code")["name"]
    known = [(name, fact) for code, name in names.items() if (fact := facts.get(subject.facts.format(code)))]
    return Amounts(tuple(sorted(known, key=lambda pair: -pair[1].value)), write)


@styled
def chart_municipalities(
    subject: Subject, amounts: Amounts, ends: Callable[[Amounts], str]
) -> Chart | NoChart:
    """Show the amounts; `ends` says in words who has the highest and the lowest, where they differ."""
    if not amounts.facts:
        return NoChart(subject.id, subject.question)
    ranking = ranked([Bar(name, fact.value, amounts.write(fact)) for name, fact in amounts.facts])
    headings, rows = ("Kommun", subject.heading), tuple(map(Row, amounts.facts))
    table = Table(f"{subject.id}-table", subject.caption, headings, rows)
    question = narrowed(subject.question, ranking.note)
    description = _description(subject, amounts, ranking.note, ends)
    figure, numbers_in = draw_beside(ranking), subject.numbers_in
    return make_chart(figure, subject.id, question, description, table, numbers_in=numbers_in)


def _description(subject: Subject, amounts: Amounts, note: str, ends: Callable[[Amounts], str]) -> str:
    count = counted(len(amounts.facts), "en kommun", "kommuner")
    start = f"Liggande stapeldiagram över {subject.over}: {count}{note and ', ' + note}."
    if amounts.highest.value == amounts.lowest.value:
        return f"{start} Lika för alla: {amounts.write(amounts.highest)}."
    return f"{start} {ends(amounts)}"
