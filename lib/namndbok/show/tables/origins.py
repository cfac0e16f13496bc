"""List where figures come from: how each was derived, the rows behind it, and their documents."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Protocol

import pandas as pd

from namndbok.books import REFERENCE, Book
from namndbok.facts import AS_IT_STANDS, Fact, Facts, row_ids
from namndbok.show.markup import AnchorLink, Content, UnlinkedFact, as_text
from namndbok.show.sourced import SourcedRow, frame_rows
from namndbok.show.tables.table import GroupedList, ListEntry, ListGroup, Row, Table
from namndbok.swedish import capital

SHORT_RUN = 2
LONGEST = 60
HIDDEN = {"source", "place", "year", "order", "note"}

Users = Mapping[str, Sequence[Fact]]


class Traceable(Protocol):
    """A text, a table or a chart on a page; `targets` are the facts and data rows that it leads to."""

    @property
    def targets(self) -> frozenset[str]: ...


def reported_facts(book: Book) -> list[Fact]:
    """Return the facts that a paper of the whole year shows, with all that they are computed from.

    They are the year's own, and others that a comment or a goal asks for.
    """
    comments = (comment.text for comment in book.comments.values())
    ids = {name.strip() for text in comments for name in REFERENCE.findall(text)}
    ids |= set(filter(None, book.data.of_year("goals", book.year)["measure"]))
    ids |= {fact.id for fact in book.facts.of_whole_year()}
    return book.facts.with_inputs(ids)


def list_derivations(book: Book, *, everything: bool = False) -> GroupedList:
    """List every computed fact of the year under its formula: value, what it was computed from, and its rows.

    A figure that stands in a table as it is needs no derivation; it leads straight to its row. `everything`:
    also the facts that only other papers show.
    """
    return _list_derivations(book, book.facts.values() if everything else reported_facts(book))


def _list_derivations(book: Book, facts: Iterable[Fact]) -> GroupedList:
    groups: dict[str, list[ListEntry]] = defaultdict(list)
    for fact in facts:
        if fact.formula != AS_IT_STANDS:
            parts = (f"{fact.label}:", UnlinkedFact(fact), "ur", _inputs(book, fact))
            groups[capital(fact.formula)].append(ListEntry(fact.id, parts))
    listed = (ListGroup(formula, tuple(entries)) for formula, entries in groups.items())
    return GroupedList("t-derivations", "Uträkningar", tuple(listed))


def _inputs(book: Book, fact: Fact) -> Content:
    """Link the facts that a fact is computed from, and the rows behind it that none of them leads to."""
    if fact.id.startswith("findings."):
        return AnchorLink("iakttagelserna", "t-findings")
    inputs, tables = [book.facts[name] for name in fact.facts], list(book.data.package.tables)
    links = tuple(AnchorLink(input.display, input.target) for input in inputs)
    linked = {link.target for link in links}
    rows = [row.rsplit(":", 1) for row in book.facts.rows_behind(fact.id) if row not in linked]
    ordered = sorted((tables.index(table), int(number)) for table, number in rows)
    further = (f"{tables[table]}:{number}" for table, number in ordered)
    return (*links, *row_links(book, further)) or "inga rader"


def row_links(book: Book, rows: Iterable[str]) -> tuple[AnchorLink, ...]:
    """Link rows, naming the table once and a run of rows by its first: `Avgifter rad 16–29`, `31`."""
    links = []
    for table, group in groupby(rows, key=lambda row: row.rsplit(":", 1)[0]):
        title = f"{book.data.package.tables[table].title} rad "
        for first, text in _runs([int(row.rsplit(":", 1)[1]) for row in group]):
            links.append(AnchorLink(title + text, f"{table}:{first}"))
            title = ""
    return tuple(links)


def _runs(numbers: list[int]) -> Iterator[tuple[int, str]]:
    """Yield first number and text of each run of consecutive numbers; two in a row are still two."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        if len(run) > SHORT_RUN:
            yield run[0], f"{run[0]}–{run[-1]}"
        else:
            yield from ((number, str(number)) for number in run)


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


