"""The command `namndbok scenario`: compute, show on the screen, save, and write an Excel workbook."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from namndbok.data import load_data
from namndbok.errors import InvalidParameter
from namndbok.proposals.scenario.redistribution import Redistribution, redistribute
from namndbok.proposals.scenario.scenario import read_scenario
from namndbok.proposals.scenario.scenario_file import open_scenario, save_scenario, write_new
from namndbok.proposals.scenario.tables import scenario_text, table_compared
from namndbok.show import as_text
from namndbok.swedish import NBSP

FLAGS = {"services": "--service", "also": "--with", "year": "ÅR"}
GAP = "  "
HEADINGS = ("Kommun", "Mer, kr", "Förändring", "Scenariot", "Beslutat", "Per inv.", "I dag/inv.")
KRONOR = f"{NBSP}kr"


def run_scenario(
    year: int, flags: Mapping[str, Any], *, file: Path | None, xlsx: Path | None, out: Path, data: Path
) -> Iterator[str]:
    """Do what was asked for and yield the lines to show; raises NamndbokError, OSError.

    `flags`: the parameters that were typed, None where not given; they go before what the file says.
    """
    tables = load_data(data)
    saved = asdict(open_scenario(file, tables)) if file else {}
    typed = {name: value for name, value in flags.items() if value not in (None, [])}
    parameters = saved | {"year": year} | typed
    scenario = read_scenario(tables, parameters, lambda name: FLAGS.get(name, f"--{name.replace('_', '-')}"))
    redistribution = redistribute(tables, scenario)
    workbook = _workbook(xlsx, redistribution) if xlsx else b""
    yield from _lines(redistribution, shutil.get_terminal_size().columns)
    if xlsx:
        yield f"Excelboken finns i {write_new(xlsx, workbook)}"
    yield f"Scenariot finns i {save_scenario(scenario, out)}"


def _workbook(path: Path, redistribution: Redistribution) -> bytes:
    from namndbok.proposals.scenario.excel import excel_workbook

    if path.suffix.lower() != ".xlsx":
        raise InvalidParameter(f"Excelbokens namn ska sluta på .xlsx, inte {path.name}.")
    if path.exists():
        raise InvalidParameter(f"{path} finns redan och skrivs inte över. Välj ett annat namn.")
    return excel_workbook(redistribution)


def _lines(redistribution: Redistribution, width: int) -> Iterator[str]:
    """Yield the parameters, the comparison and the sum; figures below each other on a narrow screen."""
    yield from (scenario_text("parameters", redistribution).text, "")
    rows = [
        [as_text(cell).removesuffix(KRONOR) for cell in row.cells]
        for row in table_compared(redistribution).rows
    ]
    widths = [max(map(len, column)) for column in zip(HEADINGS, *rows, strict=True)]
    if sum(widths) + len(GAP) * (len(widths) - 1) <= width:
        for name, *figures in (HEADINGS, *rows):
            aligned = (figure.rjust(room) for figure, room in zip(figures, widths[1:], strict=True))
            yield GAP.join([name.ljust(widths[0]), *aligned])
    else:
        for name, *figures in rows:
            yield name
            yield from (f"  {title}: {figure}" for title, figure in zip(HEADINGS[1:], figures, strict=True))
    yield from ("", scenario_text("compared", redistribution).text)
