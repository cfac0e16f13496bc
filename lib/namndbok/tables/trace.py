"""The way back: how every figure was derived, the rows behind it, and the documents the rows are from."""

from collections.abc import Iterable, Iterator
from itertools import groupby

import pandas as pd

from namndbok.book import Book
from namndbok.commentary import REFERENCE
from namndbok.facts import AS_IT_STANDS, Fact
from namndbok.markup import Item, Link, Value, plain
from namndbok.quote import QuotedRow, quoted_rows
from namndbok.schema import ForeignKey
from namndbok.swedish import capital
from namndbok.tables.listing import Entry, Group, Listing
from namndbok.tables.table import Row, Table

LONGEST = 60
SHORT_RUN = 2
HIDDEN = {"source", "place", "year", "order"}
# Facts that only other papers than the yearly report show.
APART = ("years", "periods", "models", "sheets")


def list_derivations(book: Book) -> Listing:
    """List every computed fact of the yearly report under its formula: value, and what it was computed from.

    A figure that stands in a table as it is needs no derivation; it leads straight to its row.
    """
    return derivations_of(book, _told(book))


def list_rows(book: Book) -> tuple[Listing, ...]:
    """List, for each table, the rows that the year or the yearly report uses, with document and place."""
    used = {row for fact in _told(book) for row in fact.rows}
    used |= {row for finding in book.findings for row in finding.rows}
    used |= {finding.answer.row for finding in book.findings if finding.answer}
    listed = (
        rows_of(book, name, used, whole=True) for name in book.data.package.tables if name != "documents"
    )
    return tuple(one for one in listed if one.groups)


def _told(book: Book) -> list[Fact]:
    """Return the facts of the yearly report: its own, and others that a comment or a goal asks for."""
    asked = {name.strip() for one in book.comments.values() for name in REFERENCE.findall(one.text)}
    asked |= set(filter(None, book.data.of_year("goals", book.year)["measure"]))
    asked |= {id for id in book.facts if not id.startswith(tuple(f"{one}." for one in APART))}
    return book.facts.reached(asked)


def derivations_of(book: Book, facts: Iterable[Fact]) -> Listing:
    """List the derivations of some facts."""
    groups: dict[str, list[Entry]] = {}
    for fact in facts:
        if fact.formula != AS_IT_STANDS:
            groups.setdefault(capital(fact.formula), []).append(_derived(book, fact))
    listed = (Group(formula, tuple(entries)) for formula, entries in groups.items())
    return Listing("t-derivations", "Uträkningar", tuple(listed))


def table_documents(book: Book) -> Table:
    """List the documents that the rows come from."""
    return documents_of(book, book.data["documents"])


def documents_of(book: Book, documents: pd.DataFrame) -> Table:
    """List documents, rows of their table."""
    lines = [
        Row((row.title, row.date, row.case_number, row.body, row.sha256), source=row.ref, id=row.ref)
        for row in quoted_rows(book.data, "documents", documents)
    ]
    headings = ("Dokument", "Datum", "Ärendenummer", "Utgivare", "Kontrollsumma i dokumentet")
    return Table("t-documents", "Dokument som uppgifterna är hämtade ur", headings, tuple(lines))


def row_links(book: Book, rows: Iterable[str]) -> tuple[Link, ...]:
    """Link rows, naming the table once and a run of rows by its first: `Avgifter rad 16–29`, `31`."""
    links = []
    for table, group in groupby(rows, key=lambda row: row.rsplit(":", 1)[0]):
        title = f"{book.data.package.tables[table].title} rad "
        for first, text in _runs([int(row.rsplit(":", 1)[1]) for row in group]):
            links.append(Link(title + text, f"{table}:{first}"))
            title = ""
    return tuple(links)


def _derived(book: Book, fact: Fact) -> Entry:
    return Entry(fact.id, (f"{fact.label}:", Value(fact), "ur", _inputs(book, fact)))


def _inputs(book: Book, fact: Fact) -> Item:
    if fact.id.startswith("findings."):
        return Link("iakttagelserna", "t-findings")
    facts = (Link(book.facts[name].display, book.facts[name].target) for name in fact.facts)
    return (*facts, *row_links(book, fact.rows)) or "inga rader"


def _runs(numbers: list[int]) -> Iterator[tuple[int, str]]:
    """Yield first number and text of each run of consecutive numbers; two in a row are still two."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        if len(run) > SHORT_RUN:
            yield run[0], f"{run[0]}–{run[-1]}"
        else:
            yield from ((number, str(number)) for number in run)


def rows_of(book: Book, name: str, used: set[str], *, whole: bool = False) -> Listing:
    """List rows of a table: those used and, with `whole`, all of the year."""
    frame, schema = book.data[name], book.data.package.tables[name]
    yearly = set(frame.index[frame["year"] == book.year]) if whole and "year" in frame else set()
    shown = [number for number in frame.index if number in yearly or f"{name}:{number}" in used]
    rows = (QuotedRow(book.data, name, number) for number in shown)
    groups = (Group(origin, tuple(map(_row, group))) for origin, group in groupby(rows, key=_origin))
    return Listing(f"t-rows-{name}", f"{schema.title}: rader ur {schema.path}", tuple(groups))


def _row(row: QuotedRow) -> Entry:
    return Entry(row.ref, (_content(row),), row.at)


def _content(row: QuotedRow) -> str:
    schema = row.data.package.tables[row.table]
    names = {key.columns[0]: key for key in schema.foreign_keys if len(key.columns) == 1}
    shown = [name for name in schema.columns if name not in HIDDEN and row.raw(name) is not None]
    text = " · ".join(_named(row, column, names.get(column)) for column in shown)
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _named(row: QuotedRow, column: str, key: ForeignKey | None) -> str:
    """Write a cell; a code that stands for something in another table is written as its name."""
    if key and "name" in row.data[key.table]:
        target = row.data[key.table]
        return target.loc[target[key.targets[0]] == row.raw(column), "name"].iloc[0]
    return plain(getattr(row, column))


def _origin(row: QuotedRow) -> Link | str:
    if "source" not in row.data[row.table] or row.raw("source") is None:
        return "Arbetsbokens egen tabell"
    documents = row.data["documents"]
    number = documents.index[documents["document"] == row.raw("source")][0]
    return Link(row.raw("place") or documents.at[number, "title"], f"documents:{number}")
