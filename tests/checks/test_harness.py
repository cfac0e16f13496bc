"""The harness counts what is noticed, and the checks notice nine errors of ten."""

from pathlib import Path
from random import Random

import pytest

from boards import invented_board
from namndbok.data.load import load_data
from planting import KINDS, Result, clean_board, plant
from planting.edit import put
from planting.harness import Board, board, noticed
from planting.kind import Planted
from samples import sample

SMALL = 3


# Every other kind is planted in one board, and those between them in another; a part of them in the suite.
STEP = 2 * sample(3, 1)


@pytest.fixture(scope="module")
def small() -> Board:
    """Return the first generated board of few municipalities."""
    boards = (clean_board(seed) for seed in range(1, 50))
    data = next(one for one in boards if len(one["municipalities"]) <= SMALL + 2)
    return board(data, max(data.years))


@pytest.mark.sampled
def test_nine_errors_of_ten_are_noticed(small: Board):
    """At one place; all kinds at many places stand in docs/checks.md."""
    results = plant(1, 1, kinds=list(KINDS)[::STEP], boards=[small])
    planted, seen = sum(one.planted for one in results), sum(one.noticed for one in results)
    assert planted >= 10
    assert seen / planted >= 0.9


def test_an_error_is_the_same_whichever_other_kinds_are_planted(small: Board):
    alone = plant(1, 2, kinds=["users"], boards=[small])
    assert alone == plant(1, 2, kinds=["members", "users"], boards=[small])[1:]


def test_what_loading_would_refuse_is_counted_apart(small: Board):
    one = KINDS["municipality-twice"].plant(small.data, small.year, Random(1))
    assert noticed(small, one) == Result("", planted=1, refused=1)


def test_what_no_check_sees_is_not_counted(small: Board):
    """A remark in the place where a row stood says nothing wrong."""
    number = small.data["fees"].index[0]
    harmless = Planted(put(small.data, "fees", number, place="sidan 2"), (f"fees:{number}",))
    assert noticed(small, harmless) == Result("", planted=1)


def test_a_finding_about_another_table_does_not_count(small: Board):
    one = KINDS["users"].plant(small.data, small.year, Random(1))
    assert noticed(small, one).found == 1
    assert noticed(small, Planted(one.data, ("events:2",))).found == 0


def test_a_finding_that_was_there_before_does_not_count(small: Board):
    one = KINDS["users"].plant(small.data, small.year, Random(1))
    flagged = board(one.data, small.year)
    assert noticed(Board(small.data, small.year, flagged.before), one).found == 0


def test_results_of_several_places_are_added():
    one, two = Result("a", 1, 1, 0), Result("a", 1, 0, 1, ("x.y",))
    assert one + two == Result("a", 2, 1, 1, ("x.y",))
    assert (one + two).noticed == 2


def test_a_finding_that_now_names_one_row_more_counts(small: Board):
    """Two controls without a result are told in one finding, and so are three."""
    numbers = small.data.of_year("controls", small.year).index
    empty = {"result": None, "result_date": None, "evidence": None}
    one = put(small.data, "controls", numbers[0], **empty)
    two = Planted(put(one, "controls", numbers[1], **empty), (f"controls:{numbers[1]}",))
    assert noticed(board(one, small.year), two).checks == ("missing.control_result",)
    assert noticed(board(two.data, small.year), two).found == 0


@pytest.mark.sampled
def test_errors_of_any_kind_can_be_planted_in_any_board(tmp_path: Path):
    """The invented board has no place for some of them, and all are noticed that have one but for a few."""
    data = load_data(invented_board(tmp_path))
    (small,) = [board(data, year) for year in data.years]
    kinds = list(KINDS)[1::STEP]
    results = plant(1, 1, kinds=kinds, boards=[small])
    assert [result.kind for result in results] == kinds
    planted, seen = (sum(getattr(result, name) for result in results) for name in ("planted", "noticed"))
    assert planted >= 5
    assert seen / planted > 0.6
