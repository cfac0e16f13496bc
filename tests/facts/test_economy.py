"""Budget, outcome and what explains it; parts of the year and forecasts, held against both."""

from fractions import Fraction

import pytest

from namndbok.facts.economy import explained_lines, mapped_budget_lines, outcome_rows
from namndbok.facts.fact import Facts
from typed import facts_of, typed

NAMES = "line | name\n office | Kansli\n archive | Arkiv"
LINES = """
    budget_line | name   | outcome_line
    office      | Kansli | office
    archive     | Arkiv  | archive
"""
OUTCOME = """
    line    | income | cost
    office  | 600    | 500
    archive | 300    | {}
"""
BUDGET = """
    side   | line    | amount
    income | office  | 600
    income | archive | 300
    cost   | office  | {}
    cost   | archive | {}
"""
EXPLANATIONS = """
    text                | line    | direction
    En tjänst var ledig | office  | surplus
    Skåpen byttes ut    | archive | deficit
"""


def economy(*, year: int = 2031, **tables: str) -> Facts:
    """Compute a board of two lines, with a budget and with everything explained, but for some tables."""
    usual = {
        "outcome_lines": NAMES,
        "budget_lines": LINES,
        "outcome": OUTCOME.format(330),
        "budget": BUDGET.format(600, 300),
        "explanations": EXPLANATIONS,
    }
    return facts_of(typed(**(usual | tables)), year)


def test_each_line_has_income_minus_cost_and_the_year_their_sum():
    facts = economy()
    assert facts["economy.line.office.result"].value == 600 - 500
    assert facts["economy.line.archive.result"].value == 300 - 330
    assert (facts["economy.income"].value, facts["economy.cost"].value) == (600 + 300, 500 + 330)
    assert facts["economy.result"].value == 900 - 830
    assert facts["economy.margin"].value == Fraction(70, 900)


def test_lines_come_in_the_boards_order_whatever_the_order_of_the_rows():
    facts = economy(outcome_lines="line | name\n archive | Arkiv\n office | Kansli")
    assert list(outcome_rows(facts)["line"]) == ["archive", "office"]
    facts = economy(outcome="line | income | cost\n archive | 300 | 330\n office | 600 | 500")
    assert list(outcome_rows(facts)["line"]) == ["office", "archive"]


def test_without_income_there_is_no_margin():
    facts = economy(outcome="line | income | cost\n office | 0 | 5")
    assert (facts["economy.result"].value, "economy.margin" in facts) == (-5, False)


def test_the_budget_is_the_sum_of_its_lines_on_each_side():
    facts = economy(budget=BUDGET.format(600, 250))
    assert (facts["budget.income"].value, facts["budget.cost"].value) == (600 + 300, 600 + 250)
    assert facts["budget.result"].value == 900 - 850


def test_deviation_from_budget_is_outcome_minus_budget_and_the_result_is_not_touched_by_it():
    facts = economy(budget=BUDGET.format(470, 300))
    assert facts["economy.line.office.deviation_cost"].value == 500 - 470
    assert facts["economy.line.office.deviation_income"].value == 600 - 600
    assert facts["economy.deviation_cost"].value == 830 - (470 + 300)
    assert facts["economy.line.office.result"].value == 600 - 500


def test_two_budget_lines_of_one_outcome_line_are_added_and_the_mapping_is_named():
    facts = economy(
        budget_lines=LINES + "shelves | Hyllor | archive",
        budget=BUDGET.format(600, 300) + "income | shelves | 40",
    )
    budget = facts["economy.line.archive.budget_income"]
    assert (budget.value, budget.facts) == (
        300 + 40,
        ("budget.line.archive.income", "budget.line.shelves.income"),
    )
    assert budget.rows == ("budget_lines:3", "budget_lines:4")
    assert facts["economy.line.archive.deviation_income"].value == 300 - 340


def test_a_budget_line_with_costs_only_counts_on_that_side():
    facts = economy(budget="side | line | amount\n income | office | 600\n cost | archive | 300")
    assert list(mapped_budget_lines(facts, "archive")["budget_line"]) == ["archive"]
    assert facts["economy.line.archive.budget_cost"].value == 300
    assert "economy.line.archive.budget_income" not in facts


def test_without_a_budget_there_is_neither_budget_nor_deviation():
    facts = economy(budget="")
    assert not [
        name for name in facts if name.startswith("budget.") or ".deviation" in name or ".budget_" in name
    ]
    assert facts["economy.result"].value == 70


def test_an_unfinished_year_has_a_budget_but_no_result():
    facts = economy(outcome="through | line | income | cost\n 2031-06-30 | office | 300 | 250")
    assert "budget.result" in facts
    assert not facts.under("economy")


def test_a_year_without_rows_has_no_economy():
    facts = economy(year=1999)
    assert not facts.under("economy") and not facts.under("budget")


def test_the_explained_share_is_of_all_results_without_sign():
    facts = economy(explanations="text | line\n En tjänst var ledig | office\n Skåpen byttes ut |")
    assert facts["economy.gross"].value == 100 + 30
    assert (facts["economy.explained"].value, facts["economy.explained"].rows) == (100, ("explanations:2",))
    assert facts["economy.explained_share"].value == Fraction(100, 130)


