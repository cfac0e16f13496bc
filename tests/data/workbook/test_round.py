"""A year's workbook that nobody has touched changes nothing, and what is typed comes back."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from boards import INVENTED, REAL
from namndbok.data.load import load_data
from namndbok.data.office.grid import Grid
from namndbok.data.office.office_file import read_grids
from namndbok.data.workbook.reader import open_year_workbook
from namndbok.data.workbook.writer import year_workbook


def grids(content: bytes, folder: Path) -> list[Grid]:
    """Read the sheets of a workbook."""
    (folder / "bok.xlsx").write_bytes(content)
    return read_grids(folder / "bok.xlsx")


def edited(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    """Let somebody change a workbook."""
    book, file = load_workbook(io.BytesIO(content)), io.BytesIO()
    change(book)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("folder", "year"), [(REAL, 2024), (REAL, 2022), (REAL, 2025), (INVENTED, 2031), (INVENTED, 2032)]
)
def test_a_workbook_that_nobody_has_touched_changes_nothing(folder: Path, year: int, tmp_path: Path):
    with open_year_workbook(grids(year_workbook(load_data(folder), year), tmp_path)) as (workbook, board):
        assert not workbook.changes
        assert not workbook.remarks
        for path in folder.glob("*.csv"):
            assert (board / path.name).read_bytes() == path.read_bytes()
