"""What can go wrong, said so that the coordinator can put it right."""

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 60


class NamndbokError(Exception):
    """Stand for every error that a user can act on; its text is Swedish and complete."""

    __str__ = Exception.__str__


@dataclass(frozen=True)
class Fault:
    """Point at one thing in the data that cannot be read.

    `row` is the row number that Excel shows (the header is row 1); None where the fault concerns the whole file.
    """

    file: str
    row: int | None
    column: str | None
    found: str
    allowed: str
    action: str

    @classmethod
    def of_file(cls, file: str, found: str, allowed: str, action: str) -> "Fault":
        """Point at a file as a whole."""
        return cls(file, None, None, found, allowed, action)

    @property
    def place(self) -> str:
        """Name file, row and column in one line."""
        row = f", rad {self.row}" if self.row is not None else ""
        column = f", kolumn {self.column}" if self.column else ""
        return f"{self.file}{row}{column}"

    def __str__(self) -> str:
        return f"{self.place}\n    Hittade: {self.found}\n    Tillåtet: {self.allowed}\n    Gör så här: {self.action}"


def quoted(text: str) -> str:
    """Quote what somebody typed: shortened, on one line, and with characters that cannot be seen spelled out."""
    line = "".join(mark if mark.isprintable() else _spelled(mark) for mark in text)
    return f"”{line if len(line) <= LONGEST else line[:LONGEST] + ' …'}”"


def _spelled(mark: str) -> str:
    return " " if mark.isspace() else f"\\u{ord(mark):04x}"


class InvalidData(NamndbokError):
    """Report every fault of a data folder at once; nothing has been written."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        count = len(self.faults)
        heading = "Ett fel i underlaget:" if count == 1 else f"{count} fel i underlaget:"
        super().__init__("\n\n".join([heading, *map(str, self.faults)]))


class InvalidParameter(NamndbokError):
    """Refuse a parameter that a notebook or command does not know, or whose value it cannot use."""


class UnknownFact(NamndbokError, KeyError):
    """Refuse a reference to a fact that is not computed for the year; a KeyError, so that `facts.get` gives None."""


class NotebookFailed(NamndbokError):
    """Tell that a notebook stopped; what was published before is untouched and the failed notebook is kept."""
