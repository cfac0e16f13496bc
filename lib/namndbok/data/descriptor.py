"""Read a board's `datapackage.json`, and compare its shape with the JSON Schema in `descriptor.json`."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from namndbok.data.cells import ODD
from namndbok.data.files import read_text
from namndbok.errors import Fault, InvalidData, meant, quoted

DESCRIPTOR = "datapackage.json"
CORRECT = "rätta det, eller återställ filen ur versionshanteringen"
SHAPE = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
KINDS: dict[str, tuple[type | tuple[type, ...], str]] = {
    "string": (str, "text"),
    "number": ((int, float), "ett tal"),
    "boolean": (bool, "true eller false"),
    "array": (list, "en lista"),
    "object": (dict, "ett objekt"),
}


def read_descriptor(folder: Path) -> dict[str, Any]:
    """Return the content of a data folder's descriptor; raises `InvalidData` with all that is misshapen."""
    path = folder / DESCRIPTOR
    if not path.is_file():
        found = "ingen fil" if folder.is_dir() else "ingen mapp med det namnet"
        looked = "" if folder.is_absolute() else f"; letade i {', '.join(map(str, _places(folder)))}"
        action = "ange var tabellerna finns: parametern data i en arbetsbok, --data för ett kommando"
        allowed = f"en datamapp med {DESCRIPTOR}"
        raise InvalidData([Fault.of_file(str(path), f"{found}{looked}", allowed, action)])
    try:
        content = json.loads(read_text(path, DESCRIPTOR))
        faults = [*_odd_texts(content)] or [*shape_faults(content)]
    except json.JSONDecodeError as error:
        faults = [Fault(DESCRIPTOR, error.lineno, None, "text som inte är JSON", "giltig JSON", CORRECT)]
    except RecursionError:
        faults = [descriptor_fault("paketet", "listor i varandra utan slut", "giltig JSON")]
    except ValueError:
        faults = [descriptor_fault("paketet", "ett tal med tusentals siffror", "tal med högst 15 siffror")]
    if faults:
        raise InvalidData(faults)
    return content


def find_folder(folder: Path | str) -> Path:
    """Find a data folder: as it is given, or else beside the working folder or one above it.

    A notebook that is opened in JupyterLab runs in its own folder, which has no tables. What is found nowhere
    is returned as it was given; to load it says where it was looked for.
    """
    places = (Path(folder), *_places(Path(folder)))
    return next((place for place in places if (place / DESCRIPTOR).is_file()), Path(folder))


def _places(folder: Path) -> list[Path]:
    return [above / folder for above in (Path.cwd(), *Path.cwd().parents)]


def descriptor_fault(place: str, found: str, allowed: str, action: str = CORRECT) -> Fault:
    """Point at a place in the descriptor, such as `paketet.resources[outcome].schema`."""
    return Fault(DESCRIPTOR, None, place, found, allowed, action)


def quoted_json(value: Any) -> str:
    """Quote a JSON value for a message."""
    if value is None:
        return "inget"
    return quoted(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _odd_texts(value: Any) -> Iterator[Fault]:
    if isinstance(value, str) and (odd := ODD.search(value)):
        yield descriptor_fault("paketet", f"tecknet U+{ord(odd[0]):04X}", "tecken som går att läsa")
    elif isinstance(value, dict | list):
        for item in (*value, *value.values()) if isinstance(value, dict) else value:
            yield from _odd_texts(item)


def shape_faults(value: Any, shape: Mapping[str, Any] = SHAPE, place: str = "paketet") -> Iterator[Fault]:
    """Yield where a JSON value differs from a JSON Schema that has the key words of `descriptor.json`."""
    shape = _definition(shape)
    kinds = [KINDS[name][0] for name in _names(shape)]
    fits = any(isinstance(value, kind) and isinstance(value, bool) == (kind is bool) for kind in kinds)
    pattern = shape.get("pattern") if isinstance(value, str) else None
    if not fits or value not in shape.get("enum", [value]) or (pattern and not re.fullmatch(pattern, value)):
        yield descriptor_fault(place, quoted_json(value), _allowed(shape))
    elif isinstance(value, dict):
        yield from _object_faults(value, shape, place)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from shape_faults(item, shape.get("items", {}), f"{place}[{_called(item) or number}]")


def _object_faults(value: dict[str, Any], shape: Mapping[str, Any], place: str) -> Iterator[Fault]:
    known, others = shape.get("properties", {}), shape.get("additionalProperties", {})
    for key in shape.get("required", ()):
        if key not in value:
            yield descriptor_fault(f"{place}.{key}", "inget", _allowed(_definition(known[key])))
    for key, item in value.items():
        if key in known:
            yield from shape_faults(item, known[key], f"{place}.{key}")
        elif others is False:
            yield descriptor_fault(place, quoted(key), ", ".join(known), meant(key, known, CORRECT))
        else:
            yield from shape_faults(item, others, f"{place}.{quoted(key)}")


def _definition(shape: Mapping[str, Any]) -> Mapping[str, Any]:
    return SHAPE["$defs"][shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape


def _names(shape: Mapping[str, Any]) -> list[str]:
    names = shape.get("type", list(KINDS))
    return [names] if isinstance(names, str) else names


def _allowed(shape: Mapping[str, Any]) -> str:
    return shape.get("allowed") or " eller ".join(KINDS[name][1] for name in _names(shape))


def _called(item: Any) -> str:
    name = item.get("name") if isinstance(item, dict) else None
    return name if isinstance(name, str) and re.fullmatch(SHAPE["$defs"]["name"]["pattern"], name) else ""
