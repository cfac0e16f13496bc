"""List how every computed figure was derived: formula in words, value, inputs and the rows behind them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from namndbok.books import REFERENCE, Book
from namndbok.facts import AS_IT_STANDS, Fact
from namndbok.show.markup import AnchorLink, Content, UnlinkedFact
from namndbok.show.tables.table import GroupedList, ListEntry, ListGroup
from namndbok.swedish import capital

SHORT_RUN = 2


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
    return list_derivations_of(book, book.facts.values() if everything else reported_facts(book))


def list_derivations_of(book: Book, facts: Iterable[Fact]) -> GroupedList:
    """List the derivations of some facts."""
    groups: dict[str, list[ListEntry]] = {}
    for fact in facts:
        if fact.formula != AS_IT_STANDS:
            parts = (f"{fact.label}:", UnlinkedFact(fact), "ur", _inputs(book, fact))
            groups.setdefault(capital(fact.formula), []).append(ListEntry(fact.id, parts))
    listed = (ListGroup(formula, tuple(entries)) for formula, entries in groups.items())
    return GroupedList("t-derivations", "Uträkningar", tuple(listed))


def row_links(book: Book, rows: Iterable[str]) -> tuple[AnchorLink, ...]:
    """Link rows, naming the table once and a run of rows by its first: `Avgifter rad 16–29`, `31`."""
    links = []
    for table, group in groupby(rows, key=lambda row: row.rsplit(":", 1)[0]):
        title = f"{book.data.package.tables[table].title} rad "
        for first, text in _runs([int(row.rsplit(":", 1)[1]) for row in group]):
            links.append(AnchorLink(title + text, f"{table}:{first}"))
            title = ""
    return tuple(links)


def _inputs(book: Book, fact: Fact) -> Content:
    """Link the facts that a fact is computed from, and the rows behind it."""
    if fact.id.startswith("findings."):
        return AnchorLink("iakttagelserna", "t-findings")
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
