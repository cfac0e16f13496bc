"""A sheet of a workbook for economists: every formula with its value, text that stays text, yellow cells."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from namndbok.proposals.scenario.scenario import MARK
from namndbok.show import INVISIBLE

# Swedish separators also where the program's own language is another.
SWEDISH = "[$-41D]"
KRONOR = f"{SWEDISH}#,##0"
EXACT = f"{SWEDISH}#,##0.##"
MINUS = '"\N{MINUS SIGN}"'
SIGNED = f"{SWEDISH}+#,##0;{SWEDISH}{MINUS}#,##0;0"
SHARE = '0.0"\N{NO-BREAK SPACE}"%'
PERCENT = f"{SWEDISH}{SHARE}"
SIGNED_PERCENT = f"{SWEDISH}+{SHARE};{SWEDISH}{MINUS}{SHARE};{SWEDISH}{SHARE}"
PER_INHABITANT = f"{SWEDISH}#,##0.0"
TEXT = "@"
# What Excel may take for a formula when somebody edits the cell.
RISKY = ("=", "+", "-", "@")
YELLOW = {"bg_color": "#FFF2A8", "border": 1, "border_color": "#808080"}
HEADING = {"bg_color": "#E8EEF4", "border": 1, "border_color": "#808080", "bold": True, "text_wrap": True}
LINE_HEIGHT, LEFT_TITLES = 15, ("Kommun", "Plats", "Deltar", "Stämmer")


class ExcelSheet:
    """Write a worksheet; cells are named as in Excel, `B4`. `values` holds what every cell shows, by name."""

    def __init__(self, workbook: Workbook, title: str, mark: str = MARK) -> None:
        self.workbook, self.worksheet, self.mark = workbook, workbook.add_worksheet(title), mark
        self.values: dict[str, Any] = {}
        self._formats: dict[tuple[Any, ...], Any] = {}
        self.worksheet.hide_gridlines(2)
        self.worksheet.set_paper(9)
        self.worksheet.fit_to_pages(1, 0)
        self.worksheet.set_header(f"&C{mark}")
        self.worksheet.set_footer("&CSida &P av &N")

    def write(self, name: str, value: Any, form: str = "", **look: Any) -> None:
        """Write a number, or a text that stays a text whatever it begins with; None is an empty cell."""
        self.values[name] = value
        if isinstance(value, str):
            text = INVISIBLE.sub("", value)
            if text.startswith(RISKY):
                look |= {"quote_prefix": True}
            self.worksheet.write_string(name, text, self._format(form, look))
        elif value is None:
            self.worksheet.write_blank(name, None, self._format(form, look))
        else:
            self.worksheet.write_number(name, value, self._format(form, look))

    def write_yellow(self, name: str, value: Any, form: str = KRONOR) -> None:
        """Write a value that the reader may change."""
        self.write(name, value, form, **YELLOW)

    def write_formula(self, name: str, text: str, value: Any, form: str = KRONOR, **look: Any) -> None:
        """Write a formula of our own, without its equals sign, and the value that it has."""
        self.values[name] = value
        self.worksheet.write_formula(name, f"={text}", self._format(form, look), value)

    def write_sums(self, columns: dict[str, str], first: int, last: int) -> None:
        """Write the sums of columns below their last row; the columns' formats by letter."""
        self.write(f"A{last + 1}", "Summa", bold=True)
        for column, form in columns.items():
            total = sum(self.values[f"{column}{row}"] for row in range(first, last + 1))
            self.write_formula(
                f"{column}{last + 1}", f"SUM({column}{first}:{column}{last})", total, form, bold=True
            )

    def write_headings(self, row: int, titles: Sequence[str]) -> None:
        """Write the headings of a table, on up to three lines."""
        self.worksheet.set_row(row - 1, 3 * LINE_HEIGHT)
        for place, title in enumerate(titles):
            if title:
                side = {"align": "left" if title in LEFT_TITLES else "right", "valign": "bottom"}
                self.write(f"{xl_col_to_name(place)}{row}", title, **HEADING, **side)

    def write_top(self, title: str, text: str, *, across: int) -> None:
        """Write the mark, the title and a line of text at the top; `across` columns wide."""
        self.write("A1", f"{self.mark}: {title}", bold=True, font_size=15)
        last = xl_col_to_name(across - 1)
        look = self._format("", {"text_wrap": True, "valign": "top"})
        if across > 1:
            self.worksheet.merge_range(f"A2:{last}2", "", look)
        self.worksheet.write_string("A2", INVISIBLE.sub("", text), look)
        self.worksheet.set_row(1, LINE_HEIGHT * (1 + len(text) // (95 if across == 1 else 13 * across)))

    def allow(self, cells: str, advice: str, **rule: Any) -> None:
        """Let cells hold only what a rule of Excel's allows; all else is refused with advice."""
        messages = {"error_title": "Det värdet går inte", "error_message": advice}
        self.worksheet.data_validation(cells, rule | messages)

    def lay_out(self, widths: Sequence[float], *, heading: int = 0, landscape: bool = False) -> None:
        """Set column widths and how it is printed; a heading's row and the first column stay in view."""
        for column, width in enumerate(widths):
            self.worksheet.set_column(column, column, width)
        if landscape:
            self.worksheet.set_landscape()
        if heading:
            self.worksheet.freeze_panes(heading, 1)
            self.worksheet.repeat_rows(heading - 1)

    def reference(self, cells: str) -> str:
        """Return how cells are written in another sheet's formula."""
        return f"{quote_sheetname(self.worksheet.name)}!{cells}"

    def _format(self, form: str, look: dict[str, Any]) -> Any:
        key = (form, *sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(look | ({"num_format": form} if form else {}))
        return self._formats[key]
