"""Other spans of time among a year's own facts: parts of the year, from January on, and other years.

A period has the tables as they stood when it ended. The facts of another year or period have the same ids
behind a prefix: `years.2022.economy.result` is what `economy.result` is in 2022, with the same rows and
formula. A view answers to the short ids, so that every table, chart and text can be made of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from namndbok.data import Data, rows_where
from namndbok.errors import InvalidParameter
from namndbok.facts.fact import Facts
from namndbok.swedish import month, short_day, words

# The column that says when a row of a table was known; a plan is known from the year's beginning.
KNOWN = {
    "outcome": "through", "forecast": "as_of", "explanations": "through", "goal_reviews": "through",
    "meetings": "date", "presence": "date", "events": "date", "held_list": "date",
}  # fmt: skip
# Tables whose rows give a year something to show.
SHOWN_TABLES = ("outcome", "meetings", "goal_reviews", "fees", "service_status", "budget")
COMPARED = (
    "economy.income", "economy.cost", "economy.result", "interim",
    "goals.annual.met", "goals.annual.judged", "goals.annual.total",
    "goals.indicators.met", "goals.indicators.judged", "goals.indicators.total",
    "fees.budgeted", "services",
)  # fmt: skip


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
    known, end = dict(data.tables), period.end
    for name, column in KNOWN.items():
        dates = zip(known[name]["year"], known[name][column], strict=True)
        flags = (year != end.year or when is None or when <= end for year, when in dates)
        known[name] = rows_where(known[name], flags)
    return replace(data, tables=known)


class YearView(Facts):
    """The facts behind a prefix, by their short ids; each fact keeps its whole id, which a page links to."""

    def __init__(self, facts: Facts, prefix: str, data: Data, year: int):
        super().__init__(data, year)
        self._all = facts
        self.update({fact.id.removeprefix(f"{prefix}."): fact for fact in facts.under(prefix)})

    def rows_behind(self, id: str) -> tuple[str, ...]:
        """Name every row that a fact rests on, by its short or its whole id."""
        return self._all.rows_behind(self[id].id if id in self else id)


def include_facts(facts: Facts, other: Facts, prefix: str, note: str, ids: Iterable[str]) -> None:
    """Add facts of `other` under a prefix: those that `ids` name or begin, and all that they use.

    `note` is added to labels that lack it: `Årets resultat, 2022`.
    """
    whole = frozenset(ids)
    beginnings = tuple(f"{id}." for id in whole)
    for fact in other.with_inputs(id for id in other if id in whole or id.startswith(beginnings)):
        label = fact.label if note in fact.label else f"{fact.label}, {note}"
        inputs = tuple(f"{prefix}.{id}" for id in fact.facts)
        facts.insert(replace(fact, id=f"{prefix}.{fact.id}", label=label, facts=inputs))


def year_prefix(year: int) -> str:
    """Return what the ids of another year's facts begin with."""
    return f"years.{year}"


def earlier_years(data: Data, year: int) -> list[int]:
    """List the years before a year that have something to show, in order."""
    years = {other for table in SHOWN_TABLES for other in data[table]["year"]}
    return sorted(other for other in years if other < year)


def years_up_to(data: Data, year: int) -> list[int]:
    """List every year from the first that has something to show to `year`, also those that have nothing."""
    return list(range(min(earlier_years(data, year), default=year), year + 1))


def require_any_outcome(data: Data, year: object) -> int:
    """Return `year` if it is a whole number with an outcome for any part of it; raises `InvalidParameter`."""
    return _known_year(year, data.years_with_outcome)


def require_whole_year(data: Data, year: object) -> int:
    """Return `year` if it is a whole number with an outcome of all of it; raises `InvalidParameter`."""
    return _known_year(year, data.years)


def _known_year(year: object, years: list[int]) -> int:
    known = f"År med utfall i underlaget: {', '.join(map(str, years)) or 'inget år ännu'}."
    if not isinstance(year, int) or isinstance(year, bool):
        raise InvalidParameter(f"Parametern year ska vara ett heltal, inte {year!r}. {known}")
    if year not in years:
        raise InvalidParameter(f"Det finns inget utfall för {year}. {known}")
    return year
