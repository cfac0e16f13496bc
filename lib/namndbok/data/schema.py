"""The shape of the data: what `datapackage.json` says of each table (Frictionless Data Package)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from namndbok.data.cells import READERS
from namndbok.data.descriptor import Described, Malformed, distinct
from namndbok.data.textfile import read_text
from namndbok.errors import Fault, InvalidData, quoted

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

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """List the names of the columns."""
        return tuple(column.name for column in self.fields)

    def field(self, name: str) -> Field:
        """Return the column called `name`; KeyError if there is none."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {column.name: column for column in self.fields}


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
        raise InvalidData([Fault.of_file(str(path), found, f"en datamapp med {DESCRIPTOR}", action)])
    try:
        return _package(Described(json.loads(read_text(path, DESCRIPTOR)), "paketet"))
    except json.JSONDecodeError as error:
        fault = Fault(DESCRIPTOR, error.lineno, None, "text som inte är JSON", "giltig JSON", RESTORE)
    except RecursionError:
        fault = Fault.of_file(DESCRIPTOR, "listor i varandra utan slut", "giltig JSON", RESTORE)
    except Malformed as wrong:
        fault = Fault(DESCRIPTOR, None, wrong.place, wrong.found, wrong.allowed, RESTORE)
    raise InvalidData([fault])


def _package(described: Described) -> Package:
    tables = [_table(resource) for resource in described.items("resources")]
    distinct(f"{described.place}.resources", [table.name for table in tables])
    by_name = {table.name: table for table in tables}
    return Package(described.get("title", str), described.words("board"), by_name)


def _table(resource: Described) -> TableSchema:
    schema = resource.inner("schema")
    schema.only("missingValues", [""])
    fields = tuple(_field(described) for described in schema.items("fields"))
    distinct(f"{schema.place}.fields", [column.name for column in fields])
    return TableSchema(
        name=resource.get("name", str),
        path=resource.path(),
        title=resource.get("title", str),
        description=resource.get("description", str, ""),
        fields=fields,
        primary_key=schema.names("primaryKey", []),
        foreign_keys=tuple(_foreign_key(key, resource) for key in schema.items("foreignKeys", [])),
        optional=resource.get("optional", bool, False),
    )


def _field(described: Described) -> Field:
    kind = described.get("type", str)
    if kind not in READERS:
        raise Malformed(f"{described.place}.type", quoted(kind), ", ".join(READERS))
    name = described.get("name", str)
    title, unit = described.get("title", str, name), described.get("unit", str, "")
    return Field(name, kind, title, unit, described.constraints(kind), described.words("labels", {}))


def _foreign_key(key: Described, own: Described) -> ForeignKey:
    reference = key.inner("reference")
    table = reference.get("resource", str, "") or own.get("name", str)
    return ForeignKey(key.names("fields"), table, reference.names("fields"))
