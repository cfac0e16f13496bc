"""Say where figures come from: each fact with formula, value and inputs, each row with its file and document.

A page shows the source of a figure in a panel when somebody opens the figure; a notebook lists them all.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from namndbok.books import REFERENCE, Book
from namndbok.facts import AS_IT_STANDS, Fact, Facts, row_ids
from namndbok.show.markup import AnchorLink, Content, Shown, SourcedRow, UnlinkedFact, as_text, frame_rows
from namndbok.show.tables.table import Table, sourced_table
from namndbok.swedish import capital

SHORT_RUN = 2
LONGEST = 100
# Rows share a source where these are alike, if they are this short and no more than this many.
ALIKE, SHORT_ROW, TOGETHER = ("source", "place", "component"), 60, 15
AMOUNTS = ("integer", "number")
HIDDEN = {"source", "place", "year", "order", "note", "basis", "wording"}

Users = Mapping[str, Sequence[Fact]]


@dataclass(frozen=True)
class Source:
    """Where a figure comes from; `id` names the fact or the row, or what `rows` that are alike share."""

    id: str
    paragraphs: tuple[tuple[Content, ...], ...]
    rows: tuple["Source", ...] = ()

    def __str__(self) -> str:
        paragraphs = (" ".join(map(as_text, paragraph)) for paragraph in self.paragraphs)
        return " ".join([*paragraphs, *map(str, self.rows)])


@dataclass(frozen=True, repr=False)
class SourceList(Shown):
    """The sources of all that a page shows."""

    sources: tuple[Source, ...]
    targets: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return "\n".join(map(str, self.sources))


def list_sources(book: Book, *whole: str, whole_year: bool = True, everything: bool = False) -> SourceList:
    """List the sources of a paper: the facts of the year with their inputs, and the rows behind them.

    Tables named in `whole` are listed with all their rows, and so are decisions. `whole_year`: also rows of
    the year that no fact uses. `everything`, for auditors: also facts that only other papers show, and for
    each row what it is used in and what the transcriber has noted.
    """
    facts = [*book.facts.values()] if everything else reported_facts(book)
    rows = {row for item in (*facts, *book.findings) for row in item.rows}
    rows |= {row for table in ("decisions", *whole) for row in row_ids(book.data[table])}
    rows |= {finding.answer.row for finding in book.findings if finding.answer}
    for frame in book.data.tables.values():
        if whole_year and "year" in frame:
            rows.update(row_ids(frame[frame["year"] == book.year]))
    rows |= {row.ref for row in _noted_rows(book)} if everything else set()
    users = _users_of_rows(book.facts, facts) if everything else None
    return SourceList((*_derivations(book, facts, audited=everything), *_rows(book, rows, users)))


def list_trace(book: Book, *items: Any) -> tuple[Table, SourceList]:
    """List documents and sources of what a page shows, and of nothing else.

    `items` are all texts, tables and charts that the page shows before. A figure or row that has its anchor
    there, such as a line that shows how a figure was computed, is not listed again.
    """
    anchors = frozenset().union(*(item.anchors for item in items if isinstance(item, Table)))
    named = frozenset().union(*(item.targets for item in items)) - anchors
    facts = book.facts.with_inputs(named, known=anchors)
    rows = {name for name in named if ":" in name} | {row for fact in facts for row in fact.rows}
    documents, codes = book.data["documents"], {book.facts.source(row) for row in rows}
    table = table_documents(book, documents[documents["document"].isin(codes)])
    return table, SourceList((*_derivations(book, facts), *_rows(book, rows - anchors)))


def table_documents(book: Book, documents: pd.DataFrame | None = None) -> Table:
    """List documents that the rows come from; all of them, unless some are given."""
    rows = frame_rows(book.data, book.data["documents"] if documents is None else documents)
    return sourced_table("t-documents", book, rows, anchored=True)


def table_transcription(book: Book) -> Table:
    """List what the transcriber has noted of the year's rows, and of rows that hold for all years."""

    def linked_row(row: SourcedRow) -> AnchorLink:
        return AnchorLink(f"{book.data.package.tables[row.table].title} rad {row.row_number}", row.ref)

    return sourced_table("t-transcription", book, [*_noted_rows(book)], linked_row=linked_row)


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


def row_links(book: Book, rows: Iterable[str], *, joined: bool = False) -> tuple[AnchorLink, ...]:
    """Link rows, naming the table once and a run of rows by its first: `Avgifter rad 16–29`, `31`.

    Where `joined`, one link to the first of a table's rows names them all.
    """
    links = []
    for table, group in groupby((row.rsplit(":", 1) for row in rows), key=lambda row: row[0]):
        title = f"{book.data.package.tables[table].title} rad "
        runs = list(_runs([int(number) for _, number in group]))
        if joined:
            runs = [(runs[0][0], ", ".join(text for _, text in runs))]
        for first, text in runs:
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


