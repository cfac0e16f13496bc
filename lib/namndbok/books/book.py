"""A year of the board: its tables, its facts and what the checks found, ready to be told.

A command writes the book that it has computed to a file: the kernels of the same run need not compute it.
"""

import os
import pickle
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from namndbok.books.commentary import Comment, load_commentary
from namndbok.checks import Finding, facts_findings, run_checks
from namndbok.data import DESCRIPTOR, Data, digests, load_data
from namndbok.facts import Facts, compute_years, require_any_outcome, require_whole_year

# Names the file in the environment of the kernels.
BOOK_FILE = "NAMNDBOK_BOOK"


@dataclass(frozen=True)
class Book:
    """What charts, tables and texts are made from; `basis`, if known, is its `proof`'s."""

    data: Data
    year: int
    facts: Facts
    findings: tuple[Finding, ...]
    comments: Mapping[str, Comment]
    basis: str = field(default="", kw_only=True, compare=False)

    @property
    def names(self) -> list[str]:
        """Name every file that a book of this year is read from, within the data folder, if it is there."""
        tables = [table.path for table in self.data.package.tables.values()]
        return sorted({DESCRIPTOR, *tables, f"commentary/{self.year}.md"})

    @property
    def inputs(self) -> dict[str, str]:
        """Return the SHA-256 of every file that the book was read from, by name."""
        return {name: self.data.digests[name] for name in self.names if name in self.data.digests}

    @property
    def content(self) -> dict[str, Any]:
        """Return what it is made of by name, for a book of another kind."""
        return {part.name: getattr(self, part.name) for part in fields(Book)}


def open_book(data: Path | str, year: int, *, ongoing: bool = False) -> Book:
    """Load a data folder and compute one year; raises `InvalidData` or `InvalidParameter`.

    The year must be over, its whole outcome known, unless it may be `ongoing`.
    """
    saved = read_book_file(Path(data), year)
    require = require_any_outcome if ongoing else require_whole_year
    loaded = saved.data if saved else load_data(data)
    return saved if require(loaded, year) and saved else make_book(loaded, year)


def make_book(data: Data, year: int) -> Book:
    """Compute one year of loaded data, whether or not its outcome is complete."""
    return make_books(data, [year])[0]


def make_books(data: Data, years: Iterable[int]) -> list[Book]:
    """Compute several years of loaded data; what they tell of each other is computed once."""
    books = []
    for facts in compute_years(data, years):
        findings = run_checks(facts)
        facts_findings(facts, findings)
        books.append(Book(facts.data, facts.year, facts, findings, load_commentary(facts)))
    return books


def write_book_file(book: Book, file: Path, folder: Path) -> None:
    """Write a book to a file, for those who will open it from the data folder `folder`."""
    facts = book.facts.copy()
    facts.data = replace(book.data, folder=folder)
    file.write_bytes(pickle.dumps(replace(book, data=facts.data, facts=facts)))


def read_book_file(folder: Path, year: int) -> Book | None:
    """Return the saved book of a data folder's year; None where there is none, or none to be believed.

    Loading a file can run anything, so it must stand where only this user can write. The book must have been
    computed from the very files that the data folder has now.
    """
    file = Path(os.environ.get(BOOK_FILE, ""))
    with suppress(OSError):
        status = file.parent.stat()
        private = hasattr(os, "getuid") and status.st_uid == os.getuid() and not status.st_mode & 0o077
        if private and file.is_file():
            book = pickle.loads(file.read_bytes())
            same = (book.year, book.data.folder) == (year, folder)
            return book if same and digests(folder, book.names) == book.inputs else None
    return None
