"""Workbooks as grids: the values that were saved, and remarks on what cannot be seen in cells.

What a workbook or document is packed in is looked through for what is hostile before anything else reads it:
nothing is unpacked to disk, and sizes are those that come out, not those that the file claims.
"""

import io
import os
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from multiprocessing import get_context
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from namndbok.data.cells import refused
from namndbok.data.office.encoding import remark
from namndbok.data.office.grid import Grid, cell_name, check_size, column_letters, column_number, rectangle
from namndbok.swedish import number

# Excel shows no more digits of a number than these.
DIGITS = 15
MOST_PLACES = 12
# Stands in a cell whose formula has no stored value, so that nobody takes it for an empty one.
VALUELESS = "#SAKNAS!"
LINKS = ("table-source", "dde-source", "cell-range-source")
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
EXCEL_COLUMNS = 16_384
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
# What an old workbook may take to be read, in bytes.
MOST_MEMORY = 450 * MEGABYTE


@dataclass
class Survey:
    """What the XML of a sheet says besides values; rows and columns are counted from 0.

    `marks` stand in cells whose value cannot be read: an error value, or VALUELESS.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    marks: dict[tuple[int, int], str] = field(default_factory=dict)


def open_container(content: bytes, file: str) -> zipfile.ZipFile:
    """Open a zipped workbook or document; raises `InvalidData` where it is hostile, locked or broken."""
    unpacked = 0
    try:
        container = zipfile.ZipFile(io.BytesIO(content))
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


def read_workbook(content: bytes, file: str, kind: str) -> list[Grid]:
    """Read every sheet of an .xlsx, .xls or .ods file, hidden ones too; raises `InvalidData`.

    A workbook of Excel 97 (.xls) is no XML: what only a survey tells of it is not known, which a remark says.
    It is read in a process of its own, for a hostile one can bring the reader down.
    """
    old = kind == "old_excel"
    surveys = defaultdict(Survey) if old else _surveys(open_container(content, file), file)
    try:
        if old:
            with ProcessPoolExecutor(1, get_context("spawn")) as process:
                sheets = process.submit(_old_sheets, content).result()
        else:
            sheets = _sheets(content)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # the reader's panics are no Exception
        raise refused(file, "broken") from None
    grids = []
    for name, seen, table, merged in sheets:
        if old:
            surveys[name].merged = [f"{cell_name(*first)}:{cell_name(*last)}" for first, last in merged]
        grid = _grid(file, name, surveys[name], table)
        more = [*([] if seen else [remark("hidden_sheet")]), *([remark("old_excel")] if old else [])]
        grids.append(replace(grid, remarks=[*more, *grid.remarks]) if grid.rows else grid)
    return grids


def _sheets(content: bytes) -> list[tuple[str, bool, list[list[Any]], list[Any]]]:
    """Return of each sheet its name, whether it is shown, its values and which cells are merged."""
    workbook, sheets = CalamineWorkbook.from_filelike(io.BytesIO(content)), []
    for told in workbook.sheets_metadata:
        if told.typ == SheetTypeEnum.WorkSheet:
            sheet, is_shown = workbook.get_sheet_by_name(told.name), told.visible == SheetVisibleEnum.Visible
            table, merged = sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or []
            sheets.append((told.name, is_shown, table, merged))
    return sheets


def _old_sheets(content: bytes) -> list[tuple[str, bool, list[list[Any]], list[Any]]]:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    with suppress(ImportError):  # on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    return _sheets(content)


def _surveys(container: zipfile.ZipFile, file: str) -> dict[str, Survey]:
    """Return what stands in each sheet besides values, by its name; raises `InvalidData`."""
    surveys: dict[str, Survey] = defaultdict(Survey)
    try:
        if "content.xml" in container.namelist():
            _survey(container, "content.xml", file, surveys, "")
            return surveys
        relations = events(container, "xl/_rels/workbook.xml.rels")
        parts = {told["Id"]: told["Target"] for tag, told, _ in relations if tag == "Relationship" and told}
        for tag, told, _ in events(container, "xl/workbook.xml"):
            if tag == "sheet" and told:
                part = parts[told["id"]].removeprefix("/xl/")
                _survey(container, f"xl/{part}", file, surveys, told["name"])
    except BROKEN:
        raise refused(file, "broken") from None
    return surveys


def _survey(
    container: zipfile.ZipFile, member: str, file: str, surveys: dict[str, Survey], name: str
) -> None:
    """Take in what a part says of the sheet of that name, or of each sheet whose name it tells.

    A row or cell of an OpenDocument sheet may stand for many.
    """
    survey, row, down, column, height, width = surveys[name], 0, 0, 0, 0, 0
    hidden = formula = False
    cell, value = dict[str, str](), ""
    for tag, told, text in events(container, member):
        if tag in LINKS:
            raise refused(file, "linked")
        match tag:
            case "table" if told is not None:
                survey, row, down, column, height, width = surveys[told.get("name", "")], 0, 0, 0, 0, 0
            case "col" | "table-column" if told is not None:
                first = int(told.get("min", column + 1)) - 1
                column = int(told.get("max", first + int(told.get("number-columns-repeated", 1))))
                if _is_hidden(told) and first not in survey.hidden_columns:
                    survey.hidden_columns.update(range(first, min(column, EXCEL_COLUMNS)))
            case "row" | "table-row" if told is not None:
                row, column = int(told.get("r", row + down + 1)) - 1, 0
                down, hidden = int(told.get("number-rows-repeated", 1)), _is_hidden(told)
            case "c" | "table-cell" | "covered-table-cell" if told is not None:
                if place := REFERENCE.fullmatch(told.get("r", "")):
                    row, column = int(place[2]) - 1, column_number(place[1])
                cell, value, formula = told, "", "formula" in told
            case "f":
                formula = True
            case "v" | "t" | "p" if told is None:
                value += text
            case "c" | "table-cell" | "covered-table-cell":
                across = int(cell.get("number-columns-repeated", 1))
                filled = bool(value) if tag == "c" else "value-type" in cell
                if filled or formula:
                    height, width = max(height, row + down), max(width, column + across)
                    check_size(file, height, width)
                    survey.hidden_rows.update(range(row, row + down) if hidden else ())
                    if "e" in (cell.get("t"), cell.get("calcext:value-type", "")[:1]):
                        survey.marks[row, column] = value
                    elif not filled and cell.get("t") != "str":
                        survey.marks[row, column] = VALUELESS
                spans = [int(cell.get(f"number-{way}-spanned", 1)) for way in ("rows", "columns")]
                if max(spans) > 1:
                    last = cell_name(row + spans[0] - 1, column + spans[1] - 1)
                    survey.merged.append(f"{cell_name(row, column)}:{last}")
                column += across
            case "mergeCell" if told:
                survey.merged.append(told["ref"])


def _is_hidden(told: Mapping[str, str]) -> bool:
    return told.get("hidden") in ("1", "true") or told.get("visibility", "visible") != "visible"


def _grid(file: str, name: str, survey: Survey, table: Sequence[Sequence[Any]]) -> Grid:
    rows = [[_text(value) for value in row] for row in table]
    for (row, column), mark in sorted(survey.marks.items()):
        rows += [[] for _ in range(len(rows), row + 1)]
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = mark
    rows = rectangle(file, rows)
    hidden = (row for row in sorted(survey.hidden_rows) if row < len(rows) and any(rows[row]))
    columns = range(len(rows[0]) if rows else 0)
    marks = [(cell_name(*place), mark) for place, mark in survey.marks.items()]
    places = {
        "hidden_rows": [str(row + 1) for row in hidden],
        "hidden_columns": [column_letters(column) for column in columns if column in survey.hidden_columns],
        "merged": survey.merged,
        "valueless": [place for place, mark in marks if mark == VALUELESS],
        "errors": [place for place, mark in marks if mark != VALUELESS],
    }
    remarks = []
    for kind, named in places.items():
        left = len(named) - MOST_PLACES
        more = f" och {number(left)} till" if left > 0 else ""
        remarks += [remark(kind, places=", ".join(named[:MOST_PLACES]) + more)] if named else []
    return Grid(file, name, rows, remarks)


def _text(value: Any) -> str:
    """Write a stored value as `read_cell` reads it."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return format(Decimal(f"{value:.{DIGITS}g}"), "f").replace(".", ",")
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "seconds")
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case date() | time():
            return value.isoformat()
    return str(value).strip()
