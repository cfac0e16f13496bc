"""Explain decided fees: which equal part and part per inhabitant, of which year's population, gives them?"""

from fractions import Fraction
from math import comb
from typing import Any

import pandas as pd

from namndbok.splits.decided_fees import STEPS, Hypothesis, hypotheses_of
from namndbok.splits.fee_model import SHARE, FeeModel, models_of
from namndbok.splits.keys import SENTENCES, fraction, label_list
from namndbok.swedish import display, number

# A model counts as found only if fewer than one comparable column in ten thousand would have one.
MOST_BY_CHANCE = Fraction(1, 10_000)
FEWEST_FEES = 4
STEPS_BESIDE = 10


def explain(fees: pd.Series, populations: pd.DataFrame) -> pd.DataFrame:
    """Find the models that give decided fees exactly, best first, or those that come closest.

    `fees`: whole kronor by municipality, empty where the document has none. `populations`: a row a
    municipality, a column a date. Of the steps that a fee may have been rounded to and that every fee is a
    multiple of, the coarsest are tried.

    A model is a base fee and an amount per inhabitant, both at least 0. It is `reproduced` when every fee,
    re-performed and rounded to the step, comes out as decided, and that could not well be chance (`chance`
    below one in ten thousand). A row a model: `reproduced`; `hits` of the `known` fees; `population_date`,
    None when all pay alike; `equal_share`; `base_fee`, `per_inhabitant` in kronor; `step`; `left_out`;
    `largest_residual` in kronor, before rounding; `model`, either `share` (`total` split by `equal_share`) or
    `rate` (`base_fee` and `per_inhabitant` as they are); `rounding`; `total`; `chance`. The plainest to say
    comes first: 50 % alike, other round shares, whole per cent, a base fee in few digits.

    `attrs["verdict"]` says in Swedish what was found, `attrs["searched"]` what was tried. Raises InvalidSplit
    for fees that are not whole kronor, and for municipalities without population.
    """
    hypotheses = list(hypotheses_of(fees, populations))
    tried = len({(hypothesis.date, hypothesis.step) for hypothesis in hypotheses})
    groups = list(dict.fromkeys(hypothesis.left_out for hypothesis in hypotheses))
    found = []
    for hypothesis in hypotheses:
        chance = chance_of(hypothesis, tried)
        for model in models_of(hypothesis):
            row = _row(model, chance)
            plainness = model.plainness if model.gives_all else (0, 0)
            misses, place = row["known"] - row["hits"], groups.index(hypothesis.left_out)
            rank = (not row["reproduced"], misses, plainness, place, row["largest_residual"])
            found.append((rank, row, model))
    found.sort(key=lambda entry: entry[0])
    table = pd.DataFrame([row for _, row, _ in found])
    table.attrs["verdict"] = _verdict_text(table, found[0][2])
    table.attrs["searched"] = _search_text(hypotheses)
    return table


def _row(model: FeeModel, chance: Fraction) -> dict[str, Any]:
    """Return a model as a row of the table, with the signs of the fees."""
    hypothesis, sign = model.hypothesis, model.hypothesis.sign
    pairs = zip(hypothesis.people.tolist(), hypothesis.fees.values(), strict=True)
    return {
        "reproduced": model.gives_all and chance < MOST_BY_CHANCE,
        "hits": model.hits,
        "known": len(hypothesis.fees),
        "population_date": hypothesis.date,
        "equal_share": float(model.equal_share),
        "base_fee": sign * float(model.base_fee),
        "per_inhabitant": sign * float(model.per_inhabitant),
        "step": hypothesis.step,
        "left_out": hypothesis.left_out,
        "largest_residual": float(max(abs(fee - model.amount(people)) for people, fee in pairs)),
        "model": model.kind,
        "rounding": model.rounding,
        "total": sign * model.total,
        "chance": float(chance),
    }


def residuals(fees: pd.Series, populations: pd.DataFrame, model_row: pd.Series) -> pd.DataFrame:
    """Compare decided fees with those by a model that `explain` found, a row a municipality.

    `inhabitants`; `fee` as decided; `amount` by the model before rounding, `residual` = fee − amount;
    `computed` fee by the model, `difference` = fee − computed, 0 where the model gives the fee. Kronor.
    Empty for those left out.
    """
    date = populations.columns[0] if model_row["population_date"] is None else model_row["population_date"]
    labels = [label for label in populations.index if label not in model_row["left_out"]]
    population, step = populations.loc[labels, date], int(model_row["step"])
    hypothesis = Hypothesis(date, step, model_row["left_out"], population, {}, 1)
    names, rounding = ("equal_share", "base_fee", "per_inhabitant"), model_row["rounding"]
    share, base, rate = (fraction(model_row[name], name) for name in names)  # exact, since they are decimals
    if model_row["model"] == SHARE:
        model = FeeModel.of_share(hypothesis, share, int(model_row["total"]), rounding)
    else:
        model = FeeModel.of_rate(hypothesis, base, rate, rounding)
    amounts = {label: float(model.amount(int(number))) for label, number in population.items()}
    table = pd.DataFrame(index=populations.index)
    table["inhabitants"] = population.astype("Int64")
    table["fee"] = fees.dropna().reindex(populations.index).astype("Int64")
    table["amount"] = pd.Series(amounts)
    table["residual"] = table["fee"].astype("Float64").astype(float) - table["amount"]
    table["computed"] = pd.Series(model.fees, dtype="Int64")
    table["difference"] = table["fee"] - table["computed"]
    return table


