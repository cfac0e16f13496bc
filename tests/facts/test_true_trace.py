"""The trace is true: a figure that changes with a cell names the cell's row, directly or through others.

All cells are tried in `tests/benchmarks/test_every_cell.py`; `docs/inert.md` lists those that change nothing.
"""

from random import Random

import pytest

from namndbok.data.load import Data, load_data
from namndbok.facts.fact import Facts
from planting.board import REAL
from planting.edit import put
from tracing.change import Cell, cells, changes, effects
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
    """A cell of each column that may change something, and some of any; the inert ones change nothing."""
    random, known = Random(3), cells(data)
    columns: dict[str, list[Cell]] = {}
    for cell in known:
        columns.setdefault(column_of(cell), []).append(cell)
    chosen = [random.choice(column) for name, column in columns.items() if not reason_of(name)]
    chosen += random.sample(known, SAMPLE)
    untrue, lively, changed = [], [], 0
    for year in YEARS:
        of_year = (cell for cell in chosen if year_of(data, cell) == year)
        pairs = ((cell, next(changes(data, cell, random), None)) for cell in of_year)
        for effect in effects(data, [year], (pair for pair in pairs if pair[1] is not None)):
            changed += bool(effect.changed)
            untrue += [(effect.cell, *key) for key in sorted(effect.undeclared)]
            lively += [effect.cell] if effect.changed and reason_of(column_of(effect.cell)) else []
    assert untrue == []
    assert lively == []
    assert changed > 20


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
