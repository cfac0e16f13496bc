"""Every cell, changed in every way that loading takes, and every row left out: the trace is true and alive.

Takes about an hour.
"""

from itertools import chain

from namndbok.data.load import load_data
from planting.board import REAL
from planting.edit import faults, without
from tracing.change import Cell, cells, changes, compute, declarations, effects
from tracing.inert import EXTREMES

YEARS = [2022, 2024]


def test_every_figure_that_a_cell_changes_declares_its_row_and_declares_nothing_else():
    data = load_data(REAL)
    before = compute(data, YEARS)
    untrue, alive, together = set(), set(), set()
    known = cells(data)
    pairs = ((cell, changed) for cell in known for changed in changes(data, cell))
    rows = dict.fromkeys((cell.table, cell.row) for cell in known)
    gone = ((Cell(*row, ""), without(data, *row)) for row in rows)
    pairs = chain(pairs, (pair for pair in gone if next(faults(pair[1], data), None) is None))
    for effect in effects(data, YEARS, pairs):
        untrue |= {(effect.cell, *key) for key in effect.undeclared}
        alive |= {(key, effect.cell.id) for key in effect.changed}
        together |= {
            (key, name)
            for key in effect.changed & before.keys()
            for name in before[key][0].facts
            if (key[0], name) in effect.changed
        }
    dead = {pair for pair in declarations(before) if pair not in alive | together}
    assert untrue == set()
    assert {(key, name) for key, name in dead if before[key][0].formula not in EXTREMES} == set()
