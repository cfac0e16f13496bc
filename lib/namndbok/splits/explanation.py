"""Explain decided fees: which equal part and part per inhabitant, of which year's population, gives them?"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import Any

import pandas as pd

from namndbok.splits.decided_fees import STEPS, DecidedFees, Hypothesis, decided_fees_of, hypotheses_of
from namndbok.splits.fee_model import SHARE, FeeModel, closest_line, plainest_rate, plainest_share
from namndbok.splits.participants import fraction, label_list
from namndbok.splits.rounding import INDEPENDENT, LARGEST_REMAINDER, UP
from namndbok.swedish import display, number

# A model counts as found only if fewer than one comparable column in ten thousand would have one.
MOST_BY_CHANCE = Fraction(1, 10_000)
FEWEST_FEES = 4
STEPS_BESIDE = 10
ROUNDED = {
    LARGEST_REMAINDER: "avrundat till hela {step} så att summan stämmer",
    INDEPENDENT: "varje avgift avrundad till närmaste {step}",
    UP: "varje avgift avrundad uppåt till hela {step}",
}


@dataclass(frozen=True)
class Explanation:
    """Hold a model with how well it does: fees given, the largest residual before rounding, and chance."""

    hypothesis: Hypothesis
    model: FeeModel
    hits: int
    largest_residual: float
    chance: Fraction

    @property
    def gives_all(self) -> bool:
        """Tell whether every fee comes out as decided, of a base fee and a rate of at least 0."""
        is_a_fee = self.model.base_fee >= 0 and self.model.per_inhabitant >= 0
        return is_a_fee and self.hits == len(self.hypothesis.fees)

    @property
    def is_reproduced(self) -> bool:
        """Tell whether it gives every fee and that could not well be chance."""
        return self.gives_all and self.chance < MOST_BY_CHANCE

    def rank(self, decided: DecidedFees) -> tuple[Any, ...]:
        """Return a sort key: what is reproduced comes first, then what misses least and is plainest."""
        plainness = self.model.plainness if self.gives_all else (0, 0)
        left_out = decided.left_out.index(self.hypothesis.left_out)
        missed = len(self.hypothesis.fees) - self.hits
        return (not self.is_reproduced, missed, plainness, left_out, self.largest_residual)

    def row(self) -> dict[str, Any]:
        """Return it as a row of the table, with the signs of the fees."""
        hypothesis, model = self.hypothesis, self.model
        return {
            "reproduced": self.is_reproduced,
            "hits": self.hits,
            "known": len(hypothesis.fees),
            "population_date": hypothesis.date,
            "equal_share": float(model.equal_share),
            "base_fee": hypothesis.sign * float(model.base_fee),
            "per_inhabitant": hypothesis.sign * float(model.per_inhabitant),
            "step": hypothesis.step,
            "left_out": hypothesis.left_out,
            "largest_residual": self.largest_residual,
            "model": model.kind,
            "rounding": model.rounding,
            "total": hypothesis.sign * model.total,
            "chance": float(self.chance),
        }


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
    decided = decided_fees_of(fees, populations)
    hypotheses = list(hypotheses_of(decided, populations))
    tried = len({(hypothesis.date, hypothesis.step) for hypothesis in hypotheses})
    explanations = [
        explanation for hypothesis in hypotheses for explanation in _explanations(hypothesis, tried)
    ]
    explanations.sort(key=lambda explanation: explanation.rank(decided))
    table = pd.DataFrame([explanation.row() for explanation in explanations])
    table.attrs["verdict"] = _verdict_text(table, explanations[0])
    table.attrs["searched"] = _search_text(decided, hypotheses)
    return table


def residuals(fees: pd.Series, populations: pd.DataFrame, model_row: pd.Series) -> pd.DataFrame:
    """Compare decided fees with those by a model that `explain` found, a row a municipality.

    `inhabitants`; `fee` as decided; `amount` by the model before rounding, `residual` = fee − amount;
    `computed` fee by the model, `difference` = fee − computed, 0 where the model gives the fee. Kronor.
    Empty for those left out.
    """
    decided = decided_fees_of(fees, populations)
    date = populations.columns[0] if model_row["population_date"] is None else model_row["population_date"]
    labels = [label for label in populations.index if label not in model_row["left_out"]]
    population = populations.loc[labels, date]
    model = _model_of(model_row, population)
    amounts = {label: float(model.amount(int(number))) for label, number in population.items()}
    table = pd.DataFrame(index=populations.index)
    table["inhabitants"] = population.astype("Int64")
    signed = {label: decided.sign * fee for label, fee in decided.fees.items()}
    table["fee"] = pd.Series(signed, dtype="Int64")
    table["amount"] = pd.Series(amounts)
    table["residual"] = table["fee"].astype("Float64").astype(float) - table["amount"]
    table["computed"] = pd.Series(model.fees(population, int(model_row["step"])), dtype="Int64")
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


def _explanations(hypothesis: Hypothesis, tried: int) -> Iterator[Explanation]:
    """Try the plainest share and the plainest rate that give every fee, or else the closest line.

    `tried`: how many populations are tried in all, which is what makes a find by chance likelier.
    """
    if hypothesis.is_alike:
        paid = sum(hypothesis.fees.values())
        models = [FeeModel.of_share(Fraction(1), paid, hypothesis.population, LARGEST_REMAINDER)]
    else:
        plainest = (
            () if hypothesis.rates.is_empty else (plainest_share(hypothesis), plainest_rate(hypothesis))
        )
        models = [model for model in plainest if model is not None] or [closest_line(hypothesis)]
    for model in models:
        fees = model.fees(hypothesis.population, hypothesis.step)
        hits = sum(fees[label] == fee for label, fee in hypothesis.fees.items())
        amounts = map(model.amount, hypothesis.people.tolist())
        residual = max(
            abs(fee - amount) for fee, amount in zip(hypothesis.fees.values(), amounts, strict=True)
        )
        yield Explanation(hypothesis, model, hits, float(residual), chance_of(hypothesis, tried))


def _model_of(row: pd.Series, population: pd.Series) -> FeeModel:
    """Read a model back from its row, exactly: its numbers are decimals."""
    if row["model"] == SHARE:
        share = fraction(row["equal_share"], "Andelen lika")
        return FeeModel.of_share(share, int(row["total"]), population, row["rounding"])
    base = fraction(row["base_fee"], "Grundbeloppet")
    rate = fraction(row["per_inhabitant"], "Beloppet per invånare")
    return FeeModel.of_rate(base, rate, population, row["rounding"])


def _verdict_text(table: pd.DataFrame, explanation: Explanation) -> str:
    """Say whether a model gives the fees, which is the plainest, or how close the best one comes."""
    best = table.iloc[0]
    model = _model_text(best)
    if best["reproduced"]:
        verdict = f"Alla {best['known']} avgifter återges exakt av modellen: {model}."
        return verdict + _foretold_text(explanation) + _dates_text(table)
    if best["hits"] == best["known"] and explanation.chance >= MOST_BY_CHANCE:
        return (
            f"Modellen {model} ger alla {best['known']} avgifter, men de är för få, för lika eller för grovt "
            "avrundade för att utesluta en slump. Ingen modell kan därför sägas vara den beslutade."
        )
    return (
        "Ingen modell med ett grundbelopp och ett belopp per invånare, båda minst 0 kr, ger avgifterna. "
        f"Närmast kommer {model}: den ger {best['hits']} av {best['known']}, och den största avvikelsen "
        f"är {display(best['largest_residual'], 'kr')}."
    )


def _search_text(decided: DecidedFees, hypotheses: list[Hypothesis]) -> str:
    """Say what was tried: population dates, steps, whom to leave out, and which models."""
    dates = list(dict.fromkeys(case.date for case in hypotheses if case.date is not None))
    populations = f"folkmängd {label_list(dates)}" if dates else "ingen folkmängd, eftersom alla betalar lika"
    steps = " eller ".join(display(step, "kr") for step in decided.steps)
    all_steps = label_list(map(number, STEPS))
    participants = " eller ".join(
        f"utan {label_list(left_out)}" if left_out else "med alla kommuner"
        for left_out in dict.fromkeys(case.left_out for case in hypotheses)
    )
    return (
        f"Prövat: {populations}; {participants}; avrundning till {steps} (det grövsta av {all_steps} kr som "
        "alla avgifter är jämnt delbara med); alla grundbelopp och belopp per invånare från 0 kr och uppåt; "
        "andelen lika i hela procent; avrundning så att summan stämmer, till närmaste steg eller uppåt."
    )


def _foretold_text(explanation: Explanation) -> str:
    """Name those who take part and have no fee in the document, with their fees by the model."""
    hypothesis = explanation.hypothesis
    fees = explanation.model.fees(hypothesis.population, hypothesis.step)
    unknown = (label for label in fees if label not in hypothesis.fees)
    listed = [f"{label} med {display(hypothesis.sign * fees[label], 'kr')}" for label in unknown]
    return f" Då deltar även {label_list(listed)}, som saknar avgift i kolumnen." if listed else ""


def _dates_text(table: pd.DataFrame) -> str:
    """Name the other population dates that have models too, if any."""
    dates = list(dict.fromkeys(table.loc[table["reproduced"], "population_date"]))
    if len(dates) < 2:
        return ""
    others = label_list(sorted(dates[1:]))
    return f" Vilken folkmängd som användes går inte att avgöra: det finns modeller även för {others}."


def _model_text(row: pd.Series) -> str:
    if row["population_date"] is None:
        return f"lika för alla, {display(row['base_fee'], 'kr')} var"
    rounded = ROUNDED[row["rounding"]].format(step=display(row["step"], "kr"))
    left_out = f", utan {label_list(row['left_out'])}" if row["left_out"] else ""
    return f"{_amounts_text(row)}, folkmängd {row['population_date']}{left_out}, {rounded}"


def _amounts_text(row: pd.Series) -> str:
    if row["model"] != SHARE:
        base, rate = _decimal_text(row["base_fee"]), _decimal_text(row["per_inhabitant"])
        return f"{base} kr och {rate} kr per invånare"
    total = display(row["total"], "kr")
    if not row["equal_share"]:
        return f"{total} helt efter invånarantal"
    return f"{round(100 * row['equal_share'])} % lika av {total} och resten per invånare"


def _decimal_text(value: float) -> str:
    text = f"{value:.9f}".rstrip("0").rstrip(".")
    return number(Fraction(text), len(text.partition(".")[2]))
