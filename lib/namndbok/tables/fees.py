"""Tables of fees: by municipality and component, and per inhabitant."""

from namndbok.book import Book
from namndbok.fees import columns, components, fee_rows, population_date
from namndbok.markup import Item, Quoted
from namndbok.swedish import day, number
from namndbok.tables.table import Row, Table


def table_fees(book: Book, *, budgeted: bool = True) -> Table:
    """Show fees by municipality and component inside (or outside) the board's budget, with totals; kronor."""
    names, titles = columns(book.facts, budgeted=budgeted), components(book.facts).set_index("component")["name"]
    sums = [(f"fees.budgeted.{code}",) if budgeted else () for code, _ in _places(book)]
    lines = [
        Row((place, *map(book.facts.get, own), *_fees(book, code, names)))
        for (code, place), own in zip(_places(book), sums, strict=True)
    ]
    last = [*(["fees.budgeted.total"] if budgeted else []), *(f"fees.{name}.total" for name in names)]
    lines.append(Row(("Summa", *map(book.facts.get, last)), total=True))
    words = "i nämndens budget" if budgeted else "vid sidan av nämndens budget"
    headings = ("Kommun", *(["Summa"] if budgeted else []), *(titles[name] for name in names))
    id = "t-fees-budgeted" if budgeted else "t-fees-outside"
    return Table(id, f"Avgifter {words} per kommun, kronor", headings, tuple(lines) if names else ())


def table_per_inhabitant(book: Book) -> Table:
    """Show each municipality's budgeted fees, inhabitants and fee per inhabitant."""
    when, facts = population_date(book.facts), book.facts
    lines = [
        Row((place, facts.get(f"fees.budgeted.per_inhabitant.{code}"), facts.get(f"fees.budgeted.{code}"), facts.get(f"population.{code}")))
        for code, place in _places(book)
    ]
    caption = "Avgift per invånare" + (f", folkmängd {day(when)}" if when else "")
    headings = ("Kommun", "Per invånare", "Avgifter i budgeten", "Invånare")
    return Table("t-per-inhabitant", caption, headings, tuple(lines))


def _places(book: Book) -> list[tuple[str, str]]:
    table = book.data["municipalities"].sort_values("name", key=lambda names: names.map(swedish_order), kind="stable")
    return list(zip(table["code"], table["name"], strict=True))


def swedish_order(name: str) -> str:
    """Return a key that sorts names as Swedish does: å, ä, ö last."""
    return name.lower().translate(str.maketrans("åäö", "{|}"))


def _fees(book: Book, code: str, names: list[str]) -> list[Item]:
    rows = fee_rows(book.facts)
    rows = rows[rows["municipality"] == code]
    cells = {row["component"]: _fee(number, row) for number, row in rows.iterrows()}
    return [cells.get(name) for name in names]


def _fee(at: int, row) -> Quoted | None:
    if row["fee"] is None:
        return None
    return Quoted(f"{row['mark'] or ''}{number(row['fee'])}", f"fees:{at}", row["fee"])
