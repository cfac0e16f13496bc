"""A municipality's own sheet: the book of the year, seen by one of those who pay for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from namndbok.books.book import Book, open_book
from namndbok.data import Data
from namndbok.errors import InvalidParameter, meant, quoted
from namndbok.facts import fee_components, fee_rows, status_rows

PAYS, ALL, FREE, UNKNOWN = "betalar för den", "använder den, som alla", "betalar inte", "framgår inte"


@dataclass(frozen=True)
class SheetBook(Book):
    """The book of a year for one municipality."""

    code: str

    @property
    def name(self) -> str:
        """Return the municipality's short name."""
        return self.data["municipalities"].set_index("code")["name"][self.code]

    @property
    def at(self) -> str:
        """Return what the ids of the sheet's own facts begin with."""
        return f"sheets.{self.code}"

    @cached_property
    def fees(self) -> pd.DataFrame:
        """Return the municipality's fees of the year; one that is empty in the source is None."""
        rows = fee_rows(self.facts)
        return rows[rows["municipality"] == self.code]

    def uses(self, service: str) -> str:
        """Say whether the municipality pays for a service, or uses it without a fee, as far as is known."""
        if any(row.fee for row in self.fees.itertuples() if self._service_of[row.component] == service):
            return PAYS
        users, of = (self.facts.get(f"services.{service}.{part}") for part in ("users", "of"))
        if users and of and users.value == of.value:
            return ALL
        return FREE if service in self._service_of.values() else UNKNOWN

    def services(self) -> list[str]:
        """List the services that the year's tables tell of, in the board's order."""
        told = {*status_rows(self.facts)["service"], *self._service_of.values()}
        table = self.data["services"].sort_values("order", kind="stable")
        return [service for service in table["service"] if service in told]

    @cached_property
    def _service_of(self) -> dict[str, str | None]:
        """Map each component of the year's fees to the service that it is for."""
        table = fee_components(self.facts)
        return dict(zip(table["component"], table["service"], strict=True))


def open_sheet(data: Path | str, year: int, municipality: str) -> SheetBook:
    """Load a data folder and open a municipality's sheet; raises `InvalidData` or `InvalidParameter`."""
    return sheet_of(open_book(data, year), municipality)


def sheet_of(book: Book, municipality: str) -> SheetBook:
    """Return a municipality's sheet of a year's book, which is computed once for all of them."""
    code = find_municipality(book.data, municipality)
    return book.seen_as(SheetBook, code=code)


def find_municipality(data: Data, text: object) -> str:
    """Return the code of a municipality given by code or name; raises `InvalidParameter`.

    Papermill makes a number of a code that is typed on its command line.
    """
    table = data["municipalities"]
    known = {
        name: code for column in ("official_name", "name", "code") for name, code in _named(table, column)
    }
    spelled = {name.casefold(): code for name, code in known.items()}
    typed = str(text).strip()
    if typed.casefold() not in spelled:
        hint = meant(typed, known, "skriv en av dem, eller dess kod.")
        names = ", ".join(table["name"])
        raise InvalidParameter(f"Ingen kommun heter {quoted(typed)}; {hint} Kommuner i underlaget: {names}.")
    return spelled[typed.casefold()]


def _named(table: pd.DataFrame, column: str) -> Iterator[tuple[str, str]]:
    return ((name, code) for name, code in zip(table[column], table["code"], strict=True) if name)
