"""Workbooks that compute: a formula is written once, in Python, and has its value beside it.

Their values are computed here as spreadsheets do, in floats, so that previews and pandas read every cell.
Text stays text whatever it begins with, and yellow cells are those to change.
"""

import io
import json
import math
import operator
import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_cell_to_rowcol, xl_col_to_name, xl_rowcol_to_cell

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
    FACTOR = "0.0000000000000E+00"
    TEXT = "@"
    LABEL = ""


TEXTS = (Form.TEXT, Form.LABEL)
# Cells and columns of every sheet.
LAYOUT = json.loads(Path(__file__).with_name("workbooks.json").read_text(encoding="utf-8"))
# What Excel may take for a formula when somebody edits the cell.
RISKY = ("=", "+", "-", "@")
YELLOW = {"bg_color": "#FFF2A8", "border": 1, "border_color": "#808080"}
HEADING = {"bg_color": "#E8EEF4", "border": 1, "border_color": "#808080", "bold": True, "text_wrap": True}
LINE_HEIGHT, LONGEST_TITLE = 15, 31
TOKEN = re.compile(r"""\s*("[^"]*"|(?:'[^']+'!|\w+!)?[$A-Z]+[$0-9]+(?::[$A-Z0-9]+)?|[\d.]+|\w+|<>|<=|>=|.)""")
# By how loosely they bind, the loosest first.
OPERATORS: tuple[Mapping[str, Callable[[Any, Any], Any]], ...] = (
    {
        "=": operator.eq,
        "<>": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    },
    {"+": operator.add, "-": operator.sub},
    {"*": operator.mul, "/": np.divide},
)


def _rounded(number: float, decimals: float) -> float:
    """Round a half away from zero, by the fifteen digits that a spreadsheet has."""
    return float(Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-int(decimals)), ROUND_HALF_UP))


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "ABS": abs,
    "AND": lambda *tests: all(tests),
    "FALSE": lambda: False,
    "IF": lambda test, then, otherwise: then if test else otherwise,
    "IFERROR": lambda value, otherwise: otherwise if np.isnan(value) else value,
    "INDEX": lambda column, place: column[int(place) - 1],
    "INT": np.floor,
    "LOWER": str.lower,
    "MATCH": lambda value, column, _: np.flatnonzero(column == value)[0] + 1,
    "MAX": max,
    "MIN": min,
    "N": lambda value: value or 0,
    "NA": lambda: "#N/A",
    "NOT": operator.not_,
    "OR": lambda *tests: any(tests),
    "ROUND": _rounded,
    "ROUNDUP": lambda number, _: math.ceil(number),
    "SMALL": lambda column, place: np.sort(np.append(column, np.nan))[int(place) - 1],
    "SUM": np.sum,
    "SUMPRODUCT": lambda *columns: np.sum(np.prod(columns, axis=0)),
    "TRIM": str.strip,
}


def value_of(formula: str, look_up: Callable[[str], Any]) -> Any:
    """Compute a formula, without its equals sign; `look_up` returns a cell or a range of cells by name.

    A cell is a number, a text or None where it is empty, a range an array.
    """
    tokens = deque([*TOKEN.findall(formula), ""])

    def joined(level: int = 0) -> Any:
        if level == len(OPERATORS):
            return term(tokens.popleft())
        value, empty = joined(level + 1), 0 if level else ""
        while tokens[0] in OPERATORS[level]:
            operation, other = OPERATORS[level][tokens.popleft()], joined(level + 1)
            value = operation(*(empty if side is None else side for side in (value, other)))
        return value

    def term(token: str) -> Any:
        if token == "(":
            value = joined()
            tokens.popleft()
            return value
        if token in FUNCTIONS and tokens[0] == "(":
            terms = []
            while tokens.popleft() != ")":
                if tokens[0] != ")":
                    terms.append(joined())
            return FUNCTIONS[token](*terms)
        if token.startswith('"'):
            return token[1:-1]
        return float(token) if token[0].isdigit() else look_up(token)

    with np.errstate(divide="ignore", invalid="ignore"):
        return joined()


class Formula(str):
    """A formula of our own, without its equals sign."""


class ExcelBook:
    """Hold a workbook in memory, whose sheets all begin with a mark; the same bytes every time."""

    def __init__(self, mark: str) -> None:
        self.mark, self._file, self.values = mark, io.BytesIO(), {}
        self.workbook = Workbook(self._file, {"in_memory": True})
        self.workbook.set_properties({"title": mark, "author": "Nämndbok", "created": datetime(1980, 1, 1)})

    def content(self) -> bytes:
        """Return the workbook as it is written."""
        self.workbook.close()
        return self._file.getvalue()


