import pytest

from namndbok.show import tables
from typed import lines, unchecked


@pytest.fixture(scope="module")
def book():
    return unchecked()


def test_each_goal_has_verdict_measured_value_rule_and_comment(book):
    assert lines(tables.table_goals(book, "annual")) == [
        "Ett mål | uppnått | 1 | En kurs hölls",
        "Ett mål | inte uppnått |  | Avtal.",
    ]
    first, _ = lines(tables.table_goals(book, "indicator"))
    assert first == "Ett mål | uppnått | 83,3 %"
