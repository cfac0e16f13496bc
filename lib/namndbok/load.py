"""Load a board's tables: every fault found in one pass, or frames whose values are exact.

A frame's index is the row number that Excel shows (header = 1), so `outcome:5` is row 5 of `outcome.csv`.
Amounts are `int` kronor, other numbers `Fraction`, dates `datetime.date`; an empty cell is None.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd

from namndbok.cells import Unreadable, read_cell
from namndbok.errors import Fault, InvalidData
from namndbok.schema import DESCRIPTOR, Field, Package, TableSchema, load_package
from namndbok.swedish import plain
from namndbok.textfile import TextRow, read_rows


@dataclass(frozen=True)
class Data:
    """A board's tables as they were read, with their schema."""

    folder: Path
    package: Package
    tables: Mapping[str, pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table; raises `InvalidData` if the package does not describe it."""
        if name not in self.tables:
            fault = Fault(
                DESCRIPTOR, None, None, f"ingen tabell som heter {name}", f"en resurs med namnet {name}",
                "jämför med arbetsbokens egen datapackage.json",
            )  # fmt: skip
            raise InvalidData([fault])
        return self.tables[name]

    def of_year(self, name: str, year: int) -> pd.DataFrame:
        """Return a table's rows for one year."""
        table = self[name]
        return table[table["year"] == year]

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
        table = self["outcome"]
        return sorted({year for year, end in zip(table["year"], table["through"], strict=True) if end == date(year, 12, 31)})

    @property
    def periods(self) -> list[int]:
        """List the years that have any outcome, also for a part of the year."""
        return sorted(set(self["outcome"]["year"]))


def load_data(folder: Path | str) -> Data:
    """Read every table of a data folder; raises `InvalidData` with all faults."""
    folder = Path(folder)
    package = load_package(folder)
    tables, faults = {}, []
    for schema in package.tables.values():
        try:
            tables[schema.name] = load_table(folder, schema)
        except InvalidData as error:
            faults += error.faults
    faults += _unlinked(package, tables)
    if faults:
        raise InvalidData(faults)
    return Data(folder, package, tables)


def load_table(folder: Path, schema: TableSchema) -> pd.DataFrame:
    """Read one table by its schema; raises `InvalidData` with every fault in it."""
    path = folder / schema.path
    if not path.is_file():
        if schema.optional:
            return _frame(schema, [], [])
        raise InvalidData([Fault(schema.path, None, None, "ingen fil", "tabellen " + schema.title, "lägg filen i datamappen")])
    header, *rows = read_rows(path, {column.name for column in schema.fields})
    faults = list(_header_faults(schema, header))
    if faults:
        raise InvalidData(faults)
    records = [_record(schema, header, row, faults) for row in rows]
    numbers = [row.number for row in rows]
    faults += _repeated(schema, records, numbers)
    if faults:
        raise InvalidData(faults)
    return _frame(schema, records, numbers)


def _frame(schema: TableSchema, records: list[dict[str, Any]], numbers: list[int]) -> pd.DataFrame:
    columns = [column.name for column in schema.fields]
    cells = [[record[name] for name in columns] for record in records]
    return pd.DataFrame(cells, index=pd.Index(numbers, name=schema.name, dtype=int), columns=columns, dtype=object)


def _header_faults(schema: TableSchema, header: TextRow) -> Iterator[Fault]:
    known = [column.name for column in schema.fields]
    allowed = ", ".join(known)
    for name in dict.fromkeys(header.cells):
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            action = f"menade du {close[0]}?" if close else "ta bort kolumnen eller rätta rubriken"
            yield Fault(schema.path, header.number, name or "(utan rubrik)", name or "en tom rubrik", allowed, action)
        elif header.cells.count(name) > 1:
            yield Fault(schema.path, header.number, name, "samma rubrik flera gånger", "en kolumn av varje", "ta bort en")
    for name in known:
        if name not in header.cells:
            yield Fault(schema.path, header.number, name, "ingen sådan kolumn", allowed, f"lägg till kolumnen {name}")


def _record(schema: TableSchema, header: TextRow, row: TextRow, faults: list[Fault]) -> dict[str, Any]:
    width = len(header.cells)
    if len(row.cells) < width or any(row.cells[width:]):
        found = f"{len(row.cells)} rutor"
        action = "kontrollera att text med avgränsare står inom citattecken och att ingen ruta saknas"
        faults.append(Fault(schema.path, row.number, header.cells[min(len(row.cells), width) - 1], found, f"{width} rutor", action))
        return dict.fromkeys(header.cells)
    pairs = dict(zip(header.cells, row.cells, strict=False))
    return {column.name: _value(schema, column, pairs[column.name], row.number, faults) for column in schema.fields}


def _value(schema: TableSchema, column: Field, text: str, number: int, faults: list[Fault]) -> Any:
    try:
        if not text:
            if column.required:
                raise Unreadable("ett värde i varje rad", f"fyll i {column.title.lower()}")
            return None
        value = read_cell(text, column.kind)
        _constrain(column, value)
        return value
    except Unreadable as reason:
        found = f"”{text}”" if text else "en tom ruta"
        faults.append(Fault(schema.path, number, column.name, found, reason.allowed, reason.action))
        return None


def _constrain(column: Field, value: Any) -> None:
    limits = column.constraints
    check = "kontrollera värdet mot källan"
    if "enum" in limits and value not in limits["enum"]:
        close = difflib.get_close_matches(str(value), limits["enum"], 1)
        raise Unreadable("något av " + ", ".join(limits["enum"]), f"menade du {close[0]}?" if close else "välj ett av värdena")
    if "minimum" in limits and value < Fraction(str(limits["minimum"])):
        raise Unreadable(f"minst {plain(Fraction(str(limits['minimum'])))}", check)
    if "maximum" in limits and value > Fraction(str(limits["maximum"])):
        raise Unreadable(f"högst {plain(Fraction(str(limits['maximum'])))}", check)
    if "pattern" in limits and not re.fullmatch(limits["pattern"], str(value)):
        raise Unreadable(f"text efter mönstret {limits['pattern']}", "jämför med raderna ovanför")


def _repeated(schema: TableSchema, records: list[dict[str, Any]], numbers: list[int]) -> Iterator[Fault]:
    keys = [schema.primary_key] if schema.primary_key else []
    keys += [(column.name,) for column in schema.fields if column.constraints.get("unique")]
    for key in dict.fromkeys(keys):
        seen: dict[tuple[Any, ...], int] = {}
        for record, number in zip(records, numbers, strict=True):
            value = tuple(record[name] for name in key)
            if None not in value and value in seen:
                found = f"”{' / '.join(map(str, value))}”, som redan står på rad {seen[value]}"
                yield Fault(schema.path, number, ", ".join(key), found, "en rad för varje", "ta bort eller rätta en av raderna")
            seen.setdefault(value, number)


def _unlinked(package: Package, tables: Mapping[str, pd.DataFrame]) -> Iterator[Fault]:
    for schema in package.tables.values():
        for key in schema.foreign_keys:
            if schema.name in tables and key.table in tables:
                yield from _unlinked_by(schema, key.columns, key.table, _values(tables[key.table], key.targets), tables[schema.name])


def _values(table: pd.DataFrame, columns: tuple[str, ...]) -> set[tuple[Any, ...]]:
    return set(zip(*(table[name] for name in columns), strict=True))


def _unlinked_by(
    schema: TableSchema, columns: tuple[str, ...], target: str, known: set[tuple[Any, ...]], table: pd.DataFrame
) -> Iterator[Fault]:
    for number, *value in table[list(columns)].itertuples():
        if any(part is None for part in value) or tuple(value) in known:
            continue
        text = " / ".join(map(str, value))
        close = difflib.get_close_matches(text, [" / ".join(map(str, row)) for row in known], 1)
        action = f"menade du {close[0]}?" if close else f"lägg till raden i {target} eller rätta stavningen"
        yield Fault(schema.path, number, ", ".join(columns), f"”{text}”", f"ett värde som står i tabellen {target}", action)
