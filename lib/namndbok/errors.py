"""What can go wrong, said so that the coordinator can put it right."""

import errno
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import groupby
from typing import Any

LONGEST = 60
MOST_SHOWN, MOST_RANGES = 3, 8
CELL = re.compile(r"((?:.*!)?[A-Z]+)([0-9]+)")
WRITE_FAILURES = {
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "diskutrymmet är slut",
    errno.EFBIG: "filen får inte bli så stor",
    errno.EROFS: "disken är skrivskyddad",
    errno.EACCES: "rättighet saknas, eller filen är öppen i ett annat program",
    errno.EPERM: "rättighet saknas, eller filen är öppen i ett annat program",
    errno.EBUSY: "den är öppen i ett annat program",
    errno.ENOTDIR: "en del av sökvägen är en fil, inte en mapp",
    errno.EEXIST: "där finns redan en fil med det namnet",
    errno.EISDIR: "där finns en mapp med det namnet",
    errno.EINVAL: "namnet går inte att använda på den här datorn",
    errno.ENAMETOOLONG: "namnet eller sökvägen är för lång",
}


class NamndbokError(Exception):
    """Stand for every error that a user can act on; its text is Swedish and complete."""

    __str__ = Exception.__str__


@dataclass(frozen=True)
class Fault:
    """Point at one thing in the data that cannot be read, in one row or in many.

    `row` is the row number that Excel shows (the header is row 1), None where the fault is the whole file's;
    `more` are further rows with the same fault. `cell` is the place as Excel names it, with the sheet where
    the file is a workbook: `E2`, `Avgifter!C7`.
    """

    file: str
    row: int | None
    column: str | None
    found: str
    allowed: str
    action: str
    cell: str = ""
    more: tuple[int, ...] = ()

    @classmethod
    def of_file(cls, file: str, found: str, allowed: str, action: str) -> "Fault":
        """Point at a file as a whole."""
        return cls(file, None, None, found, allowed, action)

    @property
    def rows(self) -> list[int]:
        """List the rows that have the fault, in order."""
        return sorted({self.row, *self.more} - {None})

    @property
    def place(self) -> str:
        """Name file, rows, column and cell in one line."""
        row = f", rad {ranges(self.rows)}" if self.rows else ""
        kind = "" if self.file.endswith(".json") else "kolumn "
        column = f", {kind}{self.column}" if self.column else ""
        if "!" in self.cell:
            file = "" if self.cell.startswith(f"{self.file}!") else f"{self.file}, "
            return f"{file}{self.cell}{column}"
        return f"{self.file}{row}{column}" + (f" (cell {self.cell})" if self.cell else "")

    def entry(self) -> dict[str, Any]:
        """Return what the fault says, for machines."""
        names = ("file", "column", "cell", "found", "allowed", "action", "rows")
        return {name: getattr(self, name) for name in names}

    def __str__(self) -> str:
        lines = f"Hittade: {self.found}\n    Tillåtet: {self.allowed}\n    Gör så här: {self.action}"
        return f"{self.place}\n    {lines}"


def merged(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Make one fault of those that ask for the same in the same column, with all their rows and cells."""
    groups: dict[tuple[str | None, ...], list[Fault]] = {}
    for fault in faults:
        groups.setdefault((fault.file, fault.column, fault.allowed, fault.action), []).append(fault)
    return tuple(group[0] if len(group) == 1 else _merged(group) for group in groups.values())


def _merged(faults: list[Fault]) -> Fault:
    columns: dict[str, list[int | None]] = {}
    for fault in faults:
        named = CELL.fullmatch(fault.cell)
        columns.setdefault(named[1] if named else fault.cell, []).append(int(named[2]) if named else None)
    cells = [place if None in numbers else ranges(numbers, ":", place) for place, numbers in columns.items()]
    found = _shortened([*dict.fromkeys(fault.found for fault in faults)], MOST_SHOWN)
    rows = tuple(row for fault in faults for row in fault.rows)
    return replace(faults[0], found=found, cell=", ".join(filter(None, cells)), more=rows)


def ranges(numbers: Iterable[int], dash: str = "–", place: str = "") -> str:
    """Write whole numbers as ranges: 2–7, 9; or as cells below a column: Avgifter!C2:C7, Avgifter!C9."""
    # What follows one after the other is as far from its place in the list.
    runs = groupby(enumerate(sorted(set(numbers))), lambda pair: pair[1] - pair[0])
    ends = [[number for _, number in run] for _, run in runs]
    letters = place.rpartition("!")[2]
    lines = [f"{place}{run[0]}" + f"{dash}{letters}{run[-1]}" * (len(run) > 1) for run in ends]
    return _shortened(lines, MOST_RANGES)


def _shortened(texts: list[str], most: int) -> str:
    more = [f"{len(texts) - most} till"] if len(texts) > most else []
    return ", ".join([*texts[:most], *more])


def quoted(text: str) -> str:
    """Quote what somebody typed: shortened, on one line, with characters that cannot be seen spelled out."""
    line = "".join(
        mark if mark.isprintable() else " " if mark.isspace() else f"\\u{ord(mark):04x}" for mark in text
    )
    return f"”{line if len(line) <= LONGEST else line[:LONGEST] + ' …'}”"


def describe_write_failure(error: OSError) -> str:
    """Say in Swedish why a file or folder could not be written."""
    reason = WRITE_FAILURES.get(error.errno or 0, error.strerror or str(error))
    return f"Det gick inte att skriva {error.filename2 or error.filename or 'filen'}: {reason}."


def closest(text: str, known: Mapping[str, str]) -> str | None:
    """Return what the spelling closest to `text` stands for, or None where none is close."""
    spelled = {spelling.lower(): value for spelling, value in known.items()}
    close = get_close_matches(text.lower(), spelled, 1)
    return spelled[close[0]] if close else None


def meant(text: str, known: Iterable[str], otherwise: str) -> str:
    """Ask whether another spelling was meant; where none is close, say what to do otherwise."""
    close = closest(text, {name: name for name in known})
    return f"menade du {close}?" if close else otherwise


class InvalidData(NamndbokError):
    """Report every fault of a data folder at once; nothing has been written.

    `faults` tells what is the same in many rows once.
    """

    def __init__(self, faults: Iterable[Fault]):
        self.faults = merged(faults)
        count = len(self.faults)
        heading = "Ett fel i underlaget:" if count == 1 else f"{count} fel i underlaget:"
        super().__init__("\n\n".join([heading, *map(str, self.faults)]))


class InvalidParameter(NamndbokError):
    """Refuse a parameter that a notebook or command does not know, or whose value it cannot use."""


class InvalidSplit(NamndbokError, ValueError):
    """Refuse to split, explain or index what was given."""


class ImpossibleLimits(InvalidSplit):
    """Refuse a floor and a cap that no fees can keep to; the message says by how much."""


class UnknownFact(NamndbokError, KeyError):
    """Refuse a reference to a fact that the year does not have; a KeyError."""


class NothingPublished(NamndbokError):
    """Tell why a run published nothing; what was published before is untouched."""


class NotebookFailed(NothingPublished):
    """Tell that a notebook stopped, and where it was kept."""


class UnfinishedSwap(NamndbokError):
    """Tell that a folder is halfway to what it is to hold, what stands in the way, and what to do."""


class Notice(UserWarning):
    """Tell something about the data that stops nothing; a warning, whose text is Swedish and complete."""
