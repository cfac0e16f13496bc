"""Take cells and rows from the board's own tables so that what is shown of them keeps its source."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from namndbok.data import Data, Field
from namndbok.facts import UNDECIDED
from namndbok.show.markup import CalendarYear, Content, SourcedText
from namndbok.swedish import display, plain

UNITS = ("kr", "percent")
YEARS = (1900, 2200)


@dataclass(frozen=True)
class SourcedRow:
    """A row whose columns are attributes: `row.text` is the cell, ready to be shown."""

    data: Data
    table: str
    row_number: int

    @property
    def ref(self) -> str:
        """Name the row: `goals:3`."""
        return f"{self.table}:{self.row_number}"

    def raw(self, column: str) -> Any:
        """Return a cell's value as it was loaded."""
        return self.data.column(self.table, column)[self.row_number]

    def __getattr__(self, column: str) -> Content:
        if column not in self.data[self.table].columns:
            raise AttributeError(column)
        return sourced_cell(self.data, self.table, self.row_number, column)


def sourced_cell(data: Data, table: str, number: int, column: str) -> Content:
    """Return a cell as it may be shown; None where it is empty."""
    field, value = data.package.tables[table].field(column), data.column(table, column)[number]
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nej"
    row = f"{table}:{number}"
    if field.kind == "string":
        mark = UNDECIDED if field.carried == "marked" and number in data.undecided(table) else ""
        return SourcedText(f"{field.labels.get(value, value)}{mark}", row)
    if _is_year(field, data, table, number):
        return CalendarYear(int(value))
    return SourcedText(display(value, field.unit) if field.unit in UNITS else plain(value), row, value)


def frame_rows(data: Data, frame: pd.DataFrame) -> list[SourcedRow]:
    """Return the rows of a (filtered, sorted) frame of one of the tables."""
    return [SourcedRow(data, frame.index.name, number) for number in frame.index]


def sourced_rows(data: Data, table: str, **values: Any) -> list[SourcedRow]:
    """Return the rows whose columns have the given values, by `number`, `order` or `date` if there is one."""
    frame = data[table]
    for column, value in values.items():
        frame = frame[frame[column] == value]
    for column in ("number", "order", "date"):
        if column in frame:
            return frame_rows(data, frame.sort_values(column, kind="stable"))
    return frame_rows(data, frame)


def _is_year(field: Field, data: Data, table: str, number: int) -> bool:
    """Tell whether a number is a year: by its type, by the limits of its column, or by the row's unit."""
    limits = field.constraints.get("minimum"), field.constraints.get("maximum")
    if field.kind == "number" and "unit" in data[table]:
        return data.column(table, "unit")[number] == "year" or limits == YEARS
    return field.kind == "year" or limits == YEARS