class ExcelSheet:
    """Write a worksheet; cells are named as in Excel, `B4`. A formula names only cells written before it.

    `tab` keeps what Excel allows. At the top stand the mark, `title` and `text`, `across` so many columns;
    the row `head` and the first column stay in view, also in print.
    """

    def __init__(
        self,
        book: ExcelBook,
        tab: str,
        title: str,
        text: str,
        *,
        across: int,
        head: int = 0,
        wide: bool = False,
    ) -> None:
        words = re.sub(r"[^\w -]", " ", tab).split()
        self.book, self.title = book, " ".join(words)[:LONGEST_TITLE].strip()
        self.worksheet = sheet = book.workbook.add_worksheet(self.title)
        self._format = cache(
            lambda form, **look: book.workbook.add_format(look | {"num_format": form or "General"})
        )
        self.named: dict[str, str] = {}
        book.values[self.title] = {}
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&C{book.mark}")
        sheet.set_footer("&CSida &P av &N")
        if wide:
            sheet.set_landscape()
        if head:
            sheet.freeze_panes(head, 1)
            sheet.repeat_rows(head - 1)
        self.write("A1", f"{book.mark}: {title}", bold=True, font_size=15)
        look = self._format("", text_wrap=True, valign="top")
        if across > 1:
            sheet.merge_range(f"A2:{xl_col_to_name(across - 1)}2", "", look)
        sheet.write_string("A2", INVISIBLE.sub("", text), look)
        sheet.set_row(1, LINE_HEIGHT * (1 + len(text) // (95 if across == 1 else 13 * across)))

    def write(
        self, name: str, value: Any, form: str = "", look_up: Callable[[str], Any] | None = None, **look: Any
    ) -> None:
        """Write a number, a text, None for an empty cell, or a formula with its value (by `look_up`)."""
        written = value
        if isinstance(value, Formula):
            written = value_of(value, look_up or self._look_up)
            if not isinstance(written, str) and written == np.floor(written):
                written = int(written)
            self.worksheet.write_formula(name, f"={value}", self._format(form, **look), written)
        elif isinstance(value, str):
            text = INVISIBLE.sub("", value)
            if text.startswith(RISKY):
                look |= {"quote_prefix": True}
            self.worksheet.write_string(name, text, self._format(form, **look))
        elif value is None:
            self.worksheet.write_blank(name, None, self._format(form, **look))
        else:
            self.worksheet.write_number(name, value, self._format(form, **look))
        self.book.values[self.title][name] = written

    def name_columns(self, names: Iterable[str], rows: range, first: int = 0) -> None:
        """Let names stand for columns of a table in formulas; `first` is the place of the first one.

        `{name}` is then the letter of a column, `{name_all}` all its rows.
        """
        self.rows = rows
        for place, name in enumerate(names, start=first):
            letter = self.named[name] = xl_col_to_name(place)
            self.named[f"{name}_all"] = f"${letter}${rows[0]}:${letter}${rows[-1]}"

    def formula(self, text: str, **more: str) -> Formula:
        """Return a formula in which what stands in braces is replaced by what it is a name of."""
        return Formula(text.format_map(self.named | more))

    def write_cells(self, cells: Mapping[str, tuple[int, str, str]], values: Mapping[str, Any]) -> None:
        """Write values in column B, each with its title before it: formulas, or yellow cells to change.

        `cells`: row, title and form by name.
        """
        for name, value in values.items():
            row, title, form = cells[name]
            self.write(f"A{row}", title)
            self.write(f"B{row}", value, Form[form], **({} if isinstance(value, Formula) else YELLOW))

    def write_columns(
        self,
        columns: Mapping[str, Mapping[str, Any]],
        values: Mapping[str, Sequence[Any]],
        *others: str,
        **titles: str,
    ) -> None:
        """Write columns with these values, and others by their formulas, in which # stands for the row.

        A column is described by its `title` (above it, unless another is given), `form`, `width`, `formula`,
        and whether it is `summed` (below it) and `is_yellow`.
        """
        head, below = self.rows[0] - 1, self.rows[-1] + 1
        self.worksheet.set_row(head - 1, 3 * LINE_HEIGHT)
        for name in [*values, *others]:
            column, letter = columns[name], self.named[name]
            title, form = titles.get(name, column["title"]), Form[column.get("form", "KRONOR")]
            side: dict[str, Any] = {"align": "right"}
            if form in TEXTS:
                side = {"align": "left", "indent": int(letter != "A")}
            self.worksheet.set_column(f"{letter}:{letter}", column.get("width", 13))
            if title:
                self.write(f"{letter}{head}", title, valign="bottom", **HEADING, **side)
            look_up = cache(self._look_up)  # the cells that a column's formulas name stand fast meanwhile
            formula, look = self.formula(column.get("formula", "")), YELLOW if column.get("is_yellow") else {}
            computed = [Formula(formula.replace("#", f"{row}")) for row in self.rows if formula]
            for row, value in zip(self.rows, values.get(name, computed), strict=False):
                self.write(f"{letter}{row}", value, form, look_up, **side, **look)
            if column.get("summed"):
                self.write(f"A{below}", "Summa", bold=True)
                total = Formula(f"SUM({letter}{self.rows[0]}:{letter}{self.rows[-1]})")
                self.write(f"{letter}{below}", total, form, bold=True)

    def allow(self, cells: str, advice: str, **rule: Any) -> None:
        """Let cells hold only what a rule of Excel's allows; all else is refused with advice."""
        messages = {"error_title": "Det värdet går inte", "error_message": advice}
        self.worksheet.data_validation(cells, rule | messages)

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
