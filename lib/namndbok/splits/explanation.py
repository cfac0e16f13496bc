"""Explain decided fees: which equal part and part per inhabitant, of which year's population, gives them?"""

from collections.abc import Iterable

import pandas as pd

from namndbok.splits.column import STEPS, column_of, trials_of
from namndbok.splits.exact import fraction
from namndbok.splits.model import SHARE, Model, amount_by, fees_by, rate_model, share_model
from namndbok.splits.outcome import outcomes_of, rank, row_of
from namndbok.splits.verdict import searched_of, verdict_of


def explain(fees: pd.Series, populations: pd.DataFrame, *, steps: Iterable[int] = STEPS) -> pd.DataFrame:
    """Find the models that give decided fees exactly, best first, or those that come closest.

    `fees`: whole kronor by municipality, empty where the document has none. `populations`: a row a
    municipality, a column a date. `steps`: what a fee may have been rounded to; of those that every fee is a
    multiple of, the coarsest are tried.

    A model is a base fee and an amount per inhabitant, both at least 0. It is `reproduced` when every fee,
    re-performed and rounded to the step, comes out as decided, and that could not well be chance (`chance`
    below one in ten thousand; see `evidence`). A row a model: `reproduced`; `hits` of the `known` fees;
    `population_date`, None when all pay alike; `equal_share`; `base_fee`, `per_inhabitant` in kronor;
    `step`; `left_out`; `largest_residual` in kronor, before rounding; `model`, either `share` (`total` split
    by `equal_share`) or `rate` (`base_fee` and `per_inhabitant` as they are); `rounding`; `total`; `chance`.
    The plainest to say comes first: 50 % alike, other round shares, whole per cent, a base fee in few digits.

    `attrs["verdict"]` says the outcome in Swedish, `attrs["searched"]` what was tried. Raises AllocationError
    for fees that are not whole kronor, and for municipalities without population.
    """
    column = column_of(fees, populations, steps)
    trials = list(trials_of(column, populations))
    populations_tried = len({(trial.date, trial.step) for trial in trials})
    outcomes = [outcome for trial in trials for outcome in outcomes_of(trial, populations_tried)]
    outcomes.sort(key=lambda outcome: rank(outcome, column))
    table = pd.DataFrame([row_of(outcome) for outcome in outcomes])
    table.attrs["verdict"] = verdict_of(table, outcomes[0].foretold)
    table.attrs["searched"] = searched_of(column, trials)
    return table


def residuals(fees: pd.Series, populations: pd.DataFrame, model_row: pd.Series) -> pd.DataFrame:
    """Compare decided fees with those by a model that `explain` found, a row a municipality.

    `inhabitants`; `fee` as decided; `amount` by the model before rounding, `residual` = fee − amount;
    `computed` fee by the model, `difference` = fee − computed, 0 where the model gives the fee. Kronor.
    Empty for those left out.
    """
    column = column_of(fees, populations)
    date = populations.columns[0] if model_row["population_date"] is None else model_row["population_date"]
    takes_part = [label for label in populations.index if label not in model_row["left_out"]]
    population = populations.loc[takes_part, date]
    model = _stated(model_row, population)
    computed = fees_by(model, population, int(model_row["step"]))
    table = pd.DataFrame(index=populations.index)
    table["inhabitants"] = population.astype("Int64")
    table["fee"] = pd.Series({label: column.sign * fee for label, fee in column.fees.items()}, dtype="Int64")
    table["amount"] = pd.Series(
        {label: float(amount_by(model, int(number))) for label, number in population.items()}
    )
    table["residual"] = table["fee"].astype("Float64").astype(float) - table["amount"]
    table["computed"] = pd.Series(computed, dtype="Int64")
    table["difference"] = table["fee"] - table["computed"]
    return table


def _stated(row: pd.Series, population: pd.Series) -> Model:
    """Read a model back from its row, exactly: its numbers are decimals."""
    if row["model"] == SHARE:
        share = fraction(row["equal_share"], "Andelen lika")
        return share_model(share, int(row["total"]), population, row["rounding"])
    base = fraction(row["base_fee"], "Grundbeloppet")
    rate = fraction(row["per_inhabitant"], "Beloppet per invånare")
    return rate_model(base, rate, population, row["rounding"])
