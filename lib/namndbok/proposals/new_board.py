"""The first data folder of a board: its name, municipalities and bodies, and a year to fill in.

What is the same for every new board stands in `new_board.json`; `municipalities.csv` has the country's
municipalities by code and name.
"""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from namndbok.data import DESCRIPTOR, library_resources, to_csv, write_new_folder
from namndbok.errors import InvalidParameter, meant, quoted
from namndbok.swedish import listing, order, slug

TEXTS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
QUESTIONS: Mapping[str, str] = TEXTS["questions"]
ALONE = "aeiouyåäösxz"  # a name that ends so has no s before kommun


def create_board(folder: Path, *, name: str, municipalities: str, host: str, year: int, bodies: str) -> Path:
    """Write a board's data folder into `folder` and return it; nothing is written over.

    Municipalities, by name or code, and bodies are parted by commas. The year has one outcome of 0 kr, to be
    filled in. Raises `InvalidParameter`.
    """
    data, coded = folder / "data", {}
    host_code, *codes = find_municipalities([host, *municipalities.split(",")])
    names, words = known_municipalities(), {"name": name.strip(), "year": str(year)}
    names_of_bodies = [body.strip() for body in bodies.split(",") if body.strip()]
    if not words["name"] or not names_of_bodies:
        raise InvalidParameter("Nämnden behöver ett namn och minst ett organ.")
    tables = {
        table: [{key: str(cell).format(**words) for key, cell in row.items()} for row in rows]
        for table, rows in TEXTS["tables"].items()
    }
    tables["municipalities"] = [
        {"code": code, "name": names[code], "official_name": _official(names[code])}
        | {"host": code == host_code, **TEXTS["source"]}
        for code in sorted({host_code, *codes}, key=lambda code: order(names[code]))
    ]
    for body in names_of_bodies:
        code, meetings = slug(body), TEXTS["other_body" if coded else "first_body"]
        coded.setdefault(f"{code}-{len(coded)}" if code in coded else code, {"name": body, **meetings})
    tables["bodies"] = [{"body": code} | row for code, row in coded.items()]
    board = {"name": words["name"], "host": host_code, "entity": "kommun"}
    described = {"name": slug(words["name"])[:60], "title": words["name"], "board": board}
    files = {DESCRIPTOR: json.dumps(described, ensure_ascii=False, indent=2) + "\n"}
    for table, resource in library_resources().items():
        columns = [column["name"] for column in resource["schema"]["fields"]]
        rows = ([row.get(column) for column in columns] for row in tables.get(table, ()))
        files[resource["path"]] = to_csv(columns, rows)
    write_new_folder(data, files)
    return data


def find_municipalities(texts: Iterable[str]) -> list[str]:
    """Return the codes of municipalities by name or code; raises `InvalidParameter` for all that are none."""
    names = known_municipalities()
    spelled = {
        _plain(spelling): code for code, name in names.items() for spelling in (code, name, _official(name))
    }
    typed = [text for text in texts if text.strip()]
    unknown = [text for text in typed if _plain(text) not in spelled]
    if unknown or not typed:
        known = [*names.values()]
        hints = [f"{quoted(text)} ({meant(text, known, 'ingen med liknande namn')})" for text in unknown]
        named = listing(hints) or "så"
        raise InvalidParameter(f"Ingen kommun i Sverige heter {named}. Skriv kommunens namn eller kod.")
    return [spelled[_plain(text)] for text in typed]


def _plain(name: str) -> str:
    """Leave out what a municipality may be called beside its name."""
    return re.sub(r"^region | (kommun|stad)$", "", " ".join(name.lower().split()))


def known_municipalities() -> dict[str, str]:
    """Return the names of the country's municipalities by code."""
    with Path(__file__).with_name("municipalities.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def _official(name: str) -> str:
    return f"{name}{'' if name[-1].lower() in ALONE else 's'} kommun"
