"""Find the cells that computing a year's facts reads, so that only those need to be changed one at a time.

A cell is not read where a value that cannot be compared, counted, added or looked up may stand in it, and
nothing too, without an error and without another figure. Cells are tried many together: a whole table, then
a column, then a column's rows of one year.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NoReturn
from unittest.mock import patch

from namndbok.data.load import Data
from namndbok.facts.fact import Facts
from tracing.change import Cell, Computed, cells, compute, differs

OPERATIONS = (
    "eq", "ne", "lt", "le", "gt", "ge", "hash", "bool", "add", "radd", "sub", "rsub", "mul", "rmul",
    "truediv", "rtruediv", "floordiv", "mod", "abs", "neg", "int", "index", "float", "iter", "len", "getattr",
)  # fmt: skip


class Used(Exception):
    """A value that must not be used was used."""


def refuse(*values: object) -> NoReturn:
    """Raise `Used`."""
    raise Used


# It can be written, since labels name rows; a figure's id that changes with it is noticed.
Unusable = type("Unusable", (), {f"__{name}__": refuse for name in OPERATIONS})


def read_cells(data: Data, year: int) -> frozenset[Cell]:
    """Return the cells that the facts of a year are computed from, or may be; documents are left out."""

    def year_of(cell: Cell) -> object:
        row = data[cell.table].loc[cell.row]
        return row.get("year") or getattr(row.get("date"), "year", None)

    groupings: list[Callable[[Cell], Any]] = [lambda cell: cell.table, lambda cell: cell.column, year_of]
    # Where a figure stands is no part of its value.
    with patch.object(Facts, "source", lambda facts, row: None):
        before = compute(data, [year])
        return frozenset(_read(data, year, before, [cells(data)], groupings))


def _read(
    data: Data, year: int, before: Computed, groups: Iterable[list[Cell]], groupings: Sequence[Callable]
) -> Iterator[Cell]:
    for group in groups:
        if _is_read(data, year, before, group):
            if not groupings:
                yield from group
                continue
            parts: dict[object, list[Cell]] = {}
            for cell in group:
                parts.setdefault(groupings[0](cell), []).append(cell)
            yield from _read(data, year, before, parts.values(), groupings[1:])


def _is_read(data: Data, year: int, before: Computed, group: list[Cell]) -> bool:
    for value in (Unusable(), None):
        tables = {name: data[name].copy() for name in {cell.table for cell in group}}
        for cell in group:
            tables[cell.table].at[cell.row, cell.column] = value
        try:
            after = compute(replace(data, tables={**data.tables, **tables}), [year])
        except Exception:  # whatever it leads to, it was used
            return True
        if differs(before, after):
            return True
    return False
