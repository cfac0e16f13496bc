"""Fair or not: what a split assumes, and who pays more than without the others."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from namndbok.data.load import Data
from namndbok.proposals.scenario import Redistribution
from namndbok.proposals.scenario.tables import fairness_text, table_fairness
from small_scenario import redistribution_of, small_board
from typed import lines, spaced

# Meters cost 400 together. Alone they would cost 150, 160 and 180, two together 240, 260 and 300.
ALONE = {"9901": 150, "9902": 160, "9903": 180}
PAIRS = {"9901 9902": 240, "9901 9903": 260, "9902 9903": 300}


@pytest.fixture
def board(tmp_path) -> Data:
    return small_board(tmp_path)


def with_costs(board: Data, costs: dict[str, int], **given: object) -> Redistribution:
    behind = {"component": "meters", "date": date(2030, 12, 31), "source": "own", "place": "x"}
    rows = [{"members": members, "cost": cost} | behind for members, cost in costs.items()]
    table = pd.DataFrame(rows, columns=list(board["standalone"].columns), index=range(2, 2 + len(rows)))
    return redistribution_of(replace(board, tables={**board.tables, "standalone": table}), **given)


def test_who_pays_more_than_alone_stands_beside_scrb_and_shapley(board):
    # Half alike: 66.7 each, and 200 by 100, 200 and 300 of 600: 100, 133.3 and 166.7. SCRB: 400 less what two
    # pay is 100, 140 and 160, which is all; Shapley by hand for Alvik: (2·150 + 80 + 80 + 2·100) ÷ 6 = 110.
    found = with_costs(board, ALONE | PAIRS)
    assert lines(table_fairness(found)) == [
        "Mätare | Alvik | nej | 100 kr | 150 kr | 100 kr | 100 kr | 110 kr",
        "Mätare | Bergsta | nej | 133 kr | 160 kr | 100 kr | 140 kr | 135 kr",
        "Mätare | Ödeby | nej | 167 kr | 180 kr | 200 kr | 160 kr | 155 kr",
    ]


def test_who_pays_more_is_told_with_how_much(board):
    found = with_costs(board, {"9903": 150}, key="invånare")
    assert lines(table_fairness(found))[2].startswith("Mätare | Ödeby | ja, 50 kr | 200 kr | 150 kr")
    said = spaced(fairness_text(found).text)
    assert "1 av 1 prövade grupper betalar mer" in said
    assert "mest Ödeby (50 kr)" in said
    assert "5 grupper går inte att pröva" in said


def test_every_split_says_which_part_it_takes_as_fixed(board):
    assert "Mätare: 50,0 %" in spaced(fairness_text(redistribution_of(board)).text)
    assert "Mätare: 0,0 %" in spaced(fairness_text(redistribution_of(board, key="invånare")).text)


def test_without_costs_alone_that_is_said_and_the_table_is_empty(board):
    found = redistribution_of(board)
    assert table_fairness(found).rows == ()
    assert "skulle betala ensam är inte känt" in fairness_text(found).text
