"""A municipality's own book: that of the year, seen by one of those who pay for it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from namndbok.books.book import Book, open_book
from namndbok.data import Data
from namndbok.errors import InvalidParameter, meant, quoted
from namndbok.facts import fee_components, status_rows

PAYS, ALL_USE, PAYS_NOTHING = "betalar för den", "använder den, som alla", "betalar inte"
NOT_KNOWN = ""


@dataclass(frozen=True)
class MunicipalityBook(Book):
    """The book of a year for one municipality."""

    code: str

    @property
    def name(self) -> str:
        """Return the municipality's short name."""
        return self.data["municipalities"].set_index("code")["name"][self.code]

    @property
    def prefix(self) -> str:
        """Return what the ids of the municipality's own facts begin with."""
        return f"sheets.{self.code}"

    @cached_property
    def fees(self) -> pd.DataFrame:
        """Return the municipality's fees of the year; one that is empty in the source is None."""
        rows = self.facts.year_rows("fees")
        return rows[rows["municipality"] == self.code]

    def use_of(self, service: str) -> str:
        """Say whether the municipality pays for a service, or uses it without a fee, as far as is known."""
        if any(row.fee for row in self.fees.itertuples() if self._paid_service[row.component] == service):
            return PAYS
        users, of = (self.facts.get(f"services.{service}.{word}") for word in ("users", "of"))
        if users and of and users.value == of.value:
            return ALL_USE
        return PAYS_NOTHING if service in self._paid_service.values() else NOT_KNOWN

    def services(self) -> list[str]:
        """List the services that have a status or a fee in the year, in the board's order."""
        mentioned = {*status_rows(self.facts)["service"], *self._paid_service.values()}
        table = self.data["services"].sort_values("order", kind="stable")
        return [service for service in table["service"] if service in mentioned]

    @cached_property
    def _paid_service(self) -> dict[str, str | None]:
        """Map each component of the year's fees to the service that it is for."""
        table = fee_components(self.facts)
        return dict(zip(table["component"], table["service"], strict=True))


def open_municipality(data: Path | str, year: int, municipality: str) -> MunicipalityBook:
    """Load a data folder and open a municipality's book; raises `InvalidData` or `InvalidParameter`."""
    return municipality_book(open_book(data, year), municipality)


def municipality_book(book: Book, municipality: str) -> MunicipalityBook:
    """Return a municipality's book of a year, whose facts are computed once for all municipalities."""
    return MunicipalityBook(**book.content, code=find_municipality(book.data, municipality))


def find_municipality(data: Data, municipality: object) -> str:
    """Return the code of a municipality given by code or name; raises `InvalidParameter`.

    Papermill makes a number of a code that is typed on its command line.
    """
    table, known = data["municipalities"], {}
    for column in ("official_name", "name", "code"):
        known |= {name: code for name, code in data.lookup("municipalities", column, "code").items() if name}
    codes, typed = {name.casefold(): code for name, code in known.items()}, str(municipality).strip()
    if typed.casefold() not in codes:
        hint = meant(typed, known, "skriv en av dem, eller dess kod.")
        names = ", ".join(table["name"])
        raise InvalidParameter(f"Ingen kommun heter {quoted(typed)}; {hint} Kommuner i underlaget: {names}.")
    return codes[typed.casefold()]
