"""A year's workbook that nobody has touched changes nothing, and what is typed comes back."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from boards import INVENTED, REAL
from namndbok.data.load import load_data
from namndbok.data.office.grid import Grid
from namndbok.data.workbook.changes import open_year_workbook
from namndbok.data.workbook.writer import year_workbook


def grids(content: bytes) -> list[Grid]:
    """Read the sheets of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
    }
    return [
        Grid("bok.xlsx", name, [[_text(cell) for cell in row] for row in rows])
        for name, rows in sheets.items()
    ]


def _text(cell: object) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def edited(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    """Let somebody change a workbook."""
    book, file = load_workbook(io.BytesIO(content)), io.BytesIO()
    change(book)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("folder", "year"), [(REAL, 2024), (REAL, 2022), (REAL, 2025), (INVENTED, 2031), (INVENTED, 2032)]
)
def test_a_workbook_that_nobody_has_touched_changes_nothing(folder: Path, year: int):
    with open_year_workbook(grids(year_workbook(load_data(folder), year))) as workbook:
        assert not workbook.changes
        assert workbook.year == year
        for path in folder.glob("*.csv"):
            assert (workbook.board.folder / path.name).read_bytes() == path.read_bytes()
