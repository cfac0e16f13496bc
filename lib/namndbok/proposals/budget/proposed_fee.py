"""The proposed fees: each component with its amount, the model that it is split by, and its split.

A component is split as decided, as a document says, or as this year's fees show.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pandas as pd

from namndbok.data import Data
from namndbok.facts import row_ids
from namndbok.splits import RATE, SAINTE_LAGUE, Split, explain, fraction, split

# What a proposed budget says of its fees, questions and tables.
WORDS = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
BASES, OBSTACLES = WORDS["bases"], WORDS["obstacles"]
DECIDED, STATED, REPRODUCED, KEPT, NONE = BASES


@dataclass(frozen=True)
class SplitModel:
    """Say what a fee is made of: a part alike, or a base fee against an amount per inhabitant (`ratio`).

    `basis` says who says so, and `rows` where. `share` is the part alike, of 1. `step`: kronor that a fee is
    a multiple of; `rounding`: how. `population_date` is the day of the population that this year's fees
    follow; `is_only` is False where other models give the same fees; `obstacle` says why there is no model.
    """

    basis: str
    share: Fraction = Fraction(0)
    ratio: tuple[Fraction, Fraction] | None = None
    step: int = 1
    rows: tuple[str, ...] = ()
    rounding: str = SAINTE_LAGUE
    population_date: date | None = None
    is_only: bool = True
    obstacle: str = ""

    @property
    def is_known(self) -> bool:
        """Tell whether fees can be computed by it, rather than only kept in proportion."""
        return not self.obstacle and self.basis != KEPT

    def share_among(self, payers: int, inhabitants: int) -> Fraction:
        """Return the part alike for so many who pay; base fee and amount per inhabitant keep their ratio."""
        if self.ratio is None:
            return self.share
        equal, by_number = self.ratio[0] * payers, self.ratio[1] * inhabitants
        return equal / (equal + by_number) if equal else Fraction(0)


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

    `payers` are the codes of those who pay, `weights` what each counts for; `split` is None where the model
    splits nothing, and `model.obstacle` says why.
    """

    component: str
    name: str
    line: str
    rows_now: pd.DataFrame
    amount: int
    model: SplitModel
    payers: tuple[str, ...]
    weights: tuple[int, ...]
    split: Split | None

    @property
    def prefix(self) -> str:
        """Return what the ids of the fee's facts begin with."""
        return f"proposal.part.{self.component}"


def proposed_fees(
    data: Data, assumptions: Assumptions, incomes: Mapping[str, int]
) -> tuple[ProposedFee, ...]:
    """Propose the fees of the budget lines in the board's order; `incomes` are proposed, by line."""
    rows, table, fees = (
        data.of_year("fees", assumptions.base_year),
        proposed_components(data, assumptions),
        [],
    )
    for component in table[table["budget_line"].isin(list(incomes))].itertuples():
        code, line = component.component, component.budget_line
        together = list(table[table["budget_line"] == line]["component"])
        amount = _amount(incomes[line], code, together, rows)
        paid = rows[rows["component"] == code]
        model = split_model_of(data, code, paid, assumptions.year, keep=assumptions.keep)
        payers = tuple(payers_of(paid) or data["municipalities"]["code"])
        (weights, uncounted), done = _weights(data, assumptions, paid, model, payers), None
        unsplittable = OBSTACLES["mixed"] if amount is None else OBSTACLES["negative"] if amount < 0 else ""
        if obstacle := model.obstacle or unsplittable or uncounted:
            model, weights = replace(model, basis=NONE, obstacle=obstacle), []
        else:
            share, population = model.share_among(len(payers), sum(weights)), pd.Series(weights, list(payers))
            done = split(amount, population, equal_share=share, step=model.step, rounding=model.rounding)
        fee = ProposedFee(code, component.name, line, paid, amount or 0, model, payers, tuple(weights), done)
        fees.append(fee)
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
    fees = split(income, pd.Series(paid, index=together), step=1, rounding=SAINTE_LAGUE).fees
    return int(fees[component])


