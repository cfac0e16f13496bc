"""Several years beside each other: parts of years told apart, gaps shown as gaps."""

import pytest

from boards import invented_board
from namndbok.books.spans import TrendBook, open_trends
from namndbok.errors import InvalidParameter
from typed import book_of, sound

OUTCOME = """
    year | through    | line   | income | cost
    2028 | 2028-12-31 | office | 100    | 90
    2030 | 2030-06-30 | office | 40     | 45
    2031 | 2031-12-31 | office | 600    | 500
    2032 | 2032-12-31 | office | 1      | 1
"""
INCOME = ("economy.income", "interim.income")


@pytest.fixture(scope="module")
def book() -> TrendBook:
    return TrendBook(**book_of(sound(outcome=OUTCOME)).content)


def test_every_year_from_the_first_to_the_last_shown_has_a_point(book):
    assert [point.year for point in book.figures(INCOME)] == [2028, 2029, 2030, 2031]


def test_a_year_without_figures_is_a_gap_and_not_zero(book):
    points = book.figures(INCOME)
    assert [point.fact and point.fact.value for point in points] == [100, None, 40, 600]
    assert [point.extent for point in points] == ["hela året", "ingen uppgift", "januari–juni", "hela året"]


def test_a_figure_of_another_year_says_its_year(book):
    assert [point.fact.id for point in book.figures(INCOME) if point.fact] == [
        "years.2028.economy.income",
        "years.2030.interim.income",
        "economy.income",
    ]


def test_a_figure_is_shown_only_where_what_it_needs_is_there(book):
    points = book.figures(["goals.annual.met"], "goals.annual.total", "goals.annual.judged")
    # The sound board judges two annual goals in 2031, and has none in 2030.
    assert [point.fact and (point.fact.value, point.whole.value) for point in points] == [
        None,
        None,
        None,
        (1, 2),
    ]


def test_years_are_whole_known_for_a_period_or_missing(book):
    assert book.whole_years == [2028, 2031]
    assert [period.name for period in book.periods] == ["januari–juni 2030"]
    assert book.missing_years == [2029]


def test_later_years_are_not_shown(book):
    assert 2032 not in book.years


@pytest.mark.parametrize("year", [2031.0, "2031", True, None])
def test_a_year_that_is_no_whole_number_is_refused(year, tmp_path):
    with pytest.raises(InvalidParameter, match="ska vara ett heltal"):
        open_trends(invented_board(tmp_path), year)


def test_a_year_without_any_outcome_is_refused(tmp_path):
    with pytest.raises(InvalidParameter, match="Det finns inget utfall för 1999"):
        open_trends(invented_board(tmp_path), 1999)
