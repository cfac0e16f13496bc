"""Charts with a bar for each municipality, the highest first, and of what one of them pays."""

from namndbok.books import Book, MunicipalityBook
from namndbok.facts import fee_components
from namndbok.show.charts.chart import CHARTS, Chart, chart_bars, chart_ranked
from namndbok.show.charts.drawing import Bar, Section
from namndbok.show.narrative import NOTHING, Prose
from namndbok.show.tables.table import Row, make_table

ALL = "Alla kommuner"


def chart_municipalities(name: str, book: Book, *, own: str = "") -> Chart | Prose:
    """Show the fact of each municipality that `charts.json` has under a name, the highest first.

    The bar of the municipality named `own` is filled and always shown, the others are then in outline.
    """
    said, bars = CHARTS[name], {}
    for code, municipality in book.data.lookup("municipalities", "code", "name").items():
        if fact := book.facts.get(said["fact"].format(code)):
            label = ("+" if "signed" in said and fact.value > 0 else "") + fact.display
            hollow = bool(own) and municipality != own
            bars[municipality] = Bar(municipality, fact.value, label, hollow=hollow)
    return NOTHING if own and own not in bars else chart_ranked(name, book, bars.values(), always=own)


def chart_fees(book: Book) -> Chart | Prose:
    """Show each municipality's fees in the board's budget, in kronor, the highest first."""
    return chart_municipalities("fees", book)


def chart_fees_per_inhabitant(book: Book) -> Chart | Prose:
    """Show each municipality's fees in the board's budget divided by its inhabitants, the highest first."""
    return chart_municipalities("fees_per_inhabitant", book)


def chart_place(book: MunicipalityBook) -> Chart | Prose:
    """Show a municipality's fee per inhabitant, filled, among those of all the others."""
    return chart_municipalities("place", book, own=book.name)


def chart_own_fees(book: MunicipalityBook) -> Chart | Prose:
    """Show what a municipality pays per inhabitant for each yearly fee, beside all together."""
    names, rows = book.data.lookup("fee_components", "component", "name"), {}
    for component in fee_components(book.facts)["component"]:
        ids = (f"{prefix}.{component}.per_inhabitant" for prefix in (book.prefix, "sheets.all"))
        facts = [fact for id in ids if (fact := book.facts.get(id))]
        if len(facts) > 1:
            rows[names[component]] = facts
    more = [name for name, (own, average) in rows.items() if own.value > average.value]
    sections = []
    for name, (own, mean) in rows.items():
        bars = [Bar(book.name, own.value, own.display), Bar(ALL, mean.value, mean.display, hollow=True)]
        sections.append(Section(bars, name))
    lines = [Row((name, *facts)) for name, facts in rows.items()]
    table = make_table("c-own-fees-table", lines, more=(book.name, ALL))
    return chart_bars("own_fees", book, sections, numbers=table, more=more, rows=rows)


def chart_own_shares(book: MunicipalityBook) -> Chart | Prose:
    """Show a municipality's part of the fees in the board's budget beside its part of the inhabitants."""
    fees, people = (book.facts.get(f"{book.prefix}.{part}_share") for part in ("fee", "population"))
    if not fees or not people:
        return NOTHING
    bars = [
        Bar("Andel av avgifterna", fees.value, fees.display),
        Bar("Andel av invånarna", people.value, people.display, hollow=True),
    ]
    return chart_bars("own_shares", book, [Section(bars)])
