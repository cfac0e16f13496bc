"""Other years beside the year of a page: the few facts of each that a comparison over time needs."""

from namndbok.load import Data

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
