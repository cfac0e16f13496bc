"""The shape of the tables, and what cells must fulfil beyond their type; `tables/` has the library's."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from operator import ge, le
from pathlib import Path
from typing import Any

from namndbok.data.cells import Unreadable, Value, refusal
from namndbok.errors import closest, quoted
from namndbok.swedish import Number, plain

Record = Mapping[str, Value | None]
FOLDER = Path(__file__).parent
RESOURCE = {"profile": "tabular-data-resource", "encoding": "utf-8"}
_LISTED = json.loads((FOLDER / "tables.json").read_text(encoding="utf-8"))
# What each pattern that a column may have means in Swedish; another one could take for ever.
PATTERNS: Mapping[str, str] = _LISTED["patterns"]
OF_SCHEMA = ("fields", "primaryKey", "foreignKeys")
SOURCE, LIKE_THAT = "kontrollera värdet mot källan", "skriv värdet på det sättet"
# How a value is held against that of another column: the test, and what it asks for.
LIMITS: dict[str, tuple[Callable[[Any, Any], bool], str]] = {
    "at_least": (ge, "minst"),
    "at_most": (le, "högst"),
    "near_year": (lambda day, year: abs(day.year - year) <= 1, "högst ett år från"),
    "multiple_of": (lambda value, step: not step or value % step == 0, "en multipel av"),
}


@dataclass(frozen=True)
class Field:
    """One column: its type, Swedish title, unit, what people read about it, and constraints.

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
    description: str = ""
    explanation: str = ""

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
    description: str = ""

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
    for name in _LISTED["tables"]:
        table = json.loads((FOLDER / "tables" / f"{name}.json").read_text(encoding="utf-8"))
        schema = {key: table.pop(key) for key in OF_SCHEMA}
        resources[name] = {"name": name, "path": f"{name}.csv"} | table | RESOURCE | {"schema": schema}
    return resources


@cache
def library_tables() -> Mapping[str, TableSchema]:
    """Return the tables that every board may have, by name."""
    return {name: table_schema(resource) for name, resource in library_resources().items()}


def table_schema(resource: Mapping[str, Any]) -> TableSchema:
    """Return the table that a resource of the right shape describes."""
    schema, name = resource["schema"], resource["name"]
    columns, keys = [], []
    for column in schema["fields"]:
        kind, needs = column.get("type", "string"), _names(column.get("needs", []))
        said = {"title": column["name"]} | _attributes(Field, column)
        columns.append(Field(**said | {"kind": kind, "needs": needs}))
    for key in schema["foreignKeys"]:
        target = key["reference"]
        there = target.get("resource") or name, _names(target["fields"])
        keys.append(ForeignKey(_names(key["fields"]), *there))
    parts = {"fields": tuple(columns), "foreign_keys": tuple(keys)}
    parts["primary_key"] = _names(schema["primaryKey"])
    return TableSchema(**_attributes(TableSchema, resource) | parts)


def _attributes(kind: type, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of some settings that a dataclass has."""
    return {
        attribute.name: settings[attribute.name] for attribute in fields(kind) if attribute.name in settings
    }


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
                longer = (zeros + value for zeros in ("0", "00") if value.isdigit())
                meant = next((code for code in longer if re.fullmatch(limit, code)), None)
                advice = f"menade du {meant}? Excel tar bort nollor i början" if meant else LIKE_THAT
                raise Unreadable(PATTERNS[limit], advice)


@cache
def _exact(limit: int | float | str) -> Number:
    exact = Fraction(str(limit))
    return int(exact) if exact.denominator == 1 else exact


def check_row(schema: TableSchema, record: Record) -> Iterator[tuple[str, list[str]]]:
    """Yield column and refusal of a cell that another needs, a day of another year, a value beyond limits."""
    for column in schema.linked:
        name, value, year = column.name, record.get(column.name), record.get(column.within)
        for other in column.needs if value is not None else ():
            if record.get(other, "") is None:
                yield other, refusal("needed", column=name, other=other)
        if isinstance(value, date) and year is not None and value.year != year:
            yield name, refusal("other_year", found=quoted(str(value)), year=year)
        for word, other in column.limits.items():
            (agrees, asked), limit = LIMITS[word], record.get(other)
            if _comparable(value, limit) and not agrees(value, limit):
                said = {"found": quoted(_shown(value, column)), "limit": _shown(limit, schema.field(other))}
                yield name, refusal("beyond", **said, asked=asked, other=other, column=name)


def _comparable(value: Value | None, limit: Value | None) -> bool:
    are_numbers = isinstance(value, int | Fraction) and isinstance(limit, int | Fraction)
    is_day_in_year = isinstance(value, date) and isinstance(limit, int)
    return are_numbers or is_day_in_year or (value is not None and type(value) is type(limit))


def _shown(value: Value, column: Field) -> str:
    is_year = column.kind == "year" or column.unit == "år"
    return plain(value) if isinstance(value, int | Fraction) and not is_year else str(value)
