"""Tables of fees: by municipality and component, and per inhabitant."""

from namndbok.books import Book
from namndbok.facts import component_codes, fee_components, fee_rows, population_date
from namndbok.show.markup import Content, SourcedText
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import day, number, order


def table_fees(book: Book, *, budgeted: bool = True) -> Table:
    """Show fees by municipality and component inside (or outside) the board's budget, with totals; kronor."""
    facts, names = book.facts, component_codes(book.facts, budgeted=budgeted)
    titles = fee_components(facts).set_index("component")["name"]
    in_all = ["fees.budgeted.{}"] if budgeted else []
    lines = [
        Row((place, *(facts.get(id.format(code)) for id in in_all), *_fees(book, code, names)))
        for code, place in _places(book)
    ]
    totals = [*(id.format("total") for id in in_all), *(f"fees.{name}.total" for name in names)]
    lines.append(Row(("Summa", *map(facts.get, totals)), total=True))
    where = "i nämndens budget" if budgeted else "vid sidan av nämndens budget"
    headings = ("Kommun", *("Summa" for _ in in_all), *(titles[name] for name in names))
    id = "t-fees-budgeted" if budgeted else "t-fees-outside"
    return Table(id, f"Avgifter {where} per kommun, kronor", headings, tuple(lines) if names else ())


def table_per_inhabitant(book: Book) -> Table:
    """Show each municipality's budgeted fees, inhabitants and fee per inhabitant."""
    when = population_date(book.facts)
    ids = ("fees.budgeted.per_inhabitant.{}", "fees.budgeted.{}", "population.{}")
    lines = [Row((place, *(book.facts.get(id.format(code)) for id in ids))) for code, place in _places(book)]
    caption = "Avgift per invånare" + (f", folkmängd {day(when)}" if when else "")
    headings = ("Kommun", "Per invånare", "Avgifter i budgeten", "Invånare")
    return Table("t-per-inhabitant", caption, headings, tuple(lines))


def _places(book: Book) -> list[tuple[str, str]]:
    table = book.data["municipalities"]
    return sorted(zip(table["code"], table["name"], strict=True), key=lambda place: order(place[1]))


def _fees(book: Book, code: str, names: list[str]) -> list[Content]:
    rows = fee_rows(book.facts)
    rows = rows[(rows["municipality"] == code) & rows["fee"].notna()]
    cells = {row["component"]: _fee(at, row["fee"], row["mark"]) for at, row in rows.iterrows()}
    return [cells.get(name) for name in names]


def _fee(at: int, fee: int, mark: str | None) -> SourcedText:
    return SourcedText(f"{mark or ''}{number(fee)}", f"fees:{at}", fee)
