"""Which papers a year has."""

from namndbok.data import Data
from namndbok.facts import find_period, periods_of
from namndbok.publish.papers import Paper
from namndbok.swedish import slug

SHEET = "municipality"


def papers_of(data: Data, year: int) -> list[Paper]:
    """List all papers of a year: those of the whole year if it is over, and one for each part of it."""
    over = year in data.years
    whole = [Paper("annual_report", "annual_report")] if over else []
    parts = [interim_of(data, year, f"{period.end:%Y-%m}") for period in periods_of(data, year)]
    always = [Paper("audit", "audit"), *parts, Paper("trends", "trends")]
    return [*whole, *always, *(sheets_of(data) if over else [])]


def sheets_of(data: Data) -> list[Paper]:
    """List a sheet for each municipality of the board."""
    table = data["municipalities"]
    pairs = zip(table["code"], table["name"], strict=True)
    return [Paper(f"{SHEET}-{slug(name)}", SHEET, {SHEET: code}) for code, name in pairs]


def interim_of(data: Data, year: int, through: str) -> Paper:
    """Return the interim report through a month such as 2022-05; raises `InvalidParameter`."""
    month = f"{find_period(data, year, through).end:%Y-%m}"
    return Paper(f"interim_report-{month}", "interim_report", {"through": month})
