"""A board's data package: the tables of the library, and what the board's `datapackage.json` adds to them.

A descriptor may have tables and columns of its own, and its own words for what the library has: title,
description and labels. Types, units, constraints and keys of the library's tables stand fast. One that lists
those tables whole is read as well, as long as it agrees. Its shape is compared with the JSON Schema in
`descriptor.json`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from namndbok.data.cells import ODD, refusal
from namndbok.data.files import read_text
from namndbok.data.schema import (
    PATTERNS,
    RESOURCE,
    TableSchema,
    library_resources,
    library_tables,
    table_schema,
)
from namndbok.errors import Fault, InvalidData, meant, quoted

DESCRIPTOR = "datapackage.json"
SHAPE = json.loads(Path(__file__).with_name("descriptor.json").read_text(encoding="utf-8"))
KINDS: dict[str, tuple[type | tuple[type, ...], str]] = {
    "string": (str, "text"),
    "number": ((int, float), "ett tal"),
    "boolean": (bool, "true eller false"),
    "array": (list, "en lista"),
    "object": (dict, "ett objekt"),
}
FIXED = ("type", "unit", "constraints", "needs", "within", "limits", "carried")
NUMERIC = ("integer", "number", "year")
LIMIT = re.compile(r"-?\d{1,15}(\.\d{1,15})?")
LIKE_TABLES = (".csv", ".txt", ".tsv", ".xls", ".xlsx", ".xlsm", ".ods")


@dataclass(frozen=True)
class Package:
    """A board's tables by name, those of the library first, and the descriptor that they were made from."""

    title: str
    tables: Mapping[str, TableSchema]
    described: Mapping[str, Any]


def find_folder(folder: Path | str) -> Path:
    """Find a data folder: as it is given, or else beside the working folder or one above it.

    A notebook that is opened in JupyterLab runs in its own folder, which has no tables. What is found nowhere
    is returned as it was given; to load it says where it was looked for.
    """
    places = (Path(folder), *_places(Path(folder)))
    return next((place for place in places if (place / DESCRIPTOR).is_file()), Path(folder))


def _places(folder: Path) -> list[Path]:
    return [above / folder for above in (Path.cwd(), *Path.cwd().parents)]


def load_package(folder: Path) -> Package:
    """Read a data folder's descriptor; raises `InvalidData` with all that is wrong in it."""
    described = read_descriptor(folder)
    own = described.get("resources", [])
    faults = [*_repeated_names("paketet.resources", (resource["name"] for resource in own))]
    faults += [fault for resource in own for fault in _disagreements(resource)]
    described_tables = {resource["name"]: table_schema(joined_resource(resource)) for resource in own}
    tables = library_tables() | described_tables
    faults += [fault for table in described_tables.values() for fault in _misfits(table, tables)]
    faults += _repeated_names("paketet.resources", (table.path for table in tables.values()))
    if faults:
        raise InvalidData(faults)
    return Package(described["title"], tables, described)


def read_descriptor(folder: Path) -> dict[str, Any]:
    """Return the content of a data folder's descriptor; raises `InvalidData` with all that is misshapen."""
    path = folder / DESCRIPTOR
    if not path.is_file():
        looked = "" if folder.is_absolute() else f"; letade i {', '.join(map(str, _places(folder)))}"
        reason = "no_descriptor" if folder.is_dir() else "no_folder"
        raise InvalidData([Fault(str(path), None, None, *refusal(reason, looked=looked, name=DESCRIPTOR))])
    try:
        content = json.loads(read_text(path, DESCRIPTOR))
        faults = [*_odd_texts(content)] or [*shape_faults(content)]
    except json.JSONDecodeError as error:
        faults = [Fault(DESCRIPTOR, error.lineno, None, *refusal("no_json"))]
    except RecursionError:
        faults = [_fault("paketet", "endless")]
    except ValueError:
        faults = [_fault("paketet", "endless_number")]
    if faults:
        raise InvalidData(faults)
    return content


def _fault(place: str, reason: str = "shape", /, **said: Any) -> Fault:
    """Point at a place in the descriptor, such as `paketet.resources[outcome].schema`."""
    return Fault(DESCRIPTOR, None, place, *refusal(reason, **said))