@pytest.mark.parametrize(
    ("explanation", "counts"),
    [
        ("Skåpen byttes ut | archive | deficit", True),
        ("Skåpen byttes ut | archive |", True),
        ("| archive | deficit", False),  # an empty item
        ("Skåpen byttes ut | | deficit", False),  # tied to no line
        ("Skåpen byttes ut | archive | surplus", False),  # the line has a deficit
        ("Skåpen byttes ut | archive | neutral", False),
        ("Skåpen byttes ut | shelves | deficit", False),  # a line without outcome
    ],
)
def test_an_explanation_counts_if_it_says_something_of_a_line_with_such_a_result(explanation, counts):
    facts = economy(explanations=f"text | line | direction\n {explanation}")
    assert explained_lines(facts) == ({"archive": [2]} if counts else {})


@pytest.mark.parametrize(("cost", "counts"), [(299, True), (300, False), (301, True)])
def test_a_line_that_breaks_even_has_nothing_to_explain(cost, counts):
    facts = economy(outcome=OUTCOME.format(cost), explanations="text | line\n Skåpen | archive")
    assert ("archive" in explained_lines(facts)) == counts


def test_an_explanation_of_half_the_year_does_not_explain_the_whole():
    explanations = "text | line | through\n Semester | archive | 2031-06-30"
    assert explained_lines(economy(explanations=explanations)) == {}


def test_a_year_where_every_line_breaks_even_has_no_share_explained():
    even = "line | income | cost\n office | 5 | 5"
    facts = economy(outcome=even, explanations="text | line\n Jämnt | office")
    assert (facts["economy.gross"].value, facts["economy.explained"].value) == (0, 0)
    assert "economy.explained_share" not in facts


TWO_LINES = "line | name\n a | A\n b | B"
INTERIM = """
    through    | line | income | cost
    2031-03-31 | a    | 1      | 2
    2031-06-30 | a    | 100    | 120
    2031-06-30 | b    | 50     | 20
    2031-12-31 | a    | 900    | 800
"""


def test_the_latest_part_of_the_year_is_added_up_and_the_whole_year_left_out():
    facts = facts_of(typed(outcome_lines=TWO_LINES, outcome=INTERIM))
    assert (facts["interim.income"].value, facts["interim.cost"].value) == (100 + 50, 120 + 20)
    assert (facts["interim.result"].value, facts["interim.income"].rows) == (
        150 - 140,
        ("outcome:3", "outcome:4"),
    )


def test_the_latest_forecast_is_added_up():
    forecast = "as_of | line | income | cost\n 2031-03-31 | a | 1 | 1\n 2031-08-31 | a | 500 | 520"
    facts = facts_of(typed(outcome_lines=TWO_LINES, forecast=forecast))
    assert (facts["forecast.income"].value, facts["forecast.result"].value) == (500, 500 - 520)


def test_a_year_with_neither_has_none():
    facts = facts_of(typed(outcome_lines=TWO_LINES, outcome="line | income | cost\n a | 9 | 8"))
    assert not facts.under("interim") and not facts.under("forecast")


ONE_BUDGET = """
    side   | line | amount | precision
    income | a    | 400000 | 1000
    cost   | a    | 300000 | 1000
"""
ONE_BUDGET_LINE = "budget_line | name | outcome_line\n a | A | a"
THOUSANDS = "through | line | income | cost | precision\n 2031-05-31 | a | 100000 | 75000 | 1000"
FORECAST = "as_of | line | income | cost | precision\n 2031-05-31 | a | 500000 | 450000 | 1000"


def test_amounts_that_the_source_has_in_thousands_are_shown_so_and_kept_exact():
    facts = facts_of(
        typed(
            outcome_lines=TWO_LINES,
            outcome=THOUSANDS,
            budget=ONE_BUDGET,
            budget_lines=ONE_BUDGET_LINE,
            forecast=FORECAST,
        )
    )
    assert facts["interim.income"].value == 100_000
    shown = {
        id: facts[id].display.replace("\u00a0", " ")
        for id in ("interim.result", "budget.income", "forecast.cost")
    }
    assert shown == {"interim.result": "25 tkr", "budget.income": "400 tkr", "forecast.cost": "450 tkr"}


def test_amounts_of_which_some_are_in_kronor_are_shown_in_kronor():
    outcome = THOUSANDS + "\n 2031-05-31 | b | 1 | 2 | 1"
    facts = facts_of(typed(outcome_lines=TWO_LINES, outcome=outcome))
    assert facts["interim.income"].display.replace("\u00a0", " ") == "100 001 kr"


def test_the_period_and_the_forecast_are_held_against_the_budget():
    facts = facts_of(
        typed(
            outcome_lines=TWO_LINES,
            outcome=THOUSANDS,
            budget=ONE_BUDGET,
            budget_lines=ONE_BUDGET_LINE,
            forecast=FORECAST,
        )
    )
    # 100 of 400, and 75 of 300; the forecast is 500 − 400 and 450 − 300 more than the budget.
    assert (facts["interim.income_share"].value * 4, facts["interim.cost_share"].value * 4) == (1, 1)
    assert (facts["forecast.change_income"].value, facts["forecast.change_cost"].value) == (100_000, 150_000)
    assert not facts.under("forecast.missed_income") and "forecast.missed_income" not in facts


def test_the_outcome_of_the_year_is_held_against_its_forecast():
    forecast = "as_of | line | income | cost\n 2031-08-31 | a | 500 | 520"
    facts = facts_of(
        typed(outcome_lines=TWO_LINES, forecast=forecast, outcome="line | income | cost\n a | 480 | 530")
    )
    missed = [facts[f"forecast.missed_{part}"].value for part in ("income", "cost", "result")]
    # The result was to be 500 − 520 and was 480 − 530.
    assert missed == [480 - 500, 530 - 520, -50 - -20]
