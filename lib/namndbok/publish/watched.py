"""A book that notes what is read of it; everything else about it is as before."""

import copy
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import fields
from typing import Any

from namndbok.books import Book
from namndbok.data import Data
from namndbok.facts import Fact, Facts
from namndbok.publish.watch import watch

# Where a book's data keep what has been looked up in them.
LOOKED_UP = ("_columns", "_numbers", "_sources", "_years")


class Noted(MutableMapping[str, Any]):
    """A mapping that notes which keys are read; `all_of_it` is the note for those that are listed."""

    def __init__(self, inner: Any, name_of: Callable[[str], str], all_of_it: str) -> None:
        self._inner, self._name_of, self._all = inner, name_of, all_of_it

    def __getitem__(self, key: str) -> Any:
        watch.note(self._name_of(key))
        return self._inner[key]

    def __contains__(self, key: object) -> bool:
        watch.note(self._name_of(str(key)))
        return key in self._inner

    def __iter__(self) -> Iterator[str]:
        watch.note(self._all)
        return iter(self._inner)

    def __len__(self) -> int:
        watch.note(self._all)
        return len(self._inner)

    def __setitem__(self, key: str, value: Any) -> None:
        self._inner[key] = value

    def __delitem__(self, key: str) -> None:
        del self._inner[key]


class NotedData(Data):
    """Tables that note which of them are read, also those whose columns have been looked up before."""

    def column(self, table: str, name: str) -> Mapping[int, Any]:
        """Return a column's cells by row number."""
        watch.note(f"table:{table}")
        return super().column(table, name)

    def row_with(self, table: str, column: str, value: object) -> int:
        """Return the number of the first row with a value in a column."""
        watch.note(f"table:{table}")
        return super().row_with(table, column, value)


class NotedFacts(Facts):
    """Facts that note which of them are read."""

    def under(self, prefix: str) -> list[Fact]:
        """List the facts whose id begins with `prefix` and a dot."""
        watch.note(f"facts:{prefix}")
        with watch.paused():
            return super().under(prefix)


def noted(book: Book) -> Book:
    """Return the same book, which notes what is read of it."""
    with watch.paused():
        data = _noted_data(book.data)
        facts = copy.copy(book.facts)
        facts.__class__, facts.data = NotedFacts, data
        facts._facts = Noted(dict(facts._facts), "fact:{}".format, "facts:")
        return Book(data, book.year, facts, book.findings, book.comments, kept=book.kept)


def _noted_data(data: Data) -> Data:
    """Return the same data, which notes what is read of it and knows the columns that have been looked up."""
    known = {one.name: getattr(data, one.name) for one in fields(Data)}
    noting = NotedData(**known | {"tables": Noted(data.tables, "table:{}".format, "tables")})
    vars(noting).update({name: getattr(data, name) for name in LOOKED_UP})
    return noting
