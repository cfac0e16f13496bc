"""A proposal for next year's budget: a book of its own, whose facts the yearly report does not know."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from namndbok.books import Book
from namndbok.data import Data, load_data
from namndbok.errors import InvalidParameter
from namndbok.facts import Facts
from namndbok.proposals.budget.fee_facts import add_fee_facts
from namndbok.proposals.budget.increase import increase_of
from namndbok.proposals.budget.open_questions import open_questions
from namndbok.proposals.budget.proposal_facts import add_comparison, add_line_facts
from namndbok.proposals.budget.proposed_fee import Assumptions, ProposedFee, proposed_fees
from namndbok.show import CalendarYear, SourcedRow
from namndbok.swedish import listing


@dataclass(frozen=True)
class Proposal(Book):
    """A book of the budget year: facts under `proposal.`, findings to settle before a decision, and fees.

    `assumptions` say from which year and under which conditions it was computed.
    """

    assumptions: Assumptions
    fees: tuple[ProposedFee, ...]

    @property
    def base(self) -> CalendarYear:
        """Return the year of the last budget, which the proposal is computed from."""
        return CalendarYear(self.assumptions.base_year)

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
    base_year = _base_year(loaded, year)
    assumptions = Assumptions(year, base_year, _population_date(loaded, year, population_date), keep)
    return propose(loaded, assumptions, percent=percent, series=series)


def propose(data: Data, assumptions: Assumptions, *, percent: float = 0, series: str = "") -> Proposal:
    """Compute a proposal from loaded data."""
    facts = Facts(data, assumptions.year)
    increase = increase_of(data, (assumptions.base_year, assumptions.year), percent, series)
    incomes = add_line_facts(facts, assumptions.base_year, increase)
    fees = proposed_fees(data, assumptions, incomes)
    add_fee_facts(facts, fees, assumptions)
    add_comparison(facts, fees, incomes)
    findings = open_questions(facts, assumptions, fees)
    return Proposal(data, assumptions.year, facts, findings, {}, assumptions, fees)


def _base_year(data: Data, year: object) -> int:
    """Return the last year before `year` that has a budget; raises `InvalidParameter`."""
    years = sorted(set(data["budget"]["year"]))
    known = f"År med budget i underlaget: {', '.join(map(str, years)) or 'inget år ännu'}."
    if not isinstance(year, int) or isinstance(year, bool):
        raise InvalidParameter(f"Parametern year ska vara ett heltal, inte {year!r}. {known}")
    if year in years:
        raise InvalidParameter(f"Det finns redan en budget för {year}, så den kan inte föreslås. {known}")
    before = [budget_year for budget_year in years if budget_year < year]
    if not before:
        raise InvalidParameter(f"Det finns ingen budget före {year} att utgå från. {known}")
    return before[-1]


def _population_date(data: Data, year: int, text: str) -> date | None:
    """Return the day that inhabitants are counted on; raises `InvalidParameter` for one without any.

    By default the last one before the year, or else the first one on record.
    """
    dates = {counted.isoformat(): counted for counted in sorted(set(data["population"]["date"]))}
    if text and text not in dates:
        known = listing(list(dates)) or "inget datum"
        raise InvalidParameter(f"Det finns ingen folkmängd för {text}. Underlaget har {known}.")
    before = [counted for counted in dates.values() if counted.year < year] or [*dates.values()][:1]
    return dates[text] if text else before[-1] if before else None
