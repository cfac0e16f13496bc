"""A proposal for next year's budget: a book of its own, and its rows as files for the data folder.

The yearly report does not know its facts; its files are taken in once the board has decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from namndbok.books import Book
from namndbok.data import Data, load_data, to_csv, write_beside
from namndbok.errors import InvalidParameter, describe_write_failure
from namndbok.facts import Facts
from namndbok.facts import population_date as usual_date
from namndbok.proposals.budget import proposal_facts
from namndbok.proposals.budget.proposed_fee import REPRODUCED, STATED, Assumptions, ProposedFee, proposed_fees
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
    def municipalities(self) -> Mapping[str, str]:
        """Return the municipalities' names by code."""
        return self.data.lookup("municipalities", "code", "name")

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

    @property
    def lacks_increase(self) -> bool:
        """Tell whether nothing says what amounts are raised by: no percentage, and no index of both years."""
        return not self.facts["proposal.increase"].value and self.index is None

    @property
    def agreed_index(self) -> SourcedRow | None:
        """Return the last comment to a budget that says which index amounts are raised by, if one does."""
        notes = self.notes(self.data["budget_notes"]["index"].notna())
        return notes[-1] if notes else None

    def notes(self, chosen: pd.Series | bool = True) -> list[SourcedRow]:
        """List the comments to the last budget that has any of those chosen, no later than the proposal."""
        table = self.data["budget_notes"]
        rows = table[(table["year"] <= self.year) & chosen]
        rows = rows[rows["year"] == rows["year"].max()].sort_values("number", kind="stable")
        return [SourcedRow(self.data, "budget_notes", number) for number in rows.index]


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
    years = sorted(set(loaded["budget"]["year"]))
    known = f"År med budget i underlaget: {', '.join(map(str, years)) or 'inget år ännu'}."
    if not isinstance(year, int) or isinstance(year, bool):
        raise InvalidParameter(f"Parametern year ska vara ett heltal, inte {year!r}. {known}")
    if year in years:
        raise InvalidParameter(f"Det finns redan en budget för {year}, så den kan inte föreslås. {known}")
    before = [budget_year for budget_year in years if budget_year < year]
    if not before:
        raise InvalidParameter(f"Det finns ingen budget före {year} att utgå från. {known}")
    dates = {counted.isoformat(): counted for counted in sorted(set(loaded["population"]["date"]))}
    if population_date and population_date not in dates:
        listed = listing(list(dates)) or "inget datum"
        raise InvalidParameter(f"Det finns ingen folkmängd för {population_date}. Underlaget har {listed}.")
    counted = dates.get(population_date) or usual_date(Facts(loaded, year))
    assumptions = Assumptions(year, before[-1], counted, keep)
    return propose(loaded, assumptions, percent=percent, series=series)


def propose(data: Data, assumptions: Assumptions, *, percent: float = 0, series: str = "") -> Proposal:
    """Compute a proposal from loaded data."""
    facts = Facts(data, assumptions.year)
    increase = proposal_facts.increase_of(data, (assumptions.base_year, assumptions.year), percent, series)
    incomes = proposal_facts.add_line_facts(facts, assumptions.base_year, increase)
    fees = proposed_fees(data, assumptions, incomes)
    proposal_facts.add_fee_facts(facts, fees, assumptions)
    proposal_facts.add_comparison(facts, fees, incomes)
    findings = proposal_facts.open_questions(facts, assumptions, fees)
    return Proposal(data, assumptions.year, facts, findings, {}, assumptions, fees)


def proposed_files(proposal: Proposal) -> dict[str, str]:
    """Write the rows of budget, fees, models and the document they are from, as CSV by file name.

    The rows have the tables' own columns. Their source is a document `proposal-YEAR` of the kind `own`, which
    becomes the minutes when the budget is decided. A component without a split has no rows; of models there
    are those that a decision on the budget decides, where they are a part alike.
    """
    data, fees, models = proposal.data, [], []
    document = {
        "document": f"proposal-{proposal.year}",
        "title": f"Förslag till budget {proposal.year}, ej beslutat",
        "kind": "own",
        "body": data.board,
        "note": "Byt mot protokollet när nämnden har beslutat.",
    }
    budget = [
        {name: row[name] for name in ("side", "line", "precision")}
        | {"amount": proposal.facts[f"proposal.line.{row['line']}.{row['side']}"].value}
        for row in data.of_year("budget", proposal.assumptions.base_year).to_dict("records")
    ]
    for fee in (fee for fee in proposal.fees if fee.split is not None):
        # As in this year's rows, those who do not pay have 0 or no fee.
        now, model = dict(zip(fee.rows_now["municipality"], fee.rows_now["fee"], strict=True)), fee.model
        for code in data["municipalities"]["code"]:
            amount = int(fee.split.fees[code]) if code in fee.payers else now.get(code)
            fees.append({"component": fee.component, "municipality": code, "fee": amount})
        if model.basis in (STATED, REPRODUCED) and model.ratio is None:
            row = {"component": fee.component, "from_year": proposal.year, "equal_share": model.share * 100}
            models.append(row | {"step": model.step, "rounding": model.rounding})
    placed = {
        "budget": ("Budgetens rader", budget),
        "fees": ("Avgifter per kommun", fees),
        "split_models": ("Så fördelas varje avgift", models),
    }
    tables = {"documents": [document]}
    for name, (place, rows) in placed.items():
        source = {"year": proposal.year, "source": document["document"], "place": place}
        tables[name] = [source | row for row in rows]
    files = {}
    for name, rows in tables.items():
        schema = data.package.tables[name]
        files[schema.path] = to_csv(
            schema.columns, ([row.get(column) for column in schema.columns] for row in rows)
        )
    return files


def write_files(proposal: Proposal, folder: Path) -> list[Path]:
    """Write the files into a folder; raises `InvalidParameter`, with nothing written, if one is there."""
    files = {folder / name: text for name, text in proposed_files(proposal).items()}
    existing = [path for path in files if path.exists()]
    if existing:
        raise InvalidParameter(f"{existing[0]} finns redan och skrivs inte över. Välj en annan mapp.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            write_beside(path, text.encode())
    except OSError as error:
        raise InvalidParameter(describe_write_failure(error)) from error
    return list(files)
