"""Where the forms of a year's workbook stand on its sheets; as Excel counts, from A and 1."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from namndbok.data.workbook.layout import Cell, Column, Form

TOP, HEAD = 3, 2  # rows above the first form, and from a form's title to its heading
SPARE = 8  # empty rows to fill in
SUM, PRINTED, DIFFERENCE = "Summa", "Tryckt summa", "Skillnad"


@dataclass(frozen=True)
class PlacedForm:
    """A form with its first row, and the column that each of its columns stands in; all counted from 0."""

    form: Form
    top: int
    places: dict[Cell, int] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """Return the first row that is filled in."""
        return self.top + HEAD + 1

    @property
    def last(self) -> int:
        """Return the last row that can be filled in."""
        listed = self.form.key and self.form.settings.get("every")
        return self.first + len(self.form.rows) + (0 if listed and self.form.rows else SPARE) - 1

    @property
    def totals(self) -> Sequence[str]:
        """List the rows of sums below those that are filled in."""
        if not self.form.settings.get("sum"):
            return ()
        return (SUM, PRINTED, DIFFERENCE) if self.form.settings.get("printed") else (SUM,)

    @property
    def end(self) -> int:
        """Return the row after the form's last one."""
        return self.last + 1 + len(self.totals) + len(self.form.below)

    def range(self, column: Column, *, absolute: bool = False) -> str:
        """Return a column's cells to fill in, with the sheet's name when they are `absolute`."""
        place = self.places[column.cell]
        first, last = (xl_rowcol_to_cell(row, place, absolute, absolute) for row in (self.first, self.last))
        return f"{quote_sheetname(self.form.sheet)}!{first}:{last}" if absolute else f"{first}:{last}"


def place_forms(forms: Sequence[Form]) -> list[PlacedForm]:
    """Place forms below each other on their sheets; what is seldom read begins in the same column for all."""
    placed = []
    for _, group in groupby(forms, key=lambda form: form.sheet):
        together, top = list(group), TOP
        beside = max(sum(not column.aside for column in form.columns) for form in together)
        for form in together:
            main = [column.cell for column in form.columns if not column.aside]
            aside = [column.cell for column in form.columns if column.aside]
            places = dict(zip(main, range(len(main)), strict=True))
            places |= {cell: beside + number for number, cell in enumerate(aside)}
            placed.append(PlacedForm(form, top, places))
            top = placed[-1].end + 2
    return placed
