from fractions import Fraction

from namndbok.facts.follow_up import control_plan, status_rows
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


SERVICES = "service | name | order\n keys | Nycklar | 2\n archive | E-arkiv | 1"
STATUS = """
    date       | service | users | of
    2031-12-31 | keys    |       |
    2031-06-30 | archive | 1     | 3
    2031-12-31 | archive | 2     | 3
"""


def test_the_latest_status_counts_and_services_come_in_the_boards_order():
    facts = facts_of(typed(services=SERVICES, service_status=STATUS))
    assert list(status_rows(facts).index) == [4, 2]
    assert facts["services.archive.users"].target == "service_status:4"
    assert (facts["services.archive.users"].value, facts["services.archive.of"].value) == (2, 3)
    assert facts["services.archive.share"].value == Fraction(2, 3)


def test_a_service_without_a_number_of_users_has_no_figure():
    assert not facts_of(typed(services=SERVICES, service_status=STATUS)).under("services.keys")


def test_a_status_of_another_year_is_left_out():
    assert not facts_of(typed(services=SERVICES, service_status=STATUS), 2030).under("services")
