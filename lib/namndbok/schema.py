"""The shape of the data: what `datapackage.json` says of each table (Frictionless Data Package, Table Schema)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from namndbok.descriptor import Described, Malformed
from namndbok.errors import Fault, InvalidData
from namndbok.textfile import read_text

DESCRIPTOR = "datapackage.json"
RESTORE = "återställ filen ur versionshanteringen"


@dataclass(frozen=True)
class Field:
    """One column: its type, Swedish title, unit and constraints."""

    name: str
    kind: str
    title: str
    unit: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def required(self) -> bool:
        """Tell whether every row must have a value."""
        return bool(self.constraints.get("required"))


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values must stand in another table."""

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class TableSchema:
    """One table: its file, columns and keys."""

    name: str
    path: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    optional: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """List the names of the columns."""
        return tuple(column.name for column in self.fields)

    def field(self, name: str) -> Field:
        """Return the column called `name`; KeyError if there is none."""
        return {column.name: column for column in self.fields}[name]


@dataclass(frozen=True)
class Package:
    """The descriptor of a data folder: the board's own name and its tables."""

    title: str
    board: Mapping[str, str]
    tables: Mapping[str, TableSchema]


def load_package(folder: Path) -> Package:
    """Read `datapackage.json` in `folder`; raises `InvalidData` where it is missing or not understood."""
    path = folder / DESCRIPTOR
    if not path.is_file():
        found = "ingen fil" if folder.is_dir() else "ingen mapp med det namnet"
        action = "kontrollera --data; kommandot körs från arbetsbokens översta mapp"
        raise InvalidData([Fault(str(path), None, None, found, f"en datamapp med {DESCRIPTOR}", action)])
    try:
        return _package(Described(json.loads(read_text(path, DESCRIPTOR)), DESCRIPTOR))
    except json.JSONDecodeError as error:
        raise InvalidData([Fault(DESCRIPTOR, error.lineno, None, "text som inte är JSON", "giltig JSON", RESTORE)]) from None
    except RecursionError:
        raise InvalidData([Fault(DESCRIPTOR, None, None, "listor i varandra utan slut", "giltig JSON", RESTORE)]) from None
    except Malformed as fault:
        raise InvalidData([Fault(DESCRIPTOR, None, fault.place, fault.found, fault.allowed, RESTORE)]) from None


def _package(described: Described) -> Package:
    tables = [_table(resource) for resource in described.items("resources")]
    described.distinct("resources", [table.name for table in tables])
    return Package(described.text("title"), described.mapping("board"), {table.name: table for table in tables})


def _table(resource: Described) -> TableSchema:
    ...
