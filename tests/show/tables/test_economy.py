"""Tables of the economy: lines first, sums last, and nothing counted twice."""

from datetime import date

import pytest

from namndbok.books.spans import PeriodBook, period_book
from namndbok.facts.periods import Period
from namndbok.show import tables
from namndbok.show.tables import (
    table_forecast,
    table_forecast_goals,
    table_interim,
    table_interim_lines,
    table_notes,
    table_outlook,
)
from typed import lines, unchecked


@pytest.fixture(scope="module")
def book():
    return unchecked()


def test_the_outcome_has_the_result_first_and_the_sum_last(book):
    assert lines(tables.table_outcome(book)) == [
        "Kansli | 100 kr | 600 kr | 500 kr | En tjänst var ledig Källa",
        "Arkiv | -30 kr | 300 kr | 330 kr | Skåpen byttes ut Källa",
        "Summa | 70 kr | 900 kr | 830 kr | ",
    ]


def test_the_budget_has_income_and_cost_side_by_side(book):
    assert lines(tables.table_budget(book)) == [
        "Kansli | 600 kr | 600 kr",
        "Arkiv | 300 kr | 300 kr",
        "Summa | 900 kr | 900 kr",
    ]


def test_a_budget_line_with_one_side_lacks_the_other():
    budget = "side | line | amount\n income | office | 600\n cost | office | 600\n income | archive | 300"
    assert lines(tables.table_budget(unchecked(budget=budget)))[1] == "Arkiv | 300 kr | "


def test_deviation_is_outcome_minus_budget(book):
    assert lines(tables.table_deviation(book)) == [
        "Kansli, intäkter | 0 kr | 600 kr | 600 kr | Kansli",
        "Kansli, kostnader | -100 kr | 500 kr | 600 kr | Kansli",
        "Arkiv, intäkter | 0 kr | 300 kr | 300 kr | Arkiv",
        "Arkiv, kostnader | 30 kr | 330 kr | 300 kr | Arkiv",
        "Summa intäkter | 0 kr | 900 kr | 900 kr | ",
        "Summa kostnader | -70 kr | 830 kr | 900 kr | ",
    ]


def test_explanations_of_no_line_stand_at_the_sum_and_those_of_a_part_of_the_year_not_at_all():
    explanations = (
        "text | line | through\n Året var gott. | | 2031-12-31\n Det går bra. | office | 2031-05-31"
    )
    table = lines(tables.table_outcome(unchecked(explanations=explanations)))
    assert table[0] == "Kansli | 100 kr | 600 kr | 500 kr | "
    assert table[-1] == "Summa | 70 kr | 900 kr | 830 kr | Året var gott. Källa"


def test_what_is_outside_the_budget_or_has_no_outcome_is_said_to_be_so():
    mapping = "budget_line | name | outcome_line\n office | Kansli | office\n archive | Arkiv | other"
    book = unchecked(
        budget_lines=mapping, outcome_lines="line | name\n office | Kansli\n archive | Arkiv\n other | X"
    )
    assert lines(tables.table_deviation(book))[2:6] == [
        "Arkiv, intäkter |  | 300 kr |  | utanför budgeten",
        "Arkiv, kostnader |  | 330 kr |  | utanför budgeten",
        "Arkiv, intäkter |  |  | 300 kr | utan utfall",
        "Arkiv, kostnader |  |  | 300 kr | utan utfall",
    ]


def test_the_mapping_says_who_says_so(book):
    assert lines(tables.table_mapping(book)) == [
        "Kansli | Kansli | dokumentet",
        "Arkiv | Arkiv | dokumentet",
    ]


def test_an_explanation_has_the_result_of_its_line(book):
    assert lines(tables.table_explanations(book)) == [
        "En tjänst var ledig | Kansli | 100 kr",
        "Skåpen byttes ut | Arkiv | -30 kr",
    ]


def test_an_explanation_without_text_is_not_shown():
    book = unchecked(explanations="text | line\n | office\n Året var gott. |")
    assert lines(tables.table_explanations(book)) == ["Året var gott."]


def test_the_financing_is_shown_as_it_stands():
    financing = "name | text | distribution\n Grundbelopp | Kansliet | lika för alla"
    assert lines(tables.table_financing(unchecked(financing=financing))) == [
        "Grundbelopp | Kansliet | lika för alla"
    ]


