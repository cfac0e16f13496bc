"""Marks on an axis are round and said in a unit that keeps them short."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from namndbok.show.charts.axis import axis_of


@pytest.mark.parametrize(
    ("amounts", "unit", "labels"),
    [
        ([313_000, 14_684_547], "miljoner kr", ["0", "5", "10", "15"]),
        ([1_177_400, 644_446], "tusen kr", ["0", "500", "1\u00a0000", "1\u00a0500"]),
        ([150], "kr", ["0", "50", "100", "150"]),
        ([1_500_000, 6_000_000], "miljoner kr", ["0", "2", "4", "6"]),
        ([-40_000, 20_000], "tusen kr", ["\u221240", "\u221220", "0", "20"]),
        ([3 * 10**9], "miljarder kr", ["0", "1", "2", "3"]),
        ([0], "kr", ["0"]),
    ],
)
def test_marks_are_round(amounts: list[int], unit: str, labels: list[str]) -> None:
    marks = axis_of(amounts)
    assert (marks.unit, [marks.label(value) for value in marks.values]) == (unit, labels)


@given(some.lists(some.integers(-(10**12), 10**12), min_size=1))
def test_few_even_marks_span_zero_and_every_amount(amounts: list[int]) -> None:
    values = axis_of(amounts).values
    assert values[0] <= min(0, *amounts) and max(0, *amounts) <= values[-1]
    assert len(values) <= 6
    assert len({high - low for low, high in pairwise(values)}) <= 1
