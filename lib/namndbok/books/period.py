"""A part of a year, ready to be told: the tables and facts as they were when it ended."""

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
class PartBook(Book):
    """A part of a year as it was known when it ended; `whole` is the book of the year."""

    period: Period
    whole: Book

    @property
    def in_thousands(self) -> bool:
        """Tell whether the source has the period's amounts in thousands."""
        return self.facts["interim.income"].unit == "tkr"

    def every(self, body: str) -> bool:
        """Tell whether a body's goal for attendance is for every meeting, not for the average."""
        [row] = self.facts[f"attendance.{body}.threshold"].rows
        return SourcedRow(self.data, "goals", int(row.split(":")[1])).raw("reading") == EVERY_MEETING

    def broken(self) -> list[tuple[Content, Fact]]:
        """List the goals that are forecast to be met and no longer can be, each with its threshold."""
        rows = [SourcedRow(self.data, "goals", number) for number in contradicted_forecasts(self.facts)]
        return [(row.text, self.facts[f"goals.{row.raw('goal')}.threshold"]) for row in rows]

    def printed(self, id: str) -> SourcedText | None:
        """Return the first amount that the document prints for a fact and that differs from it."""
        rows, fact = self.data.of_year("printed", self.year), self.facts[id]
        for number, row in rows[rows["fact"] == id].iterrows():
            if row["value"] != fact.value:
                return sourced_amount(row["value"], fact.unit, f"printed:{number}")
        return None


def open_part(data: Path | str, year: int, through: str) -> PartBook:
    """Load a data folder and compute a part of a year, such as that through 2022-05.

    Raises `InvalidData` or `InvalidParameter`.
    """
    whole = open_book(data, year, part=True)
    return part_of(whole, find_period(whole.data, year, through))


def part_of(whole: Book, period: Period) -> PartBook:
    """Return a part of a year; its facts stand among those of the year's book."""
    then = data_until(whole.data, period)
    view = YearView(whole.facts, period.id, then, whole.year)
    return PartBook(then, whole.year, view, whole.findings, whole.comments, period, whole)
