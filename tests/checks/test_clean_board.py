"""Generated boards: sound by every check, each different, and loadable as data would be."""

import pytest

from planting import clean_board, false_alarms
from planting.edit import faults
from planting.harness import later
from samples import sample

SEEDS = range(1, sample(4, 21))


@pytest.mark.sampled
@pytest.mark.parametrize("seed", SEEDS)
def test_no_check_finds_anything_on_a_clean_board(seed: int):
    assert [finding.id for finding in false_alarms(seed, 1)] == []


def test_a_seed_always_gives_the_same_board():
    one, two = clean_board(2), clean_board.__wrapped__(2)
    assert all(one[name].equals(two[name]) for name in one.tables)


def test_boards_differ_in_size():
    sizes = [len(clean_board(seed)["municipalities"]) for seed in SEEDS]
    assert len(set(sizes)) > 2
    assert min(sizes) >= 3
    assert max(sizes) <= 30


def test_loading_would_refuse_nothing_on_a_clean_board():
    """Compared with another board, every table counts as changed."""
    assert list(faults(clean_board(2), clean_board(3))) == []


def test_a_board_has_three_years_and_the_last_two_have_a_year_before():
    data = clean_board(3)
    assert [year - data.years[0] for year in data.years] == [0, 1, 2]
    assert later(data) == data.years[1:]
    goals = [set(data.of_year("goals", year)["goal"]) for year in data.years]
    assert goals[0] == goals[1] == goals[2] != set()
