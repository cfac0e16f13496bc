"""List where figures come from: the rows behind them, what uses each row, and the documents."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Protocol

import pandas as pd

from namndbok.books import Book
from namndbok.data import ForeignKey
from namndbok.facts import AS_IT_STANDS, Fact, Facts, row_ids
from namndbok.show.markup import AnchorLink, Content, as_text
from namndbok.show.sourced import SourcedRow, frame_rows
from namndbok.show.tables.derivations import list_derivations_of, reported_facts
from namndbok.show.tables.table import GroupedList, ListEntry, ListGroup, Row, Table

LONGEST = 60
HIDDEN = {"source", "place", "year", "order"}

Users = Mapping[str, Sequence[Fact]]


class Traceable(Protocol):
    """A text, a table or a chart on a page; `targets` are the facts and data rows that it leads to."""

    @property
    def targets(self) -> frozenset[str]: ...


def list_rows(
    book: Book, *whole: str, whole_year: bool = True, everything: bool = False
) -> tuple[GroupedList, ...]:
    """List, for each data table, the rows that the year or its facts use: with document, place and users.

    Tables named in `whole` are listed with all their rows. `whole_year`: also rows of the year that no fact
    uses. `everything`: also those of facts that only other papers show.
    """
    facts = [*book.facts.values()] if everything else reported_facts(book)
    rows = {row for fact in facts for row in fact.rows}
    rows |= {row for table in whole for row in row_ids(book.data[table])}
    rows |= {row for finding in book.findings for row in finding.rows}
    rows |= {finding.answer.row for finding in book.findings if finding.answer}
    for frame in book.data.tables.values():
        if whole_year and "year" in frame:
            rows.update(row_ids(frame[frame["year"] == book.year]))
    return _list_rows(book, rows, _users_of_rows(book.facts, facts))


def table_documents(book: Book) -> Table:
    """List the documents that the rows come from."""
    return _table_documents(book, book.data["documents"])


def list_trace(book: Book, *items: Traceable) -> tuple[GroupedList | Table, ...]:
    """List derivations, rows and documents of what a page shows, and of nothing else.

    `items` are everything that the page shows before. A figure or row that has its anchor there, such as a
    line that shows how a figure was computed, is not listed again.
    """
    anchors = frozenset().union(*(item.anchors for item in items if isinstance(item, Table)))
    named = frozenset().union(*(item.targets for item in items)) - anchors
    facts = book.facts.with_inputs(named, known=anchors)
    derivations = list_derivations_of(book, facts)
    rows = {name for name in named if ":" in name} | {row for fact in facts for row in fact.rows}
    users = _users_of_rows(book.facts, [*facts, *book.facts.in_order(anchors)])
    documents, codes = book.data["documents"], {book.facts.source(row) for row in rows}
    listed = _list_rows(book, rows - anchors, users)
    table = _table_documents(book, documents[documents["document"].isin(codes)])
    return (*([derivations] if derivations.groups else []), *listed, table)


def _list_rows(book: Book, rows: set[str], users: Users) -> tuple[GroupedList, ...]:
    """List some rows, table by table, with what they are used in."""
    tables = {row.rsplit(":", 1)[0] for row in rows} - {"documents"}
    return tuple(
        _list_table(book, table, rows, users) for table in book.data.package.tables if table in tables
    )


def _list_table(book: Book, table: str, rows: set[str], users: Users) -> GroupedList:
    schema = book.data.package.tables[table]
    numbers = [number for number in book.data[table].index if f"{table}:{number}" in rows]
    sourced = (SourcedRow(book.data, table, number) for number in numbers)
    groups = (_group(origin, list(group), users) for origin, group in groupby(sourced, key=_origin))
    return GroupedList(f"t-rows-{table}", f"{schema.title}: rader ur {schema.path}", tuple(groups))


def _group(origin: Content, rows: Sequence[SourcedRow], users: Users) -> ListGroup:
    """List rows of one place in a document; what all of them are used in is said once."""
    using = [{fact.id for fact in users.get(row.ref, ())} for row in rows]
    common = set.intersection(*using) if len(rows) > 1 else set()
    note = [fact for fact in users.get(rows[0].ref, ()) if fact.id in common]
    entries = (
        _entry(row, [fact for fact in users.get(row.ref, ()) if fact.id not in common]) for row in rows
    )
    return ListGroup(origin, tuple(entries), ("Alla används i", _links(note)) if note else ())


def _entry(row: SourcedRow, users: Sequence[Fact]) -> ListEntry:
    used: tuple[Content, ...] = ("· används i", _links(users)) if users else ()
    return ListEntry(row.ref, (_summary(row), *used), row.row_number)


def _links(facts: Sequence[Fact]) -> tuple[AnchorLink, ...]:
    return tuple(AnchorLink(fact.label, fact.id) for fact in facts)


def _summary(row: SourcedRow) -> str:
    """Write the cells of a row in one short line."""
    schema = row.data.package.tables[row.table]
    keys = {key.columns[0]: key for key in schema.foreign_keys if len(key.columns) == 1}
    columns = [name for name in schema.columns if name not in HIDDEN and row.raw(name) is not None]
    text = " · ".join(_cell(row, column, keys.get(column)) for column in columns)
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _cell(row: SourcedRow, column: str, key: ForeignKey | None) -> str:
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
    marks = [cell for cell in (document.date, document.case_number) if cell] or [document.title]
    return AnchorLink(", ".join(filter(None, [row.raw("place"), *map(as_text, marks)])), document.ref)


def _users_of_rows(facts: Facts, users: Iterable[Fact]) -> Users:
    """Map each row to those of some computed facts that use it, directly or by a figure that stands in it."""
    users_of: dict[str, list[Fact]] = {}
    for fact in users:
        if fact.formula != AS_IT_STANDS:
            inputs = (facts[name] for name in fact.facts)
            standing = (input.target for input in inputs if input.formula == AS_IT_STANDS)
            for row in dict.fromkeys((*fact.rows, *standing)):
                users_of.setdefault(row, []).append(fact)
    return users_of


def _table_documents(book: Book, documents: pd.DataFrame) -> Table:
    lines = [
        Row((row.title, row.date, row.case_number, row.body, row.sha256), source=row.ref, id=row.ref)
        for row in frame_rows(book.data, documents)
    ]
    headings = ("Dokument", "Datum", "Ärendenummer", "Utgivare", "Kontrollsumma i dokumentet")
    return Table("t-documents", "Dokument som uppgifterna är hämtade ur", headings, tuple(lines))
