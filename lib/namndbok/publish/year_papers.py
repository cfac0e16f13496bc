"""Which papers a year has."""

from namndbok import facts
from namndbok.data import Data
from namndbok.facts import find_period, periods_of, require_any_outcome
from namndbok.publish.papers import Paper
from namndbok.swedish import slug

SHEET, MEETING = "municipality", "meeting"


def papers_of(data: Data, year: int) -> list[Paper]:
    """List all papers of a year: those of the whole year if it is over, of its parts and of its meetings.

    A year without any outcome has those of its meetings alone; `InvalidParameter` where it has none.
    """
    meetings = [day for day, folder in facts.meeting_years(data).items() if folder == year]
    of_meetings = [paper for day in meetings for paper in meeting_papers(data, f"{day}")]
    if meetings and year not in data.years_with_outcome:
        return of_meetings
    over = require_any_outcome(data, year) in data.years
    whole = [Paper("annual_report", "annual_report")] if over else []
    parts = [interim_of(data, year, f"{period.end:%Y-%m}") for period in periods_of(data, year)]
    always = [Paper("audit", "audit"), *parts, Paper("trends", "trends")]
    return [*whole, *always, *of_meetings, *(sheets_of(data) if over else [])]


def meeting_papers(data: Data, date: str, *, minutes: bool = False) -> list[Paper]:
    """List a meeting's papers and, once a case is decided, its minutes; or its `minutes` alone.

    Raises `InvalidParameter` for a day without a meeting.
    """
    decided = "decided" in set(facts.cases_on(data, facts.find_meeting(data, date))["status"])
    names = {} if minutes else {"meeting": False}
    names |= {"minutes": True} if minutes or decided else {}
    return [Paper(f"{name}-{date}", MEETING, {"date": date, "minutes": form}) for name, form in names.items()]


def sheets_of(data: Data) -> list[Paper]:
    """List a sheet for each municipality of the board."""
    table = data["municipalities"]
    pairs = zip(table["code"], table["name"], strict=True)
    return [Paper(f"{SHEET}-{slug(name)}", SHEET, {SHEET: code}) for code, name in pairs]


def interim_of(data: Data, year: int, through: str) -> Paper:
    """Return the interim report through a month such as 2022-05; raises `InvalidParameter`."""
    month = f"{find_period(data, year, through).end:%Y-%m}"
    return Paper(f"interim_report-{month}", "interim_report", {"through": month})
