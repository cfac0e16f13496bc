"""Checks of time; the board is `typed.sound()`, in 2031, with a thing or two changed."""

from namndbok.checks import planned
from namndbok.checks.check import CHECKS, findings_of
from typed import facts_of, sound, typed

MEETING = "board       | 2031-03-01 | 2       | 3"
ACTIVITY = """
    name      | status    | schedule  | start | end
    E-arkiv 2 | {status} | 2028–{end} | 2028  | {end}
"""


def said(check: str, **changes) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return expected, found and rows of what a check says of the sound board with changes."""
    found = findings_of(facts_of(sound(**changes)), check)
    return [(one.expected, one.found, one.rows) for one in found]


def test_the_sound_board_gives_no_finding():
    own = [id for id, one in CHECKS.items() if one.run.__module__ == planned.__name__]
    assert len(own) == 7
    assert [finding for id in own for finding in findings_of(facts_of(sound()), id)] == []


def test_a_meeting_on_another_day_than_planned_is_told_with_both_days():
    """Planned 1 March, held 4 March."""
    moved = said("time.meetings", meetings=(MEETING, MEETING.replace("03-01", "03-04")))
    assert moved == [("1 mars 2031", "4 mars 2031", ("meeting_plan:2", "meetings:2"))]


def test_a_meeting_that_is_planned_after_what_is_told_is_not_missed():
    """Nothing is held after 1 September and the year's outcome is not there, so December is to come."""
    plan = ("board       | 2031-09-01", "board | 2031-09-01\nboard | 2031-12-01")
    assert findings_of(facts_of(sound("outcome", meeting_plan=plan)), "time.meetings") == []
    assert said("time.meetings", meeting_plan=plan) == [
        ("1 december 2031", "inget möte", ("meeting_plan:4",))
    ]


def test_a_list_of_meetings_that_lacks_one_is_told():
    listed = "body | date\nboard | 2031-03-01"
    assert said("time.held_list", held_list=listed) == [("i båda", "i en", ("meetings:3",))]
    assert said("time.held_list", held_list=listed + "\nboard | 2031-09-01") == []


def test_a_document_is_younger_than_the_meeting_that_it_tells_of():
    meetings = "date | present | entitled\n2031-03-01 | 2 | 3"
    for written, expected in (("2031-02-28", ["meetings:2"]), ("2031-03-01", [])):
        data = typed(meetings=meetings, documents=f"document | date\nd | {written}")
        found = findings_of(facts_of(data), "time.after_document")
        assert [row for one in found for row in one.rows] == expected


def test_a_meeting_dated_another_year_is_told():
    wrong = said("time.outside_year", meetings=(MEETING, MEETING.replace("2031", "2032")))
    assert wrong == [("2031", "2032-03-01", ("meetings:2",))]


def test_a_text_that_waits_for_a_month_long_past_is_told():
    """May 2031 is ten months before 15 March 2032; December is three and a half."""
    written = "document | date\nd | 2032-03-15"
    for month, expected in (("maj", ["texts:2"]), ("december", [])):
        text = f"section | text\nsummary | Provet pågår fram till {month} 2031."
        found = findings_of(facts_of(typed(texts=text, documents=written)), "time.passed")
        assert [row for one in found for row in one.rows] == expected


def test_an_activity_whose_last_year_has_passed_is_told():
    assert said("time.schedule", activities=ACTIVITY.format(status="pågår", end=2031)) == []
    late = said("time.schedule", activities=ACTIVITY.format(status="pågår", end=2030))
    assert late == [("minst 2031", "2030", ("activities:2",))]


def test_a_service_in_use_is_not_being_introduced():
    """The archive is in use since 2029."""
    assert said("time.status", activities=ACTIVITY.format(status="förvaltning", end=2031)) == []
    twice = said("time.status", activities=ACTIVITY.format(status="införande", end=2031))
    assert twice == [("i drift", "införande", ("activities:2", "service_status:3"))]
