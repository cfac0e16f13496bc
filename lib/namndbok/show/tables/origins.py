"""Where figures come from: the rows of the data, the documents they are from, and what they are used in."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import pandas as pd

from namndbok.books import Book
from namndbok.data import ForeignKey
from namndbok.facts import AS_IT_STANDS, Fact, Facts, row_ids
from namndbok.show.markup import AnchorLink, Content, as_text
from namndbok.show.sourced import SourcedRow, frame_rows
from namndbok.show.tables.table import GroupedList, ListEntry, ListGroup, Row, Table
from namndbok.show.tables.told import told

LONGEST = 60
HIDDEN = {"source", "place", "year", "order"}

Users = Mapping[str, Sequence[Fact]]


def list_rows(
    book: Book, *whole: str, whole_year: bool = True, everything: bool = False
) -> tuple[GroupedList, ...]:
    """List, for each data table, the rows that the year or its facts use: with document, place and users.

    Tables named in `whole` are listed with all their rows. `whole_year`: also rows of the year that no fact
    uses. `everything`: also those of facts that only other papers show.
    """
    facts = [*book.facts.values()] if everything else told(book)
    named = {row for fact in facts for row in fact.rows}
    named |= {row for table in whole for row in row_ids(book.data[table])}
    named |= {row for finding in book.findings for row in finding.rows}
    named |= {finding.answer.row for finding in book.findings if finding.answer}
    for frame in book.data.tables.values():
        if whole_year and "year" in frame:
            named.update(row_ids(frame[frame["year"] == book.year]))
    return rows_of(book, named, used_in(book.facts, facts))


def rows_of(book: Book, named: set[str], users: Users) -> tuple[GroupedList, ...]:
    """List some rows, table by table, with what they are used in."""
    tables = {row.rsplit(":", 1)[0] for row in named} - {"documents"}
    listed = (_rows(book, name, named, users) for name in book.data.package.tables if name in tables)
    return tuple(one for one in listed if one.groups)


def table_documents(book: Book) -> Table:
    """List the documents that the rows come from."""
    return documents_of(book, book.data["documents"])


def documents_of(book: Book, documents: pd.DataFrame) -> Table:
    """List documents, rows of their table."""
    lines = [
        Row((row.title, row.date, row.case_number, row.body, row.sha256), source=row.ref, id=row.ref)
        for row in frame_rows(book.data, "documents", documents)
    ]
    headings = ("Dokument", "Datum", "Ärendenummer", "Utgivare", "Kontrollsumma i dokumentet")
    return Table("t-documents", "Dokument som uppgifterna är hämtade ur", headings, tuple(lines))


def used_in(facts: Facts, shown: Iterable[Fact]) -> dict[str, list[Fact]]:
    """Map each row to those of some computed facts that use it, directly or by a figure that stands in it."""
    users: dict[str, list[Fact]] = {}
    for fact in shown:
        if fact.formula != AS_IT_STANDS:
            used = [facts[name] for name in fact.facts]
            standing = (one.target for one in used if one.formula == AS_IT_STANDS)
            for row in dict.fromkeys((*fact.rows, *standing)):
                users.setdefault(row, []).append(fact)
    return users


def _rows(book: Book, name: str, named: set[str], users: Users) -> GroupedList:
    frame, schema = book.data[name], book.data.package.tables[name]
    shown = [number for number in frame.index if f"{name}:{number}" in named]
    rows = (SourcedRow(book.data, name, number) for number in shown)
    groups = (_group(origin, list(group), users) for origin, group in groupby(rows, key=_origin))
    return GroupedList(f"t-rows-{name}", f"{schema.title}: rader ur {schema.path}", tuple(groups))


def _group(origin: Content, rows: Sequence[SourcedRow], users: Users) -> ListGroup:
    """List rows of one place in a document; what all of them are used in is told once."""
    using = [{fact.id for fact in users.get(row.ref, ())} for row in rows]
    common = set.intersection(*using) if len(rows) > 1 else set()
    note = [fact for fact in users.get(rows[0].ref, ()) if fact.id in common]
    entries = (
        _entry(row, [fact for fact in users.get(row.ref, ()) if fact.id not in common]) for row in rows
    )
    return ListGroup(origin, tuple(entries), ("Alla används i", _links(note)) if note else ())


def _entry(row: SourcedRow, users: Sequence[Fact]) -> ListEntry:
    used: tuple[Content, ...] = ("· används i", _links(users)) if users else ()
    return ListEntry(row.ref, (_content(row), *used), row.row_number)


def _links(facts: Sequence[Fact]) -> tuple[AnchorLink, ...]:
    return tuple(AnchorLink(fact.label, fact.id) for fact in facts)


def _content(row: SourcedRow) -> str:
    schema = row.data.package.tables[row.table]
    names = {key.columns[0]: key for key in schema.foreign_keys if len(key.columns) == 1}
    shown = [name for name in schema.columns if name not in HIDDEN and row.raw(name) is not None]
    text = " · ".join(_named(row, column, names.get(column)) for column in shown)
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _named(row: SourcedRow, column: str, key: ForeignKey | None) -> str:
    """Write a cell; a code that stands for something in another table is written as its name."""
    if key and "name" in row.data[key.table]:
        number = row.data.row_number(key.table, key.targets[0], row.raw(column))
        return row.data.column(key.table, "name")[number]
    return as_text(getattr(row, column))


def _origin(row: SourcedRow) -> AnchorLink | str:
    """Name the place of a row, and its document by date and case number."""
    if "source" not in row.data[row.table] or row.raw("source") is None:
        return "Arbetsbokens egen tabell"
    number = row.data.row_number("documents", "document", row.raw("source"))
    document = SourcedRow(row.data, "documents", number)
    told = [as_text(cell) for cell in (document.date, document.case_number) if cell] or [
        as_text(document.title)
    ]
    return AnchorLink(", ".join(filter(None, [row.raw("place"), *told])), document.ref)
