"""Other years, and parts of a year, among a year's own facts: the same ids behind a prefix.

`years.2022.economy.result` is what `economy.result` is in 2022, with the same rows and formula. A view
answers to the short ids, so that every table, chart and text can be made of another year as of its own.
"""

from collections.abc import Iterable
from dataclasses import replace

from namndbok.data import Data
from namndbok.errors import InvalidParameter
from namndbok.facts.fact import Facts

# Tables whose rows give a year something to show.
SHOWN_TABLES = ("outcome", "meetings", "goal_reviews", "fees", "service_status", "budget")
COMPARED = (
    "economy.income",
    "economy.cost",
    "economy.result",
    "interim",
    "attendance.board.share",
    "attendance.preparatory.share",
    "goals.annual.met",
    "goals.annual.judged",
    "goals.annual.total",
    "goals.indicators.met",
    "goals.indicators.judged",
    "goals.indicators.total",
    "fees.budgeted",
    "services",
)


class YearView(Facts):
    """The facts behind a prefix, by their short ids; each fact keeps its whole id, which a page links to."""

    def __init__(self, facts: Facts, prefix: str, data: Data, year: int):
        super().__init__(data, year)
        self._all = facts
        self._facts = {fact.id.removeprefix(f"{prefix}."): fact for fact in facts.under(prefix)}

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
    if not isinstance(year, int) or isinstance(year, bool) or year not in data.years_with_outcome:
        known = ", ".join(map(str, data.years_with_outcome)) or "inget år ännu"
        raise InvalidParameter(f"Det finns inget utfall för {year!r}. År med utfall i underlaget: {known}.")
    return year


def require_whole_year(data: Data, year: object) -> int:
    """Return `year` if it is a whole number with an outcome in the data; raises `InvalidParameter`."""
    known = ", ".join(map(str, data.years)) or "inget år ännu"
    if not isinstance(year, int) or isinstance(year, bool):
        raise InvalidParameter(
            f"Parametern year ska vara ett heltal, inte {year!r}. År med utfall i underlaget: {known}."
        )
    if year not in data.years:
        raise InvalidParameter(f"Det finns inget utfall för {year}. År med utfall i underlaget: {known}.")
    return year
