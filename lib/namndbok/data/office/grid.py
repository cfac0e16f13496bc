"""A grid of cells, as a sheet of a workbook or a text file holds them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from namndbok.data.cells import refused
from namndbok.swedish import number

LETTERS = 26
MOST_ROWS, MOST_CELLS, LONGEST_CELL = 200_000, 500_000, 32_767
EXCEL_ROWS = 1 << 20


@dataclass(frozen=True)
class Grid:
    """Hold the cells of one sheet or text file as text, with what a reader of it should know.

    `rows`: one sequence of texts a row, `""` for an empty cell; numbers as `read_cell` reads them, dates as
    YYYY-MM-DD, truth as `true` and `false`. Rows and columns are counted from 0 here and shown as Excel does.
    `remarks`: Swedish sentences about what cannot be seen in the cells, such as hidden rows, merged cells and
    formulas without a stored value.
    """

    file: str
    sheet: str
    rows: Sequence[Sequence[str]]
    remarks: Sequence[str] = ()

    def place(self, row: int, column: int) -> str:
        """Name a cell as Excel does: `Avgifter!C7`; in a text file `avgifter.csv!C7`."""
        return f"{self.sheet or self.file}!{cell_name(row, column)}"


def column_letters(column: int) -> str:
    """Return the letters that Excel shows for a column counted from 0: A, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the column, counted from 0, that Excel shows as A, Z, AA."""
    return reduce(lambda number, letter: number * LETTERS + ord(letter) - ord("A") + 1, letters, 0) - 1


def cell_name(row: int, column: int) -> str:
    """Name a cell within its sheet as Excel does: C7."""
    return f"{column_letters(column)}{row + 1}"


def check_size(file: str, height: int, width: int) -> None:
    """Raise `InvalidData` for a sheet that is larger than anybody follows up."""
    if height > MOST_ROWS or height * width > MOST_CELLS:
        raise refused(file, "too_many_cells", rows=number(MOST_ROWS), cells=number(MOST_CELLS))


def rectangle(file: str, rows: Iterable[Sequence[str]]) -> list[list[str]]:
    """Return rows as wide as the widest, without empty ones at the end and empty columns to the right.

    Raises `InvalidData` for too many, or a cell longer than Excel allows.
    """
    read: list[list[str]] = []
    height = width = 0
    for row, cells in enumerate(rows):
        filled = [column for column, cell in enumerate(cells) if cell]
        if filled:
            height, width = row + 1, max(width, filled[-1] + 1)
            check_size(file, height, width)
        for column in filled:
            if len(cells[column]) > LONGEST_CELL:
                raise refused(file, "long_text", most=number(LONGEST_CELL), cell=cell_name(row, column))
        if row == EXCEL_ROWS:
            check_size(file, row, 1)
        read.append(list(cells[: filled[-1] + 1] if filled else ()))
    return [cells + [""] * (width - len(cells)) for cells in read[:height]]
