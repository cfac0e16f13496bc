"""Every cell, changed in every way that loading takes, and every row left out: the trace is true and alive.

Takes about a quarter of an hour.
"""

from namndbok.data.load import load_data
from planting.board import REAL
from tracing.inert import PAGE, column_of, reason_of, trace, traced_years, write_page


def test_every_figure_that_a_cell_changes_declares_its_row_and_declares_nothing_else():
    data = load_data(REAL)
    years = traced_years(data)
    traced = trace(data, years)
    assert (traced.undeclared, traced.dead) == (frozenset(), frozenset())
    assert [cell for cell, moves in traced.live.items() if moves and reason_of(column_of(cell))] == []
    assert write_page(data, years, traced.live) == PAGE.read_text(encoding="utf-8")
