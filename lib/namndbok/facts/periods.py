"""A part of a year, from January on: its name, and the tables as they stood when it ended."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from namndbok.data import Data, rows_where
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
    def short_months(self) -> str:
        """Name the months for a chart: `jan–maj`."""
        first, last = (short_day(date(self.end.year, number, 1)).split()[1] for number in (1, self.end.month))
        return first if first == last else f"{first}–{last}"

    @property
    def last_month(self) -> str:
        """Name the last month and its year: `maj 2022`."""
        return f"{month(self.end.month)} {self.end.year}"

    @property
    def elapsed(self) -> str:
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
    ends = (f"{period.end:%Y-%m}" for known in data.years_with_outcome for period in periods_of(data, known))
    for period in reversed(periods_of(data, year)):
        if through in (f"{period.end:%Y-%m}", period.end.isoformat()):
            return period
    raise InvalidParameter(
        f"Det finns inget delårsutfall till och med {through} för {year}. Perioder i underlaget: "
        f"{', '.join(ends) or 'ingen ännu'}."
    )


def data_until(data: Data, period: Period) -> Data:
    """Return the tables as they stood at a period's end, without rows on later days in its year."""
    known = {name: _rows_until(data.tables[name], column, period.end) for name, column in KNOWN.items()}
    return replace(data, tables={**data.tables, **known})


def _rows_until(rows: pd.DataFrame, column: str, end: date) -> pd.DataFrame:
    dates = zip(rows["year"], rows[column], strict=True)
    return rows_where(rows, (year != end.year or when is None or when <= end for year, when in dates))
