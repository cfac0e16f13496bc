"""A grid of cells, as a sheet of a workbook or a text file holds them."""

from collections.abc import Sequence
from dataclasses import dataclass

LETTERS = 26


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
        return f"{self.sheet or self.file}!{column_letters(column)}{row + 1}"


def column_letters(column: int) -> str:
    """Return the letters that Excel shows for a column counted from 0: A, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters
