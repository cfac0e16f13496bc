"""Charts with a bar for each municipality, the highest first: what it pays, or what changes for it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from namndbok.books import Book, MunicipalityBook
from namndbok.data import Data
from namndbok.facts import Fact, Facts, fee_components
from namndbok.show.charts.bars import Bar, Section, draw_sections, ranked
from namndbok.show.charts.chart import (
    Chart,
    NoChart,
    counted,
    finding_and_description,
    make_chart,
    named,
    narrowed,
)
from namndbok.show.charts.style import styled
from namndbok.show.markup import AnchorLink
from namndbok.show.narrative import narrate
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import words


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


OWN_FEES = "Hur mycket betalar kommunen per invånare för varje avgift, bredvid de andra?"
OWN_SHARES = "Betalar kommunen mer eller mindre än sin andel av invånarna?"
ALL = "Alla kommuner"


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
    finding = narrate(
        "charts/place", book, higher=higher, total=len(fees.facts), others=others, many=words(len(fees.facts))
    ).text
    return chart_municipalities(subject, fees, lambda _: place, own=book.name, finding=finding)


@styled
def chart_own_fees(book: MunicipalityBook) -> Chart | NoChart:
    """Show what a municipality pays per inhabitant for each yearly fee, beside all together."""
    names, rows = book.data.lookup("fee_components", "component", "name"), {}
    for component in fee_components(book.facts)["component"]:
        ids = (f"{prefix}.{component}.per_inhabitant" for prefix in (book.prefix, "sheets.all"))
        facts = [fact for id in ids if (fact := book.facts.get(id))]
        if len(facts) > 1:
            rows[names[component]] = facts
    if not rows:
        return NoChart("c-own-fees", OWN_FEES)
    more = [name for name, (own, average) in rows.items() if own.value > average.value]
    bars = {
        name: [Bar(book.name, own.value, own.display), Bar(ALL, average.value, average.display, hollow=True)]
        for name, (own, average) in rows.items()
    }
    figure = draw_sections([Section(pair, name) for name, pair in bars.items()])
    finding, description = finding_and_description("own_fees", book, more=more, rows=rows)
    lines = tuple(Row((name, *facts)) for name, facts in rows.items())
    table = Table("c-own-fees-table", "Årliga avgifter per invånare", ("Avgift", book.name, ALL), lines)
    return make_chart(figure, "c-own-fees", OWN_FEES, description, table, finding=finding)


@styled
def chart_own_shares(book: MunicipalityBook) -> Chart | NoChart:
    """Show a municipality's part of the fees in the board's budget beside its part of the inhabitants."""
    fees, people = (book.facts.get(f"{book.prefix}.{part}_share") for part in ("fee", "population"))
    if not fees or not people:
        return NoChart("c-own-shares", OWN_SHARES)
    bars = [
        Bar("Andel av avgifterna", fees.value, fees.display),
        Bar("Andel av invånarna", people.value, people.display, hollow=True),
    ]
    finding, description = finding_and_description("own_shares", book)
    numbers, figure = (
        AnchorLink("Andel av avgifter och invånare", "t-own-shares"),
        draw_sections([Section(bars)]),
    )
    return make_chart(figure, "c-own-shares", OWN_SHARES, description, numbers, finding=finding)


def _chart_fees(book: Book, subject: Subject) -> Chart | NoChart:
    of_year = replace(subject, over=f"{subject.over} {book.year}")
    fees = amounts(book.data, book.facts, subject)
    if not fees.facts:
        return NoChart(subject.id, subject.question)
    most, least = (
        named([name for name, fact in fees.facts if fact.value == end.value], "kommuner")
        for end in (fees.highest, fees.lowest)
    )
    several, rate = len(fees.facts) > 1, subject is FEES_PER_INHABITANT
    finding = narrate("charts/fees", book, most=most, least=least, several=several, rate=rate).text
    ends = f"Högst är {fees.who(fees.highest)}, lägst {fees.who(fees.lowest)}."
    return chart_municipalities(of_year, fees, lambda _: ends, finding=finding)


@styled
def chart_municipalities(
    subject: Subject, amounts: Amounts, ends: Callable[[Amounts], str], *, own: str = "", finding: str = ""
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
    shown = f"Lika för alla: {amounts.write(amounts.highest)}." if alike else ends(amounts)
    description = f"Liggande stapeldiagram över {over}. {shown}"
    question = narrowed(subject.question, note)
    figure = draw_sections(sections)
    return make_chart(figure, subject.id, question, description, subject.numbers, finding=finding)