def _weights(
    data: Data, assumptions: Assumptions, paid: pd.DataFrame, model: SplitModel, payers: tuple[str, ...]
) -> tuple[list[int | None], str]:
    """Return what each counts for, and why nothing can be split by that, if so.

    That is this year's fee where proportions are kept, else inhabitants.
    """
    if model.basis == KEPT:
        fees = dict(zip(paid["municipality"], paid["fee"], strict=True))
        return [fees[code] for code in payers], ""
    rows, unknown = population_rows(data, assumptions.population_date), 0 if model.share == 1 else None
    people = data.column("population", "population")
    weights = [people[rows[code]] if code in rows else unknown for code in payers]
    is_uncounted = None in weights or (model.share < 1 and not any(weights))
    return weights, OBSTACLES["uncounted"] if is_uncounted else ""


def split_model_of(data: Data, component: str, rows: pd.DataFrame, year: int, *, keep: bool) -> SplitModel:
    """Find the model of a component for a year: the last decided or stated one, else one that its fees show.

    `rows`: this year's fees of the component. `keep`: let fees that no model gives keep their proportions.
    """
    table = data["split_models"]
    stated = table[(table["component"] == component) & (table["from_year"] <= year)]
    if len(stated):
        last = stated.sort_values("from_year", kind="stable").iloc[-1]
        basis = DECIDED if last["decision"] else STATED
        sources = (f"split_models:{last.name}", *decision_rows(data, "split_models", last.name))
        share, rounding = Fraction(last["equal_share"]) / 100, last["rounding"] or SAINTE_LAGUE
        return SplitModel(basis, share, step=last["step"] or 1, rows=sources, rounding=rounding)
    reproduced = _reproduced_model(data, rows)
    paid = [fee for fee in rows["fee"] if fee]
    if keep and reproduced.obstacle and paid:
        step = max(step for step in (1, 10, 100, 1000) if not any(fee % step for fee in paid))
        return SplitModel(KEPT, step=step, rows=row_ids(rows))
    return reproduced


def payers_of(rows: pd.DataFrame) -> list[str]:
    """List those who have a fee above or below 0."""
    return [code for code, fee in zip(rows["municipality"], rows["fee"], strict=True) if fee]


def decision_rows(data: Data, table: str, number: int) -> tuple[str, ...]:
    """Name the row of the decision that a row of a table refers to; none where there is no decision."""
    code, decisions = data[table].at[number, "decision"], data["decisions"]
    return row_ids(decisions[decisions["decision"] == code])


def _reproduced_model(data: Data, rows: pd.DataFrame) -> SplitModel:
    """Find the plainest model that gives this year's fees, and by which nobody else would pay."""
    population, codes = data["population"], data["municipalities"]["code"]
    counted = population.pivot(index="municipality", columns="date", values="population")
    populations, payers = counted.reindex(codes).dropna(axis="columns"), payers_of(rows)
    if not payers:
        return SplitModel(NONE, obstacle=OBSTACLES["no_fees"])
    if populations.columns.empty:
        return SplitModel(NONE, obstacle=OBSTACLES["no_population"])
    models = explain(rows.set_index("municipality")["fee"], populations)
    is_for_payers = models["left_out"].map(lambda left_out: set(left_out) == set(codes) - set(payers))
    models = models[models["reproduced"].astype(bool) & is_for_payers]
    if models.empty:
        return SplitModel(NONE, obstacle=OBSTACLES["not_found"])
    best = models.iloc[0]
    # Its numbers are decimals, so that they are read back exactly.
    share, base, rate = (fraction(best[name], name) for name in ("equal_share", "base_fee", "per_inhabitant"))
    is_rate, counted = best["model"] == RATE, population[population["date"] == best["population_date"]]
    return SplitModel(
        REPRODUCED,
        share=Fraction(0) if is_rate else share,
        ratio=(base, rate) if is_rate else None,
        step=int(best["step"]),
        rows=(*row_ids(rows), *row_ids(counted)),
        population_date=best["population_date"],
        is_only=len(models) == 1,
    )
