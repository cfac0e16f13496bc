"""A table as somebody saved it: any encoding and separator that Excel writes, read into rows of text."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from namndbok.errors import Fault, InvalidData

SEPARATORS = ",;\t"


@dataclass(frozen=True)
class TextRow:
    """A row of cells and the row number that Excel shows for it."""

    number: int
    cells: tuple[str, ...]


def read_rows(path: Path, known: set[str]) -> Iterator[TextRow]:
    """Yield header and rows of a table, empty rows left out; `known` are the column names that tell the separator."""
    text = _decoded(path)
    if not text.strip():
        raise InvalidData([_fault(path, "en tom fil", "en rubrikrad och rader", "fyll i filen eller återställ den")])
    first = text.splitlines()[0]
    separator = max(SEPARATORS, key=lambda mark: len(known & set(_split(first, mark))))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            stripped = tuple(cell.strip().strip("\ufeff\u00a0") for cell in cells)
            if any(stripped):
                yield TextRow(number, stripped)
    except csv.Error:
        fault = Fault(
            path.name, reader.line_num, None, "citattecken som inte hör ihop", "citattecken i par",
            "sök efter ett ensamt \" på raden och dubbla det eller ta bort det",
        )  # fmt: skip
        raise InvalidData([fault]) from None


def _split(line: str, mark: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(mark)]


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise InvalidData([_fault(path, "en Excelbok", "text, kommaavgränsad (CSV)", "spara om som CSV UTF-8 i Excel")])
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    if "\x00" in text or "\ufffd" in text:
        raise InvalidData([_fault(path, "tecken som inte är text", "text i UTF-8", "spara om som CSV UTF-8 i Excel")])
    return text


def _fault(path: Path, found: str, allowed: str, action: str) -> Fault:
    return Fault(path.name, None, None, found, allowed, action)
