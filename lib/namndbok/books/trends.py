"""Several years beside each other: each year's own figures, parts of years told apart, gaps shown as gaps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from namndbok.books.book import Book, of_year, open_book
from namndbok.facts import Fact, Facts, Period, earlier_years, periods_of, years_up_to
from namndbok.show import Enumeration, Year


@dataclass(frozen=True)
class Point:
    """A year in a series: its figure, what that is a part of, and `part` where the year is not over."""

    year: int
    fact: Fact | None
    of: Fact | None
    part: Period | None

    @property
    def gap(self) -> bool:
        """Tell whether the year has no figure."""
        return self.fact is None

    @property
    def about(self) -> str:
        """Say what the figure is about: the whole year, its months, or nothing."""
        if self.gap:
            return "uppgift saknas"
        return self.part.months if self.part else "hela året"


@dataclass(frozen=True)
class TrendBook(Book):
    """A year's book, with the years before it."""

    @cached_property
    def years(self) -> list[int]:
        """List every year from the first that has anything to show, also those that have nothing."""
        return years_up_to(self.data, self.year)

    @cached_property
    def facts_of(self) -> dict[int, Facts]:
        """Return each year's facts by their short ids."""
        return {year: of_year(self, year).facts for year in self.years}

    def part(self, year: int) -> Period | None:
        """Return the part of a year that is known, where the whole is not."""
        parts = periods_of(self.data, year)
        return parts[-1] if parts and year not in self.data.years else None

    def points(self, ids: Sequence[str], of: str = "", needs: str = "") -> list[Point]:
        """Return a figure for every year: the first of `ids` that the year has, and the fact `of` beside it.

        A year whose fact `needs` is missing or 0 has no figure.
        """
        return [self._point(year, ids, of, needs) for year in self.years]

    def _point(self, year: int, ids: Sequence[str], of: str, needs: str) -> Point:
        facts = self.facts_of[year]
        found = next((facts[id] for id in ids if id in facts), None)
        if needs and not (needs in facts and facts[needs].value):
            found = None
        return Point(year, found, facts.get(of) if found else None, self.part(year))

    def which(self, kind: str) -> Enumeration:
        """Name the years of a kind as a sentence does: `whole`, `part` (with months) or `none`."""
        told = {*earlier_years(self.data, self.year), self.year}
        kinds: dict[str, Callable[[int], bool]] = {
            "whole": lambda year: year in self.data.years,
            "part": lambda year: self.part(year) is not None,
            "none": lambda year: year not in told,
        }
        years = [year for year in self.years if kinds[kind](year)]
        return Enumeration(tuple(self.part(year).name if kind == "part" else Year(year) for year in years))


def open_trends(data: Path | str, year: int) -> TrendBook:
    """Load a data folder and open the years up to `year`; raises `InvalidData` or `InvalidParameter`."""
    return trends_of(open_book(data, year, part=True))


def trends_of(book: Book) -> TrendBook:
    """Return a year's book with the years before it."""
    return book.seen_as(TrendBook)