def list_trace(book: Book, *items: Traceable) -> tuple[GroupedList | Table, ...]:
    """List derivations, rows and documents of what a page shows, and of nothing else.

    `items` are everything that the page shows before. A figure or row that has its anchor there, such as a
    line that shows how a figure was computed, is not listed again.
    """
    anchors = frozenset().union(*(item.anchors for item in items if isinstance(item, Table)))
    named = frozenset().union(*(item.targets for item in items)) - anchors
    facts = book.facts.with_inputs(named, known=anchors)
    derivations = _list_derivations(book, facts)
    rows = {name for name in named if ":" in name} | {row for fact in facts for row in fact.rows}
    users = _users_of_rows(book.facts, [*facts, *book.facts.in_order(anchors)])
    documents, codes = book.data["documents"], {book.facts.source(row) for row in rows}
    listed = _list_rows(book, rows - anchors, users)
    table = _table_documents(book, documents[documents["document"].isin(codes)])
    return (*([derivations] if derivations.groups else []), *listed, table)


def _users_of_rows(facts: Facts, users: Iterable[Fact]) -> Users:
    """Map each row to those of some computed facts that use it, directly or by a figure that stands in it."""
    users_of: dict[str, list[Fact]] = defaultdict(list)
    for fact in users:
        if fact.formula != AS_IT_STANDS:
            inputs = (facts[name] for name in fact.facts)
            standing = (input.target for input in inputs if input.formula == AS_IT_STANDS)
            for row in dict.fromkeys((*fact.rows, *standing)):
                users_of[row].append(fact)
    return users_of


def _list_rows(book: Book, rows: set[str], users: Users) -> tuple[GroupedList, ...]:
    """List some rows, table by table and place by place in the documents, with what they are used in."""
    lists = []
    for table, schema in book.data.package.tables.items():
        numbers = [number for number in book.data[table].index if f"{table}:{number}" in rows]
        if numbers and table != "documents":
            by_origin = groupby((SourcedRow(book.data, table, number) for number in numbers), key=_origin)
            groups = tuple(_group(origin, list(group), users) for origin, group in by_origin)
            lists.append(GroupedList(f"t-rows-{table}", f"{schema.title}: rader ur {schema.path}", groups))
    return tuple(lists)


def _origin(row: SourcedRow) -> AnchorLink | str:
    """Name the place of a row, and its document by date and case number."""
    if "source" not in row.data[row.table] or row.raw("source") is None:
        return "Arbetsbokens egen tabell"
    number = row.data.row_number("documents", "document", row.raw("source"))
    document = SourcedRow(row.data, "documents", number)
    marks = [cell for cell in (document.date, document.case_number) if cell] or [document.title]
    return AnchorLink(", ".join(filter(None, [row.raw("place"), *map(as_text, marks)])), document.ref)


def _group(origin: Content, rows: Sequence[SourcedRow], users: Users) -> ListGroup:
    """List rows of one place in a document; what all of them are used in is said once."""
    links = [tuple(AnchorLink(fact.label, fact.id) for fact in users.get(row.ref, ())) for row in rows]
    common = set.intersection(*map(set, links)) if len(rows) > 1 else set()
    entries = []
    for row, users_of_row in zip(rows, links, strict=True):
        others = tuple(link for link in users_of_row if link not in common)
        parts = (_summary(row), *(("· används i", others) if others else ()))
        entries.append(ListEntry(row.ref, parts, row.row_number))
    note = ("Alla används i", tuple(link for link in links[0] if link in common)) if common else ()
    return ListGroup(origin, tuple(entries), note)


def _summary(row: SourcedRow) -> str:
    """Write the cells of a row in one short line."""
    columns = [name for name in row.data.package.tables[row.table].columns if name not in HIDDEN]
    text = " · ".join(_cell(row, column) for column in columns if row.raw(column) is not None)
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _cell(row: SourcedRow, column: str) -> str:
    """Write a cell; a code that stands for something in another table is written as its name."""
    keys = row.data.package.tables[row.table].foreign_keys
    key = next((key for key in keys if key.columns == (column,)), None)
    if key and "name" in row.data[key.table]:
        number = row.data.row_number(key.table, key.targets[0], row.raw(column))
        return row.data.column(key.table, "name")[number]
    return as_text(getattr(row, column))


def table_documents(book: Book) -> Table:
    """List the documents that the rows come from."""
    return _table_documents(book, book.data["documents"])


def _table_documents(book: Book, documents: pd.DataFrame) -> Table:
    lines = [
        Row((row.title, row.date, row.case_number, row.body, row.sha256), source=row.ref, id=row.ref)
        for row in frame_rows(book.data, documents)
    ]
    headings = ("Dokument", "Datum", "Ärendenummer", "Utgivare", "Kontrollsumma i dokumentet")
    return Table("t-documents", "Dokument som uppgifterna är hämtade ur", headings, tuple(lines))
