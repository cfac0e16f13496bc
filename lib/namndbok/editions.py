"""Which papers a year has, and the book that each is made of: a year of the board, or a year to come."""

from pathlib import Path

from namndbok.book import Book, make_book
from namndbok.errors import InvalidParameter
from namndbok.load import load_data
from namndbok.papers import Paper
from namndbok.periods import find_period, periods
from namndbok.swedish import slug

PROPOSAL, SHEET = "budget", "municipality"


def open_edition(paper: Paper, data: Path, year: int) -> Book:
    """Open the book that a paper is made of; raises `InvalidData` or `InvalidParameter`."""
    if paper.notebook != PROPOSAL:
        return open_year(data, year)
    from namndbok.budgeting import open_proposal

    return open_proposal(data, year, **paper.parameters)


def open_year(data: Path, year: int) -> Book:
    """Open a year that has any outcome, also for a part of it; raises `InvalidData` or `InvalidParameter`."""
    loaded = load_data(data)
    if year not in loaded.periods:
        known = ", ".join(map(str, loaded.periods)) or "inget år ännu"
        raise InvalidParameter(f"Det finns inget utfall för {year}. År i underlaget: {known}.")
    return make_book(loaded, year)


def papers_of(book: Book) -> list[Paper]:
    """List all papers of a year: those of the whole year if it is over, and one for each part of it."""
    over = book.year in book.data.years
    whole = [Paper("annual_report", "annual_report"), Paper("audit", "audit")] if over else []
    parts = [interim_of(book, f"{period.end:%Y-%m}") for period in periods(book.data, book.year)]
    return [*whole, *parts, Paper("trends", "trends"), *(sheets_of(book) if over else [])]


def sheets_of(book: Book) -> list[Paper]:
    """List a sheet for each municipality of the board."""
    table = book.data["municipalities"]
    pairs = zip(table["code"], table["name"], strict=True)
    return [Paper(f"{SHEET}-{slug(name)}", SHEET, {SHEET: code}) for code, name in pairs]


def interim_of(book: Book, through: str) -> Paper:
    """Return the interim report through a month such as 2022-05; raises `InvalidParameter`."""
    month = f"{find_period(book.data, book.year, through).end:%Y-%m}"
    return Paper(f"interim_report-{month}", "interim_report", {"through": month})
