"""Tables of fees: by municipality and component, and per inhabitant."""

from namndbok.book import Book
from namndbok.fees import columns, components, fee_rows, population_date
from namndbok.markup import Item, Quoted
from namndbok.swedish import day, number
from namndbok.tables.table import Row, Table


def table_fees(book: Book, *, budgeted: bool = True) -> Table:
    """Show fees by municipality and component inside (or outside) the board's budget, with totals; kronor."""
    names, group = columns(book.facts, budgeted=budgeted), "budgeted" if budgeted else "outside"
    titles = components(book.facts).set_index("component")["name"]
    lines = [Row((place, *_fees(book, code, names), book.facts.get(f"fees.{group}.{code}"))) for code, place in _places(book)]
    totals = (book.facts.get(f"fees.{name}.total") for name in names)
    lines.append(Row(("Summa", *totals, book.facts.get(f"fees.{group}.total")), total=True))
    words = "i nämndens budget" if budgeted else "vid sidan av nämndens budget"
    headings = ("Kommun", *(titles[name] for name in names), "Summa")
    return Table(f"t-fees-{group}", f"Avgifter {words} per kommun, kronor", headings, tuple(lines) if names else ())


def table_per_inhabitant(book: Book) -> Table:
    """Show each municipality's budgeted fees, inhabitants and fee per inhabitant."""
    when, facts = population_date(book.facts), book.facts
    lines = [
        Row((place, facts.get(f"fees.budgeted.{code}"), facts.get(f"population.{code}"), facts.get(f"fees.budgeted.per_inhabitant.{code}")))
        for code, place in _places(book)
    ]
    caption = "Avgift per invånare" + (f", folkmängd {day(when)}" if when else "")
    headings = ("Kommun", "Avgifter i budgeten", "Invånare", "Per invånare")
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
