"""A file of an office, looked through for what is hostile before anything else reads it.

What it holds must be what its name says. Of what is packed nothing is unpacked to disk, and sizes are those
that come out, not those that the file claims.
"""

import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

from namndbok.data.files import read_bytes
from namndbok.data.office.encoding import FOLDER, refused

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
MEGABYTE, MOST_UNPACKED = 1_000_000, 100
LARGEST_RATIO, SMALL, MOST_MEMBERS, CHUNK = 300, 10 * MEGABYTE, 5_000, 1 << 16
UNSAFE_NAME = re.compile(r"(^|/)\.\.(/|$)|^/|^[A-Za-z]:|\\")
MACROS = re.compile(r"vbaProject\.bin$|^(Basic|Scripts)/.", re.IGNORECASE)
EXCEL_LINKS = "xl/externalLinks/"
DOCTYPE, ENCRYPTION, MANIFEST = b"<!DOCTYPE", b"encryption-data", "META-INF/manifest.xml"
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError),
    *(LookupError, ValueError, RuntimeError),
)


def open_office_file(path: Path, use: str) -> tuple[bytes, str]:
    """Return what a file holds and its kind, of those that are read as a `grid` or a `document`.

    Raises `InvalidData` for a name of another kind, or one that says something else than the file holds.
    """
    file, suffix = path.name, path.suffix.lower()
    known = {suffix: kind for kind, told in KINDS.items() for suffix in told.get(use, ())}
    if suffix not in known:
        kinds, remedy = " ".join(known), REMEDIES[use]
        raise refused(file, "unknown_kind", suffix=suffix or "utan filändelse", kinds=kinds, remedy=remedy)
    if not path.is_file():
        raise refused(file, "something_else" if path.exists() else "no_file")
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


def open_container(content: bytes, file: str) -> zipfile.ZipFile:
    """Open a zipped workbook or document; raises `InvalidData` where it is hostile, locked or broken."""
    unpacked = 0
    try:
        container = zipfile.ZipFile(BytesIO(content))
        members = container.infolist()
        for member in members:
            name = member.filename
            if member.flag_bits & 1:
                raise refused(file, "encrypted")
            if UNSAFE_NAME.search(name) or len(members) > MOST_MEMBERS:
                raise refused(file, "odd_names")
            if MACROS.search(name) or name.startswith(EXCEL_LINKS):
                raise refused(file, "macros" if MACROS.search(name) else "linked")
            with container.open(member) as stream:
                before, unbroken = b"", 0
                while chunk := stream.read(CHUNK):
                    unpacked += len(chunk)
                    if unpacked > min(MOST_UNPACKED * MEGABYTE, max(SMALL, LARGEST_RATIO * len(content))):
                        raise refused(file, "bomb", most=MOST_UNPACKED)
                    unbroken = 0 if b"<" in chunk else unbroken + len(chunk)
                    if unbroken > MEGABYTE and name.endswith(".xml"):
                        raise refused(file, "unbroken")
                    if DOCTYPE in before + chunk:
                        raise refused(file, "doctype")
                    if ENCRYPTION in before + chunk and name == MANIFEST:
                        raise refused(file, "encrypted")
                    before = chunk[-len(ENCRYPTION) :]
    except BROKEN:
        raise refused(file, "broken") from None
    return container


def events(container: zipfile.ZipFile, member: str) -> Iterator[tuple[str, dict[str, str] | None, str]]:
    """Yield each element's tag: with its attributes where it begins, with None and its text where it ends.

    Prefixes are dropped, but for those of what LibreOffice adds to the standard.
    """
    waiting: list[tuple[str, dict[str, str] | None, str]] = []
    text: list[str] = []

    def start(tag: str, given: dict[str, str]) -> None:
        text.clear()
        if any(":" in key for key in given):
            given = {
                key if key.startswith("calcext") else key.rpartition(":")[2]: given[key] for key in given
            }
        waiting.append((tag.rpartition(":")[2], given, ""))

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.CharacterDataHandler = start, text.append
    parser.EndElementHandler = lambda tag: waiting.append((tag.rpartition(":")[2], None, "".join(text)))
    with container.open(member) as stream:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk)
            yield from waiting
            waiting.clear()
    parser.Parse(b"", True)
