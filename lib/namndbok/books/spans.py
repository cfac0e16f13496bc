"""Books of other spans of time than a year: a meeting, a period, and several years beside each other.

The book of a period has the tables and facts as they were when it ended. Of several years, some are known as
wholes, some for a period only, and some have no figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from namndbok.books.book import Book, make_book, open_book, read_book_file
from namndbok.data import load_data
from namndbok.facts import (
    EVERY_MEETING,
    Fact,
    Facts,
    Period,
    YearView,
    cases_on,
    data_until,
    earlier_years,
    find_meeting,
    find_period,
    periods_of,
    year_prefix,
    years_up_to,
)


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


def open_period(data: Path | str, year: int, through: str) -> PeriodBook:
    """Load a data folder and open a year until a month, 2022-05; raises `InvalidData`, `InvalidParameter`."""
    year_book = open_book(data, year, ongoing=True)
    return period_book(year_book, find_period(year_book.data, year, through))


def period_book(book: Book, period: Period) -> PeriodBook:
    """Return the book of a period, whose facts stand among those of the year's book."""
    data = data_until(book.data, period)
    facts = YearView(book.facts, period.id, data, book.year)
    return PeriodBook(data, book.year, facts, book.findings, book.comments, period, book)


@dataclass(frozen=True)
class YearFigure:
    """A year's figure in a series, the `whole` that it is a part of, and the period where that is all."""

    year: int
    fact: Fact | None
    whole: Fact | None
    period: Period | None

    @property
    def extent(self) -> str:
        """Say what the figure covers: the whole year, its months, or nothing."""
        if not self.fact:
            return "ingen uppgift"
        return self.period.months if self.period else "hela året"


@dataclass(frozen=True)
class TrendBook(Book):
    """A year's book, with the years before it."""

    @cached_property
    def years(self) -> list[int]:
        """List every year from the first that has anything to show, also those that have nothing."""
        return years_up_to(self.data, self.year)

    @cached_property
    def facts_by_year(self) -> dict[int, Facts]:
        """Return each year's facts by their short ids."""
        earlier = (year for year in self.years if year != self.year)
        views = {year: YearView(self.facts, year_prefix(year), self.data, year) for year in earlier}
        return {**views, self.year: self.facts}

    def period(self, year: int) -> Period | None:
        """Return the last period of a year that is not known as a whole."""
        periods = periods_of(self.data, year)
        return periods[-1] if periods and year not in self.data.years else None

    def figures(
        self, ids: Sequence[str], whole: str = "", needs: str = "", *, on_a_day: bool = False
    ) -> list[YearFigure]:
        """Return a figure for every year: the first of `ids` that the year has, beside its fact `whole`.

        A year whose fact `needs` is missing or 0 has no figure. One `on_a_day` is never of a period.
        """
        figures = []
        for year, facts in self.facts_by_year.items():
            fact = next((facts[id] for id in ids if id in facts), None)
            if needs and not (needs in facts and facts[needs].value):
                fact = None
            period = None if on_a_day else self.period(year)
            figures.append(YearFigure(year, fact, facts.get(whole) if fact else None, period))
        return figures

    @property
    def whole_years(self) -> list[int]:
        """List the years whose whole outcome is known."""
        return [year for year in self.years if year in self.data.years]

    @property
    def periods(self) -> list[Period]:
        """List the periods that are known of years whose whole outcome is not."""
        return [period for period in map(self.period, self.years) if period]

    @property
    def missing_years(self) -> list[int]:
        """List the years that have nothing to show."""
        known = {*earlier_years(self.data, self.year), self.year}
        return [year for year in self.years if year not in known]


def open_trends(data: Path | str, year: int) -> TrendBook:
    """Load a data folder and open the years up to `year`; raises `InvalidData` or `InvalidParameter`."""
    return TrendBook(**open_book(data, year, ongoing=True).content)
