"""A board's data package: the tables of the library, and what the board's descriptor adds to them.

A descriptor may have tables and columns of its own, and its own words for what the library has: title,
description and labels. Types, units, constraints and keys of the library's tables stand fast. One that lists
those tables whole is read as well, as long as it agrees.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from namndbok.data.descriptor import descriptor_fault, quoted_json, read_descriptor
from namndbok.data.schema import (
    RESOURCE,
    Field,
    TableSchema,
    known_patterns,
    library_resources,
    library_tables,
    table_schema,
)
from namndbok.errors import Fault, InvalidData

FIXED = ("type", "unit", "constraints", "needs", "within", "limits", "carried")
LEAVE_OUT = "ta bort uppgiften, som följer med Nämndbok"
NUMERIC = ("integer", "number", "year")
LIMIT = re.compile(r"-?\d{1,15}(\.\d{1,15})?")
LIKE_TABLES = (".csv", ".txt", ".tsv", ".xls", ".xlsx", ".xlsm", ".ods")


@dataclass(frozen=True)
class Package:
    """A board's tables by name, those of the library first, and the descriptor that they were made from."""

    title: str
    tables: Mapping[str, TableSchema]
    described: Mapping[str, Any]


def load_package(folder: Path) -> Package:
    """Read a data folder's descriptor; raises `InvalidData` with all that is wrong in it."""
    described = read_descriptor(folder)
    own = described.get("resources", [])
    faults = [*_repeated_names("paketet.resources", (resource["name"] for resource in own))]
    faults += [fault for resource in own for fault in _disagreements(resource)]
    described_tables = {resource["name"]: table_schema(joined_resource(resource)) for resource in own}
    tables = library_tables() | described_tables
    for table in described_tables.values():
        faults += _table_faults(table, tables)
    faults += _repeated_names("paketet.resources", (table.path for table in tables.values()))
    if faults:
        raise InvalidData(faults)
    return Package(described["title"], tables, described)


def joined_resource(own: Mapping[str, Any]) -> dict[str, Any]:
    """Return a resource of a board's, with what the library says of the table if it has one of that name."""
    name, schema = own["name"], own.get("schema", {})
    table = library_resources().get(name, {"path": f"{name}.csv", "title": name} | RESOURCE)
    known = {"fields": [], "primaryKey": [], "foreignKeys": []} | table.get("schema", {})
    columns = {column["name"]: column for column in known["fields"]}
    for column in schema.get("fields", []):
        before = columns.get(column["name"], {})
        labels = before.get("labels", {}) | column.get("labels", {})
        columns[column["name"]] = before | column | ({"labels": labels} if labels else {})
    keys = [key for key in schema.get("foreignKeys", []) if key not in known["foreignKeys"]]
    parts = {"fields": [*columns.values()], "foreignKeys": known["foreignKeys"] + keys}
    return table | own | {"schema": known | schema | parts}


