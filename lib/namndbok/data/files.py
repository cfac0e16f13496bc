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

from namndbok.data.cells import Value, refused, write_cell
from namndbok.data.office.encoding import decode
from namndbok.errors import InvalidParameter, quoted

SEPARATORS = ",;\t"
BLANKS = " \t\n\u00a0\u202f\ufeff\u200b\u2060"
BINARY = {
    b"PK\x03\x04": "en Excelbok",
    b"\xd0\xcf\x11\xe0": "en Excelbok",
    b"%PDF": "en PDF",
    b"{\\rtf": "en RTF-fil",
}
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
    text = read_text(path, name)
    first = text.lstrip(BLANKS).split("\n")[:MOST_ABOVE]

    def fitness(mark: str) -> tuple[int, int]:
        names = ({cell.strip(BLANKS + '"') for cell in line.split(mark)} for line in first)
        return max(len(known & line) for line in names), first[0].count(mark)

    rows = [*split_rows(text, max(SEPARATORS, key=fitness), name)]
    if not rows:
        raise refused(name, "empty_file")
    return rows


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
        reason = "long_cell" if "limit" in str(error) else "quotation_marks"
        raise refused(name, reason, number + 1) from None


def to_csv(columns: Iterable[str], rows: Iterable[Iterable[Value | None]]) -> str:
    """Return a table as text for a CSV file: a heading, then a line for each row."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([columns, *(map(write_cell, row) for row in rows)])
    return text.getvalue()


def read_text(path: Path, name: str, encoding: str | None = None) -> str:
    """Read a text file in the encoding that it shows, with line breaks as `\\n` and å as one character."""
    content = read_bytes(path, name)
    if binary := next((kind for start, kind in BINARY.items() if content.startswith(start)), None):
        raise refused(name, "binary", found=binary)
    text = decode(content, name, encoding)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def read_bytes(path: Path, name: str) -> bytes:
    """Read a file of at most 50 MB; raises `InvalidData` for what is no file or cannot be opened."""
    try:
        if not path.is_file():
            raise refused(name, "something_else" if path.exists() else "no_file")
        if path.stat().st_size > LARGEST:
            raise refused(name, "large")
        return path.read_bytes()
    except OSError:
        raise refused(name, "locked") from None


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
