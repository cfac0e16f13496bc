"""A board's `datapackage.json`: its name, its sources, and what it adds to the tables of the library.

It may have tables and columns of its own, and its own words for what the library has: title, description and
labels. Types, units, constraints and keys of the library's tables stand fast. A descriptor that lists those
tables whole is read as well, as long as it agrees.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from namndbok.data.cells import ODD
from namndbok.data.descriptor import CORRECT, JsonObject, Malformed, distinct, texts
from namndbok.data.schema import RESOURCE, TableSchema, library_resources, library_tables, parse_table
from namndbok.data.textfile import read_text
from namndbok.errors import Fault, InvalidData, quoted

DESCRIPTOR = "datapackage.json"
OF_PACKAGE = (
    "profile",
    "name",
    "title",
    "description",
    "version",
    "board",
    "sources",
    "licenses",
    "resources",
)
NAME = re.compile("[a-z0-9][a-z0-9._-]{0,59}")
FIXED = ("type", "unit", "constraints", "needs", "within")


@dataclass(frozen=True)
class Package:
    """A board's tables by name, those of the library first, and the descriptor that they were made from."""

    title: str
    tables: Mapping[str, TableSchema]
    described: Mapping[str, Any]


def load_package(folder: Path) -> Package:
    """Read `datapackage.json` in `folder`; raises `InvalidData` where it is missing or not understood."""
    path = folder / DESCRIPTOR
    if not path.is_file():
        found = "ingen fil" if folder.is_dir() else "ingen mapp med det namnet"
        looked = "" if folder.is_absolute() else f"; letade i {', '.join(map(str, _places(folder)))}"
        action = "ange var tabellerna finns: parametern data i en arbetsbok, --data för ett kommando"
        allowed = f"en datamapp med {DESCRIPTOR}"
        raise InvalidData([Fault.of_file(str(path), f"{found}{looked}", allowed, action)])
    try:
        return _package(JsonObject(_parsed(read_text(path, DESCRIPTOR)), "paketet"))
    except json.JSONDecodeError as error:
        fault = Fault(DESCRIPTOR, error.lineno, None, "text som inte är JSON", "giltig JSON", CORRECT)
    except RecursionError:
        fault = Fault.of_file(DESCRIPTOR, "listor i varandra utan slut", "giltig JSON", CORRECT)
    except Malformed as wrong:
        fault = _fault(wrong)
    raise InvalidData([fault])


def find_folder(folder: Path | str) -> Path:
    """Find a data folder: as it is given, or else beside the working folder or one above it.

    A notebook that is opened in JupyterLab runs in its own folder, which has no tables. What is found nowhere
    is returned as it was given; to load it says where it was looked for.
    """
    found = (place for place in _places(Path(folder)) if (place / DESCRIPTOR).is_file())
    return Path(folder) if (Path(folder) / DESCRIPTOR).is_file() else next(found, Path(folder))


def _places(folder: Path) -> list[Path]:
    here = Path.cwd()
    return [above / folder for above in (here, *here.parents)]


def _parsed(text: str) -> Any:
    try:
        content = json.loads(text)
    except json.JSONDecodeError:
        raise
    except ValueError:
        raise Malformed("paketet", "ett tal med tusentals siffror", "tal med högst 15 siffror") from None
    for odd in filter(None, map(ODD.search, texts(content))):
        raise Malformed("paketet", f"tecknet U+{ord(odd[0]):04X}", "tecken som går att läsa")
    return content


def _package(board: JsonObject) -> Package:
    board.only(OF_PACKAGE)
    board.words("board")
    for key in ("profile", "description", "version"):
        board.get(key, str, "")
    if not NAME.fullmatch(board.get("name", str, "namnd")):
        raise board.refused("name", "små bokstäver a-z, siffror, punkt, bindestreck och understreck")
    for key, needed in (("sources", "title"), ("licenses", "name")):
        for item in board.items(key, []):
            item.get(needed)
    own = board.items("resources", [])
    distinct(f"{board.place}.resources", (resource.content.get("name") for resource in own))
    tables, faults = dict(library_tables()), []
    for resource in own:
        try:
            table = parse_table(joined(resource))
            tables[table.name] = table
        except Malformed as wrong:
            faults.append(_fault(wrong))
    distinct(f"{board.place}.resources", (table.path for table in tables.values()))
    if faults or (faults := [_fault(wrong) for wrong in _loose_references(tables)]):
        raise InvalidData(faults)
    return Package(board.get("title"), tables, board.content)


def joined(own: JsonObject) -> JsonObject:
    """Return a resource of a board's, with what the library says of the table if it has one of that name."""
    known = library_resources().get(own.name())
    if known is None:
        return JsonObject(RESOURCE | own.content, own.place)
    schema, library = own.inner("schema", {}), known["schema"]
    own.agree(known, ["optional"])
    schema.agree(library, ["primaryKey"])
    keys = [key for key in schema.get("foreignKeys", list, []) if key not in library["foreignKeys"]]
    fields = {"fields": _joined_columns(schema, library), "foreignKeys": [*library["foreignKeys"], *keys]}
    return JsonObject(known | own.content | {"schema": library | schema.content | fields}, own.place)


def _joined_columns(schema: JsonObject, library: Mapping[str, Any]) -> list[dict[str, Any]]:
    columns = {column["name"]: column for column in library["fields"]}
    own = schema.items("fields", [])
    distinct(f"{schema.place}.fields", (column.content.get("name") for column in own))
    for column in own:
        known = columns.get(column.name(), {})
        if known:
            column.agree(known, FIXED)
        labels = {**known.get("labels", {}), **column.words("labels", {})}
        columns[column.name()] = known | column.content | ({"labels": labels} if labels else {})
    return list(columns.values())


def _loose_references(tables: Mapping[str, TableSchema]) -> Iterator[Malformed]:
    for table in tables.values():
        for key in table.foreign_keys:
            targets = tables[key.table].columns if key.table in tables else ()
            if not set(key.targets) <= set(targets) or len(key.columns) != len(key.targets):
                words = f"{', '.join(key.columns)} → {key.table} ({', '.join(key.targets)})"
                allowed = "lika många kolumner, som finns i tabellerna"
                place = f"paketet.resources[{table.name}].schema.foreignKeys"
                yield Malformed(place, quoted(words), allowed)


def _fault(wrong: Malformed) -> Fault:
    return Fault(DESCRIPTOR, None, wrong.place, wrong.found, wrong.allowed, wrong.action)
