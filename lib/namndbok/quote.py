"""Cells and rows of the board's own tables, quoted so that they keep their place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from namndbok.load import Data
from namndbok.markup import Item, Quoted, Year
from namndbok.schema import Field
from namndbok.swedish import display, plain

UNITS = ("kr", "percent")


@dataclass(frozen=True)
class QuotedRow:
    """A row whose columns are attributes: `row.text` is the cell, ready to be shown; `row.raw("status")` its value."""

    data: Data
    table: str
    at: int

    @property
    def ref(self) -> str:
        """Name the row: `goals:3`."""
        return f"{self.table}:{self.at}"

    def raw(self, column: str) -> Any:
        """Return a cell's value as it was loaded."""
        return self.data[self.table].at[self.at, column]

    def __getattr__(self, column: str) -> Item:
        if column not in self.data[self.table].columns:
            raise AttributeError(column)
        return quote(self.data, self.table, self.at, column)


def quote(data: Data, table: str, number: int, column: str) -> Item:
    """Return a cell as it may be shown; None where it is empty."""
    field, value = data.package.tables[table].field(column), data[table].at[number, column]
    if value is None or isinstance(value, date):
        return value
    if field.kind == "year":
        return Year(value)
    if isinstance(value, bool):
        return "ja" if value else "nej"
    row = f"{table}:{number}"
    return Quoted(str(field.labels.get(value, value)), row) if field.kind == "string" else Quoted(_amount(field, value), row, value)


def _amount(field: Field, value: Any) -> str:
    return display(value, field.unit) if field.unit in UNITS else plain(value)


def quoted_rows(data: Data, table: str, rows: pd.DataFrame) -> Iterator[QuotedRow]:
    """Yield the rows of a (filtered, sorted) frame of `table`."""
    return (QuotedRow(data, table, number) for number in rows.index)


def rows_where(data: Data, table: str, **values: Any) -> list[QuotedRow]:
    """Return the rows whose columns have the given values, in the order of `number`, `order` or `date` if there is one."""
    rows = data[table]
    for column, value in values.items():
        rows = rows[rows[column] == value]
    for column in ("number", "order", "date"):
        if column in rows:
            return list(quoted_rows(data, table, rows.sort_values(column, kind="stable")))
    return list(quoted_rows(data, table, rows))
