"""A year of the board: its tables, its facts and what the checks found, ready to be told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from namndbok.books.book_file import read_book_file
from namndbok.books.commentary import Comment, load_commentary
from namndbok.checks import Finding, facts_findings, run_checks
from namndbok.data import DESCRIPTOR, Data, load_data
from namndbok.facts import (
    Facts,
    compute_years,
    require_any_outcome,
    require_whole_year,
)

Kind = TypeVar("Kind", bound="Book")


@dataclass(frozen=True)
class Book:
    """What every chart, table and text is made from.

    `facts_digest` is the SHA-256 of facts.json, where it is known already; see `proof`.
    """

    data: Data
    year: int
    facts: Facts
    findings: tuple[Finding, ...]
    comments: Mapping[str, Comment]
    facts_digest: str = field(default="", kw_only=True, compare=False)

    @property
    def names(self) -> list[str]:
        """Name every file that a book of this year is read from, within the data folder, if it is there."""
        tables = [table.path for table in self.data.package.tables.values()]
        return sorted({DESCRIPTOR, *tables, f"commentary/{self.year}.md"})

    @property
    def inputs(self) -> dict[str, str]:
        """Return the SHA-256 of every file that the book was read from, by name, as it was then."""
        return {name: self.data.digests[name] for name in self.names if name in self.data.digests}

    def copy_as(self, kind: Callable[..., Kind], **more: Any) -> Kind:
        """Return a copy of this book of another kind, which has `more`."""
        return kind(**{own.name: getattr(self, own.name) for own in fields(Book)}, **more)


def open_book(data: Path | str, year: int, *, part: bool = False) -> Book:
    """Load a data folder and compute one year; raises `InvalidData` or `InvalidParameter`.

    The year must be over, unless a `part` of it will do.
    """
    saved, require = read_book_file(Path(data), year), require_any_outcome if part else require_whole_year
    loaded = saved.data if saved else load_data(data)
    return saved if require(loaded, year) and saved else make_book(loaded, year)


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
