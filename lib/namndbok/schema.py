"""The shape of the data: what `datapackage.json` says of each table (Frictionless Data Package, Table Schema)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from namndbok.cells import READERS
from namndbok.errors import Fault, InvalidData

DESCRIPTOR = "datapackage.json"


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
        raise InvalidData([_missing(folder)])
    try:
        described = json.loads(path.read_text(encoding="utf-8"))
        tables = [_table(resource) for resource in described["resources"]]
        return Package(described["title"], described["board"], {table.name: table for table in tables})
    except json.JSONDecodeError as error:
        fault = Fault(
            DESCRIPTOR, error.lineno, None, "text som inte är JSON", "giltig JSON", "återställ filen ur versionshanteringen"
        )
        raise InvalidData([fault]) from None
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError, ValueError) as error:
        fault = Fault(
            DESCRIPTOR, None, None, f"en beskrivning där {error} saknas eller är fel",
            "title, board och resources med schema", "återställ filen ur versionshanteringen",
        )  # fmt: skip
        raise InvalidData([fault]) from None


def _missing(folder: Path) -> Fault:
    found = "ingen fil" if folder.is_dir() else "ingen mapp med det namnet"
    return Fault(
        f"{folder.name}/{DESCRIPTOR}",
        None,
        None,
        found,
        f"en datamapp med {DESCRIPTOR}",
        "kontrollera --data; kommandot körs från arbetsbokens översta mapp",
    )


def _table(resource: Mapping[str, Any]) -> TableSchema:
    schema = resource["schema"]
    return TableSchema(
        name=resource["name"],
        path=resource["path"],
        title=resource["title"],
        description=resource.get("description", ""),
        fields=tuple(_field(described) for described in schema["fields"]),
        primary_key=_names(schema.get("primaryKey", [])),
        foreign_keys=tuple(_foreign_key(key, resource["name"]) for key in schema.get("foreignKeys", [])),
        optional=bool(resource.get("optional")),
    )


def _field(described: Mapping[str, Any]) -> Field:
    kind = described["type"]
    if kind not in READERS:
        raise ValueError(f"kolumntypen {kind}")
    return Field(
        described["name"],
        kind,
        described.get("title", described["name"]),
        described.get("unit", ""),
        described.get("constraints", {}),
        described.get("labels", {}),
    )


def _foreign_key(key: Mapping[str, Any], own: str) -> ForeignKey:
    reference = key["reference"]
    return ForeignKey(_names(key["fields"]), reference["resource"] or own, _names(reference["fields"]))


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
