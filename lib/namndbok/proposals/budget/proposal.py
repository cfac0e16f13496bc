"""A proposal for next year's budget: a book of its own, whose facts the yearly report does not know."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from namndbok.books import Book
from namndbok.data import Data, load_data
from namndbok.errors import InvalidParameter
from namndbok.facts import Facts
from namndbok.proposals.budget.amounts import facts_amounts
from namndbok.proposals.budget.comparison import facts_comparison
from namndbok.proposals.budget.concern import concerns
from namndbok.proposals.budget.fees import facts_fees
from namndbok.proposals.budget.increase import increase_of
from namndbok.proposals.budget.part import Part, Terms, parts_of
from namndbok.show import SourcedRow, Year
from namndbok.swedish import listing


@dataclass(frozen=True)
class Proposal(Book):
    """A book of the budget year: facts under `proposal.`, findings to settle before a decision, and parts.

    `terms` say from which year and under which conditions it was computed.
    """

    terms: Terms
    parts: tuple[Part, ...]

    @property
    def base(self) -> Year:
        """Return the year of the last budget, which the proposal is computed from."""
        return Year(self.terms.base)

    @property
    def index(self) -> SourcedRow | None:
        """Return the budget year's row of the price index that amounts are raised by, if they are."""
        rows = self.facts["proposal.increase"].rows
        numbers = [int(row.rsplit(":", 1)[1]) for row in rows if row.startswith("price_index:")]
        return SourcedRow(self.data, "price_index", numbers[-1]) if numbers else None


def open_proposal(
    data: Path | str,
    year: int,
    *,
    percent: float = 0,
    series: str = "",
    population_date: str = "",
    keep: bool = False,
) -> Proposal:
    """Load a data folder and propose a year's budget; raises `InvalidData` or `InvalidParameter`.

    `percent`, `series`: what amounts are raised by, see `increase_of`. `population_date`: the day of the
    inhabitants as YYYY-MM-DD, empty for the last one before the year. `keep`: let fees that no model gives
    keep their proportions.
    """
    loaded = load_data(data)
    base = _base(loaded, year)
    terms = Terms(year, base, _counted(loaded, year, population_date), keep)
    return propose(loaded, terms, percent=percent, series=series)


def propose(data: Data, terms: Terms, *, percent: float = 0, series: str = "") -> Proposal:
    """Compute a proposal from loaded data."""
    facts = Facts(data, terms.year)
    increase = increase_of(data, (terms.base, terms.year), percent, series)
    amounts = facts_amounts(facts, terms.base, increase)
    parts = parts_of(data, terms, amounts)
    facts_fees(facts, parts, terms)
    facts_comparison(facts, parts, amounts)
    return Proposal(data, terms.year, facts, concerns(facts, terms, parts), {}, terms, parts)


def _base(data: Data, year: object) -> int:
    """Return the last year before `year` that has a budget; raises `InvalidParameter`."""
    years = sorted(set(data["budget"]["year"]))
    known = f"År med budget i underlaget: {', '.join(map(str, years)) or 'inget år ännu'}."
    if not isinstance(year, int) or isinstance(year, bool):
        raise InvalidParameter(f"Parametern year ska vara ett heltal, inte {year!r}. {known}")
    if year in years:
        raise InvalidParameter(f"Det finns redan en budget för {year}, så den kan inte föreslås. {known}")
    before = [one for one in years if one < year]
    if not before:
        raise InvalidParameter(f"Det finns ingen budget före {year} att utgå från. {known}")
    return before[-1]


def _counted(data: Data, year: int, text: str) -> date | None:
    """Return the day that inhabitants are counted on; raises `InvalidParameter` for one without any.

    By default the last one before the year, or else the first one on record.
    """
    dates = sorted(set(data["population"]["date"]))
    known = {when.isoformat(): when for when in dates}
    if text and text not in known:
        listed = listing(list(known)) or "inget datum"
        raise InvalidParameter(f"Det finns ingen folkmängd för {text}. Underlaget har {listed}.")
    before = [when for when in dates if when.year < year] or dates[:1]
    return known[text] if text else before[-1] if before else None
