"""Parts of a year by name and by what was known at their end; their facts and other years' in a year's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namndbok.errors import InvalidParameter, UnknownFact
from namndbok.facts.fact import Facts
from namndbok.facts.periods import (
    KNOWN,
    Period,
    YearView,
    data_until,
    find_period,
    include_facts,
    periods_of,
)
from typed import book_of, sound, typed

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


WHOLE_YEAR = typed(outcome="line | income | cost\n a | 5 | 3", outcome_lines="line | name\n a | A")


@pytest.fixture
def facts() -> Facts:
    other, own = Facts(WHOLE_YEAR, 2030), Facts(WHOLE_YEAR, 2031)
    other.add_cell("a.part", "Del", 5, "kr", "outcome:2")
    other.add_cell("b.part", "Annan del", 3, "kr", "outcome:2")
    other.add_difference("a.all", "Allt 2030", "del − annan del", "a.part", "b.part")
    other.add_cell("c.part", "Ovidkommande", 1, "kr", "outcome:2")
    own.add_cell("a.part", "Del", 7, "kr", "outcome:2")
    include_facts(own, other, "years.2030", "2030", ["a.all"])
    return own


def test_a_fact_of_another_year_says_its_year_and_keeps_value_formula_and_rows(facts):
    fact = facts["years.2030.a.all"]
    assert (fact.value, fact.formula, fact.facts) == (
        2,
        "del − annan del",
        ("years.2030.a.part", "years.2030.b.part"),
    )
    assert facts.rows_behind("years.2030.a.all") == ("outcome:2",)


def test_only_what_is_asked_for_is_included_and_what_it_uses(facts):
    assert list(facts) == ["a.part", "years.2030.a.part", "years.2030.b.part", "years.2030.a.all"]


def test_a_label_says_the_year_once(facts):
    labels = [fact.label for fact in facts.under("years.2030")]
    assert labels == ["Del, 2030", "Annan del, 2030", "Allt 2030"]


def test_a_view_answers_to_short_ids_with_facts_that_keep_their_whole_id(facts):
    view = YearView(facts, "years.2030", WHOLE_YEAR, 2030)
    assert view["a.part"] is facts["years.2030.a.part"]
    assert (view["a.part"].value, facts["a.part"].value) == (5, 7)
    assert view.rows_behind("a.all") == ("outcome:2",)
    assert view.get("c.part") is None and "c.part" not in view
    with pytest.raises(UnknownFact, match=r"c\.part för 2030"):
        view["c.part"]


def test_a_year_is_compared_with_what_is_known_of_the_years_before_it():
    outcome = """
        year | through    | line   | income | cost
        2030 | 2030-12-31 | office | 500    | 450
        2031 | 2031-12-31 | office | 600    | 500
        2032 | 2032-12-31 | office | 700    | 500
    """
    facts = book_of(sound(outcome=outcome)).facts
    assert facts["years.2030.economy.result"].value == 500 - 450
    assert not [id for id in facts if id.startswith("years.2032")]


def test_a_part_of_the_year_has_facts_of_its_own_beside_the_years():
    outcome = "through | line | income | cost\n 2031-06-30 | office | 9 | 5\n 2031-12-31 | office | 600 | 500"
    facts = book_of(sound(outcome=outcome)).facts
    at = f"periods.{date(2031, 6, 30)}"
    # Two of three municipalities came in March; in September, after the period, all three did.
    assert (facts[f"{at}.attendance.board.present"].value, facts["attendance.board.present"].value) == (
        2,
        2 + 3,
    )
    assert facts[f"{at}.interim.result"].value == 9 - 5
    assert f"{at}.economy.result" not in facts
