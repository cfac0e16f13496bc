"""The line that gives most fees: how many of them lie within a step."""

import numpy as np
import pytest

from namndbok.allocation.closest import SHORT, _below


def test_those_within_a_step_below_are_counted():
    """In steps of 100, 0 is near 99 but a whole step from 100, and 199 has 100 and 150 near it."""
    rows = np.array([[0, 99, 100, 150, 199.0], [0, 0, 0, 100, 1000.0]])
    assert _below(rows, 100).tolist() == [[0, 1, 1, 2, 2], [0, 1, 2, 0, 0]]


@pytest.mark.parametrize("count", [2, SHORT, SHORT + 1])
@pytest.mark.parametrize("step", [1, 12, 500])
def test_short_and_long_rows_are_counted_alike(count: int, step: int):
    rows = np.sort(np.random.default_rng(290).integers(0, 600, (40, count)).astype(float), axis=1)
    expected = [[int(sum(row[:at] > row[at] - step)) for at in range(count)] for row in rows]
    assert _below(rows, step).tolist() == expected
