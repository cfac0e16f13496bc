"""A file that somebody has, read into grids by what it holds; a name that says something else is refused."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

from namndbok.data.files import read_bytes
from namndbok.data.office.delimited import read_delimited
from namndbok.data.office.encoding import FOLDER, refused
from namndbok.data.office.grid import Grid
from namndbok.data.office.sie import read_sie
from namndbok.data.office.spreadsheet import read_old_workbook, read_workbook

# What the endings of names promise, and what kinds are called.
KINDS = json.loads((FOLDER / "kinds.json").read_text(encoding="utf-8"))
PARTS = {"xl/workbook.xml": "excel", "word/document.xml": "word", "content.xml": "open"}
STARTS = {b"%PDF": "pdf", b"{\\rtf": "rtf", b"<": "markup", b"\x89PNG": "picture", b"\xff\xd8\xff": "picture"}
COMPOUND, LOCKED, MACROS = b"\xd0\xcf\x11\xe0", "EncryptedPackage", "_VBA_PROJECT"
ENDING = b"\xef\xbb\xbf \t\r\n"


def read_grids(path: Path, encoding: str | None = None) -> list[Grid]:
    """Read the sheets of a workbook, or a text or SIE file, as grids of what was saved.

    `encoding` answers `AmbiguousEncoding`. Raises that, or `InvalidData` for a file that is hostile, broken,
    locked, too large, of another kind or without content.
    """
    file, suffix = path.name, path.suffix.lower()
    promised = next((kind for kind, told in KINDS.items() if suffix in told["suffixes"]), None)
    if promised is None:
        known = " ".join(suffix for told in KINDS.values() for suffix in told["suffixes"])
        raise refused(file, "unknown_kind", suffix=suffix or "utan filändelse", kinds=known)
    if not path.is_file():
        raise refused(file, "something_else" if path.exists() else "no_file")
    content = read_bytes(path, file)
    kind = content_kind(content, file)
    if kind != promised and (kind, promised) != ("text", "sie"):
        raise refused(
            file, "other_kind", kind=KINDS[kind]["name"], suffix=suffix, remedy=KINDS[promised]["remedy"]
        )
    match promised:
        case "excel" | "open":
            grids = read_workbook(content, file)
        case "old_excel":
            grids = read_old_workbook(content, file)
        case "sie":
            grids = read_sie(path, encoding)
        case _:
            grids = [read_delimited(path, encoding)]
    if not any(grid.rows for grid in grids):
        raise refused(file, "no_cells")
    return [grid for grid in grids if grid.rows]


def content_kind(content: bytes, file: str) -> str:
    """Tell of what kind a file is by what it holds: a key of `kinds.json`."""
    if content.startswith(COMPOUND):
        if LOCKED.encode("utf-16-le") in content:
            raise refused(file, "encrypted")
        if MACROS.encode("utf-16-le") in content:
            raise refused(file, "macros")
        return "old_excel"
    if content.startswith(b"PK"):
        try:
            names = zipfile.ZipFile(BytesIO(content)).namelist()
        except (zipfile.BadZipFile, ValueError, OSError):
            raise refused(file, "broken") from None
        return next((kind for part, kind in PARTS.items() if part in names), "zip")
    start = content[:100].lstrip(ENDING)
    return next((kind for mark, kind in STARTS.items() if start.startswith(mark)), "text")
