"""The trace is true: a figure that changes with a cell names the cell's row, directly or through others.

All cells are tried in `tests/benchmarks/test_every_cell.py`; `docs/inert.md` lists those that change nothing.
"""

import re
from random import Random

import pytest

from namndbok.data.load import Data, load_data
from namndbok.facts.fact import Facts
from planting.board import REAL
from planting.edit import put
from tracing.change import Cell, cells, changes, compute, differs, effects
from tracing.inert import PAGE, column_of, reason_of

SAMPLE, YEARS = 220, (2024, 2022)


@pytest.fixture(scope="module")
def data() -> Data:
    return load_data(REAL)


def year_of(data: Data, cell: Cell) -> int:
    """Return the year that a cell's row is of, if it is one of those that are computed; or else the first."""
    year = data[cell.table].loc[cell.row].get("year")
    return year if year in YEARS else YEARS[0]


def test_of_a_sample_of_changed_cells_every_figure_that_changes_declares_the_row(data: Data):
    """A cell of each column that may change something, and some of any; those that are said to be inert are.

    The inert ones are changed together and the facts computed once; one by one only if anything changes.
    """
    random, known, listed = Random(3), cells(data), listed_as_inert()
    columns: dict[str, list[Cell]] = {}
    for cell in known:
        columns.setdefault(column_of(cell), []).append(cell)
    chosen = [random.choice(column) for name, column in columns.items() if not reason_of(name)]
    chosen += random.sample(known, SAMPLE)
    ways = {cell: next(changes(data, cell, random), None) for cell in chosen}
    changed = {cell: other for cell, other in ways.items() if other}
    inert = [cell for cell in changed if reason_of(column_of(cell)) or (column_of(cell), cell.row) in listed]
    together = data
    for cell in inert:
        value = changed[cell][cell.table].at[cell.row, cell.column]
        together = put(together, cell.table, cell.row, **{cell.column: value})
    if differs(compute(data, YEARS), compute(together, YEARS)):
        effects_of_inert = effects(data, YEARS, ((cell, changed[cell]) for cell in inert))
        assert [effect.cell for effect in effects_of_inert if effect.changed] == []
    untrue, moving = [], 0
    for year in YEARS:
        live = (cell for cell in changed if cell not in inert and year_of(data, cell) == year)
        for effect in effects(data, [year], ((cell, changed[cell]) for cell in live)):
            moving += bool(effect.changed)
            untrue += [(effect.cell, *key) for key in sorted(effect.undeclared)]
    assert untrue == []
    assert len(inert) > 100 and moving > 50


def listed_as_inert() -> set[tuple[str, int]]:
    """Return the column and row of each cell that the page lists one by one."""
    lines = re.findall(r"^- `(.+)` \((.+)\)$", PAGE.read_text(encoding="utf-8"), re.M)
    return {(column, int(row)) for column, rows in lines for row in rows.split(", ")}


def test_the_page_of_inert_cells_names_every_column_that_changes_nothing(data: Data):
    page = PAGE.read_text(encoding="utf-8")
    columns = {column_of(cell) for cell in cells(data)}
    assert {name for name in columns if reason_of(name) and f"`{name}`" not in page} == set()


def test_a_figure_that_hides_what_it_depends_on_is_found(data: Data, monkeypatch: pytest.MonkeyPatch):
    """A result that does not say where the income stands."""
    number = data.of_year("outcome", 2024).index[0]
    cell = Cell("outcome", int(number), "income")
    honest = Facts.rows_behind
    hiding = lambda facts, id: () if id == "economy.result" else honest(facts, id)  # noqa: E731
    monkeypatch.setattr(Facts, "rows_behind", hiding)
    income = data["outcome"].at[number, "income"]
    [effect] = effects(data, [2024], [(cell, put(data, "outcome", number, income=income + 1))])
    assert effect.undeclared == {(2024, "economy.result")}
