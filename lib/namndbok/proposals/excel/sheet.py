"""A workbook for economists: every formula with its value, text that stays text, yellow cells to change."""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_cell_to_rowcol, xl_col_to_name, xl_rowcol_to_cell

from namndbok.data import write_beside
from namndbok.errors import InvalidParameter
from namndbok.proposals.excel.formula import value_of
from namndbok.show import INVISIBLE

SWEDISH = "[$-41D]"  # Swedish separators also where the program's own language is another
MINUS = '"\N{MINUS SIGN}"'
SHARE = '0.0"\N{NO-BREAK SPACE}"%'


class Form(StrEnum):
    """How numbers are shown."""

    KRONOR = f"{SWEDISH}#,##0"
    EXACT = f"{SWEDISH}#,##0.##"
    SIGNED = f"{SWEDISH}+#,##0;{SWEDISH}{MINUS}#,##0;0"
    NUMBER = f"{SWEDISH}0.0###"
    PERCENT = f"{SWEDISH}{SHARE}"
    SIGNED_PERCENT = f"{SWEDISH}+{SHARE};{SWEDISH}{MINUS}{SHARE};{SWEDISH}{SHARE}"
    PER_INHABITANT = f"{SWEDISH}#,##0.0"
    TEXT = "@"


# What Excel may take for a formula when somebody edits the cell.
RISKY = ("=", "+", "-", "@")
YELLOW = {"bg_color": "#FFF2A8", "border": 1, "border_color": "#808080"}
HEADING = {"bg_color": "#E8EEF4", "border": 1, "border_color": "#808080", "bold": True, "text_wrap": True}
LINE_HEIGHT, LEFT_TITLES = 15, ("Kommun", "Plats", "Deltar", "Stämmer")
LONGEST_TITLE = 31
LookUp = Callable[[str], Any]


@dataclass(frozen=True)
class Column:
    """Describe a column of a table: its heading, and what stands in each row.

    `cells` are values in order, or a formula in which # stands for the row. `look` is what they have beside
    their `form`; a column that is `summed` has its sum below.
    """

    title: str
    cells: Sequence[Any] | str = ()
    form: str = Form.KRONOR
    width: float = 13
    summed: bool = False
    look: Mapping[str, Any] = field(default_factory=dict)


class ExcelBook:
    """Hold a workbook in memory, whose sheets all begin with a mark; the same bytes every time."""

    def __init__(self, mark: str) -> None:
        self.mark, self._file, self.values = mark, io.BytesIO(), {}
        self.workbook = Workbook(self._file, {"in_memory": True})
        self.workbook.set_properties({"title": mark, "author": "Nämndbok", "created": datetime(1980, 1, 1)})

    def sheet(self, title: str) -> "ExcelSheet":
        """Add a sheet; its title keeps what Excel allows."""
        words = re.sub(r"[^\w -]", " ", title).split()
        return ExcelSheet(self, " ".join(words)[:LONGEST_TITLE].strip())

    def content(self) -> bytes:
        """Return the workbook as it is written."""
        self.workbook.close()
        return self._file.getvalue()


