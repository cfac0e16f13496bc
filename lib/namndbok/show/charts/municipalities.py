"""Charts with a bar for each municipality, the highest first: what it pays, or what changes for it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from namndbok.books import Book, MunicipalityBook
from namndbok.data import Data
from namndbok.facts import Fact, Facts
from namndbok.show.charts.bars import Bar, draw_sections, ranked
from namndbok.show.charts.chart import Chart, NoChart, counted, make_chart, named, narrowed, titled
from namndbok.show.charts.style import styled
from namndbok.show.markup import AnchorLink
from namndbok.show.narrative import narrate


@dataclass(frozen=True)
class Subject:
    """What a chart is about: its facts (`{}` is the municipality's code), its words and its numbers."""

    id: str
    question: str
    over: str
    facts: str
    numbers: AnchorLink


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
        """Say which municipalities have as much as an amount: `Alby och Berga med 5 000 kr`."""
        names = [name for name, fact in self.facts if fact.value == amount.value]
        return f"{named(names, 'kommuner')} med {self.write(amount)}"


FEES = Subject(
    "c-fees",
    "Hur mycket betalar varje kommun genom nämndens budget?",
    "kommunernas avgifter i nämndens budget",
    "fees.budgeted.{}",
    AnchorLink("Kommunernas avgifter i nämndens budget", "t-fees-budgeted"),
)
FEES_PER_INHABITANT = Subject(
    "c-fees-per-inhabitant",
    "Hur mycket betalar varje kommun per invånare?",
    "kommunernas avgifter per invånare i nämndens budget",
    "fees.budgeted.per_inhabitant.{}",
    AnchorLink("Kommunernas avgifter per invånare i nämndens budget", "t-per-inhabitant"),
)


def amounts(
    data: Data, facts: Facts, subject: Subject, write: Callable[[Fact], str] = lambda fact: fact.display
) -> Amounts:
    """Return the amounts of the municipalities that have one."""
    names = data.lookup("municipalities", "code", "name")
    known = [(name, fact) for code, name in names.items() if (fact := facts.get(subject.facts.format(code)))]
    return Amounts(tuple(sorted(known, key=lambda pair: -pair[1].value)), write)


def chart_fees(book: Book) -> Chart | NoChart:
    """Show each municipality's fees in the board's budget, in kronor, the highest first."""
    return _chart_fees(book, FEES)


def chart_fees_per_inhabitant(book: Book) -> Chart | NoChart:
    """Show each municipality's fees in the board's budget divided by its inhabitants, the highest first."""
    return _chart_fees(book, FEES_PER_INHABITANT)


def chart_place(book: MunicipalityBook) -> Chart | NoChart:
    """Show a municipality's fee per inhabitant, filled, among those of all the others."""
    subject = replace(
        FEES_PER_INHABITANT,
        id="c-place",
        question=f"Hur mycket betalar {book.name} per invånare, bredvid de andra kommunerna?",
        over=f"{FEES_PER_INHABITANT.over} {book.year}",
        numbers=AnchorLink("Alla kommuner jämförda", "t-comparison"),
    )
    fees = amounts(book.data, book.facts, subject)
    own = next((fact for name, fact in fees.facts if name == book.name), None)
    if own is None:
        return NoChart(subject.id, subject.question)
    higher = sum(fact.value > own.value for _, fact in fees.facts)
    others = counted(higher, "en kommun", "kommuner") if higher else "ingen"
    place = f"{book.name} betalar {own.display}: {others} betalar mer per invånare."
    return chart_municipalities(subject, fees, lambda _: place, own=book.name)


def _chart_fees(book: Book, subject: Subject) -> Chart | NoChart:
    of_year = replace(subject, over=f"{subject.over} {book.year}")
    fees = amounts(book.data, book.facts, subject)
    chart = chart_municipalities(
        of_year, fees, lambda fees: f"Högst är {fees.who(fees.highest)}, lägst {fees.who(fees.lowest)}."
    )
    if isinstance(chart, NoChart):
        return chart
    most, least = (
        named([name for name, fact in fees.facts if fact.value == end.value], "kommuner")
        for end in (fees.highest, fees.lowest)
    )
    several, rate = len(fees.facts) > 1, subject is FEES_PER_INHABITANT
    return titled(
        chart, narrate("charts/fees", book, most=most, least=least, several=several, rate=rate).text
    )


@styled
def chart_municipalities(
    subject: Subject, amounts: Amounts, ends: Callable[[Amounts], str], *, own: str = ""
) -> Chart | NoChart:
    """Show the amounts; `ends` says in words who has the highest and the lowest, where they differ.

    The bar of the municipality named `own` is filled and always shown, the others are then in outline.
    """
    if not amounts.facts:
        return NoChart(subject.id, subject.question)
    bars = [
        Bar(name, fact.value, amounts.write(fact), hollow=bool(own) and name != own)
        for name, fact in amounts.facts
    ]
    sections, note = ranked(bars, always=own)
    count = counted(len(amounts.facts), "en kommun", "kommuner")
    over = f"{subject.over}: {count}{note and ', ' + note}"
    alike = amounts.highest.value == amounts.lowest.value
    words = f"Lika för alla: {amounts.write(amounts.highest)}." if alike else ends(amounts)
    description = f"Liggande stapeldiagram över {over}. {words}"
    question = narrowed(subject.question, note)
    return make_chart(draw_sections(sections), subject.id, question, description, subject.numbers)
