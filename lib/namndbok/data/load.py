"""Load a board's tables: every fault found in one pass, or frames whose values are exact; and write them.

A frame's index is the row number that Excel shows (header = 1), so `outcome:5` is row 5 of `outcome.csv`.
Amounts are `int` kronor, other numbers `Fraction`, dates `datetime.date`; an empty cell is None.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd

from namndbok.data.disk import history_state
from namndbok.data.files import digests, to_csv
from namndbok.data.package import DESCRIPTOR, Package, find_folder, joined_resource, load_package
from namndbok.data.rows import Records, dangling_references, read_records, repeated_keys
from namndbok.data.schema import RESOURCE, library_resources
from namndbok.errors import InvalidData, InvalidParameter, describe_write_failure

COMMENTARY = "commentary"
# The kind of document that rows which a new year has taken over come from.
CARRIED = "carried"
MOST_READINGS = 20
FOR_OTHERS = ("name", "path", "title", "description", "optional", "sources", "licenses", "schema")


@dataclass(frozen=True)
class Data:
    """A board's tables as they were read, with their schema, and the SHA-256 of the folder's files then."""

    folder: Path
    package: Package
    tables: Mapping[str, pd.DataFrame]
    digests: Mapping[str, str] = field(default_factory=dict)
    _computed: dict[tuple[Any, ...], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table; KeyError if neither the package nor the library knows it."""
        return self.tables[name]

    def of_year(self, name: str, year: int) -> pd.DataFrame:
        """Return a table's rows for one year; sorted out once for all years."""
        table = self[name]
        years = self.once((name,), lambda: table["year"].to_numpy())
        return self.once((name, year), lambda: table[years == year])

    def column(self, table: str, name: str) -> Mapping[int, Any]:
        """Return a column's cells by row number; looked up much faster than in the frame."""
        return self.once((table, name), lambda: self[table][name].to_dict())

    def lookup(self, table: str, key: str, name: str) -> Mapping[Any, Any]:
        """Return a column's cells by those of a key column: each municipality's name by its code."""
        return dict(zip(self.column(table, key).values(), self.column(table, name).values(), strict=True))

    def sources(self, name: str) -> Mapping[int, str | None]:
        """Return the document of each row of a table by its number; nothing where rows do not tell theirs."""
        return self.column(name, "source") if "source" in self[name] else {}

    def undecided(self, table: str) -> frozenset[int]:
        """Return the rows that a year took over from the one before and that nobody has decided.

        They come from a document of the kind `carried`; tables whose rows need no decision have none.
        """
        if self.package.tables[table].carried != "to_decide":
            return frozenset()
        kinds = self.lookup("documents", "document", "kind")
        carried = (row for row, source in self.sources(table).items() if kinds.get(source) == CARRIED)
        return self.once((table, CARRIED), lambda: frozenset(carried))

    def row_number(self, table: str, column: str, value: object) -> int:
        """Return the number of the first row with a value in a column; KeyError if there is none."""
        cells = self.column(table, column)
        numbers = self.once((table, column, "numbers"), lambda: {cells[row]: row for row in reversed(cells)})
        return numbers[value]

    def once(self, key: tuple[Any, ...], compute: Callable[[], Any]) -> Any:
        """Return what these tables came to under a key, computing it the first time."""
        if key not in self._computed:
            self._computed[key] = compute()
        return self._computed[key]

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
    def years_with_outcome(self) -> list[int]:
        """List the years that have any outcome, also for a part of the year."""
        return sorted(set(self["outcome"]["year"]))


def load_data(folder: Path | str) -> Data:
    """Read all tables of a folder, looked for from here upwards; raises `InvalidData` with every fault."""
    folder = find_folder(folder)
    for _ in range(MOST_READINGS):
        state = history_state(folder)
        try:
            data, invalid = _read(folder), None
        except InvalidData as error:
            data, invalid = None, error
        if history_state(folder) == state:  # nothing was changed meanwhile
            if data:
                return data
            raise invalid
    raise InvalidParameter(f"{folder} ändras hela tiden. Vänta lite och kör igen.")


def _read(folder: Path) -> Data:
    read = digests(folder, [DESCRIPTOR])
    package = load_package(folder)
    comments = [f"{COMMENTARY}/{path.name}" for path in (folder / COMMENTARY).glob("*.md")]
    read |= digests(folder, [*comments, *(schema.path for schema in package.tables.values())])
    records = {name: read_records(folder, schema) for name, schema in package.tables.items()}
    faults = [fault for table in records.values() for fault in (*table.faults, *repeated_keys(table))]
    faults += dangling_references(records)
    if faults:
        places = [schema.path for schema in package.tables.values()]
        raise InvalidData(sorted(faults, key=lambda fault: (places.index(fault.file), fault.row or 0)))
    return Data(folder, package, {name: _frame(table) for name, table in records.items()}, read)


def _frame(records: Records) -> pd.DataFrame:
    columns = list(records.schema.columns)
    cells = np.array([[record[name] for name in columns] for record in records.rows.values()], dtype=object)
    index = pd.Index(list(records.rows), name=records.schema.name, dtype=int)
    return pd.DataFrame(cells.reshape(len(index), len(columns)), index=index, columns=columns, dtype=object)


def rows_where(rows: pd.DataFrame, flags: Iterable[object]) -> pd.DataFrame:
    """Return the rows whose flag is true, in order; a table without rows keeps its columns."""
    return rows[np.array(list(map(bool, flags)), dtype=bool)]


def write_complete_package(data: Data, folder: Path) -> None:
    """Write tables in UTF-8 and one descriptor of all of them, for programs that do not know Nämndbok.

    The folder is new, and every table of the library's has a file, also one without rows. Raises as
    `write_new_folder` does.
    """
    described = data.package.described
    own = {resource["name"]: joined_resource(resource) for resource in described.get("resources", [])}
    every = (library_resources() | own).values()
    resources = [{key: table[key] for key in FOR_OTHERS if key in table} | RESOURCE for table in every]
    descriptor = {**described, "profile": "tabular-data-package", "resources": resources}
    files = {DESCRIPTOR: json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"}
    for table in data.package.tables.values():
        files[table.path] = to_csv(table.columns, data[table.name].to_numpy())
    write_new_folder(folder, files)


def write_new_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write a folder of tables, once it has been read beside its place; raises `InvalidData`.

    Raises `InvalidParameter`, with nothing written, where there is something of that name or no room.
    """
    if folder.exists():
        raise InvalidParameter(f"{folder} finns redan och skrivs inte över. Välj en annan mapp.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".staging-", dir=folder.parent) as beside:
            for name, text in files.items():
                path = Path(beside, folder.name, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="")
            load_data(Path(beside, folder.name))
            Path(beside, folder.name).rename(folder)
    except OSError as error:
        raise InvalidParameter(describe_write_failure(error)) from error
