"""A part of a year, from January on: its name, and the tables as they stood when it ended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from namndbok.data import Data
from namndbok.errors import InvalidParameter
from namndbok.swedish import month, short_day, words

# The column that says when a row of a table was known; a plan is known from the year's beginning.
KNOWN = {
    "outcome": "through",
    "forecast": "as_of",
    "explanations": "through",
    "goal_reviews": "through",
    "meetings": "date",
    "presence": "date",
    "events": "date",
    "held_list": "date",
}


@dataclass(frozen=True)
class Period:
    """The part of a year that ends with a day."""

    end: date

    @property
    def id(self) -> str:
        """Return what the ids of the period's facts begin with."""
        return f"periods.{self.end}"

    @property
    def months(self) -> str:
        """Name the months: `januari–maj`."""
        return month(1) if self.end.month == 1 else f"{month(1)}–{month(self.end.month)}"

    @property
    def name(self) -> str:
        """Name months and year: `januari–maj 2022`."""
        return f"{self.months} {self.end.year}"

    @property
    def short(self) -> str:
        """Name the months for a chart: `jan–maj`."""
        first, last = (short_day(date(self.end.year, number, 1)).split()[1] for number in (1, self.end.month))
        return first if first == last else f"{first}–{last}"

    @property
    def last(self) -> str:
        """Name the last month and its year: `maj 2022`."""
        return f"{month(self.end.month)} {self.end.year}"

    @property
    def part(self) -> str:
        """Say how much of the year it is: `fem av årets tolv månader`."""
        return f"{words(self.end.month, neuter=False)} av årets {words(12)} månader"


def periods_of(data: Data, year: int) -> list[Period]:
    """List the parts of a year that have an outcome, in order."""
    ends = {end for end in data.of_year("outcome", year)["through"] if end < date(year, 12, 31)}
    return [Period(end) for end in sorted(ends)]


def find_period(data: Data, year: object, through: object) -> Period:
    """Return the period that ends in the month `through`, such as 2022-05; raises `InvalidParameter`."""
    if not isinstance(year, int) or isinstance(year, bool):
        raise InvalidParameter(f"Parametern year ska vara ett heltal, inte {year!r}.")
    if not isinstance(through, str):
        raise InvalidParameter(f"Parametern through ska vara en månad, till exempel {year}-05.")
    found = [one for one in periods_of(data, year) if through in (f"{one.end:%Y-%m}", one.end.isoformat())]
    if not found:
        known = ", ".join(f"{one.end:%Y-%m}" for when in data.periods for one in periods_of(data, when))
        raise InvalidParameter(
            f"Det finns inget delårsutfall till och med {through} för {year}. Perioder i underlaget: "
            f"{known or 'ingen ännu'}."
        )
    return found[-1]


def data_until(data: Data, period: Period) -> Data:
    """Return the tables as they stood at a period's end, without rows that tell of later days in its year."""
    return replace(data, tables=Cut(data.tables, period.end))


class Cut(Mapping[str, pd.DataFrame]):
    """Tables as they stood on a day; each is cut when it is first read, so that no other counts as read."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], end: date) -> None:
        self._tables, self._end = tables, end
        self._cut: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        rows = self._tables[name]
        if name not in KNOWN:
            return rows
        if name not in self._cut:
            self._cut[name] = _until(rows, KNOWN[name], self._end)
        return self._cut[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


def _until(rows: pd.DataFrame, column: str, end: date) -> pd.DataFrame:
    dated = zip(rows["year"], rows[column], strict=True)
    kept = [year != end.year or when is None or when <= end for year, when in dated]
    return rows.loc[rows.index[kept]] if len(rows) else rows


def later(rows: pd.DataFrame, end: date) -> Iterator[int]:
    """Yield the numbers of the rows of a plan that come after a day."""
    return (number for number, when in rows["date"].items() if when > end)
