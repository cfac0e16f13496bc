"""What a workbook is packed in: looked through for what is hostile before anything else reads it.

Nothing is unpacked to disk, and sizes are those that come out, not those that the file claims.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

from namndbok.data.office.encoding import refused
from namndbok.data.office.grid import cell_name, check_size, column_number

MEGABYTE, MOST_UNPACKED = 1_000_000, 100
LARGEST_RATIO, SMALL, MOST_MEMBERS, CHUNK = 300, 10 * MEGABYTE, 5_000, 1 << 16
UNSAFE_NAME = re.compile(r"(^|/)\.\.(/|$)|^/|^[A-Za-z]:|\\")
MACROS = re.compile(r"vbaProject\.bin$|^(Basic|Scripts)/.", re.IGNORECASE)
EXCEL_LINKS, OPEN_LINKS = "xl/externalLinks/", {"table-source", "dde-source", "cell-range-source"}
DOCTYPE, ENCRYPTION, MANIFEST = b"<!DOCTYPE", b"encryption-data", "META-INF/manifest.xml"
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
EXCEL_COLUMNS = 16_384
YES, SEEN = ("1", "true"), "visible"
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError),
    *(LookupError, ValueError, RuntimeError),
)


@dataclass
class Survey:
    """What the XML of a sheet says besides values; rows and columns are counted from 0."""

    name: str = ""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    valueless: list[tuple[int, int]] = field(default_factory=list)
    height: int = 0
    width: int = 0

    def note(self, file: str, rows: range, columns: range, *, hidden: bool, error: str, empty: bool) -> None:
        """Take in a cell that has a value or a formula, where a repeated one stands in many places."""
        if rows.stop > self.height or columns.stop > self.width:
            self.height, self.width = max(self.height, rows.stop), max(self.width, columns.stop)
            check_size(file, self.height, self.width)
        if hidden:
            self.hidden_rows.update(rows)
        if error:
            self.errors[rows.start, columns.start] = error
        if empty:
            self.valueless.append((rows.start, columns.start))


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


def survey_sheets(container: zipfile.ZipFile, file: str) -> dict[str, Survey]:
    """Return what stands in each sheet besides values, by its name; raises `InvalidData`."""
    try:
        if "content.xml" in container.namelist():
            return {survey.name: survey for survey in _open_sheets(container, file)}
        parts = {
            given["Id"]: given["Target"].removeprefix("/xl/")
            for tag, given, _ in events(container, "xl/_rels/workbook.xml.rels")
            if tag == "Relationship" and given
        }
        sheets = [given for tag, given, _ in events(container, "xl/workbook.xml") if tag == "sheet" and given]
        paths = {sheet["name"]: f"xl/{parts[sheet['id']]}" for sheet in sheets}
        return {name: _excel_sheet(container, path, file) for name, path in paths.items()}
    except BROKEN:
        raise refused(file, "broken") from None


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


def _excel_sheet(container: zipfile.ZipFile, member: str, file: str) -> Survey:
    survey = Survey()
    row = column = -1
    hidden = formula = False
    kind = value = ""
    for tag, given, text in events(container, member):
        match tag:
            case "row" if given is not None:
                row, column = int(given.get("r", row + 2)) - 1, -1
                hidden = given.get("hidden") in YES
            case "col" if given and given.get("hidden") in YES:
                hidden_columns = range(int(given["min"]) - 1, min(int(given["max"]), EXCEL_COLUMNS))
                if not survey.hidden_columns.issuperset(hidden_columns[:1]):
                    survey.hidden_columns.update(hidden_columns)
            case "mergeCell" if given:
                survey.merged.append(given["ref"])
            case "c" if given is not None:
                at = REFERENCE.fullmatch(given.get("r", ""))
                column = column_number(at[1]) if at else column + 1
                row = int(at[2]) - 1 if at else row
                kind, value, formula = given.get("t", ""), "", False
            case "f":
                formula = True
            case "v" | "t" if given is None:
                value += text
            case "c" if value or formula:
                cell = range(row, row + 1), range(column, column + 1)
                error, empty = value if kind == "e" else "", not value and kind != "str"
                survey.note(file, *cell, hidden=hidden, error=error, empty=empty)
    return survey


def _open_sheets(container: zipfile.ZipFile, file: str) -> Iterator[Survey]:
    survey = Survey()
    row, down, column, across = 0, 0, 0, 1
    hidden, cell = False, dict[str, str]()
    for tag, given, text in events(container, "content.xml"):
        if tag in OPEN_LINKS:
            raise refused(file, "linked")
        match tag:
            case "table" if given is not None:
                survey, row, down, column = Survey(given.get("name", "")), 0, 0, 0
            case "table":
                yield survey
            case "table-column" if given is not None:
                across = int(given.get("number-columns-repeated", 1))
                if given.get("visibility", SEEN) != SEEN:
                    survey.hidden_columns |= set(range(column, min(column + across, EXCEL_COLUMNS)))
                column += across
            case "table-row" if given is not None:
                row, column, down = row + down, 0, int(given.get("number-rows-repeated", 1))
                hidden = given.get("visibility", SEEN) != SEEN
            case "table-cell" | "covered-table-cell" if given is not None:
                cell, across = given, int(given.get("number-columns-repeated", 1))
            case "table-cell" | "covered-table-cell":
                if "value-type" in cell or "formula" in cell:
                    error = text if cell.get("calcext:value-type") == "error" else ""
                    place = range(row, row + down), range(column, column + across)
                    survey.note(file, *place, hidden=hidden, error=error, empty="value-type" not in cell)
                spans = [int(cell.get(f"number-{way}-spanned", 1)) for way in ("rows", "columns")]
                if max(spans) > 1:
                    last = cell_name(row + spans[0] - 1, column + spans[1] - 1)
                    survey.merged.append(f"{cell_name(row, column)}:{last}")
                column += across
