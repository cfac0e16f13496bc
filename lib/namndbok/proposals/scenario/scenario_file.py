"""A scenario in a file: JSON that is easy to read, that says it is not decided, and is never overwritten."""

import itertools
import json
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from namndbok.data import Data, read_text
from namndbok.errors import Fault, quoted
from namndbok.proposals.scenario.scenario import MARK, REQUIRED, InvalidScenario, Scenario, read_scenario
from namndbok.swedish import slug

NOTICE = "mark"


def save_scenario(scenario: Scenario, folder: Path) -> Path:
    """Write a scenario to a new file named after it, and return its path.

    A file that already says the same is left as it is; one that says something else is never overwritten, and
    the new one gets a number. Raises OSError.
    """
    share = scenario.equal_share
    values = {NOTICE: MARK, "name": scenario.name} | asdict(scenario)
    # A share that is no decimal is written as a fraction.
    values["equal_share"] = float(share) if Fraction(repr(float(share))) == share else str(share)
    values["population_date"] = str(scenario.population_date)
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


def open_scenario(path: Path, data: Data) -> Scenario:
    """Read a scenario from a file; raises `InvalidScenario` with every fault: file, field, found, allowed."""
    name = path.name
    if not path.is_file():
        found = "ingen sådan fil"
        raise InvalidScenario([Fault.of_file(str(path), found, "en sparad scenariofil", "rätta sökvägen")])
    values = _values(read_text(path, name), name)
    missing = [field for field in REQUIRED if field not in values]
    if missing:
        raise InvalidScenario(
            Fault.of_file(f"{name}, fältet {field}", "inget", f"filen ska ha {field}", "lägg till fältet")
            for field in missing
        )
    values.pop(NOTICE, None)
    return read_scenario(data, values, lambda field: f"{name}, fältet {field}")


def _values(text: str, name: str) -> dict[str, Any]:
    action = "spara scenariot på nytt, eller jämför med en fil som fungerar"
    try:
        values = json.loads(text, parse_float=lambda number: Fraction(Decimal(number)))
    except ValueError as error:
        line = getattr(error, "lineno", None)
        fault = Fault(name, line, None, "tecken som inte är JSON", "ett scenario som JSON", action)
        raise InvalidScenario([fault]) from None
    if not isinstance(values, dict):
        found = f"{quoted(str(values))} i stället för fält"
        raise InvalidScenario([Fault.of_file(name, found, "fält mellan { och }", action)])
    return values
