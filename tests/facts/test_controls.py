from namndbok.facts.controls import control_plan
from typed import facts_of, typed

CONTROLS = """
    control | number | probability | consequence | result
    second  | 2      | 3           | 4           | deviation
    first   | 1      | 2           | 2           |
"""


def test_the_risk_value_is_probability_times_consequence():
    facts = facts_of(typed(controls=CONTROLS))
    assert [facts[f"controls.{name}.risk_value"].value for name in ("first", "second")] == [2 * 2, 3 * 4]
    assert (facts["controls.highest"].value, facts["controls.highest"].display) == (12, "12")


def test_a_control_is_reported_when_it_has_a_result_good_or_bad():
    facts = facts_of(typed(controls=CONTROLS))
    assert (facts["controls.total"].value, facts["controls.reported"].value) == (2, 1)
    assert facts["controls.reported"].rows == ("controls:2",)


def test_controls_come_in_the_boards_order():
    assert list(control_plan(facts_of(typed(controls=CONTROLS)))["control"]) == ["first", "second"]


def test_a_year_without_a_plan_has_no_highest_risk():
    facts = facts_of(typed())
    assert (facts["controls.total"].value, "controls.highest" in facts) == (0, False)
