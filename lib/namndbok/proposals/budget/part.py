"""The parts of a proposed budget: each component of the fees with its amount, its model and its split."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from namndbok.data import Data
from namndbok.proposals.budget.model import KEPT, NONE, Model, model_of, payers
from namndbok.splits import Split, split

NEGATIVE = "Budgetradens belopp är under noll."
UNCOUNTED = "Invånarantal på den valda dagen saknas för någon som betalar."
MIXED = "Flera avgifter hör till budgetraden, och årets avgifter säger inte hur den delas på dem."


@dataclass(frozen=True)
class Terms:
    """What a proposal is made under: its year, the last year with a budget, and the day of the population.

    `keep`: fees that no model gives keep their proportions.
    """

    year: int
    base: int
    counted: date | None
    keep: bool


@dataclass(frozen=True)
class Part:
    """A component: its budget line, this year's rows of fees, the proposed amount, and its split.

    `payers` are the codes of those who pay; `split` is None where the model splits nothing, and
    `model.why` says why.
    """

    component: str
    name: str
    line: str
    fees: pd.DataFrame
    amount: int
    model: Model
    payers: tuple[str, ...]
    split: Split | None

    @property
    def at(self) -> str:
        """Begin the ids of the part's facts."""
        return f"proposal.part.{self.component}"

    @property
    def kept(self) -> bool:
        """Tell whether the fees only keep their proportions."""
        return self.model.basis == KEPT


def parts_of(data: Data, terms: Terms, amounts: Mapping[str, int]) -> tuple[Part, ...]:
    """List the components of the budget lines in the board's order; `amounts` are proposed income by line."""
    fees, table = data.of_year("fees", terms.base), components(data, terms)
    table = table[table["budget_line"].isin(list(amounts))]
    parts = []
    for row in table.itertuples():
        beside = table[table["budget_line"] == row.budget_line]["component"]
        amount = _amount(amounts[row.budget_line], row.component, list(beside), fees)
        own = fees[fees["component"] == row.component]
        parts.append(_part(data, terms, (row.component, row.name, row.budget_line), own, amount))
    return tuple(parts)


def components(data: Data, terms: Terms) -> pd.DataFrame:
    """Return the components with fees in the last year or a model for the next, in the board's order."""
    models, fees = data["split_models"], data.of_year("fees", terms.base)
    known = set(fees["component"]) | set(models[models["from_year"] <= terms.year]["component"])
    table = data["fee_components"]
    return table[table["component"].isin(known)].sort_values("order", kind="stable")


def counted_rows(data: Data, counted: date | None) -> dict[str, int]:
    """Return the number of the row that has each municipality's inhabitants on a day."""
    table = data["population"]
    rows = table[table["date"] == counted]
    return dict(zip(rows["municipality"], rows.index, strict=True))


def _amount(whole: int, component: str, beside: list[str], fees: pd.DataFrame) -> int | None:
    """Return a component's amount: its whole line, or of several components its part by this year's fees."""
    if len(beside) == 1:
        return whole
    paid = [sum(filter(None, fees[fees["component"] == one]["fee"])) for one in beside]
    if not any(paid):
        return None
    return int(split(whole, pd.Series(paid, index=beside), equal_share=0, step=1).fees[component])


def _part(
    data: Data, terms: Terms, named: tuple[str, str, str], fees: pd.DataFrame, amount: int | None
) -> Part:
    model = model_of(data, named[0], fees, terms.year, keep=terms.keep)
    who = tuple(payers(fees) or (data["municipalities"]["code"] if model.splits else ()))
    numbers = _numbers(data, terms, fees, model, who)
    why = model.why or _hindrance(amount, model, numbers)
    if why:
        model = replace(model, basis=NONE, why=why)
        return Part(*named, fees, amount or 0, model, who, None)
    share = model.share_among(len(who), sum(numbers))
    done = split(amount, pd.Series(numbers, index=list(who)), equal_share=share, step=model.step)
    return Part(*named, fees, amount, model, who, done)


def _numbers(
    data: Data, terms: Terms, fees: pd.DataFrame, model: Model, who: tuple[str, ...]
) -> list[int | None]:
    """List what each counts by: this year's fee where proportions are kept, else inhabitants."""
    if model.basis == KEPT:
        stated = dict(zip(fees["municipality"], fees["fee"], strict=True))
        return [stated[code] for code in who]
    rows, table = counted_rows(data, terms.counted), data["population"]["population"]
    alike = 0 if model.share == 1 else None
    return [table[rows[code]] if code in rows else alike for code in who]


def _hindrance(amount: int | None, model: Model, numbers: list[int | None]) -> str:
    """Say why an amount cannot be split, if so."""
    if amount is None:
        return MIXED
    if amount < 0:
        return NEGATIVE
    lacking = None in numbers or (model.share < 1 and not any(numbers))
    return UNCOUNTED if lacking else ""