def _json(value: Any) -> str:
    """Quote a JSON value for a message."""
    if value is None:
        return "inget"
    return quoted(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _odd_texts(value: Any) -> Iterator[Fault]:
    if isinstance(value, str) and (odd := ODD.search(value)):
        yield _fault("paketet", "odd_sign", code=ord(odd[0]))
    elif isinstance(value, dict | list):
        for item in (*value, *value.values()) if isinstance(value, dict) else value:
            yield from _odd_texts(item)


def shape_faults(value: Any, shape: Mapping[str, Any] = SHAPE, place: str = "paketet") -> Iterator[Fault]:
    """Yield where a JSON value differs from a JSON Schema that has the key words of `descriptor.json`."""
    shape = SHAPE["$defs"][shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape
    names = shape.get("type", list(KINDS))
    kinds = [KINDS[name] for name in ([names] if isinstance(names, str) else names)]
    fits = any(isinstance(value, kind) and isinstance(value, bool) == (kind is bool) for kind, _ in kinds)
    pattern = shape.get("pattern") if isinstance(value, str) else None
    if not fits or value not in shape.get("enum", [value]) or (pattern and not re.fullmatch(pattern, value)):
        allowed = shape.get("allowed") or " eller ".join(word for _, word in kinds)
        yield _fault(place, found=_json(value), allowed=allowed)
    elif isinstance(value, dict):
        known, others = shape.get("properties", {}), shape.get("additionalProperties", {})
        for key in (*(key for key in shape.get("required", ()) if key not in value), *value):
            if key in known:
                yield from shape_faults(value.get(key), known[key], f"{place}.{key}")
            elif others is False:
                close = meant(key, known, refusal("no_json")[2])
                yield _fault(place, "unknown_name", found=quoted(key), allowed=", ".join(known), meant=close)
            else:
                yield from shape_faults(value[key], others, f"{place}.{quoted(key)}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            name = item.get("name") if isinstance(item, dict) else None
            is_name = isinstance(name, str) and re.fullmatch(SHAPE["$defs"]["name"]["pattern"], name)
            yield from shape_faults(item, shape.get("items", {}), f"{place}[{name if is_name else number}]")


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
                yield _fault(f"{where}.{key}", "fixed", found=_json(said[key]), allowed=_json(fixed.get(key)))


def _misfits(table: TableSchema, tables: Mapping[str, TableSchema]) -> Iterator[Fault]:
    """Yield what a table says of columns, tables and values that does not fit together."""
    columns, keys = table.columns, table.foreign_keys
    named = [("primaryKey", table.primary_key), *(("foreignKeys", key.columns) for key in keys)]
    # Where in the schema something is said, what, and what is allowed, if it is something else.
    misfits = [] if columns else [("fields", None, "minst en kolumn")]
    for key in keys:
        targets = tables[key.table].columns if key.table in tables else ()
        if not set(key.targets) <= set(targets) or len(key.columns) != len(key.targets):
            said = f"{', '.join(key.columns)} → {key.table} ({', '.join(key.targets)})"
            misfits.append(("foreignKeys", said, "lika många kolumner, som finns i tabellerna"))
    for column in table.fields:
        place, kind, is_numeric = f"fields[{column.name}]", column.kind, column.kind in NUMERIC
        named += [(f"{place}.needs", column.needs), (f"{place}.limits", column.limits.values())]
        if column.within and (column.within not in columns or table.field(column.within).kind != "year"):
            misfits.append((f"{place}.within", column.within, "kolumner av typen year som finns i tabellen"))
        for name, value in column.constraints.items():
            is_limit = is_numeric and bool(LIMIT.fullmatch(str(value)))
            fitting = {"minimum": is_limit, "maximum": is_limit}
            allowed = f"ett villkor som går att pröva på typen {kind}"
            if kind == "string":
                fitting |= {"enum": bool(value), "pattern": value in list(PATTERNS)}
                allowed = f"ett av mönstren {', '.join(PATTERNS)}" if name == "pattern" else allowed
            if not fitting.get(name, name not in ("enum", "pattern")):
                misfits.append((f"{place}.constraints.{name}", value, allowed))
        if "multiple_of" in column.limits and not is_numeric:
            misfits.append((f"{place}.limits", "multiple_of", f"inget, eftersom typen är {kind}"))
        codes = column.constraints.get("enum", column.labels)
        if not column.labels.keys() <= set(codes):
            misfits.append((f"{place}.labels", column.labels, f"ord för {', '.join(codes)}"))
    absent = ((place, name) for place, names in named for name in names if name not in columns)
    misfits += [(place, name, "kolumner som finns i tabellen") for place, name in absent]
    for place, said, allowed in misfits:
        yield _fault(f"paketet.resources[{table.name}].schema.{place}", found=_json(said), allowed=allowed)


def _repeated_names(place: str, names: Iterable[str]) -> Iterator[Fault]:
    repeated = (name for name, times in Counter(names).items() if times > 1)
    yield from (_fault(place, "repeated_name", found=_json(name)) for name in repeated)


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
