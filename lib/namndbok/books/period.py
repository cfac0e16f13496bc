"""The book of a period, from January on: the tables and facts as they were when it ended."""

from dataclasses import dataclass
from pathlib import Path

from namndbok.books.book import Book, open_book
from namndbok.facts import (
    EVERY_MEETING,
    Fact,
    Period,
    YearView,
    contradicted_forecasts,
    data_until,
    find_period,
    row_ids,
)
from namndbok.swedish import Number


@dataclass(frozen=True)
class PeriodBook(Book):
    """A year as it was known when a period of it ended; `year_book` is the book of the whole year."""

    period: Period
    year_book: Book

    @property
    def in_thousands(self) -> bool:
        """Tell whether the source has the period's amounts in thousands."""
        return self.facts["interim.income"].unit == "tkr"

    def counts_every_meeting(self, body: str) -> bool:
        """Tell whether a body's goal for attendance is for every meeting, not for the average."""
        [row] = self.facts[f"attendance.{body}.threshold"].rows
        return self.data.column("goals", "reading")[int(row.split(":")[1])] == EVERY_MEETING

    @property
    def broken_forecasts(self) -> list[tuple[int, Fact]]:
        """List the goals that are forecast to be met and no longer can be: row number and threshold."""
        numbers, codes = contradicted_forecasts(self.facts), self.data.column("goals", "goal")
        return [(number, self.facts[f"goals.{codes[number]}.threshold"]) for number in numbers]

    def printed_otherwise(self, id: str) -> tuple[Number, str] | None:
        """Return the first value that the document prints for a fact and that is not its own, and its row."""
        rows = self.facts.year_rows("printed")
        different = rows[(rows["fact"] == id) & (rows["value"] != self.facts[id].value)]
        return next(zip(different["value"], row_ids(different), strict=True), None)


def open_period(data: Path | str, year: int, through: str) -> PeriodBook:
    """Load a data folder and open the period of a year that ends in a month, such as 2022-05.

    Raises `InvalidData` or `InvalidParameter`.
    """
    year_book = open_book(data, year, part=True)
    return period_book(year_book, find_period(year_book.data, year, through))


def period_book(book: Book, period: Period) -> PeriodBook:
    """Return the book of a period, whose facts stand among those of the year's book."""
    data = data_until(book.data, period)
    facts = YearView(book.facts, period.id, data, book.year)
    return PeriodBook(data, book.year, facts, book.findings, book.comments, period, book)