OUTCOME = """
    through    | line    | income | cost  | precision
    2031-05-31 | office  | 300000 | 250000 | 1000
    2031-05-31 | archive | 100000 | 120000 | 1000
"""
FORECAST = """
    as_of      | line    | income | cost   | precision
    2031-05-31 | office  | 700000 | 650000 | 1000
    2031-05-31 | archive | 300000 | 350000 | 1000
"""
REVIEWS = """
    goal       | through    | kind     | assessment | comment
    course     | 2031-05-31 | forecast | expected   | En kurs hölls
    present    | 2031-05-31 | forecast | at_risk    |
    everywhere | 2031-05-31 | forecast | expected   | Ser bra ut
    course     | 2031-12-31 | verdict  | met        |
"""
NOTES = """
    through    | number | text       | line
    2031-05-31 | 1      | Kort om tid | office
    2031-05-31 | 2      |            |
    2031-12-31 | 3      | Senare     | office
"""
BUDGET = """
    side   | line    | amount | precision
    income | office  | 800000 | 1000
    cost   | office  | 800000 | 1000
"""
MEETINGS = """
    body        | date       | present | entitled
    board       | 2031-03-01 | 2       | 3
    preparatory | 2031-02-01 | 2       | 3
"""


def part(**tables: str) -> PeriodBook:
    given = {"outcome": OUTCOME, "forecast": FORECAST, "goal_reviews": REVIEWS, "explanations": NOTES}
    given |= {"budget": BUDGET, "meetings": MEETINGS}
    return period_book(unchecked("printed", **(given | tables)), Period(date(2031, 5, 31)))


@pytest.fixture(scope="module")
def period() -> PeriodBook:
    return part()


def shown(table) -> list[str]:
    return [line.replace("\u00a0", " ").replace("\u2212", "-") for line in lines(table)]


def test_outcome_budget_and_forecast_stand_below_each_other(period):
    assert shown(table_interim(period)) == [
        "Utfall januari–maj | 30 tkr | 400 tkr | 370 tkr",
        "Budget hela året | 0 tkr | 800 tkr | 800 tkr",
        "Prognos hela året | 0 tkr | 1 000 tkr | 1 000 tkr",
    ]


def test_lines_are_shown_where_there_are_several(period):
    assert shown(table_interim_lines(period)) == [
        "Kansli, utfall | 300 tkr | 250 tkr",
        "Arkiv, utfall | 100 tkr | 120 tkr",
        "Kansli, prognos | 700 tkr | 650 tkr",
        "Arkiv, prognos | 300 tkr | 350 tkr",
    ]
    one = "through | line | income | cost\n 2031-05-31 | office | 3 | 2"
    assert table_interim_lines(part(outcome=one))._repr_html_() == ""


def test_a_goal_has_its_forecast_and_what_is_known_beside_each_other(period):
    assert shown(table_outlook(period, "annual")) == [
        "Ett mål | väntas nås | Redan nått | 1 | En kurs hölls",
        "Ett mål |  |  |  | Avtal.",
    ]


def test_a_promise_that_a_held_meeting_has_broken_is_seen(period):
    # Two of three is 66.7 %, and the goal is 90 % at every meeting.
    assert shown(table_outlook(period, "indicator"))[1] == (
        "Ett mål | väntas nås | Kan inte längre nås | 66,7 % | Ser bra ut"
    )


def test_only_the_notes_of_the_period_that_say_something_are_shown(period):
    assert shown(table_notes(period)) == ["Kort om tid | Kansli"]


def test_the_year_is_held_against_its_forecast_only_where_there_are_both():
    assert table_forecast(unchecked("forecast"))._repr_html_() == ""
    forecast = "as_of | line | income | cost\n 2031-08-31 | office | 1000 | 1000"
    # The sound board had 900 in income and 830 in cost.
    assert shown(table_forecast(unchecked(forecast=forecast))) == [
        "Resultat | 70 kr | 70 kr | 0 kr",
        "Intäkter | -100 kr | 900 kr | 1 000 kr",
        "Kostnader | -170 kr | 830 kr | 1 000 kr",
    ]


def test_a_verdict_is_held_against_its_forecast_only_where_there_are_both():
    assert table_forecast_goals(unchecked())._repr_html_() == ""
    book = unchecked(goal_reviews=REVIEWS)
    assert shown(table_forecast_goals(book)) == ["Ett mål | uppnått | väntas nås | 31 maj 2031"]
