"""Charts with a bar for each municipality, the highest first: what it pays, or what changes for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from namndbok.books import Book, MunicipalityBook
from namndbok.facts import Fact, fee_components
from namndbok.show.charts.bars import Bar, Section, chart_bars, ranked
from namndbok.show.charts.chart import Chart, counted, named
from namndbok.show.markup import AnchorLink
from namndbok.show.narrative import NOTHING, Prose
from namndbok.show.tables.table import Row, Table

PER_INHABITANT = "fees.budgeted.per_inhabitant.{}"
ALL = "Alla kommuner"


@dataclass(frozen=True)
class Amounts:
    """Facts by the names of those that have one, the highest first, and how a fact is written."""

    facts: Mapping[str, Fact]
    write: Callable[[Fact], str]

    @property
    def highest(self) -> Fact:
        """Return the highest."""
        return next(iter(self.facts.values()))

    @property
    def lowest(self) -> Fact:
        """Return the lowest."""
        return next(reversed(self.facts.values()))

    @property
    def count(self) -> str:
        """Say how many municipalities there are."""
        return counted(len(self.facts), "en kommun", "kommuner")

    @property
    def alike(self) -> str:
        """Say what all have, where it is the same."""
        return f"Lika för alla: {self.write(self.highest)}." * (self.highest.value == self.lowest.value)

    def names(self, amount: Fact) -> str:
        """Name the municipalities that have as much as an amount."""
        return named([name for name, fact in self.facts.items() if fact.value == amount.value], "kommuner")

    def who(self, amount: Fact) -> str:
        """Say which municipalities have as much as an amount: `Alby och Berga med 5 000 kr`."""
        return f"{self.names(amount)} med {self.write(amount)}"


def chart_municipalities(
    name: str,
    book: Book,
    fact: str,
    numbers: AnchorLink,
    *,
    own: str = "",
    write: Callable[[Fact], str] = attrgetter("display"),
) -> Chart | Prose:
    """Show a fact of each municipality that has it, its code in the place of `{}`, the highest first.

    `texts/charts/<name>.md` speaks of them as `amounts`. The bar of the municipality named `own` is filled
    and always shown, the others are then in outline.
    """
    names = book.data.lookup("municipalities", "code", "name")
    facts = {name: known for code, name in names.items() if (known := book.facts.get(fact.format(code)))}
    if not facts or (own and own not in facts):
        return NOTHING
    amounts = Amounts(dict(sorted(facts.items(), key=lambda item: -item[1].value)), write)
    bars = [
        Bar(name, amount.value, write(amount), hollow=bool(own) and name != own)
        for name, amount in amounts.facts.items()
    ]
    sections, note = ranked(bars, always=own)
    return chart_bars(name, book, sections, numbers, note=note, amounts=amounts)


def chart_fees(book: Book) -> Chart | Prose:
    """Show each municipality's fees in the board's budget, in kronor, the highest first."""
    numbers = AnchorLink("Kommunernas avgifter i nämndens budget", "t-fees-budgeted")
    return chart_municipalities("fees", book, "fees.budgeted.{}", numbers)


def chart_fees_per_inhabitant(book: Book) -> Chart | Prose:
    """Show each municipality's fees in the board's budget divided by its inhabitants, the highest first."""
    numbers = AnchorLink("Kommunernas avgifter per invånare i nämndens budget", "t-per-inhabitant")
    return chart_municipalities("fees_per_inhabitant", book, PER_INHABITANT, numbers)


def chart_place(book: MunicipalityBook) -> Chart | Prose:
    """Show a municipality's fee per inhabitant, filled, among those of all the others."""
    numbers = AnchorLink("Alla kommuner jämförda", "t-comparison")
    return chart_municipalities("place", book, PER_INHABITANT, numbers, own=book.name)


def chart_own_fees(book: MunicipalityBook) -> Chart | Prose:
    """Show what a municipality pays per inhabitant for each yearly fee, beside all together."""
    names, rows = book.data.lookup("fee_components", "component", "name"), {}
    for component in fee_components(book.facts)["component"]:
        ids = (f"{prefix}.{component}.per_inhabitant" for prefix in (book.prefix, "sheets.all"))
        facts = [fact for id in ids if (fact := book.facts.get(id))]
        if len(facts) > 1:
            rows[names[component]] = facts
    if not rows:
        return NOTHING
    more = [name for name, (own, average) in rows.items() if own.value > average.value]
    sections = [
        Section(
            [Bar(book.name, own.value, own.display), Bar(ALL, mean.value, mean.display, hollow=True)], name
        )
        for name, (own, mean) in rows.items()
    ]
    lines = tuple(Row((name, *facts)) for name, facts in rows.items())
    table = Table("c-own-fees-table", "Årliga avgifter per invånare", ("Avgift", book.name, ALL), lines)
    return chart_bars("own_fees", book, sections, table, more=more, rows=rows)


def chart_own_shares(book: MunicipalityBook) -> Chart | Prose:
    """Show a municipality's part of the fees in the board's budget beside its part of the inhabitants."""
    fees, people = (book.facts.get(f"{book.prefix}.{part}_share") for part in ("fee", "population"))
    if not fees or not people:
        return NOTHING
    bars = [
        Bar("Andel av avgifterna", fees.value, fees.display),
        Bar("Andel av invånarna", people.value, people.display, hollow=True),
    ]
    numbers = AnchorLink("Andel av avgifter och invånare", "t-own-shares")
    return chart_bars("own_shares", book, [Section(bars)], numbers)
