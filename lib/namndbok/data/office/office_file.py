"""A file that somebody has, read into grids by what it holds: a workbook, a SIE file, or text.

What it holds must be what its name says.
"""

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from namndbok.data.cells import refused
from namndbok.data.files import read_bytes, read_text, split_rows
from namndbok.data.office.encoding import FOLDER
from namndbok.data.office.grid import Grid, rectangle
from namndbok.data.office.sie import read_sie
from namndbok.data.office.spreadsheet import BROKEN, read_workbook
from namndbok.errors import InvalidData

# What kinds of files are called, and the endings of those that are read as a grid or a document.
KINDS = json.loads((FOLDER / "kinds.json").read_text(encoding="utf-8"))
REMEDIES = {"grid": "Excel-arbetsbok (.xlsx) eller CSV UTF-8", "document": "PDF eller DOCX"}
PARTS = {"xl/workbook.xml": "excel", "word/document.xml": "word", "content.xml": "open"}
COMPOUND = b"\xd0\xcf\x11\xe0"
# Names of streams in such a file, and what they make of it.
STREAMS = {"EncryptedPackage": "encrypted", "_VBA_PROJECT": "macros"}
STARTS = {
    COMPOUND: "old_excel",
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"<": "markup",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
}
ENDING = b"\xef\xbb\xbf \t\r\n"
# Separators, and the least share of lines that each must part: prose is full of commas.
SEPARATORS = {";": 0.3, "\t": 0.3, "|": 0.3, ",": 0.6}
# Excel's own first line, which tells the separator and is no row.
TOLD = re.compile(r'"?sep=(.)"?\n', re.IGNORECASE)
# Columns of a table pasted as text.
GAP = re.compile(r"\t| {2,}")
SAMPLE_LINES, COMMA = 200, 1.5


def open_office_file(path: Path, use: str) -> tuple[bytes, str]:
    """Return what a file holds and its kind, of those that are read as a `grid` or a `document`.

    Raises `InvalidData` for a name of another kind, or one that says something else than the file holds.
    """
    file, suffix = path.name, path.suffix.lower()
    known = {suffix: kind for kind, told in KINDS.items() for suffix in told.get(use, ())}
    if suffix not in known:
        kinds, remedy = " ".join(known), REMEDIES[use]
        raise refused(file, "unknown_kind", suffix=suffix or "utan filändelse", kinds=kinds, remedy=remedy)
    content, promised = read_bytes(path, file), known[suffix]
    kind = _kind(content, file)
    if kind != promised and (kind, promised) != ("text", "sie"):
        remedy = KINDS[promised]["remedy"] if use == "grid" else REMEDIES[use]
        raise refused(file, "other_kind", kind=KINDS[kind]["name"], suffix=suffix, remedy=remedy)
    return content, promised


def _kind(content: bytes, file: str) -> str:
    for stream, reason in STREAMS.items() if content.startswith(COMPOUND) else ():
        if stream.encode("utf-16-le") in content:
            raise refused(file, reason)
    if content.startswith(b"PK"):
        try:
            names = zipfile.ZipFile(BytesIO(content)).namelist()
        except BROKEN:
            raise refused(file, "broken") from None
        return next((kind for part, kind in PARTS.items() if part in names), "zip")
    start = content[:100].lstrip(ENDING)
    return next((kind for mark, kind in STARTS.items() if start.startswith(mark)), "text")


def read_grids(path: Path, encoding: str | None = None) -> list[Grid]:
    """Read the sheets of a workbook, or a text or SIE file, as grids of what was saved.

    `encoding` answers `AmbiguousEncoding`. Raises that, or `InvalidData` for a file that is hostile, broken,
    locked, too large, of another kind or without content.
    """
    content, kind = open_office_file(path, "grid")
    match kind:
        case "text":
            grids = [_text_grid(path, encoding)]
        case "sie":
            grids = read_sie(path, encoding)
        case _:
            grids = read_workbook(content, path.name, kind)
    if filled := [grid for grid in grids if grid.rows]:
        return filled
    raise refused(path.name, "no_cells")


def _text_grid(path: Path, encoding: str | None) -> Grid:
    text = read_text(path, path.name, encoding)
    told = TOLD.match(text)
    text = text[told.end() :] if told else text
    separator = told[1] if told else _separator(text)
    if separator:
        try:
            return Grid(path.name, "", rectangle(path.name, _every_row(text, separator, path.name)))
        except InvalidData:
            if separator != "\t" or '"' not in text:
                raise
    lines = (GAP.split(line.rstrip()) for line in text.split("\n"))
    return Grid(path.name, "", rectangle(path.name, ([cell.strip() for cell in line] for line in lines)))


def _separator(text: str) -> str | None:
    """Return the separator that gives most lines the same number of cells; None where none does."""
    lines = [line for line in text[: SAMPLE_LINES * 1000].split("\n")[:SAMPLE_LINES] if line.strip()]
    alike: dict[str, int] = {}
    for mark, share in SEPARATORS.items():
        widths = Counter(len(re.sub(r'"[^"]*"', "", line).split(mark)) for line in lines)
        del widths[1]
        if widths.total() >= share * len(lines) and widths and max(widths.values()) * 2 >= widths.total():
            alike[mark] = max(widths.values())
    # A decimal comma stands on as many lines as a separator does.
    return max(alike, key=lambda mark: alike[mark] / (COMMA if mark == "," else 1), default=None)


def _every_row(text: str, separator: str, name: str) -> Iterator[Sequence[str]]:
    """Yield the rows of a delimited text, empty ones as well, so that each keeps its number."""
    number = 0
    for row in split_rows(text, separator, name):
        yield from ([] for _ in range(number + 1, row.number))
        number = row.number
        yield row.cells
