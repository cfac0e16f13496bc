"""The shape of the tables; those that every board may have are in `tables/`, a Table Schema each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
RESOURCE = {"profile": "tabular-data-resource", "encoding": "utf-8"}
OF_SCHEMA = ("fields", "primaryKey", "foreignKeys")


@dataclass(frozen=True)
class Field:
    """One column: its type, Swedish title, unit and constraints.

    Where it has a value, those that it `needs` must have one too, for alone it cannot be understood. A date
    lies `within` the year that another column tells; otherwise the row would belong to no report.
    """

    name: str
    kind: str
    title: str
    unit: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    example: str = ""
    needs: tuple[str, ...] = ()
    within: str = ""

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
    """One table: its file, columns and keys. An `optional` table without a file is one without rows."""

    name: str
    path: str
    title: str
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
    def linked(self) -> tuple[Field, ...]:
        """List the columns that need others, or whose dates lie within the year of another."""
        return tuple(column for column in self.fields if column.needs or column.within)

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {column.name: column for column in self.fields}


@cache
def library_resources() -> Mapping[str, dict[str, Any]]:
    """Return the tables that every board may have, as Frictionless resources in the order of reports."""
    return {name: _resource(name) for name in _listed()["tables"]}


@cache
def library_tables() -> Mapping[str, TableSchema]:
    """Return the tables that every board may have, by name."""
    return {name: table_schema(resource) for name, resource in library_resources().items()}


def known_patterns() -> Mapping[str, str]:
    """Return what each pattern that a column may have means in Swedish; another one could take for ever."""
    return _listed()["patterns"]


@cache
def _listed() -> dict[str, Any]:
    return json.loads((FOLDER / "tables.json").read_text(encoding="utf-8"))


def _resource(name: str) -> dict[str, Any]:
    table = json.loads((FOLDER / "tables" / f"{name}.json").read_text(encoding="utf-8"))
    schema = {key: table.pop(key) for key in OF_SCHEMA}
    return {"name": name, "path": f"{name}.csv"} | table | RESOURCE | {"schema": schema}


def table_schema(resource: Mapping[str, Any]) -> TableSchema:
    """Return the table that a resource of the right shape describes."""
    schema = resource["schema"]
    return TableSchema(
        name=resource["name"],
        path=resource["path"],
        title=resource["title"],
        fields=tuple(map(_field, schema["fields"])),
        primary_key=_names(schema["primaryKey"]),
        foreign_keys=tuple(_foreign_key(key, resource["name"]) for key in schema["foreignKeys"]),
        optional=resource.get("optional", False),
    )


def _field(column: Mapping[str, Any]) -> Field:
    return Field(
        name=column["name"],
        kind=column.get("type", "string"),
        title=column.get("title", column["name"]),
        unit=column.get("unit", ""),
        constraints=column.get("constraints", {}),
        labels=column.get("labels", {}),
        example=column.get("example", ""),
        needs=_names(column.get("needs", [])),
        within=column.get("within", ""),
    )


def _foreign_key(key: Mapping[str, Any], own: str) -> ForeignKey:
    target = key["reference"]
    return ForeignKey(_names(key["fields"]), target.get("resource") or own, _names(target["fields"]))


def _names(names: str | list[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
