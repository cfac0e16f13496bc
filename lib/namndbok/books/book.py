"""A year of the board: its tables, its facts and what the checks found, ready to be told."""

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from namndbok.books.commentary import Comment, load_commentary
from namndbok.checks import Finding, facts_findings, run_checks
from namndbok.data import DESCRIPTOR, Data, digests, load_data
from namndbok.facts import (
    Facts,
    YearView,
    compute_years,
    require_any_outcome,
    require_whole_year,
    year_prefix,
)
from namndbok.publish import watch

# What a watch notes by itself when it is read of a book.
WATCHED = ("findings", "comments")
Seen = TypeVar("Seen", bound="Book")
Computed = TypeVar("Computed")

_PUT_BY: dict[tuple[str, int], "Book"] = {}


@dataclass(frozen=True)
class Book:
    """What every chart, table and text is made from; `kept` is what `once` has computed of it."""

    data: Data
    year: int
    facts: Facts
    findings: tuple[Finding, ...]
    comments: Mapping[str, Comment]
    kept: dict[str, Any] = field(default_factory=dict, kw_only=True, repr=False, compare=False)

    @property
    def names(self) -> list[str]:
        """Name every file that a book of this year is read from, within the data folder, if it is there."""
        tables = [table.path for table in self.data.package.tables.values()]
        return sorted({DESCRIPTOR, *tables, f"commentary/{self.year}.md"})

    @property
    def inputs(self) -> dict[str, str]:
        """Return the SHA-256 of every file that the book was read from, by name, as it was then."""
        return {name: self.data.digests[name] for name in self.names if name in self.data.digests}

    def __getattribute__(self, name: str) -> Any:
        """Note, where that is asked for, that the findings or comments are read."""
        if name in WATCHED:
            watch.note(name)
        return super().__getattribute__(name)

    def once(self, what: str, compute: Callable[[], Computed], *, tables: Iterable[str] = ()) -> Computed:
        """Return what was computed under this name before, of this book or one that is seen as it.

        `tables` are those it is computed from, which are read whether or not it was.
        """
        for table in tables:
            watch.note(f"table:{table}")
        if what not in self.kept:
            self.kept[what] = compute()
        return self.kept[what]

    def seen_as(self, kind: Callable[..., Seen], **more: Any) -> Seen:
        """Return the same book as one of another kind, which has `more`."""
        with watch.paused():
            own = {one.name: getattr(self, one.name) for one in fields(Book)}
        return kind(**own, **more)


def open_book(data: Path | str, year: int, *, part: bool = False) -> Book:
    """Load a data folder and compute one year; raises `InvalidData` or `InvalidParameter`.

    The year must be over, unless a `part` of it will do.
    """
    if not watch.on:
        return _opened(data, year, part)
    from namndbok.publish import noted

    with watch.once():
        return noted(_opened(data, year, part))


def _opened(data: Path | str, year: int, part: bool) -> Book:
    book = _PUT_BY.pop((str(data), year), None)
    if book and digests(Path(data), book.names) != book.inputs:
        book = None
    loaded = book.data if book else load_data(data)
    require = require_any_outcome if part else require_whole_year
    return book if require(loaded, year) and book else make_book(loaded, year)


def put_by(book: Book, data: Path | str) -> None:
    """Keep a book for the next `open_book` of its year from the folder `data`, which takes it away.

    It is not used unless the folder's files are those that the book was read from. In a process that is
    forked afterwards, each fork has a copy of its own.
    """
    facts = copy.copy(book.facts)
    facts.data = book.data.moved(Path(data))
    _PUT_BY[str(data), book.year] = replace(book, data=facts.data, facts=facts)


def make_book(data: Data, year: int) -> Book:
    """Compute one year of loaded data, whether or not its outcome is complete."""
    return make_books(data, [year])[0]


def make_books(data: Data, years: Iterable[int]) -> list[Book]:
    """Compute several years of loaded data; what they tell of each other is computed once."""
    return [_book(facts) for facts in compute_years(data, years)]


def _book(facts: Facts) -> Book:
    findings = run_checks(facts)
    facts_findings(facts, findings)
    return Book(facts.data, facts.year, facts, findings, load_commentary(facts))


def of_year(book: Book, year: int) -> Book:
    """Return another year's book, whose facts stand among the facts of `book` behind the year."""
    if year == book.year:
        return book
    return Book(book.data, year, YearView(book.facts, year_prefix(year), book.data, year), (), {})
