"""Load a board's tables: every fault found in one pass, or frames whose values are exact.

A frame's index is the row number that Excel shows (header = 1), so `outcome:5` is row 5 of `outcome.csv`.
Amounts are `int` kronor, other numbers `Fraction`, dates `datetime.date`; an empty cell is None.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from namndbok.data.digest import digests
from namndbok.data.keys import repeated, unlinked
from namndbok.data.package import DESCRIPTOR, Package, find_folder, load_package
from namndbok.data.rows import Records, read_records
from namndbok.errors import InvalidData

COMMENTARY = "commentary"


@dataclass(frozen=True)
class Data:
    """A board's tables as they were read, with their schema, and the SHA-256 of the folder's files then."""

    folder: Path
    package: Package
    tables: Mapping[str, pd.DataFrame]
    digests: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table; KeyError if neither the package nor the library knows it."""
        return self.tables[name]

    def of_year(self, name: str, year: int) -> pd.DataFrame:
        """Return a table's rows for one year; sorted out once for all years."""
        table = self[name]
        if name not in self._years:
            self._years[name] = _by_year(table)
        rows = self._years[name].get(year)
        return table.iloc[:0] if rows is None else rows

    def moved(self, folder: Path) -> "Data":
        """Return the same tables as those of another folder, with what has been looked up in them."""
        other = copy(self)
        object.__setattr__(other, "folder", folder)
        return other

    def by(self, table: str, key: str, name: str) -> Mapping[Any, Any]:
        """Return a column's cells by those of a key column: each municipality's name by its code."""
        return dict(zip(self.column(table, key).values(), self.column(table, name).values(), strict=True))

    def column(self, table: str, name: str) -> Mapping[int, Any]:
        """Return a column's cells by row number; looked up much faster than in the frame."""
        if (table, name) not in self._columns:
            cells = self[table][name]
            self._columns[table, name] = dict(zip(cells.index.tolist(), cells.tolist(), strict=True))
        return self._columns[table, name]

    def sources(self, name: str) -> Mapping[int, str | None]:
        """Return the document of each row of a table by its number; nothing where rows do not tell theirs."""
        table = self[name]
        if name not in self._sources:
            self._sources[name] = self.column(name, "source") if "source" in table else {}
        return self._sources[name]

    def row_with(self, table: str, column: str, value: object) -> int:
        """Return the number of the first row with a value in a column; KeyError if there is none."""
        if (table, column) not in self._numbers:
            cells = self.column(table, column)
            self._numbers[table, column] = {cells[number]: number for number in reversed(cells)}
        return self._numbers[table, column][value]

    @cached_property
    def _years(self) -> dict[str, Mapping[int, pd.DataFrame]]:
        return {}

    @cached_property
    def _columns(self) -> dict[tuple[str, str], Mapping[int, Any]]:
        return {}

    @cached_property
    def _sources(self) -> dict[str, Mapping[int, str | None]]:
        return {}

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], dict[object, int]]:
        return {}

    def title(self, table: str, column: str) -> str:
        """Return the Swedish title of a column."""
        return self.package.tables[table].field(column).title

    def label(self, table: str, column: str, value: str | None) -> str:
        """Return the Swedish word for a coded value."""
        return self.package.tables[table].field(column).labels.get(value, value) if value else ""

    @property
    def board(self) -> str:
        """Return the board's name."""
        return self.package.title

    @property
    def years(self) -> list[int]:
        """List the years that have an outcome for the whole year, in order."""
        ends = zip(self["outcome"]["year"], self["outcome"]["through"], strict=True)
        return sorted({year for year, end in ends if end == date(year, 12, 31)})

    @property
    def periods(self) -> list[int]:
        """List the years that have any outcome, also for a part of the year."""
        return sorted(set(self["outcome"]["year"]))


def _by_year(table: pd.DataFrame) -> Mapping[int, pd.DataFrame]:
    places: dict[int, list[int]] = {}
    for place, year in enumerate(table["year"]):
        places.setdefault(year, []).append(place)
    return {year: table.iloc[own] for year, own in places.items()}


def rows_where(rows: pd.DataFrame, flags: Iterable[object]) -> pd.DataFrame:
    """Return the rows whose flag is true, in order; a table without rows keeps its columns."""
    return rows[np.array(list(map(bool, flags)), dtype=bool)]


def load_data(folder: Path | str) -> Data:
    """Read every table of a data folder, which is looked for from the working folder upwards.

    Raises `InvalidData` with all faults, by table and row.
    """
    folder = find_folder(folder)
    before = digests(folder, [DESCRIPTOR])
    package = load_package(folder)
    before |= digests(folder, _names(package, folder))
    tables = {schema.name: read_records(folder, schema) for schema in package.tables.values()}
    faults = [fault for records in tables.values() for fault in (*records.faults, *repeated(records))]
    faults += unlinked(tables)
    if faults:
        places = [schema.path for schema in package.tables.values()]
        raise InvalidData(sorted(faults, key=lambda one: (places.index(one.file), one.row or 0)))
    return Data(folder, package, {name: _frame(records) for name, records in tables.items()}, before)


def _names(package: Package, folder: Path) -> list[str]:
    """Name the tables and the comments of a data folder, whether or not they are there."""
    comments = [f"{COMMENTARY}/{path.name}" for path in (folder / COMMENTARY).glob("*.md")]
    return [*comments, *(schema.path for schema in package.tables.values())]


def _frame(records: Records) -> pd.DataFrame:
    columns = records.schema.columns
    cells = np.array([[record[name] for name in columns] for record in records.rows.values()], dtype=object)
    index = pd.Index(list(records.rows), name=records.schema.name, dtype=int)
    cells = cells.reshape(len(records.rows), len(columns))
    return pd.DataFrame(cells, index=index, columns=list(columns), dtype=object)
