import pytest

from typed import said

ACTIVITY = "name | status | schedule | start | end\nE-arkiv 2 | {status} | 2028–{end} | 2028 | {end}"


@pytest.mark.parametrize(
    ("status", "end", "told"),
    [
        ("pågår", 2032, False),
        ("pågår", 2031, True),
        ("pågår", 2030, True),
        ("avslutad", 2031, False),
        ("förvaltning", 2030, False),
    ],
)
def test_an_activity_that_was_to_end_is_told_as_ended(status: str, end: int, told: bool):
    found = said("time.schedule", activities=ACTIVITY.format(status=status, end=end))
    assert found == ([("avslutad", status, ("activities:2",))] if told else [])


def test_a_year_that_is_not_over_may_end_what_it_wants():
    assert said("time.schedule", "outcome", activities=ACTIVITY.format(status="pågår", end=2031)) == []


@pytest.mark.parametrize(
    ("status", "told"), [("förvaltning", False), ("införande", True), ("införandeprojekt", True)]
)
def test_a_service_in_use_is_not_being_introduced(status: str, told: bool):
    """The archive is in use since 2029."""
    found = said("time.status", activities=ACTIVITY.format(status=status, end=2032))
    assert found == ([("i drift", "införande", ("activities:2", "service_status:3"))] if told else [])
