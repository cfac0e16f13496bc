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
