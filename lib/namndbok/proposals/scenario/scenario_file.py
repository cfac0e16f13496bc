"""A scenario in a file: JSON that is easy to read, that says it is not decided, and is never overwritten."""

import itertools
import json
from pathlib import Path
from typing import Any

from namndbok.data import read_text
from namndbok.errors import Fault, quoted
from namndbok.proposals.scenario.scenario import MARK, InvalidScenario, Scenario, read_scenario
from namndbok.proposals.scenario.start import Start
from namndbok.swedish import slug

NOTICE = "mark"


def save_scenario(scenario: Scenario, folder: Path) -> Path:
    """Write a scenario to a new file named after it, and return its path.

    A file that already says the same is left as it is; one that says something else is never overwritten, and
    the new one gets a number. Raises OSError.
    """
    values = {NOTICE: MARK, "name": scenario.name, "year": scenario.year, "services": scenario.services}
    values |= scenario.changes
    content = (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()
    name = slug(scenario.name) if scenario.name else "scenario"
    folder.mkdir(parents=True, exist_ok=True)
    for number in itertools.count(1):
        path = folder / (f"{name}.json" if number == 1 else f"{name}-{number}.json")
        try:
            return write_new(path, content)
        except FileExistsError:
            if path.is_file() and path.read_bytes() == content:
                return path


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


def open_scenario(path: Path, start: Start) -> Scenario:
    """Read a scenario from a file; raises `InvalidScenario` with every fault: file, field, found, allowed.

    `start` is the year that it is to be tried on.
    """
    name = path.name
    if not path.is_file():
        found = "ingen sådan fil"
        raise InvalidScenario([Fault.of_file(str(path), found, "en sparad scenariofil", "rätta sökvägen")])
    values = _values(read_text(path, name), name)
    values.pop(NOTICE, None)
    if (year := values.pop("year", start.year)) != start.year:
        allowed, action = str(start.year), f"ange {year} som år"
        raise InvalidScenario([Fault.of_file(f"{name}, fältet year", quoted(str(year)), allowed, action)])
    return read_scenario(start, values, lambda field: f"{name}, fältet {field}")


def _values(text: str, name: str) -> dict[str, Any]:
    action = "spara scenariot på nytt, eller jämför med en fil som fungerar"
    try:
        values = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", None)
        fault = Fault(name, line, None, "tecken som inte är JSON", "ett scenario som JSON", action)
        raise InvalidScenario([fault]) from None
    if not isinstance(values, dict):
        found = f"{quoted(str(values))} i stället för fält"
        raise InvalidScenario([Fault.of_file(name, found, "fält mellan { och }", action)])
    return values
