"""Say where figures come from: each fact with formula, value and inputs, each row with its file and document.

A page shows the source of a figure in a panel when somebody opens the figure; a notebook lists them all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

import pandas as pd

from namndbok.books import REFERENCE, Book
from namndbok.data import ForeignKey
from namndbok.facts import AS_IT_STANDS, Fact, Facts, row_ids
from namndbok.show.markup import AnchorLink, Content, UnlinkedFact, as_html, as_text, escaped_attribute
from namndbok.show.sourced import SourcedRow, frame_rows
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import capital

SHORT_RUN = 2
LONGEST = 150
HIDDEN = {"source", "place", "year", "order", "note", "basis", "wording"}

Users = Mapping[str, Sequence[Fact]]


class Traceable(Protocol):
    """A text, a table or a chart on a page; `targets` are the facts and data rows that it leads to."""

    @property
    def targets(self) -> frozenset[str]: ...


@dataclass(frozen=True)
class Source:
    """Where a figure comes from; `id` names the fact or the row."""

    id: str
    paragraphs: tuple[tuple[Content, ...], ...]


@dataclass(frozen=True, repr=False)
class SourceList:
    """The sources of all that a page shows."""

    sources: tuple[Source, ...]
    targets: frozenset[str] = frozenset()

    def _repr_html_(self) -> str:
        return "\n".join(map(_source_html, self.sources))

    def __str__(self) -> str:
        return "\n".join(" ".join(map(_joined_text, source.paragraphs)) for source in self.sources)

    __repr__ = __str__


def list_sources(book: Book, *whole: str, whole_year: bool = True, everything: bool = False) -> SourceList:
    """List the sources of a paper: the facts of the year with their inputs, and the rows behind them.

    Tables named in `whole` are listed with all their rows, and so are decisions. `whole_year`: also rows of
    the year that no fact uses. `everything`, for auditors: also facts that only other papers show, and for
    each row what it is used in and what the transcriber has noted.
    """
    facts = [*book.facts.values()] if everything else reported_facts(book)
    rows = {row for fact in facts for row in fact.rows}
    rows |= {row for table in ("decisions", *whole) for row in row_ids(book.data[table])}
    rows |= {row for finding in book.findings for row in finding.rows}
    rows |= {finding.answer.row for finding in book.findings if finding.answer}
    for frame in book.data.tables.values():
        if whole_year and "year" in frame:
            rows.update(row_ids(frame[frame["year"] == book.year]))
    rows |= {row.ref for row in _noted_rows(book)} if everything else set()
    users = _users_of_rows(book.facts, facts) if everything else {}
    return SourceList(
        (*_derivations(book, facts, audited=everything), *_rows(book, rows, users, noted=everything))
    )


def list_trace(book: Book, *items: Traceable) -> tuple[Table, SourceList]:
    """List documents and sources of what a page shows, and of nothing else.

    `items` are everything that the page shows before. A figure or row that has its anchor there, such as a
    line that shows how a figure was computed, is not listed again.
    """
    anchors = frozenset().union(*(item.anchors for item in items if isinstance(item, Table)))
    named = frozenset().union(*(item.targets for item in items)) - anchors
    facts = book.facts.with_inputs(named, known=anchors)
    rows = {name for name in named if ":" in name} | {row for fact in facts for row in fact.rows}
    documents, codes = book.data["documents"], {book.facts.source(row) for row in rows}
    table = _table_documents(book, documents[documents["document"].isin(codes)])
    return table, SourceList((*_derivations(book, facts), *_rows(book, rows - anchors, {})))


def table_documents(book: Book) -> Table:
    """List the documents that the rows come from."""
    return _table_documents(book, book.data["documents"])


def table_transcription(book: Book) -> Table:
    """List what the transcriber has noted of the year's rows, and of rows that hold for all years."""
    lines = []
    for row in _noted_rows(book):
        link = AnchorLink(f"{book.data.package.tables[row.table].title} rad {row.row_number}", row.ref)
        lines.append(Row((link, row.note), source=row.ref))
    headings = ("Rad", "Anmärkning")
    return Table("t-transcription", "Avskrivarens anmärkningar", headings, tuple(lines))


def _noted_rows(book: Book) -> Iterator[SourcedRow]:
    for table in book.data.tables.values():
        if "note" in table:
            rows = table[table["year"] == book.year] if "year" in table else table
            yield from frame_rows(book.data, rows[rows["note"].notna()])