class ExcelSheet:
    """Write a worksheet; cells are named as in Excel, `B4`. A formula names only cells written before it."""

    def __init__(self, book: ExcelBook, title: str) -> None:
        self.book, self.title, self.worksheet = book, title, book.workbook.add_worksheet(title)
        self._formats: dict[tuple[Any, ...], Any] = {}
        book.values[title] = {}
        self.worksheet.hide_gridlines(2)
        self.worksheet.set_paper(9)
        self.worksheet.fit_to_pages(1, 0)
        self.worksheet.set_header(f"&C{book.mark}")
        self.worksheet.set_footer("&CSida &P av &N")

    def write(self, name: str, value: Any, form: str = "", **look: Any) -> None:
        """Write a number, or a text that stays a text whatever it begins with; None is an empty cell."""
        self.book.values[self.title][name] = value
        if isinstance(value, str):
            text = INVISIBLE.sub("", value)
            if text.startswith(RISKY):
                look |= {"quote_prefix": True}
            self.worksheet.write_string(name, text, self._format(form, look))
        elif value is None:
            self.worksheet.write_blank(name, None, self._format(form, look))
        else:
            self.worksheet.write_number(name, value, self._format(form, look))

    def write_formula(
        self, name: str, formula: str, form: str = Form.KRONOR, look_up: LookUp | None = None, **look: Any
    ) -> None:
        """Write a formula of our own, without its equals sign, and the value that it has."""
        value = value_of(formula, look_up or self._look_up)
        value = int(value) if not isinstance(value, str) and value == np.floor(value) else value
        self.book.values[self.title][name] = value
        self.worksheet.write_formula(name, f"={formula}", self._format(form, look), value)

    def write_columns(self, rows: range, columns: Mapping[str, Column]) -> None:
        """Write columns by letter, one after the other, each with its heading above and its sum below."""
        head, below = rows[0] - 1, rows[-1] + 1
        self.worksheet.set_row(head - 1, 3 * LINE_HEIGHT)
        for letter, column in columns.items():
            self.worksheet.set_column(f"{letter}:{letter}", column.width)
            if column.title:
                side = {"align": "left" if column.title in LEFT_TITLES else "right", "valign": "bottom"}
                self.write(f"{letter}{head}", column.title, **HEADING, **side)
            look_up = cache(self._look_up)  # the cells that a column's formulas name stand fast meanwhile
            for place, row in enumerate(rows if column.cells else ()):
                if isinstance(column.cells, str):
                    formula = column.cells.replace("#", str(row))
                    self.write_formula(f"{letter}{row}", formula, column.form, look_up, **column.look)
                else:
                    self.write(f"{letter}{row}", column.cells[place], column.form, **column.look)
            if column.summed:
                self.write(f"A{below}", "Summa", bold=True)
                total = f"SUM({letter}{rows[0]}:{letter}{rows[-1]})"
                self.write_formula(f"{letter}{below}", total, column.form, bold=True)

    def write_inputs(self, inputs: Mapping[int, tuple[str, Any, str]]) -> None:
        """Write values that the reader may change, each in column B with its title before it, by row."""
        for row, (title, value, form) in inputs.items():
            self.write(f"A{row}", title)
            self.write(f"B{row}", value, form, **YELLOW)

    def write_results(self, results: Mapping[int, tuple[str, str, str]]) -> None:
        """Write formulas, each in column B with its title before it, by row."""
        for row, (title, formula, form) in results.items():
            self.write(f"A{row}", title)
            self.write_formula(f"B{row}", formula, form)

    def write_top(self, title: str, text: str, *, across: int) -> None:
        """Write the mark, the title and a line of text at the top; `across` columns wide."""
        self.write("A1", f"{self.book.mark}: {title}", bold=True, font_size=15)
        look = self._format("", {"text_wrap": True, "valign": "top"})
        if across > 1:
            self.worksheet.merge_range(f"A2:{xl_col_to_name(across - 1)}2", "", look)
        self.worksheet.write_string("A2", INVISIBLE.sub("", text), look)
        self.worksheet.set_row(1, LINE_HEIGHT * (1 + len(text) // (95 if across == 1 else 13 * across)))

    def allow(self, cells: str, advice: str, **rule: Any) -> None:
        """Let cells hold only what a rule of Excel's allows; all else is refused with advice."""
        messages = {"error_title": "Det värdet går inte", "error_message": advice}
        self.worksheet.data_validation(cells, rule | messages)

    def freeze(self, heading: int, *, landscape: bool = False) -> None:
        """Keep a heading's row and the first column in view, also in print."""
        self.worksheet.freeze_panes(heading, 1)
        self.worksheet.repeat_rows(heading - 1)
        if landscape:
            self.worksheet.set_landscape()

    def outside(self, cells: str) -> str:
        """Return how cells are written in another sheet's formula."""
        return f"{quote_sheetname(self.title)}!{cells}"

    def _look_up(self, name: str) -> Any:
        """Return a cell's value or, as an array, those of a range; 0 where a cell of a range is empty."""
        title, _, cells = name.replace("$", "").rpartition("!")
        values, (first, _, last) = self.book.values[title.strip("'") or self.title], cells.partition(":")
        if not last:
            return values.get(first)
        (top, left), (bottom, right) = map(xl_cell_to_rowcol, (first, last))
        names = product(range(top, bottom + 1), range(left, right + 1))
        listed = [values.get(xl_rowcol_to_cell(*name)) for name in names]
        kind = object if any(isinstance(value, str) for value in listed) else float
        return np.array([0 if value is None else value for value in listed], kind)

    def _format(self, form: str, look: dict[str, Any]) -> Any:
        key = (form, *sorted(look.items()))
        if key not in self._formats:
            options = look | ({"num_format": form} if form else {})
            self._formats[key] = self.book.workbook.add_format(options)
        return self._formats[key]


def write_new(path: Path, make: Callable[[], bytes]) -> None:
    """Make a workbook and write it to a new file; raises `InvalidParameter` where there is one, OSError."""
    if path.suffix.lower() != ".xlsx":
        raise InvalidParameter(f"Excelbokens namn ska sluta på .xlsx, inte {path.name}.")
    if path.exists():
        raise InvalidParameter(f"{path} finns redan och skrivs inte över. Välj ett annat namn.")
    write_beside(path, make())
