"""The shape of the tables, and what cells must fulfil beyond their type; `tables/` has the library's."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from operator import ge, le
from pathlib import Path
from typing import Any

from namndbok.data.cells import Unreadable, Value
from namndbok.errors import Fault, closest, quoted
from namndbok.swedish import Number, plain

Record = Mapping[str, Value | None]
FOLDER = Path(__file__).parent
RESOURCE = {"profile": "tabular-data-resource", "encoding": "utf-8"}
OF_SCHEMA = ("fields", "primaryKey", "foreignKeys")
OF_FIELD = ("title", "unit", "constraints", "labels", "example", "within", "limits", "carried")
SOURCE = "kontrollera värdet mot källan"
# How a value is held against that of another column: the test, and what it asks for.
LIMITS: dict[str, tuple[Callable[[Any, Any], bool], str]] = {
    "at_least": (ge, "minst"),
    "at_most": (le, "högst"),
    "near_year": (lambda day, year: abs(day.year - year) <= 1, "högst ett år från"),
    "multiple_of": (lambda value, step: not step or value % step == 0, "en multipel av"),
}


@dataclass(frozen=True)
class Field:
    """One column: its type, Swedish title, unit and constraints.

    Where it has a value, those that it `needs` must have one too, for alone it cannot be understood. A date
    lies `within` the year that another column tells; otherwise the row would belong to no report. `limits`
    are those that other columns set: of what kind (a key of `LIMITS`), and which column. `carried` says what
    becomes of it in a row that a new year takes over: `empty`, or `next_year` for the day a year later. It is
    `marked` where the row, while nobody has decided it, is to be shown as such.
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
    limits: Mapping[str, str] = field(default_factory=dict)
    carried: str = ""

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
    """One table: its file, columns and keys. An `optional` table without a file is one without rows.

    `carried` says what a new year takes over of the last year's rows: all of them, `forward` or `to_decide`,
    or none, since they belong to their year (`empty`) or to every year until they are dealt with (`stays`).
    """

    name: str
    path: str
    title: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    optional: bool = False
    carried: str = ""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """List the names of the columns."""
        return tuple(column.name for column in self.fields)

    def field(self, name: str) -> Field:
        """Return the column called `name`; KeyError if there is none."""
        return self._by_name[name]

    @cached_property
    def linked(self) -> tuple[Field, ...]:
        """List the columns that need others, or that others set limits to."""
        return tuple(column for column in self.fields if column.needs or column.within or column.limits)

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {column.name: column for column in self.fields}


@cache
def library_resources() -> Mapping[str, dict[str, Any]]:
    """Return the tables that every board may have, as Frictionless resources in the order of reports."""
    resources = {}
    for name in _listed()["tables"]:
        table = json.loads((FOLDER / "tables" / f"{name}.json").read_text(encoding="utf-8"))
        schema = {key: table.pop(key) for key in OF_SCHEMA}
        resources[name] = {"name": name, "path": f"{name}.csv"} | table | RESOURCE | {"schema": schema}
    return resources


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
        carried=resource.get("carried", ""),
    )


def _foreign_key(key: Mapping[str, Any], table: str) -> ForeignKey:
    target = key["reference"]
    return ForeignKey(_names(key["fields"]), target.get("resource") or table, _names(target["fields"]))


def _field(column: Mapping[str, Any]) -> Field:
    name, kind, needs = column["name"], column.get("type", "string"), _names(column.get("needs", []))
    given = {key: column[key] for key in OF_FIELD if key in column}
    return Field(**{"title": name} | given, name=name, kind=kind, needs=needs)


def _names(names: str | list[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def check_value(column: Field, value: Any) -> None:
    """Hold a value against its column's constraints; raises `Unreadable`."""
    for name, limit in column.constraints.items():
        match name:
            case "enum" if value not in limit:
                words = column.labels
                codes = ", ".join(f"{code} ({words[code]})" if code in words else code for code in limit)
                spellings = {words.get(code, code): code for code in limit} | {code: code for code in limit}
                code = closest(value, spellings)
                raise Unreadable(f"något av {codes}", f"menade du {code}?" if code else "välj ett av värdena")
            case "minimum" if value < _exact(limit):
                raise Unreadable(f"minst {plain(_exact(limit))}", SOURCE)
            case "maximum" if value > _exact(limit):
                raise Unreadable(f"högst {plain(_exact(limit))}", SOURCE)
            case "pattern" if not re.fullmatch(limit, value):
                raise Unreadable(known_patterns()[limit], _with_zeros(limit, value))


@cache
def _exact(limit: int | float | str) -> Number:
    exact = Fraction(str(limit))
    return int(exact) if exact.denominator == 1 else exact


def _with_zeros(pattern: str, value: str) -> str:
    for longer in ("0" + value, "00" + value):
        if value.isdigit() and re.fullmatch(pattern, longer):
            return f"menade du {longer}? Excel tar bort nollor i början"
    return "jämför med raderna ovanför"


def check_row(schema: TableSchema, number: int, record: Record) -> Iterator[Fault]:
    """Yield a fault for a cell that another needs, a date of another year, and a value beyond its limit."""
    for column in schema.linked:
        value, year = record.get(column.name), record.get(column.within)
        for other in column.needs if value is not None else ():
            if record.get(other, "") is None:
                allowed = f"ett värde när {column.name} har ett"
                action = f"fyll i {other}, eller töm {column.name}"
                yield Fault(schema.path, number, other, "en tom ruta", allowed, action)
        if isinstance(value, date) and year is not None and value.year != year:
            action = "rätta datumet eller året, så att raden hör till ett enda år"
            yield Fault(schema.path, number, column.name, quoted(str(value)), f"en dag under {year}", action)
        for word, other in column.limits.items():
            (agrees, asked), limit = LIMITS[word], record.get(other)
            if _comparable(value, limit) and not agrees(value, limit):
                allowed = f"{asked} {other}, som är {_shown(limit, schema.field(other))}"
                action, found = f"kontrollera {column.name} och {other}", quoted(_shown(value, column))
                yield Fault(schema.path, number, column.name, found, allowed, action)


def _comparable(value: Value | None, limit: Value | None) -> bool:
    are_numbers = isinstance(value, int | Fraction) and isinstance(limit, int | Fraction)
    is_day_in_year = isinstance(value, date) and isinstance(limit, int)
    return are_numbers or is_day_in_year or (value is not None and type(value) is type(limit))


def _shown(value: Value, column: Field) -> str:
    is_year = column.kind == "year" or column.unit == "år"
    return plain(value) if isinstance(value, int | Fraction) and not is_year else str(value)
