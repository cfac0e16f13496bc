"""The proposed fees: each component of the fees with its amount, its model and its split."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from namndbok.data import Data
from namndbok.proposals.budget.split_model import KEPT, NONE, SplitModel, payers_of, split_model_of
from namndbok.splits import Split, split

NEGATIVE = "Budgetradens belopp är under noll."
UNCOUNTED = "Invånarantal på den valda dagen saknas för någon som betalar."
MIXED = "Flera avgifter hör till budgetraden, och årets avgifter säger inte hur den delas på dem."


@dataclass(frozen=True)
class Assumptions:
    """Say what a budget is proposed from: its year, the last year with a budget, the day of the population.

    `keep`: fees that no model gives keep their proportions.
    """

    year: int
    base_year: int
    population_date: date | None
    keep: bool


@dataclass(frozen=True)
class ProposedFee:
    """Hold a component: its budget line, this year's rows of fees, the proposed amount, and its split.

    `payers` are the codes of those who pay; `split` is None where the model splits nothing, and
    `model.obstacle` says why.
    """

    component: str
    name: str
    line: str
    rows_now: pd.DataFrame
    amount: int
    model: SplitModel
    payers: tuple[str, ...]
    split: Split | None

    @property
    def prefix(self) -> str:
        """Return what the ids of the fee's facts begin with."""
        return f"proposal.part.{self.component}"

    @property
    def is_kept(self) -> bool:
        """Tell whether the fees only keep their proportions."""
        return self.model.basis == KEPT


def proposed_fees(
    data: Data, assumptions: Assumptions, incomes: Mapping[str, int]
) -> tuple[ProposedFee, ...]:
    """Propose the fees of the budget lines in the board's order; `incomes` are proposed, by line."""
    rows, table = data.of_year("fees", assumptions.base_year), proposed_components(data, assumptions)
    table = table[table["budget_line"].isin(list(incomes))]
    fees = []
    for component in table.itertuples():
        names = (component.component, component.name, component.budget_line)
        own_rows = rows[rows["component"] == component.component]
        together = list(table[table["budget_line"] == component.budget_line]["component"])
        amount = _amount(incomes[component.budget_line], component.component, together, rows)
        fees.append(_proposed_fee(data, assumptions, names, own_rows, amount))
    return tuple(fees)


def proposed_components(data: Data, assumptions: Assumptions) -> pd.DataFrame:
    """Return the components with fees in the last year or a model for the next, in the board's order."""
    models, fees = data["split_models"], data.of_year("fees", assumptions.base_year)
    modelled = models[models["from_year"] <= assumptions.year]["component"]
    table = data["fee_components"]
    known = table["component"].isin(set(fees["component"]) | set(modelled))
    return table[known].sort_values("order", kind="stable")


def population_rows(data: Data, counted: date | None) -> dict[str, int]:
    """Return the number of the row that has each municipality's inhabitants on a day."""
    table = data["population"]
    rows = table[table["date"] == counted]
    return dict(zip(rows["municipality"], rows.index, strict=True))


def _amount(income: int, component: str, together: list[str], rows: pd.DataFrame) -> int | None:
    """Return a component's amount: its line's income, or a part in proportion to this year's fees."""
    if len(together) == 1:
        return income
    paid = [sum(filter(None, rows[rows["component"] == other]["fee"])) for other in together]
    if not any(paid):
        return None
    return int(split(income, pd.Series(paid, index=together), equal_share=0, step=1).fees[component])


def _proposed_fee(
    data: Data, assumptions: Assumptions, names: tuple[str, str, str], rows: pd.DataFrame, amount: int | None
) -> ProposedFee:
    model = split_model_of(data, names[0], rows, assumptions.year, keep=assumptions.keep)
    everyone = data["municipalities"]["code"] if model.can_split else ()
    payers = tuple(payers_of(rows) or everyone)
    weights = _weights(data, assumptions, rows, model, payers)
    if obstacle := model.obstacle or _obstacle(amount, model, weights):
        model = replace(model, basis=NONE, obstacle=obstacle)
        return ProposedFee(*names, rows, amount or 0, model, payers, None)
    share = model.share_among(len(payers), sum(weights))
    population = pd.Series(weights, index=list(payers))
    fees = split(amount, population, equal_share=share, step=model.step)
    return ProposedFee(*names, rows, amount, model, payers, fees)


def _weights(
    data: Data, assumptions: Assumptions, rows: pd.DataFrame, model: SplitModel, payers: tuple[str, ...]
) -> list[int | None]:
    """Return what each counts for: this year's fee where proportions are kept, else inhabitants."""
    if model.basis == KEPT:
        fees = dict(zip(rows["municipality"], rows["fee"], strict=True))
        return [fees[code] for code in payers]
    numbers, inhabitants = (
        population_rows(data, assumptions.population_date),
        data["population"]["population"],
    )
    unknown = 0 if model.share == 1 else None
    return [inhabitants[numbers[code]] if code in numbers else unknown for code in payers]


def _obstacle(amount: int | None, model: SplitModel, weights: list[int | None]) -> str:
    """Say why an amount cannot be split, if so."""
    if amount is None:
        return MIXED
    if amount < 0:
        return NEGATIVE
    is_uncounted = None in weights or (model.share < 1 and not any(weights))
    return UNCOUNTED if is_uncounted else ""
