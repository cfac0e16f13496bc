"""A meeting's book: that of the year in whose folder its papers stand, seen at one meeting."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from namndbok.books.book import Book, make_book, read_book_file
from namndbok.data import load_data
from namndbok.facts import cases_on, find_meeting


@dataclass(frozen=True)
class MeetingBook(Book):
    """A year's book at one of its meetings; `minutes`: its decisions are shown, not only what is proposed."""

    date: date
    minutes: bool

    @cached_property
    def cases(self) -> pd.DataFrame:
        """Return the meeting's decisions and proposals, in the order of the cases, by row number."""
        return cases_on(self.data, self.date)

    def case_label(self, row: int) -> str:
        """Return the number of a case: its paragraph, or else that of the agenda."""
        paragraph, number = self.cases.loc[row, ["paragraph", "number"]]
        return paragraph or (f"Ärende {number}" if number else "Ärende")


def open_meeting(data: Path | str, year: int, date: str, minutes: bool) -> MeetingBook:
    """Load a data folder and open a meeting among the papers of a year, whose outcome need not be known.

    Raises `InvalidData`, or `InvalidParameter` for a day without a meeting in that year's folder.
    """
    book = read_book_file(Path(data), year) or make_book(load_data(data), year)
    return MeetingBook(**book.content, date=find_meeting(book.data, date, year), minutes=minutes)
