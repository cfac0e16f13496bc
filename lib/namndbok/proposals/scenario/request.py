"""The command `namndbok scenario`: compute, show on the screen, save, and write an Excel workbook."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from namndbok.data import check_new_workbook, write_beside
from namndbok.errors import InvalidParameter
from namndbok.proposals.scenario import tables
from namndbok.proposals.scenario.redistribution import MOST_BESIDE, open_scenarios
from namndbok.proposals.scenario.scenario import save_scenario
from namndbok.show import as_text
from namndbok.show.tables import Table
from namndbok.swedish import NBSP

HEADINGS = ("Kommun", "Mer, kr", "Förändring", "Scenariot", "I dag", "Per inv.", "I dag/inv.")


def run_scenario(
    year: int,
    flags: Mapping[str, Any],
    *,
    file: Path | None,
    beside: Sequence[Path],
    xlsx: Path | None,
    out: Path,
    data: Path,
) -> Iterator[str]:
    """Do what was asked for and yield the lines to show; raises NamndbokError, OSError.

    `flags`: the parameters that were typed, None where not given; they go before what the file says.
    `beside`: saved scenarios to show beside it, three at most.
    """
    if len(beside) > MOST_BESIDE:
        raise InvalidParameter("Högst tre sparade scenarier kan stå bredvid. Ta bort någon --beside.")
    typed = {name: value for name, value in flags.items() if value not in (None, [])}
    together = open_scenarios(data, year, typed, tables.option_of, file=file, beside=beside)
    redistribution, scenario = together[0], together[0].scenario
    if xlsx:
        from namndbok.proposals.scenario.workbook import scenario_workbook

        check_new_workbook(xlsx)
        write_beside(xlsx, scenario_workbook(redistribution))
    yield from (tables.scenario_text("parameters", redistribution).text, "")
    table = replace(tables.table_compared(redistribution), headings=HEADINGS)
    lines = _aligned(table)
    if max(map(len, lines)) > shutil.get_terminal_size().columns:  # figures below each other
        lines = []
        for name, *figures in _cells(table):
            pairs = zip(HEADINGS[1:], figures, strict=True)
            lines += [name, *(f"  {title}: {figure}" for title, figure in pairs)]
    yield from (*lines, "", tables.scenario_text("compared", redistribution).text)
    if scenario.years:
        yield from ("", *_aligned(tables.table_years(redistribution)))
    if beside:
        for table in (tables.table_beside(together), tables.table_spread(together)):
            yield from ("", *_aligned(table))
        yield from ("", tables.beside_text(together).text)
    if (fairness := tables.table_fairness(redistribution)).rows:
        yield from ("", tables.fairness_text(redistribution).text, "", *_aligned(fairness))
    if xlsx:
        yield f"Excelboken finns i {xlsx}"
    yield f"Scenariot finns i {save_scenario(scenario, out)}"


def _cells(table: Table) -> list[list[str]]:
    """Return the cells of a table as text, kronor without their unit."""
    return [[as_text(cell).removesuffix(f"{NBSP}kr") for cell in row.cells] for row in table.rows]


def _aligned(table: Table) -> list[str]:
    """Write a table with its columns below each other."""
    rows = [[as_text(heading) for heading in table.headings], *_cells(table)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join([name.ljust(widths[0]), *map(str.rjust, cells, widths[1:])]) for name, *cells in rows]
