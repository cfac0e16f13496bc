import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from namndbok.splits.closest_line import densest_window


@given(
    st.integers(1, 6).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), min_size=1)
    ),
    st.integers(1, 4),
    st.integers(1, 8),
)
def test_the_densest_window_is_the_first_that_holds_most_when_all_are_counted(rows, width, fewest):
    ordered = np.sort(np.array(rows, dtype=float), axis=1)
    held = {
        (at, place): sum(top - width < other for other in row[:place])
        for at, row in enumerate(ordered)
        for place, top in enumerate(row)
    }
    at, place = max(held, key=held.get)
    found = (at, ordered[at, place]) if held[at, place] + 1 >= fewest else None
    assert densest_window(ordered, width, fewest) == found
