"""Which years there is something to tell of, and the few facts of each that a comparison over time needs."""

from namndbok.data import Data
from namndbok.errors import InvalidParameter

# Tables whose rows give a year something to show.
TELLING = ("outcome", "meetings", "goal_reviews", "fees", "service_status", "budget")
SHOWN = (
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


def prefix(year: int) -> str:
    """Return what the ids of another year's facts begin with."""
    return f"years.{year}"


def earlier(data: Data, year: int) -> list[int]:
    """List the years before a year that have something to show, in order."""
    told = {one for name in TELLING for one in data[name]["year"]}
    return sorted(one for one in told if one < year)


def span(data: Data, year: int) -> list[int]:
    """List every year from the first that has something to show to `year`, also those that have nothing."""
    return list(range(min(earlier(data, year), default=year), year + 1))


def require_any(data: Data, year: object) -> int:
    """Return `year` if it is a whole number with an outcome for any part of it; raises `InvalidParameter`."""
    if not isinstance(year, int) or isinstance(year, bool) or year not in data.periods:
        known = ", ".join(map(str, data.periods)) or "inget år ännu"
        raise InvalidParameter(f"Det finns inget utfall för {year!r}. År med utfall i underlaget: {known}.")
    return year


def require_year(data: Data, year: object) -> int:
    """Return `year` if it is a whole number with an outcome in the data; raises `InvalidParameter`."""
    known = ", ".join(map(str, data.years)) or "inget år ännu"
    if not isinstance(year, int) or isinstance(year, bool):
        raise InvalidParameter(
            f"Parametern year ska vara ett heltal, inte {year!r}. År med utfall i underlaget: {known}."
        )
    if year not in data.years:
        raise InvalidParameter(f"Det finns inget utfall för {year}. År med utfall i underlaget: {known}.")
    return year
