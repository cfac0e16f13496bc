"""A part of a year: what it is called, which there are, and what was known when it ended."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namndbok.errors import InvalidParameter
from namndbok.facts.periods import KNOWN, Period, data_until, find_period, periods_of
from typed import typed

MAY, JUNE = Period(date(2031, 5, 31)), Period(date(2031, 6, 30))
OUTCOME = """
    year | through    | line | income | cost
    2030 | 2030-12-31 | a    | 1      | 2
    2031 | 2031-03-31 | a    | 3      | 4
    2031 | 2031-06-30 | a    | 5      | 6
    2031 | 2031-12-31 | a    | 7      | 8
"""
DATA = typed(outcome_lines="line | name\n a | A", outcome=OUTCOME)


def test_a_period_is_named_by_its_months():
    assert (MAY.months, MAY.short_months, MAY.name, MAY.last_month) == (
        "januari–maj",
        "jan–maj",
        "januari–maj 2031",
        "maj 2031",
    )
    january = Period(date(2031, 1, 31))
    assert (january.months, january.short_months, january.name) == ("januari", "jan", "januari 2031")


def test_a_period_says_which_part_of_the_year_it_is():
    assert MAY.elapsed == "fem av årets tolv månader"
    assert Period(date(2031, 1, 31)).elapsed == "en av årets tolv månader"


def test_the_periods_of_a_year_are_its_outcomes_before_the_last_day():
    assert [one.end for one in periods_of(DATA, 2031)] == [date(2031, 3, 31), date(2031, 6, 30)]
    assert periods_of(DATA, 2030) == []


@pytest.mark.parametrize("through", ["2031-06", "2031-06-30"])
def test_a_period_is_found_by_its_last_month(through):
    assert find_period(DATA, 2031, through) == JUNE


@pytest.mark.parametrize(
    ("year", "through", "said"),
    [
        (
            2031,
            "2031-05",
            "inget delårsutfall till och med 2031-05 för 2031. Perioder i underlaget: 2031-03, 2031-06",
        ),
        (2031, "2031-12", "inget delårsutfall"),
        (2030, "2031-06", "inget delårsutfall"),
        (2031, 6, "ska vara en månad"),
        ("2031", "2031-06", "ska vara ett heltal"),
        (True, "2031-06", "ska vara ett heltal"),
    ],
)
def test_a_period_that_is_not_there_is_refused_with_those_that_are(year, through, said):
    with pytest.raises(InvalidParameter, match=said):
        find_period(DATA, year, through)


def test_what_became_known_later_in_the_year_is_cut_away_and_other_years_are_kept():
    assert list(data_until(DATA, JUNE)["outcome"].index) == [2, 3, 4]
    assert list(data_until(DATA, Period(date(2030, 6, 30)))["outcome"].index) == [3, 4, 5]


@given(st.dates(date(2031, 1, 1), date(2031, 12, 31)))
def test_every_table_of_a_cut_holds_only_what_was_known(end):
    then = data_until(DATA, Period(end))
    for name, column in KNOWN.items():
        left = then[name]
        assert list(left.columns) == list(DATA[name].columns)
        assert all(when <= end for when in left[left["year"] == 2031][column])
        gone = DATA[name].drop(left.index)
        assert all(when > end for when in gone[column])


def test_the_plan_of_the_year_is_never_cut():
    plan = "year | body | date\n 2031 | board | 2031-02-01\n 2031 | board | 2031-11-01"
    assert len(data_until(typed(meeting_plan=plan), MAY)["meeting_plan"]) == 2