def chance_of(hypothesis: Hypothesis, tried: int) -> Fraction:
    """Bound the part of comparable columns that have a model on one of the populations tried.

    The fees of n municipalities that may take g + 1 values, a step apart, have their limits on the lines b
    + r·p = (k + ½)·step, g for each municipality. The lines cut the plane of b and r in at most 1 + n·g +
    C(n, 2)·g² cells, and all pairs in a cell give the same fees; so no more columns than that have a model.
    Comparable are, whichever is less favourable: all columns between the lowest fee and the highest that
    never fall with more inhabitants, C(n + g, n) of them; and all columns within ten steps of a line, 21
    values for each. Equal fees are compared with all rising columns from 0 up. Fewer than four different
    fees are no evidence. In practice seven municipalities are needed.
    """
    fees = list(hypothesis.fees.values())
    n, step = len(fees), hypothesis.step
    if hypothesis.is_alike:
        return min(Fraction(1), Fraction(fees[0] // step + 1, comb(n + fees[0] // step, n)))
    if len(set(fees)) < FEWEST_FEES:
        return Fraction(1)
    g, band = (max(fees) - min(fees)) // step, 2 * STEPS_BESIDE
    rising, beside = Fraction(_cells(n, g), comb(n + g, n)), Fraction(_cells(n, band), (band + 1) ** n)
    return min(Fraction(1), tried * max(rising, beside))


def _cells(n: int, g: int) -> int:
    return 1 + n * g + comb(n, 2) * g * g


def _verdict_text(table: pd.DataFrame, model: FeeModel) -> str:
    """Say whether a model gives the fees, which is the plainest, or how close the best one comes.

    Those who take part and have no fee in the document are named with their fees by the model, and other
    population dates that have models too.
    """
    best, sign = table.iloc[0], model.hypothesis.sign
    named = {"model": _model_text(best), "known": best["known"], "hits": best["hits"]}
    if not best["reproduced"]:
        may_be_chance = best["hits"] == best["known"] and best["chance"] >= MOST_BY_CHANCE
        residual = display(best["largest_residual"], "kr")
        return SENTENCES["chance" if may_be_chance else "closest"].format(**named, residual=residual)
    verdict = SENTENCES["reproduced"].format(**named)
    unknown = {label: fee for label, fee in model.fees.items() if label not in model.hypothesis.fees}
    if listed := [f"{label} med {display(sign * fee, 'kr')}" for label, fee in unknown.items()]:
        verdict += SENTENCES["foretold"].format(fees=label_list(listed))
    if others := list(dict.fromkeys(table.loc[table["reproduced"], "population_date"]))[1:]:
        verdict += SENTENCES["dates"].format(dates=label_list(sorted(others)))
    return verdict


def _search_text(hypotheses: list[Hypothesis]) -> str:
    """Say what was tried: population dates, steps, whom to leave out, and which models."""
    dates = list(dict.fromkeys(case.date for case in hypotheses if case.date is not None))
    steps = dict.fromkeys(case.step for case in hypotheses)
    groups = dict.fromkeys(case.left_out for case in hypotheses)
    participants = [f"utan {label_list(group)}" if group else "med alla kommuner" for group in groups]
    alike = "ingen folkmängd, eftersom alla betalar lika"
    return SENTENCES["searched"].format(
        populations=f"folkmängd {label_list(dates)}" if dates else alike,
        participants=" eller ".join(participants),
        steps=" eller ".join(display(step, "kr") for step in steps),
        all_steps=label_list(map(number, STEPS)),
    )


def _model_text(row: pd.Series) -> str:
    if row["population_date"] is None:
        return f"lika för alla, {display(row['base_fee'], 'kr')} var"
    total = display(row["total"], "kr")
    amounts = f"{round(100 * row['equal_share'])} % lika av {total} och resten per invånare"
    if row["model"] != SHARE:
        base, rate = _decimal_text(row["base_fee"]), _decimal_text(row["per_inhabitant"])
        amounts = f"{base} kr och {rate} kr per invånare"
    elif not row["equal_share"]:
        amounts = f"{total} helt efter invånarantal"
    rounded = SENTENCES["rounded"][row["rounding"]].format(step=display(row["step"], "kr"))
    left_out = f", utan {label_list(row['left_out'])}" if row["left_out"] else ""
    return f"{amounts}, folkmängd {row['population_date']}{left_out}, {rounded}"


def _decimal_text(value: float) -> str:
    text = f"{value:.9f}".rstrip("0").rstrip(".")
    return number(Fraction(text), len(text.partition(".")[2]))
