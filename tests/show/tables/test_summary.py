import pytest

from namndbok.show import tables
from typed import lines, unchecked


@pytest.fixture(scope="module")
def book():
    return unchecked()


def test_the_summary_has_the_figures_that_the_year_can_give(book):
    table = lines(tables.table_summary(book))
    assert table[:3] == ["Summa intäkter | 900 kr", "Summa kostnader | 830 kr", "Årets resultat | 70 kr"]
    assert len(table) == 18
    assert len(lines(tables.table_summary(unchecked("outcome", "budget")))) == 18 - 5
