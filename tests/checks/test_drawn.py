"""Slips are drawn from the schema alone: every column that has a value, every kind that its type allows."""

from random import Random

import pytest

from namndbok.data.load import Data
from planting import clean_board
from planting.drawn import WEIGHTS, Slip, draw, kinds
from planting.edit import faults
from planting.harness import Board, board

YEAR_SEED = 3


@pytest.fixture(scope="module")
def small() -> Board:
    data = clean_board(YEAR_SEED)
    return board(data, max(data.years))


@pytest.fixture(scope="module")
def slips(small: Board) -> list[Slip]:
    return list(draw(small.data, small.year, Random(1), 1))


def test_every_table_with_rows_has_slips_of_every_column_with_values(small: Board, slips: list[Slip]):
    """But for a column that has one value in all rows, which copying does not change, and is never empty."""
    drawn = {(slip.table, slip.column) for slip in slips}
    year = small.year
    for name, schema in small.data.package.tables.items():
        rows = small.data.of_year(name, year) if "year" in schema.columns else small.data[name]
        filled = {(name, column) for column in schema.columns if rows[column].notna().any()}
        assert filled <= drawn


def test_a_slip_changes_one_or_two_rows_of_its_table_and_nothing_else(small: Board, slips: list[Slip]):
    for slip in slips[::7]:
        changed = [name for name in small.data.tables if slip.planted.data[name] is not small.data[name]]
        assert changed == [slip.table]
        old, new = small.data[slip.table], slip.planted.data[slip.table]
        rows = [number for number in old.index if not old.loc[number].equals(new.loc[number])]
        assert 1 <= len(rows) <= 2
        assert {f"{slip.table}:{number}" for number in rows} == set(slip.planted.rows)


def test_every_kind_has_a_weight_and_every_weight_a_kind(small: Board):
    tables = small.data.package.tables.values()
    allowed = {kind for schema in tables for column in schema.fields for kind in kinds(schema, column)}
    assert allowed == set(WEIGHTS)


def test_the_same_seed_draws_the_same_slips(small: Board, slips: list[Slip]):
    again = draw(small.data, small.year, Random(1), 1)
    assert [(slip.kind, slip.planted.rows) for slip in again] == [
        (slip.kind, slip.planted.rows) for slip in slips
    ]


def test_a_clean_board_fills_every_table_that_a_yearly_report_is_made_of(small: Board):
    """Nobody has asked anything that could be answered; the others are for meetings and proposals."""
    data: Data = small.data
    others = {"answers", "calls", "cases", "case_texts", "follow_ups", "keys", "standalone", "year_wheel"}
    others |= {"import_mappings"}
    assert {name for name in data.tables if data[name].empty} <= others
    assert list(faults(data, clean_board(YEAR_SEED + 1))) == []
