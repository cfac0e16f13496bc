import pytest

from namndbok.checks.check import findings_of
from typed import facts_of, said, sound, typed

PLAN = """
    date       | end_date
    2031-03-01 | {}
    2031-09-01 |
"""
MEETINGS = """
    date       | present | entitled
    {}         | 2       | 3
    2031-09-01 | 3       | 3
"""


@pytest.mark.parametrize(("written", "rows"), [("2031-02-28", ["meetings:2"]), ("2031-03-01", [])])
def test_a_document_is_younger_than_the_meeting_that_it_reports(written: str, rows: list[str]):
    meetings = "date | present | entitled\n2031-03-01 | 2 | 3"
    data = typed(meetings=meetings, documents=f"document | date\nd | {written}")
    found = findings_of(facts_of(data), "time.after_document")
    assert [row for one in found for row in one.rows] == rows


@pytest.mark.parametrize(("month", "rows"), [("maj", ("texts:2", "texts:3")), ("december", None)])
def test_texts_that_wait_for_a_month_long_past_are_reported_together(
    month: str, rows: tuple[str, ...] | None
):
    """May 2031 is ten months before 15 March 2032; December is three and a half."""
    said_twice = "".join(f"\nsummary | Provet pågår fram till {month} 2031." for _ in range(2))
    tables = {"texts": "section | text" + said_twice, "documents": "document | date\nd | 2032-03-15"}
    found = findings_of(facts_of(typed(**tables)), "time.passed")
    assert [one.rows for one in found] == ([rows] if rows else [])


def test_a_meeting_on_another_day_than_planned_is_reported_with_both_days():
    """Planned 1 March, held 4 March."""
    moved = said("time.meetings", meeting_plan=PLAN.format(""), meetings=MEETINGS.format("2031-03-04"))
    assert moved == [("1 mars 2031", "4 mars 2031", ("meeting_plan:2", "meetings:2"))]


def test_a_meeting_on_the_second_of_two_planned_days_is_held_as_planned():
    two_days, second = PLAN.format("2031-03-02"), MEETINGS.format("2031-03-02")
    assert said("time.meetings", meeting_plan=two_days, meetings=MEETINGS.format("2031-03-01")) == []
    assert said("time.meetings", meeting_plan=two_days, meetings=second) == []
    assert said("time.meetings", meeting_plan=PLAN.format(""), meetings=second) != []


def test_a_meeting_without_a_plan_is_reported():
    more = MEETINGS.format("2031-03-01") + "2031-05-01 | 3 | 3"
    assert said("time.meetings", meeting_plan=PLAN.format(""), meetings=more) == [
        ("inget möte", "1 maj 2031", ("meetings:4",))
    ]


def test_a_meeting_that_is_planned_after_what_is_reported_is_not_missed():
    """Nothing is held after 1 September and the year's outcome is not there, so December is to come."""
    plan = PLAN.format("") + "2031-12-01 |"
    assert said("time.meetings", "outcome", meeting_plan=plan) == []
    assert said("time.meetings", meeting_plan=plan) == [
        ("1 december 2031", "inget möte", ("meeting_plan:4",))
    ]


def test_a_list_of_meetings_that_lacks_one_is_reported():
    listed = "body | date\nboard | 2031-03-01"
    assert said("time.held_list", held_list=listed) == [("i båda", "bara i närvarotabellen", ("meetings:3",))]
    more = listed + "\nboard | 2031-09-01\nboard | 2031-10-01"
    assert said("time.held_list", held_list=more) == [("i båda", "bara i möteslistan", ("held_list:4",))]


ACTIVITY = "name | status | schedule | start | end\nE-arkiv 2 | {status} | 2028–{end} | 2028 | {end}"


@pytest.mark.parametrize(
    ("status", "end", "reported"),
    [
        ("pågår", 2032, False),
        ("pågår", 2031, True),
        ("pågår", 2030, True),
        ("avslutad", 2031, False),
        ("förvaltning", 2030, False),
    ],
)
def test_an_activity_that_was_to_end_is_reported_as_ended(status: str, end: int, reported: bool):
    found = said("time.schedule", activities=ACTIVITY.format(status=status, end=end))
    assert found == ([("avslutad", status, ("activities:2",))] if reported else [])


def test_a_year_that_is_not_over_may_end_what_it_wants():
    assert said("time.schedule", "outcome", activities=ACTIVITY.format(status="pågår", end=2031)) == []


@pytest.mark.parametrize(
    ("status", "reported"), [("förvaltning", False), ("införande", True), ("införandeprojekt", True)]
)
def test_a_service_in_use_is_not_being_introduced(status: str, reported: bool):
    """The archive is in use since 2029."""
    found = said("time.status", activities=ACTIVITY.format(status=status, end=2032))
    assert found == ([("i drift", "införande", ("activities:2", "service_status:3"))] if reported else [])


WHEEL = """
    number | text      | recipient | due        | reported
    1      | I tid     | nämnden   | 2031-03-01 | 2031-03-01
    2      | För sent  | nämnden   | 2031-03-01 | 2031-04-01
    3      | Aldrig    | nämnden   | 2031-12-31 |
    4      | Nästa år  | nämnden   | 2032-01-31 |
    5      | Utan dag  | nämnden   |            |
"""


def test_what_is_reported_late_or_never_is_told_once_the_year_is_over():
    found = findings_of(facts_of(sound(year_wheel=WHEEL)), "time.reporting")
    assert [(one.title, one.severity, one.rows) for one in found] == [
        ("Ingen redovisning i underlaget: Aldrig", "warning", ("year_wheel:4",)),
        ("Redovisat för sent: För sent", "info", ("year_wheel:3",)),
    ]


def test_a_year_that_is_not_over_has_not_failed_to_report():
    assert findings_of(facts_of(sound("outcome", year_wheel=WHEEL)), "time.reporting") == []
