"""Which papers a year has, and the book that they are made of: a year of the board, or a year to come."""

from namndbok.books import Book, make_book
from namndbok.data import Data
from namndbok.facts import find_period, periods_of, require_any_outcome, require_whole_year
from namndbok.publish.papers import Paper
from namndbok.swedish import slug

PROPOSAL, SHEET = "budget", "municipality"


def compute_book(paper: Paper, data: Data, year: int, *, part: bool = False) -> Book:
    """Compute the book that a paper is made of; raises `InvalidData` or `InvalidParameter`.

    Without `part` the year must be over, unless the book is a proposal for a year to come.
    """
    if paper.notebook == PROPOSAL:
        from namndbok.proposals.budget import open_proposal

        return open_proposal(data.folder, year, **paper.parameters)
    require = require_any_outcome if part else require_whole_year
    return make_book(data, require(data, year))


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
