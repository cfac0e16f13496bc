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
)
from namndbok.show import Content, SourcedRow, SourcedText, sourced_amount


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
        return SourcedRow(self.data, "goals", int(row.split(":")[1])).raw("reading") == EVERY_MEETING

    def broken_forecasts(self) -> list[tuple[Content, Fact]]:
        """List the goals that are forecast to be met and no longer can be, each with its threshold."""
        rows = [SourcedRow(self.data, "goals", number) for number in contradicted_forecasts(self.facts)]
        return [(row.text, self.facts[f"goals.{row.raw('goal')}.threshold"]) for row in rows]

    def printed_amount(self, id: str) -> SourcedText | None:
        """Return the first amount that the document prints for a fact and that differs from it."""
        rows, fact = self.data.of_year("printed", self.year), self.facts[id]
        for number, row in rows[rows["fact"] == id].iterrows():
            if row["value"] != fact.value:
                return sourced_amount(row["value"], fact.unit, f"printed:{number}")
        return None


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
