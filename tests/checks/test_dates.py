import pytest

from namndbok.checks.check import findings_of
from typed import facts_of, said, typed

MEETING = "board       | 2031-03-01 | 2       | 3"


@pytest.mark.parametrize(("written", "rows"), [("2031-02-28", ["meetings:2"]), ("2031-03-01", [])])
def test_a_document_is_younger_than_the_meeting_that_it_tells_of(written: str, rows: list[str]):
    meetings = "date | present | entitled\n2031-03-01 | 2 | 3"
    data = typed(meetings=meetings, documents=f"document | date\nd | {written}")
    found = findings_of(facts_of(data), "time.after_document")
    assert [row for one in found for row in one.rows] == rows


def test_meetings_dated_another_year_are_told():
    wrong = said("time.outside_year", meetings=(MEETING, MEETING.replace("2031", "2032")))
    assert wrong == [("2031", "1 mars 2032", ("meetings:2",))]


@pytest.mark.parametrize(("month", "rows"), [("maj", ("texts:2", "texts:3")), ("december", None)])
def test_texts_that_wait_for_a_month_long_past_are_told_in_one(month: str, rows: tuple[str, ...] | None):
    """May 2031 is ten months before 15 March 2032; December is three and a half."""
    said_twice = "".join(f"\nsummary | Provet pågår fram till {month} 2031." for _ in range(2))
    tables = {"texts": "section | text" + said_twice, "documents": "document | date\nd | 2032-03-15"}
    found = findings_of(facts_of(typed(**tables)), "time.passed")
    assert [one.rows for one in found] == ([rows] if rows else [])
