from typed import facts_of, typed

LINES = "line | name\n a | A\n b | B"
OUTCOME = """
    through    | line | income | cost
    2031-03-31 | a    | 1      | 2
    2031-06-30 | a    | 100    | 120
    2031-06-30 | b    | 50     | 20
    2031-12-31 | a    | 900    | 800
"""


def test_the_latest_part_of_the_year_is_added_up_and_the_whole_year_left_out():
    facts = facts_of(typed(outcome_lines=LINES, outcome=OUTCOME))
    assert (facts["interim.income"].value, facts["interim.cost"].value) == (100 + 50, 120 + 20)
    assert (facts["interim.result"].value, facts["interim.income"].rows) == (
        150 - 140,
        ("outcome:3", "outcome:4"),
    )


def test_the_latest_forecast_is_added_up():
    forecast = "as_of | line | income | cost\n 2031-03-31 | a | 1 | 1\n 2031-08-31 | a | 500 | 520"
    facts = facts_of(typed(outcome_lines=LINES, forecast=forecast))
    assert (facts["forecast.income"].value, facts["forecast.result"].value) == (500, 500 - 520)


def test_a_year_with_neither_has_none():
    facts = facts_of(typed(outcome_lines=LINES, outcome="line | income | cost\n a | 9 | 8"))
    assert not facts.under("interim") and not facts.under("forecast")


BUDGET = """
    side   | line | amount | precision
    income | a    | 400000 | 1000
    cost   | a    | 300000 | 1000
"""
BUDGET_LINES = "budget_line | name | outcome_line\n a | A | a"
THOUSANDS = "through | line | income | cost | precision\n 2031-05-31 | a | 100000 | 75000 | 1000"
FORECAST = "as_of | line | income | cost | precision\n 2031-05-31 | a | 500000 | 450000 | 1000"


def test_amounts_that_the_source_has_in_thousands_are_shown_so_and_kept_exact():
    facts = facts_of(
        typed(
            outcome_lines=LINES,
            outcome=THOUSANDS,
            budget=BUDGET,
            budget_lines=BUDGET_LINES,
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
    facts = facts_of(typed(outcome_lines=LINES, outcome=outcome))
    assert facts["interim.income"].display.replace("\u00a0", " ") == "100 001 kr"


def test_the_period_and_the_forecast_are_held_against_the_budget():
    facts = facts_of(
        typed(
            outcome_lines=LINES,
            outcome=THOUSANDS,
            budget=BUDGET,
            budget_lines=BUDGET_LINES,
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
        typed(outcome_lines=LINES, forecast=forecast, outcome="line | income | cost\n a | 480 | 530")
    )
    missed = [facts[f"forecast.missed_{part}"].value for part in ("income", "cost", "result")]
    # The result was to be 500 − 520 and was 480 − 530.
    assert missed == [480 - 500, 530 - 520, -50 - -20]
