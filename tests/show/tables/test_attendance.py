import pytest

from namndbok.show import tables
from typed import lines, unchecked


@pytest.fixture(scope="module")
def book():
    return unchecked()


def test_attendance_is_shown_by_meeting_and_in_all(book):
    assert lines(tables.table_attendance(book, "board")) == [
        "1 mars 2031 | 66,7 % | 2 | 3",
        "1 september 2031 | 100,0 % | 3 | 3",
        "Alla möten | 83,3 % | 5 | 6",
    ]


def test_the_plan_has_dates_times_and_kind(book):
    assert lines(tables.table_plan(book, "preparatory")) == ["1 februari 2031 | saknas | saknas | möte"]
