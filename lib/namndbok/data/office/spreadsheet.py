"""Workbooks as grids: the values that were saved, and remarks on what cannot be seen in cells."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import xlrd
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from namndbok.data.office.container import Survey, open_container, survey_sheets
from namndbok.data.office.encoding import refused, remark
from namndbok.data.office.grid import Grid, cell_name, column_letters, rectangle
from namndbok.errors import InvalidData
from namndbok.swedish import number

# Stands in a cell whose formula has no stored value, so that nobody takes it for an empty one.
VALUELESS = "#SAKNAS!"
# Excel shows no more digits of a number than these.
DIGITS = 15
MOST_PLACES = 12


def read_workbook(content: bytes, file: str) -> list[Grid]:
    """Read every sheet of an .xlsx or .ods file, hidden ones too; raises `InvalidData`."""
    surveys = survey_sheets(open_container(content, file), file)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        tables = [workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False) for sheet in sheets]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # the reader's panics are no Exception
        raise refused(file, "broken") from None
    visible = SheetVisibleEnum.Visible
    return [
        _grid(file, sheet.name, surveys.get(sheet.name, Survey()), table, sheet.visible != visible)
        for sheet, table in zip(sheets, tables, strict=True)
    ]


def read_old_workbook(content: bytes, file: str) -> list[Grid]:
    """Read every sheet of an .xls file; raises `InvalidData`."""
    try:
        workbook = xlrd.open_workbook(
            file_contents=content, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
        return [_old_sheet(file, sheet, workbook.datemode) for sheet in workbook.sheets()]
    except InvalidData:
        raise
    except xlrd.XLRDError as error:
        raise refused(file, "encrypted" if "encrypted" in str(error) else "broken") from None
    except Exception:  # of every kind, where the file is damaged
        raise refused(file, "broken") from None


def _old_sheet(file: str, sheet: xlrd.sheet.Sheet, datemode: int) -> Grid:
    survey, table = Survey(), []
    survey.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden and row < sheet.nrows}
    survey.hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    for top, bottom, left, right in sheet.merged_cells:
        survey.merged.append(f"{cell_name(top, left)}:{cell_name(bottom - 1, right - 1)}")
    for row in range(sheet.nrows):
        cells = sheet.row(row)
        table.append([_old_value(cell, datemode) for cell in cells])
        errors = (column for column, cell in enumerate(cells) if cell.ctype == xlrd.XL_CELL_ERROR)
        survey.errors |= {(row, column): table[row][column] for column in errors}
    return _grid(file, sheet.name, survey, table, bool(sheet.visibility))


def _old_value(cell: xlrd.sheet.Cell, datemode: int) -> Any:
    match cell.ctype:
        case xlrd.XL_CELL_DATE:
            moment = xlrd.xldate_as_datetime(cell.value, datemode)
            return moment if cell.value >= 1 else moment.time()
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code[cell.value]
    return cell.value


def _grid(file: str, name: str, survey: Survey, table: Sequence[Sequence[Any]], hidden: bool) -> Grid:
    rows = [[_text(value) for value in row] for row in table]
    marks = survey.errors | dict.fromkeys(survey.valueless, VALUELESS)
    for (row, column), mark in sorted(marks.items()):
        rows += [[] for _ in range(len(rows), row + 1)]
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = mark
    rows = rectangle(file, rows)
    width = len(rows[0]) if rows else 0
    columns = sorted(column for column in survey.hidden_columns if column < width)
    filled = sorted(row for row in survey.hidden_rows if row < len(rows) and any(rows[row]))
    places = {
        "hidden_rows": [str(row + 1) for row in filled],
        "hidden_columns": [column_letters(column) for column in columns],
        "merged": survey.merged,
        "valueless": survey.valueless,
        "errors": list(survey.errors),
    }
    remarks = [remark("hidden_sheet")] if hidden and rows else []
    remarks += [remark(kind, places=_some(named)) for kind, named in places.items() if named]
    return Grid(file, name, rows, remarks)


def _some(places: Sequence[str | tuple[int, int]]) -> str:
    more = f" och {number(len(places) - MOST_PLACES)} till" if len(places) > MOST_PLACES else ""
    named = (place if isinstance(place, str) else cell_name(*place) for place in places[:MOST_PLACES])
    return ", ".join(named) + more


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
