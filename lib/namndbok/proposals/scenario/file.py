"""A scenario in a file: JSON that is easy to read, that says it is not decided, and is never overwritten."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from namndbok.data import Data, read_text
from namndbok.errors import Fault, quoted
from namndbok.proposals.scenario.parameters import InvalidScenario, read_scenario, required
from namndbok.proposals.scenario.scenario import MARK, Scenario
from namndbok.show import slug

NOTICE = "mark"
UNNAMED = "scenario"


def save_scenario(scenario: Scenario, folder: Path) -> Path:
    """Write a scenario to a new file named after it, and return its path.

    A file that already says the same is left as it is; one that says something else is never overwritten, and
    the new one gets a number. Raises OSError.
    """
    content = _written(scenario).encode()
    folder.mkdir(parents=True, exist_ok=True)
    for path in _numbered(folder, slug(scenario.name) if scenario.name else UNNAMED):
        try:
            return write_new(path, content)
        except FileExistsError:
            if path.is_file() and path.read_bytes() == content:
                return path
    raise AssertionError("there is always a free number")


def write_new(path: Path, content: bytes) -> Path:
    """Write a file that must not exist before, whole or not at all; raises OSError."""
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
        except BaseException:
            path.unlink()
            raise
    return path


def open_scenario(path: Path, data: Data) -> Scenario:
    """Read a scenario from a file; raises `InvalidScenario` with every fault: file, field, found, allowed."""
    name = path.name
    if not path.is_file():
        found = "ingen sådan fil"
        raise InvalidScenario([Fault.of_file(str(path), found, "en sparad scenariofil", "rätta sökvägen")])
    raw = _parsed(read_text(path, name), name)
    missing = [field for field in required() if field not in raw]
    if missing:
        raise InvalidScenario([_missing(name, field) for field in missing])
    raw.pop(NOTICE, None)
    return read_scenario(data, raw, lambda field: f"{name}, fältet {field}")


def saved(folder: Path) -> list[Path]:
    """List the scenario files of a folder by name."""
    return sorted(folder.glob("*.json"))


def _parsed(text: str, name: str) -> dict[str, Any]:
    action = "spara scenariot på nytt, eller jämför med en fil som fungerar"
    try:
        raw = json.loads(text, parse_float=lambda number: Fraction(Decimal(number)))
    except ValueError as error:
        line = getattr(error, "lineno", None)
        fault = Fault(name, line, None, "tecken som inte är JSON", "ett scenario som JSON", action)
        raise InvalidScenario([fault]) from None
    if not isinstance(raw, dict):
        found = f"{quoted(str(raw))} i stället för fält"
        raise InvalidScenario([Fault.of_file(name, found, "fält mellan { och }", action)])
    return raw


def _missing(name: str, field: str) -> Fault:
    return Fault.of_file(f"{name}, fältet {field}", "inget", f"filen ska ha {field}", "lägg till fältet")


def _written(scenario: Scenario) -> str:
    values = {NOTICE: MARK, "name": scenario.name} | asdict(scenario)
    values |= {
        "equal_share": _decimal(scenario.equal_share),
        "population_date": str(scenario.population_date),
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _decimal(share: Fraction) -> float | str:
    """Write a share as a decimal, or as a fraction where no decimal of JSON is equal to it."""
    return float(share) if Fraction(repr(float(share))) == share else str(share)


def _numbered(folder: Path, name: str) -> Iterator[Path]:
    yield folder / f"{name}.json"
    yield from (folder / f"{name}-{number}.json" for number in itertools.count(2))