def _disagreements(own: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what a resource says of a table of the library's that the library says otherwise."""
    known = library_resources().get(own["name"])
    schema, place = own.get("schema", {}), f"paketet.resources[{own['name']}]"
    columns = schema.get("fields", [])
    yield from _repeated_names(f"{place}.schema.fields", (column["name"] for column in columns))
    if not known:
        return
    parts = [(own, known, ["optional"], place), (schema, known["schema"], ["primaryKey"], f"{place}.schema")]
    library = {column["name"]: column for column in known["schema"]["fields"]}
    for column in columns:
        if column["name"] in library:
            parts.append((column, library[column["name"]], FIXED, f"{place}.schema.fields[{column['name']}]"))
    for said, fixed, keys, where in parts:
        for key in keys:
            if key in said and (said[key] or None) != fixed.get(key):
                found, allowed = quoted_json(said[key]), quoted_json(fixed.get(key))
                yield descriptor_fault(f"{where}.{key}", found, allowed, LEAVE_OUT)


def _table_faults(table: TableSchema, tables: Mapping[str, TableSchema]) -> Iterator[Fault]:
    """Yield what a table says of columns, tables and values that are not there or do not fit together."""
    place = f"paketet.resources[{table.name}].schema"
    if not table.fields:
        yield descriptor_fault(f"{place}.fields", "inget", "minst en kolumn")
    for where, name, kind in _columns_named(table):
        if name not in table.columns or kind not in ("", table.field(name).kind):
            allowed = f"kolumner{f' av typen {kind}' if kind else ''} som finns i tabellen"
            yield descriptor_fault(f"{place}.{where}", quoted_json(name), allowed)
    for key in table.foreign_keys:
        targets = tables[key.table].columns if key.table in tables else ()
        if not set(key.targets) <= set(targets) or len(key.columns) != len(key.targets):
            found = quoted_json(f"{', '.join(key.columns)} → {key.table} ({', '.join(key.targets)})")
            allowed = "lika många kolumner, som finns i tabellerna"
            yield descriptor_fault(f"{place}.foreignKeys", found, allowed)
    for column in table.fields:
        yield from _column_faults(column, f"{place}.fields[{column.name}]")


def _columns_named(table: TableSchema) -> Iterator[tuple[str, str, str]]:
    """Yield where a column is named, its name, and the type that it must have if any."""
    yield from (("primaryKey", name, "") for name in table.primary_key)
    yield from (("foreignKeys", name, "") for key in table.foreign_keys for name in key.columns)
    for column in table.linked:
        yield from ((f"fields[{column.name}].needs", name, "") for name in column.needs)
        yield from ((f"fields[{column.name}].within", name, "year") for name in [column.within] if name)
        yield from ((f"fields[{column.name}].limits", name, "") for name in column.limits.values())


def _column_faults(column: Field, place: str) -> Iterator[Fault]:
    for name, value in column.constraints.items():
        if not _testable(name, value, column.kind):
            patterns = f"ett av mönstren {', '.join(known_patterns())}"
            other = f"ett villkor som går att pröva på typen {column.kind}"
            allowed = patterns if name == "pattern" and column.kind == "string" else other
            yield descriptor_fault(f"{place}.constraints.{name}", quoted_json(value), allowed)
    if "multiple_of" in column.limits and column.kind not in NUMERIC:
        yield descriptor_fault(f"{place}.limits", "multiple_of", f"inget, eftersom typen är {column.kind}")
    codes = column.constraints.get("enum", column.labels)
    if not column.labels.keys() <= set(codes):
        yield descriptor_fault(f"{place}.labels", quoted_json(column.labels), f"ord för {', '.join(codes)}")


def _testable(name: str, value: Any, kind: str) -> bool:
    match name:
        case "minimum" | "maximum":
            return kind in NUMERIC and bool(LIMIT.fullmatch(str(value)))
        case "pattern":
            return kind == "string" and value in known_patterns()
        case "enum":
            return kind == "string" and bool(value)
    return True


def _repeated_names(place: str, names: Iterable[str]) -> Iterator[Fault]:
    for name, times in Counter(names).items():
        if times > 1:
            yield descriptor_fault(place, f"{quoted_json(name)} mer än en gång", "ett av varje namn")


def stray_files(folder: Path) -> Iterator[str]:
    """Yield what is to be known of files in a data folder that look like tables and are not read."""
    tables = {schema.path.lower(): schema for schema in load_package(folder).tables.values()}
    stems = sorted(tables, key=len, reverse=True)
    for path in sorted(folder.iterdir()):
        name = path.name.lower()
        if not name.endswith(LIKE_TABLES) or name in tables or name.startswith((".", "~$")):
            continue
        word = r"(?<![a-z0-9_]){}(?![a-z0-9_])"
        copied = next((stem for stem in stems if re.search(word.format(re.escape(stem[:-4])), name)), "")
        if copied and (folder / tables[copied].path).is_file():
            place, advice = tables[copied].path, "Jämför dem, och flytta den som inte gäller ur mappen."
            yield f"{path.name} läses inte: {tables[copied].title} läses ur {place}. {advice}"
        elif not name.endswith(".txt"):  # notes of one's own
            advice = "Ta in den med namndbok import, eller flytta den ur mappen."
            yield f"{path.name} i datamappen är ingen tabell som läses. {advice}"
