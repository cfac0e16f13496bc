"""The shape of the tables; those that every board may have are in `tables/`, a Table Schema each."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from namndbok.data.cells import READERS
from namndbok.data.descriptor import JsonObject, Malformed, distinct
from namndbok.errors import quoted

FOLDER = Path(__file__).parent
RESOURCE = {"profile": "tabular-data-resource", "encoding": "utf-8"}
NUMERIC = ("integer", "number", "year")
PATH = re.compile(r"\w[\w -]*(\.\w+)*(/\w[\w -]*(\.\w+)*)*")
LIMIT = re.compile(r"-?\d{1,15}(\.\d{1,15})?")
# What may be said of a table, of its schema, of a column and of its values; nothing else would be heeded.
OF_TABLE = (
    *("name", "path", "title", "description", "profile", "type", "scheme", "format", "mediatype"),
    *("encoding", "bytes", "hash", "sources", "licenses", "optional", "schema"),
)
OF_SCHEMA = ("fields", "primaryKey", "foreignKeys", "missingValues")
OF_FIELD = (
    *("name", "type", "title", "description", "explanation", "unit", "example", "labels", "needs", "within"),
    "constraints",
)
CONSTRAINTS = ("required", "unique", "minimum", "maximum", "enum", "pattern")


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
    return {name: parse_table(JsonObject(content, name)) for name, content in library_resources().items()}


def known_patterns() -> Mapping[str, str]:
    """Return what each pattern that a column may have means in Swedish; another one could take for ever."""
    return _listed()["patterns"]


@cache
def _listed() -> dict[str, Any]:
    return json.loads((FOLDER / "tables.json").read_text(encoding="utf-8"))


def _resource(name: str) -> dict[str, Any]:
    table = json.loads((FOLDER / "tables" / f"{name}.json").read_text(encoding="utf-8"))
    schema = {key: table.pop(key) for key in OF_SCHEMA if key in table}
    return {"name": name, "path": f"{name}.csv"} | table | RESOURCE | {"schema": schema}


def parse_table(resource: JsonObject) -> TableSchema:
    """Return the table that a resource describes; raises `Malformed`."""
    resource.only(OF_TABLE)
    schema = resource.inner("schema")
    schema.only(OF_SCHEMA)
    if schema.content.get("missingValues", [""]) != [""]:
        raise schema.refused("missingValues", '[""]')
    if not PATH.fullmatch(resource.get("path")):
        raise resource.refused("path", "en fil i datamappen")
    table = TableSchema(
        name=resource.name(),
        path=resource.get("path"),
        title=resource.get("title"),
        fields=tuple(map(_field, schema.items("fields"))),
        primary_key=schema.names("primaryKey", []),
        foreign_keys=tuple(_foreign_key(key, resource) for key in schema.items("foreignKeys", [])),
        optional=resource.get("optional", bool, False),
    )
    distinct(f"{schema.place}.fields", table.columns)
    for place, name in _columns_named(table):
        if name not in table.columns:
            raise Malformed(f"{schema.place}.{place}", quoted(name), "kolumner som finns i tabellen")
    return table


def _field(column: JsonObject) -> Field:
    column.only(OF_FIELD)
    name, kind = column.name(), column.get("type")
    if kind not in READERS:
        raise column.refused("type", ", ".join(READERS))
    limits, labels = _constraints(column, kind), column.words("labels", {})
    if not labels.keys() <= set(limits.get("enum", labels)):
        raise column.refused("labels", f"ord för {', '.join(limits['enum'])}")
    return Field(
        name,
        kind,
        title=column.get("title", str, "") or name,
        unit=column.get("unit", str, ""),
        constraints=limits,
        labels=labels,
        example=column.get("example", str, ""),
        needs=column.names("needs", []),
        within=column.get("within", str, ""),
    )


def _constraints(column: JsonObject, kind: str) -> Mapping[str, Any]:
    limits = column.inner("constraints", {})
    limits.only(CONSTRAINTS)
    for name, value in limits.content.items():
        if not _testable(name, value, kind):
            patterns = f"ett av mönstren {', '.join(known_patterns())}"
            other = f"ett villkor som går att pröva på typen {kind}"
            raise limits.refused(name, patterns if name == "pattern" and kind == "string" else other)
    return limits.content


def _testable(name: str, value: Any, kind: str) -> bool:
    match name:
        case "required" | "unique":
            return isinstance(value, bool)
        case "enum":
            return kind == "string" and isinstance(value, list) and {type(one) for one in value} == {str}
        case "pattern":
            return kind == "string" and isinstance(value, str) and value in known_patterns()
    return kind in NUMERIC and bool(LIMIT.fullmatch(str(value)))


def _foreign_key(key: JsonObject, own: JsonObject) -> ForeignKey:
    reference = key.inner("reference")
    table = reference.get("resource", str, "") or own.name()
    return ForeignKey(key.names("fields"), table, reference.names("fields"))


def _columns_named(table: TableSchema) -> Iterator[tuple[str, str]]:
    """Yield where a column is named, and the name."""
    yield from (("primaryKey", name) for name in table.primary_key)
    yield from (("foreignKeys", name) for key in table.foreign_keys for name in key.columns)
    for column in table.fields:
        yield from ((f"fields[{column.name}].needs", name) for name in column.needs)
        yield from ((f"fields[{column.name}].within", name) for name in [column.within] if name)
