"""A board that is being made up: rows of cells by table, and the random numbers they come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from namndbok.data.load import Data
from namndbok.data.package import Package
from namndbok.data.schema import TableSchema

Row = dict[str, Any]


@dataclass
class Draft:
    """What has been made up so far; `year` is the year of the report, the two before are told as well."""

    random: Random
    year: int
    rows: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, int, int]:
        """Return the three years, the earliest first; it is there for the next to be compared with."""
        return self.year - 2, self.year - 1, self.year

    def add(self, table: str, **cells: Any) -> None:
        """Add a row; a row of a year comes from the year's report unless it says otherwise."""
        if "year" in cells:
            cells = {"source": f"report-{cells['year']}", "place": "sidan 1"} | cells
        self.rows.setdefault(table, []).append(cells)

    def of(self, table: str, **cells: Any) -> list[Row]:
        """Return the rows of a table that have these cells."""
        rows = self.rows.get(table, [])
        return [row for row in rows if all(row[name] == value for name, value in cells.items())]

    def report_date(self, year: int) -> date:
        """Return the date of a year's report."""
        return date(year + 1, 3, 15)

    def data(self, package: Package) -> Data:
        """Return the board as loaded data, with the package's schema."""
        tables = {name: _frame(schema, self.rows) for name, schema in package.tables.items()}
        return Data(Path("generated"), package, tables)


def _frame(schema: TableSchema, rows: Mapping[str, list[Row]]) -> pd.DataFrame:
    own = rows.get(schema.name, [])
    cells = [[row.get(name) for name in schema.columns] for row in own]
    index = pd.Index(range(2, len(own) + 2), name=schema.name, dtype=int)
    return pd.DataFrame(cells, index=index, columns=list(schema.columns), dtype=object)
