"""Files: read in any encoding and separator that Excel writes, hashed, and written so that none is ever half.

What somebody saved is read into text or into the rows of a table.
"""

import csv
import hashlib
import io
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory

from namndbok.data.cells import Value, write_cell
from namndbok.data.office.encoding import decode
from namndbok.errors import Fault, InvalidData, InvalidParameter, quoted

SEPARATORS = ",;\t"
BLANKS = " \t\n\u00a0\u202f\ufeff\u200b\u2060"
BINARY = {
    b"PK\x03\x04": "en Excelbok",
    b"\xd0\xcf\x11\xe0": "en Excelbok",
    b"%PDF": "en PDF",
    b"{\\rtf": "en RTF-fil",
}
CSV = "kommaavgränsad text (CSV) i UTF-8"
SAVE_AGAIN = "spara om som CSV UTF-8 (kommaavgränsad) i Excel"
LONGEST_CELL = 131_072
LARGEST = 50_000_000
# Names that Windows takes for devices whatever follows the point, and signs that no name there may have.
DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE)
NO_NAME = re.compile(r'[<>:"|?*\x00-\x1f]')
# So many lines may stand above the heading of a table.
MOST_ABOVE = 10


@dataclass(frozen=True)
class TextRow:
    """A row of cells and the row number that Excel shows for it."""

    number: int
    cells: tuple[str, ...]


def read_rows(path: Path, known: set[str], name: str) -> list[TextRow]:
    """Read header and rows of a table, empty rows left out.

    `known` are the column names that tell the separator, `name` is what messages call the file. Raises
    `InvalidData` where the file cannot be read as a table.
    """
    rows = list(_rows(read_text(path, name), known, name))
    if not rows:
        raise _refused(name, "en tom fil", "en rubrikrad och rader", "fyll i filen eller återställ den")
    return rows


def _rows(text: str, known: set[str], name: str) -> Iterator[TextRow]:
    first = text.lstrip(BLANKS).split("\n")[:MOST_ABOVE]

    def fitness(mark: str) -> tuple[int, int]:
        names = ({cell.strip(BLANKS + '"') for cell in line.split(mark)} for line in first)
        return max(len(known & line) for line in names), first[0].count(mark)

    yield from split_rows(text, max(SEPARATORS, key=fitness), name)


def split_rows(text: str, separator: str, name: str) -> Iterator[TextRow]:
    """Yield the rows of a delimited text that are not empty, with blanks around their cells left out."""
    csv.field_size_limit(LONGEST_CELL)  # of the whole process: another library may have changed it
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            stripped = tuple(cell.strip(BLANKS) for cell in cells)
            if any(stripped):
                yield TextRow(number, stripped)
    except csv.Error as error:
        found, allowed = "citattecken som inte hör ihop", "citattecken i par"
        action = 'sök efter ett ensamt " på raden eller strax efter, och dubbla det eller ta bort det'
        if "limit" in str(error):
            found, allowed = "en ruta med över 131 072 tecken", "kortare text i varje ruta"
            action = 'korta texten; är den inte så lång saknas ett " i slutet av en ruta'
        raise InvalidData([Fault(name, number + 1, None, found, allowed, action)]) from None


def to_csv(columns: Iterable[str], rows: Iterable[Iterable[Value | None]]) -> str:
    """Return a table as text for a CSV file: a heading, then a line for each row."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([columns, *(map(write_cell, row) for row in rows)])
    return text.getvalue()


def read_text(path: Path, name: str, encoding: str | None = None) -> str:
    """Read a text file in the encoding that it shows, with line breaks as `\\n` and å as one character."""
    content = read_bytes(path, name)
    if binary := next((kind for start, kind in BINARY.items() if content.startswith(start)), None):
        raise _refused(name, binary)
    text = decode(content, name, encoding)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def read_bytes(path: Path, name: str) -> bytes:
    """Read a file of at most 50 MB; raises `InvalidData` for what is no file or cannot be opened."""
    try:
        if not path.is_file():
            raise _refused(
                name, "något annat än en vanlig fil", "en vanlig fil", "ta bort det som ligger där"
            )
        if path.stat().st_size > LARGEST:
            raise _refused(
                name, "en fil på över 50 MB", "högst 50 MB", "ta bort det som inte hör till tabellen"
            )
        return path.read_bytes()
    except OSError:
        action = "stäng filen i andra program och försök igen"
        raise _refused(name, "en fil som är låst", "en fil som går att öppna", action) from None


def _refused(name: str, found: str, allowed: str = CSV, action: str = SAVE_AGAIN) -> InvalidData:
    return InvalidData([Fault.of_file(name, found, allowed, action)])


def numbered(path: Path) -> Path:
    """Return a path, with a number if a file of that name is there: `name-2.zip`."""
    numbers = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return next(free for free in chain([path], numbers) if not free.exists())


def portable_path(path: Path) -> Path:
    """Return the path of something to be written; raises `InvalidParameter` for a name that Windows refuses.

    It does on every computer, for the file may be sent on.
    """
    for place in (path, *path.parents):
        odd = NO_NAME.search(place.name)
        if DEVICE.fullmatch(place.name):
            reason = "är reserverat i Windows"
        elif place.name.endswith((".", " ")) and not place.exists():
            reason = "slutar med punkt eller mellanslag, som Windows tar bort"
        elif odd and not place.exists():
            reason = f"har ett tecken som inte kan stå i ett filnamn, {quoted(odd[0])}"
        else:
            continue
        raise InvalidParameter(f"Namnet {quoted(place.name)} {reason}. Välj ett annat namn.")
    return path


def write_beside(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there; raises OSError, with what was there untouched."""
    with TemporaryDirectory(prefix=".staging-", dir=path.parent) as beside:
        written = Path(beside, path.name)
        written.write_bytes(content)
        os.replace(written, path)


def sha256(content: bytes) -> str:
    """Return a SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digests(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of those of some files that a folder has, by name and in order of name."""
    found = {}
    for name in sorted(set(names)):
        with suppress(OSError, ValueError):
            if (folder / name).is_file():
                found[name] = sha256((folder / name).read_bytes())
    return found


def folder_digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, by relative name; caches and hidden files left out."""
    below = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    seen = [path for path in below if not any(part.startswith((".", "__pycache__")) for part in path.parts)]
    return digests(folder, [path.as_posix() for path in seen])