def _derivations(book: Book, facts: Iterable[Fact], *, audited: bool = False) -> Iterator[Source]:
    """Describe how facts are computed; one that stands in a table as it is leads straight to its row."""
    for fact in facts:
        if fact.formula != AS_IT_STANDS:
            value, inputs = (f"{fact.label}:", UnlinkedFact(fact)), _inputs(book, fact, audited=audited)
            yield Source(fact.id, (value, (capital(fact.formula),), ("Ur", inputs)))


def _inputs(book: Book, fact: Fact, *, audited: bool) -> Content:
    """Link the facts that a fact is computed from, and the rows that none of them leads to."""
    if fact.id.startswith("findings."):
        return AnchorLink("iakttagelserna", "t-findings") if audited else "granskningen"
    inputs = [book.facts[name] for name in fact.facts]
    links = (AnchorLink(input.display, input.target) for input in inputs)
    reached = {row for input in inputs for row in (input.target, *book.facts.rows_behind(input.id))}
    tables = list(book.data.package.tables)
    rows = [row.rsplit(":", 1) for row in fact.rows if row not in reached]
    ordered = sorted((tables.index(table), int(number)) for table, number in rows)
    behind = [f"{tables[table]}:{number}" for table, number in ordered]
    return (*links, *row_links(book, behind, joined=not audited)) or "inga rader"


def _rows(book: Book, rows: Collection[str], users: Users | None = None) -> Iterator[Source]:
    """Describe rows, table by table: cells, document, and for auditors the transcriber's note and `users`.

    Some short rows from one place of a document share a source, which says once what is the same in all.
    """
    for table, schema in book.data.package.tables.items():
        columns = [name for name in schema.columns if name not in HIDDEN]
        numbers = book.data[table].index if table != "documents" else ()
        listed = [row for number in numbers if (row := SourcedRow(book.data, table, number)).ref in rows]
        for group in _alike(listed, columns):
            row, last, several = group[0], group[-1].row_number, len(group) > 1
            # Said for each of several rows: all amounts, and what is not the same in all.
            varied = [
                name
                for name in columns
                if schema.field(name).kind in AMOUNTS or len({row.raw(name) for row in group}) > 1
            ]
            varied = varied if several else []
            lines = tuple(
                Source(row.ref, ((f"rad {row.row_number}: {_summary(row, varied)}",), *_more(row, users)))
                for row in group
                if several
            )
            name = f"{schema.title}, rad {row.row_number}{f'–{last}' if several else ''} i {schema.path}"
            common = _summary(row, [name for name in columns if name not in varied])
            paragraphs = ((name,), (common,), (_origin(row),), *(() if several else _more(row, users)))
            id = f"{row.ref}-{last}" if several else row.ref
            yield Source(id, tuple(words for words in paragraphs if words != ("",)), lines)


def _alike(rows: Iterable[SourcedRow], columns: Sequence[str]) -> Iterator[list[SourcedRow]]:
    """Divide rows into those that may share a source: short ones from one place, of one fee."""

    def place(row: SourcedRow) -> tuple[list[Any], int]:
        shared = [row.raw(name) for name in ALIKE if name in row.data[row.table]]
        return shared, row.row_number if len(_summary(row, columns)) > SHORT_ROW else 0

    for _, group in groupby(rows, key=place):
        alike = list(group)
        yield from (alike[start : start + TOGETHER] for start in range(0, len(alike), TOGETHER))


def _more(row: SourcedRow, users: Users | None) -> Iterator[tuple[Content, ...]]:
    """Yield for auditors, who know its users, what uses a row and what the transcriber has noted of it."""
    if using := (users or {}).get(row.ref):
        yield "Används i", tuple(AnchorLink(fact.label, fact.id) for fact in using)
    if users is not None and "note" in row.data[row.table] and row.note:
        yield "Anmärkning:", str(row.note)


def _summary(row: SourcedRow, columns: Sequence[str]) -> str:
    """Write some cells of a row in one short line."""
    filled = (column for column in columns if row.raw(column) is not None)
    text = " · ".join(as_text(getattr(row, column)) for column in filled)
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _origin(row: SourcedRow) -> AnchorLink | str:
    """Name the place of a row, and its document by case number, or else by date or title."""
    if "source" not in row.data[row.table] or row.raw("source") is None:
        return "Arbetsbokens egen tabell"
    number = row.data.row_number("documents", "document", row.raw("source"))
    document = SourcedRow(row.data, "documents", number)
    marks = [cell for cell in (document.case_number, document.date, document.title) if cell][:1]
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