def reported_facts(book: Book) -> list[Fact]:
    """Return the facts that a paper of the whole year shows, with all that they are computed from.

    They are the year's own, and others that a comment or a goal asks for.
    """
    comments = (comment.text for comment in book.comments.values())
    ids = {name.strip() for text in comments for name in REFERENCE.findall(text)}
    ids |= set(filter(None, book.data.of_year("goals", book.year)["measure"]))
    ids |= {fact.id for fact in book.facts.of_whole_year()}
    return book.facts.with_inputs(ids)


def row_links(book: Book, rows: Iterable[str]) -> tuple[AnchorLink, ...]:
    """Link rows, naming the table once and a run of rows by its first: `Avgifter rad 16–29`, `31`."""
    links = []
    for table, group in groupby(rows, key=lambda row: row.rsplit(":", 1)[0]):
        title = f"{book.data.package.tables[table].title} rad "
        for first, text in _runs([int(row.rsplit(":", 1)[1]) for row in group]):
            links.append(AnchorLink(title + text, f"{table}:{first}"))
            title = ""
    return tuple(links)


def _derivations(book: Book, facts: Iterable[Fact], *, audited: bool = False) -> Iterator[Source]:
    """Describe how facts are computed; one that stands in a table as it is leads straight to its row."""
    for fact in facts:
        if fact.formula != AS_IT_STANDS:
            value, inputs = (
                (f"{fact.label}:", UnlinkedFact(fact)),
                ("Ur", _inputs(book, fact, audited=audited)),
            )
            yield Source(fact.id, (value, (capital(fact.formula),), inputs))


def _inputs(book: Book, fact: Fact, *, audited: bool) -> Content:
    """Link the facts that a fact is computed from, and the rows behind it."""
    if fact.id.startswith("findings."):
        return AnchorLink("iakttagelserna", "t-findings") if audited else "granskningen"
    inputs = [book.facts[name] for name in fact.facts]
    links = (AnchorLink(input.display, input.target) for input in inputs)
    return (*links, *row_links(book, _rows_further_behind(book, fact, inputs))) or "inga rader"


def _rows_further_behind(book: Book, fact: Fact, inputs: Sequence[Fact]) -> list[str]:
    """Name the rows behind a fact that none of its inputs leads straight to, table by table."""
    linked, tables = {input.target for input in inputs}, list(book.data.package.tables)
    rows = [row.rsplit(":", 1) for row in book.facts.rows_behind(fact.id) if row not in linked]
    ordered = sorted((tables.index(table), int(number)) for table, number in rows)
    return [f"{tables[table]}:{number}" for table, number in ordered]


def _runs(numbers: list[int]) -> Iterator[tuple[int, str]]:
    """Yield first number and text of each run of consecutive numbers; two in a row are still two."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        if len(run) > SHORT_RUN:
            yield run[0], f"{run[0]}–{run[-1]}"
        else:
            yield from ((number, str(number)) for number in run)


def _rows(book: Book, rows: set[str], users: Users, *, noted: bool = False) -> Iterator[Source]:
    """Describe rows, table by table: cells, document, the transcriber's note and what uses them."""
    for table, schema in book.data.package.tables.items():
        keys = {key.columns[0]: key for key in schema.foreign_keys if len(key.columns) == 1}
        for number in book.data[table].index if table != "documents" else ():
            row = SourcedRow(book.data, table, number)
            if row.ref in rows:
                name = f"{schema.title}, rad {number} i {schema.path}"
                links = tuple(AnchorLink(fact.label, fact.id) for fact in users.get(row.ref, ()))
                more = [("Används i", links)] if links else []
                if noted and "note" in schema.columns and row.note:
                    more.append(("Anmärkning:", str(row.note)))
                yield Source(row.ref, ((name,), (_summary(row, keys),), (_origin(row),), *more))


def _summary(row: SourcedRow, keys: Mapping[str, ForeignKey]) -> str:
    """Write the cells of a row in one short line."""
    columns = [
        name
        for name in row.data.package.tables[row.table].columns
        if name not in HIDDEN and row.raw(name) is not None
    ]
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
    headings = ("Dokument", "Datum", "Ärendenummer", "Utgivare", "Kontrollsumma")
    return Table("t-documents", "Dokument som uppgifterna är hämtade ur", headings, tuple(lines))


def _source_html(source: Source) -> str:
    paragraphs = (f"<p>{' '.join(map(as_html, paragraph))}</p>" for paragraph in source.paragraphs)
    return f'<div class="source" id="{escaped_attribute(source.id)}">{"".join(paragraphs)}</div>'


def _joined_text(paragraph: Sequence[Content]) -> str:
    return " ".join(map(as_text, paragraph))
