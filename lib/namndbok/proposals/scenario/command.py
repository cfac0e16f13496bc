"""The command `namndbok scenario`: compute, show on the screen, save, and write an Excel workbook."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from namndbok.data import Data, load_data
from namndbok.errors import InvalidParameter
from namndbok.proposals.scenario.file import open_scenario, save_scenario, write_new
from namndbok.proposals.scenario.parameters import read_scenario
from namndbok.proposals.scenario.result import Result, compute
from namndbok.proposals.scenario.scenario import Scenario
from namndbok.proposals.scenario.tables import table_compared
from namndbok.proposals.scenario.telling import tell
from namndbok.show import as_text
from namndbok.swedish import NBSP

FLAGS = {"services": "--service", "also": "--with", "year": "ÅR"}
APART = "  "
HEADINGS = ("Kommun", "Mer, kr", "Förändring", "Scenariot", "Beslutat", "Per inv.", "I dag/inv.")
KRONOR = f"{NBSP}kr"


@dataclass(frozen=True)
class Asked:
    """What was typed: `flags` are the scenario's parameters, None where not given."""

    year: int
    flags: Mapping[str, Any]
    file: Path | None
    xlsx: Path | None
    out: Path
    data: Path


def run_scenario(asked: Asked) -> Iterator[str]:
    """Do what was asked for and yield the lines to show; raises NamndbokError, OSError."""
    data = load_data(asked.data)
    result = compute(data, _scenario(asked, data))
    book = _workbook(asked.xlsx, result) if asked.xlsx else b""
    yield from screen(result, shutil.get_terminal_size().columns)
    if asked.xlsx:
        yield f"Excelboken finns i {write_new(asked.xlsx, book)}"
    yield f"Scenariot finns i {save_scenario(result.scenario, asked.out)}"


def screen(result: Result, width: int) -> Iterator[str]:
    """Yield the parameters, the comparison and the sum as lines; below each other where it is too narrow."""
    yield from (tell("parameters", result).text, "")
    table = table_compared(result)
    rows = ([as_text(cell).removesuffix(KRONOR) for cell in row.cells] for row in table.rows)
    cells = [HEADINGS, *rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    if sum(widths) + len(APART) * (len(widths) - 1) <= width:
        for name, *rest in cells:
            figures = (text.rjust(room) for text, room in zip(rest, widths[1:], strict=True))
            yield APART.join([name.ljust(widths[0]), *figures])
    else:
        for name, *rest in cells[1:]:
            yield name
            yield from (f"  {title}: {text}" for title, text in zip(HEADINGS[1:], rest, strict=True))
    yield from ("", tell("compared", result).text)


def _scenario(asked: Asked, data: Data) -> Scenario:
    """Read the scenario: from a file, with what was typed in place of what it says."""
    saved = asdict(open_scenario(asked.file, data)) if asked.file else {}
    typed = {name: value for name, value in asked.flags.items() if value not in (None, [])}
    given = saved | {"year": asked.year} | typed
    return read_scenario(data, given, lambda name: FLAGS.get(name, f"--{name.replace('_', '-')}"))


def _workbook(path: Path, result: Result) -> bytes:
    from namndbok.proposals.scenario.workbook import workbook

    if path.suffix.lower() != ".xlsx":
        raise InvalidParameter(f"Excelbokens namn ska sluta på .xlsx, inte {path.name}.")
    if path.exists():
        raise InvalidParameter(f"{path} finns redan och skrivs inte över. Välj ett annat namn.")
    return workbook(result)
