from fractions import Fraction

import pytest

from namndbok.show.tables import table_printed, table_reperformed
from typed import spaced, unchecked


@pytest.fixture(scope="module")
def book():
    return unchecked()


def lines(table) -> list[str]:
    return spaced(str(table)).splitlines()[2:]


def test_what_a_cell_computed_stands_beside_the_report(book):
    """Income 600 + 300, cost 500 + 330."""
    values = {"economy.income": 900, "economy.cost": 831, "economy.nothing": 7}
    assert lines(table_reperformed(book, "utfallet", values)) == [
        "Summa intäkter | 900 kr | 900 kr | ja",
        "Summa kostnader | 831 kr | 830 kr | nej",
    ]


def test_it_leads_to_the_derivation_and_names_what_was_computed(book):
    page = table_reperformed(book, "utfallet på nytt", {"economy.income": 900})._repr_html_()
    assert 'id="t-reperformed-utfallet-pa-nytt"' in page
    assert '<td><data value="900"><a href="#economy.income">900\u00a0kr</a></data></td>' in page


def test_a_share_is_exact(book):
    share = book.facts["attendance.board.share"]
    value = Fraction(share.value)
    (line,) = lines(table_reperformed(book, "närvaron", {share.id: value}))
    assert line.endswith(" | ja")
    (line,) = lines(table_reperformed(book, "närvaron", {share.id: value + Fraction(1, 10**9)}))
    assert line.endswith(" | nej")


def test_printed_figures_stand_beside_computed_ones():
    printed = """
        id | fact            | kind  | value | unit | label
        a  | economy.income  | total | 900   | kr   | SUMMA
        b  | economy.cost    | total | 831   | kr   |
    """
    assert lines(table_printed(unchecked(printed=printed))) == [
        "Summa intäkter | 900 kr | 900 kr | ja | SUMMA",
        "Summa kostnader | 831 kr | 830 kr | nej | saknas",
    ]
