"""A sheet of an Excel workbook for economists: text that stays text, yellow cells, ready to be printed."""

from collections.abc import Iterable, Sequence

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from namndbok.proposals.scenario.scenario import MARK
from namndbok.show import INVISIBLE

# Swedish separators also where the program's own language is another.
SWEDISH = "[$-41D]"
KRONOR = f"{SWEDISH}#,##0"
MINUS = '"\N{MINUS SIGN}"'
SIGNED = f"{SWEDISH}+#,##0;{SWEDISH}{MINUS}#,##0;0"
SHARE = '0.0"\N{NO-BREAK SPACE}"%'
PERCENT = f"{SWEDISH}{SHARE}"
SIGNED_PERCENT = f"{SWEDISH}+{SHARE};{SWEDISH}{MINUS}{SHARE};{SWEDISH}{SHARE}"
PER_INHABITANT = f"{SWEDISH}#,##0.0"
AT_LEAST = {"type": "whole", "operator": "greaterThanOrEqual"}
# What Excel may take for a formula when somebody edits the cell.
RISKY = ("=", "+", "-", "@")
YELLOW = PatternFill("solid", fgColor="FFF2A8")
GREY = PatternFill("solid", fgColor="E8EEF4")
EDGE = Side(style="thin", color="808080")
BOX = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
LINE_HEIGHT = 15


class ExcelSheet:
    """Write a worksheet of openpyxl; cells are named as in Excel, `B4`."""

    def __init__(self, worksheet: Worksheet) -> None:
        self.worksheet = worksheet

    def write(
        self, name: str, value: object, *, bold: bool = False, form: str = "", wrap: bool = False
    ) -> None:
        """Write a number, or a text that stays a text whatever it begins with."""
        cell = self.worksheet[name]
        cell.value = value
        if isinstance(value, str):
            cell.value = INVISIBLE.sub("", value)
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(RISKY)
        if form:
            cell.number_format = form
        cell.font = Font(bold=bold)
        cell.alignment = Alignment(wrap_text=wrap, vertical="top" if wrap else None)

    def write_formula(self, name: str, text: str, *, form: str = KRONOR, bold: bool = False) -> None:
        """Write a formula of our own; `text` is without the equals sign."""
        cell = self.worksheet[name]
        cell.value, cell.number_format, cell.font = f"={text}", form, Font(bold=bold)

    def write_yellow(self, name: str, value: object, form: str = KRONOR) -> None:
        """Write a value that the reader may change."""
        self.write(name, value, form=form)
        self.worksheet[name].fill, self.worksheet[name].border = YELLOW, BOX

    def write_sums(self, columns: str, first: int, last: int) -> None:
        """Write the sums of columns below their last row, in its formats."""
        self.write(f"A{last + 1}", "Summa", bold=True)
        for column in columns:
            form = self.worksheet[f"{column}{last}"].number_format
            text = f"SUM({column}{first}:{column}{last})"
            self.write_formula(f"{column}{last + 1}", text, form=form, bold=True)

    def write_headings(self, row: int, titles: Sequence[str]) -> None:
        """Write the headings of a table, on up to two lines."""
        self.worksheet.row_dimensions[row].height = 32
        for column, title in enumerate(titles, start=1):
            if title:
                name = f"{get_column_letter(column)}{row}"
                self.write(name, title, bold=True)
                cell, side = self.worksheet[name], "right" if column > 1 else None
                cell.fill, cell.border = GREY, BOX
                cell.alignment = Alignment(wrap_text=True, vertical="bottom", horizontal=side)

    def write_top(self, title: str, text: str, *, across: int) -> None:
        """Write the mark, the title and a line of text at the top; `across` columns wide."""
        self.write("A1", f"{MARK}: {title}", bold=True)
        self.worksheet["A1"].font = Font(bold=True, size=15)
        self.worksheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=across)
        self.write("A2", text, wrap=True)
        self.worksheet.row_dimensions[2].height = LINE_HEIGHT * (1 + len(text) // (13 * across))

    def allow(self, cells: str, advice: str, **rule: str) -> None:
        """Let cells hold only what a rule of Excel's allows; all else is refused with advice."""
        validation = DataValidation(**rule, allow_blank=False, showErrorMessage=True)
        validation.error, validation.errorTitle = advice, "Det värdet går inte"
        validation.add(cells)
        self.worksheet.add_data_validation(validation)

    def align(self, names: Iterable[str], side: str) -> None:
        """Align cells: center or right."""
        for name in names:
            self.worksheet[name].alignment = Alignment(horizontal=side)

    def lay_out(self, *, widths: Sequence[float], heading: int = 0) -> None:
        """Set column widths and how the sheet is printed; a heading's row and first column stay in view."""
        sheet = self.worksheet
        for column, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddHeader.center.text, sheet.oddFooter.center.text = MARK, "Sida &P av &N"
        if heading:
            sheet.freeze_panes, sheet.print_title_rows = f"B{heading + 1}", f"{heading}:{heading}"

    def reference(self, cell: str) -> str:
        """Return how a cell is written in another sheet's formula."""
        return f"{quote_sheetname(self.worksheet.title)}!{cell}"
