"""The way back: how every figure was derived, the rows behind it, and the documents that the rows are from."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from namndbok.book import Book
from namndbok.facts import Fact
from namndbok.markup import Item, Link, Quoted, plain
from namndbok.quote import QuotedRow, quoted_rows
from namndbok.tables.table import Row, Table

LONGEST = 60
HIDDEN = {"source", "place", "year", "order"}


def table_derivations(book: Book) -> Table:
    """List every fact of the year: value, formula in words, and what it was computed from."""
    lines = [Row((fact.label, fact, fact.formula, _inputs(book, fact)), id=fact.id) for fact in book.facts.values()]
    headings = ("Uppgift", "Värde", "Uträkning", "Underlag")
    return Table("t-derivations", "Så är varje siffra uträknad", headings, tuple(lines))


def tables_of_rows(book: Book) -> list[Table]:
    """List, for each data table, the rows that the year or its facts use, with document and place."""
    used = {row for fact in book.facts.values() for row in fact.rows}
    used |= {row for finding in book.findings for row in finding.rows}
    tables = [_rows(book, name, used) for name in book.data.package.tables if name != "documents"]
    return [table for table in tables if table.rows]


def table_documents(book: Book) -> Table:
    """List the documents that the rows come from."""
    rows = quoted_rows(book.data, "documents", book.data["documents"])
    lines = [Row((row.title, row.date, row.case_number, row.body, row.sha256), source=row.ref, id=row.ref) for row in rows]
    headings = ("Dokument", "Datum", "Ärendenummer", "Utgivare", "Kontrollsumma i dokumentet")
    return Table("t-documents", "Dokument som uppgifterna är hämtade ur", headings, tuple(lines))


def _inputs(book: Book, fact: Fact) -> tuple[Item, ...]:
    facts = (Link(book.facts[name].label, name) for name in fact.facts)
    return (*facts, *row_links(book, fact.rows))


def row_links(book: Book, rows: Iterable[str]) -> tuple[Link, ...]:
    """Link rows, naming the table once: `Avgifter rad 2`, `3`, `4`."""
    return tuple(
        Link(f"{book.data.package.tables[table].title} rad {number}" if first else number, f"{table}:{number}")
        for table, group in groupby(rows, key=lambda row: row.rsplit(":", 1)[0])
        for first, number in _numbers(group)
    )


def _numbers(rows: Iterable[str]) -> Iterator[tuple[bool, str]]:
    return ((place == 0, row.rsplit(":", 1)[1]) for place, row in enumerate(rows))


def _rows(book: Book, name: str, used: set[str]) -> Table:
    frame, schema = book.data[name], book.data.package.tables[name]
    yearly = frame["year"] == book.year if "year" in frame else [name == "answers"] * len(frame)
    shown = [number for number, own in zip(frame.index, yearly, strict=True) if own or f"{name}:{number}" in used]
    lines = [_row(QuotedRow(book.data, name, number)) for number in shown]
    headings = ("Rad", "Innehåll", "Hämtat ur")
    return Table(f"t-rows-{name}", f"{schema.title}: rader ur {schema.path}", headings, tuple(lines))


def _row(row: QuotedRow) -> Row:
    cells = [plain(getattr(row, column)) for column in row.data[row.table].columns if column not in HIDDEN and row.raw(column) is not None]
    text = " · ".join(cells)
    shown = text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
    return Row((Link(str(row.number), row.ref), Quoted(shown, row.ref), _origin(row)), source=row.ref, id=row.ref)


def _origin(row: QuotedRow) -> Item:
    columns = row.data[row.table].columns
    if "source" not in columns or row.raw("source") is None:
        return "arbetsbokens egen tabell"
    documents = row.data["documents"]
    number = documents.index[documents["document"] == row.raw("source")][0]
    return Link(row.raw("place") or documents.at[number, "title"], f"documents:{number}")
