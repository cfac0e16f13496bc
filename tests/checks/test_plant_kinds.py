"""Each kind of error changes the rows that it says, and no others."""

from random import Random

import pytest

from namndbok.data.load import Data
from planting import KINDS, clean_board
from planting.figures import add_thousand, change_digit, swap_digits, turn_sign


@pytest.fixture(scope="module")
def board() -> Data:
    return clean_board(2)


def changed(before: Data, after: Data) -> set[str]:
    """Name the rows that differ, are gone or are new."""
    rows: set[str] = set()
    for name in before.tables:
        if before[name] is not after[name]:
            one, two = before[name].to_dict("index"), after[name].to_dict("index")
            rows |= {
                f"{name}:{number}" for number in one.keys() | two.keys() if one.get(number) != two.get(number)
            }
    return rows


def test_there_are_more_than_twenty_kinds():
    assert len(KINDS) > 20


@pytest.mark.parametrize("id", KINDS)
def test_an_error_changes_what_it_names_and_nothing_else(board: Data, id: str):
    before, year = {name: frame.copy() for name, frame in board.tables.items()}, max(board.years)
    planted = [error for seed in range(5) if (error := KINDS[id].plant(board, year, Random(seed)))]
    assert planted
    for error in planted:
        rows = changed(board, error.data)
        assert rows
        # A verdict goes with its goal, what a decision is about too; a repeated row stands where it stood.
        assert {row for row in rows if not row.startswith(("goal_reviews", "paper_decisions"))} <= set(
            error.rows
        ) or id == "goal-gone"
    assert all(board[name].equals(frame) for name, frame in before.items())


def test_two_digits_are_swapped():
    """12 has one place for it; 77 has none."""
    assert swap_digits(12, Random(1)) == 21
    assert swap_digits(-12, Random(1)) == -21
    assert swap_digits(77, Random(1)) == 77


def test_a_digit_a_sign_and_a_thousand():
    one = change_digit(500, Random(1))
    assert sum(a != b for a, b in zip(f"{one:03}", "500", strict=True)) == 1
    assert turn_sign(5, Random(1)) == -5
    assert add_thousand(5, Random(1)) == 1005
