"""An outcome: a model tried against a column, and how well it does."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from namndbok.splits.closest import closest
from namndbok.splits.column import Column, Trial
from namndbok.splits.evidence import MOST_BY_CHANCE, chance
from namndbok.splits.model import Model, fees_by, share_model
from namndbok.splits.pairs import Pairs
from namndbok.splits.plainness import plainest_rate, plainest_share
from namndbok.splits.rounding import LARGEST_REMAINDER


@dataclass(frozen=True)
class Outcome:
    """Hold a model with how well it does: fees given, the largest residual before rounding, and chance."""

    trial: Trial
    model: Model
    hits: int
    largest_residual: float
    chance: Fraction

    @property
    def gives_all(self) -> bool:
        """Tell whether every fee comes out as decided, of a base fee and a rate of at least 0."""
        is_a_fee = self.model.base_fee >= 0 and self.model.per_inhabitant >= 0
        return is_a_fee and self.hits == len(self.trial.fees)

    @property
    def is_reproduced(self) -> bool:
        """Tell whether it gives every fee and that could not well be chance."""
        return self.gives_all and self.chance < MOST_BY_CHANCE

    @property
    def foretold(self) -> dict[Hashable, int]:
        """Return the fees by the model of those who take part and have none in the document, in kronor."""
        computed = fees_by(self.model, self.trial.population, self.trial.step)
        return {
            label: self.trial.sign * computed[label] for label in computed if label not in self.trial.fees
        }


def outcomes_of(trial: Trial, populations: int) -> Iterator[Outcome]:
    """Try the plainest share and the plainest rate that give every fee, or else the closest model.

    `populations`: how many are tried in all, which is what makes a find by chance likelier.
    """
    for model in _models(trial):
        computed = fees_by(model, trial.population, trial.step)
        hits = sum(computed[label] == fee for label, fee in trial.fees.items())
        yield Outcome(trial, model, hits, _largest_residual(trial, model), chance(trial, populations))


def rank(outcome: Outcome, column: Column) -> tuple[Any, ...]:
    """Put first what is reproduced, misses least, is plainest, and leaves out those without a fee."""
    plainness = outcome.model.plainness if outcome.gives_all else (0, 0)
    whom = column.left_out.index(outcome.trial.left_out)
    missed = len(outcome.trial.fees) - outcome.hits
    return (not outcome.is_reproduced, missed, plainness, whom, outcome.largest_residual)


def row_of(outcome: Outcome) -> dict[str, Any]:
    """Write an outcome as a row of the table, with the signs of the column."""
    trial, model = outcome.trial, outcome.model
    return {
        "reproduced": outcome.is_reproduced,
        "hits": outcome.hits,
        "known": len(trial.fees),
        "population_date": trial.date,
        "equal_share": float(model.equal_share),
        "base_fee": trial.sign * float(model.base_fee),
        "per_inhabitant": trial.sign * float(model.per_inhabitant),
        "step": trial.step,
        "left_out": trial.left_out,
        "largest_residual": outcome.largest_residual,
        "model": model.kind,
        "rounding": model.rounding,
        "total": trial.sign * model.total,
        "chance": float(outcome.chance),
    }


def _largest_residual(trial: Trial, model: Model) -> float:
    """Return how far a fee is at most from its amount before rounding, in kronor."""
    base, rate, denominator = model.ratios
    pairs = zip(trial.fees.values(), trial.people, strict=True)
    return max(abs(fee * denominator - base - rate * people) for fee, people in pairs) / denominator


def _models(trial: Trial) -> list[Model]:
    """Find the plainest models that give every fee, or else the closest one."""
    if trial.is_alike:
        paid = sum(trial.fees.values())
        return [share_model(Fraction(1), paid, trial.population, LARGEST_REMAINDER, (0, 0))]
    pairs = Pairs(trial.people, list(trial.fees.values()), trial.step)
    tried = [] if pairs.rates.is_empty else [plainest_share(trial, pairs), plainest_rate(trial, pairs)]
    return [model for model in tried if model is not None] or [closest(trial)]
