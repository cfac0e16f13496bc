"""Decided fees, and the hypotheses of how they came about: population date, rounding step, participants.

A fee f of p inhabitants comes out of base fee b and rate r when f − step/2 ≤ b + r·p < f + step/2 (the
nearest multiple; a half goes up). The pairs that do so for every fee form a polygon in the plane of b and r.
Its extent along r is found by eliminating b (Fourier–Motzkin): two municipalities with p > q bound r by (f −
g ± step) / (p − q), and the polygon is empty exactly when the largest lower bound is not below the smallest
upper one, or when equal populations have unequal fees. Eliminating r bounds b likewise. Rounding up to the
next step is the same polygon moved by half a step along b, and the largest remainder moves it by something
between; so one question answers for every way of rounding.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np
import pandas as pd

from namndbok.errors import InvalidSplit
from namndbok.splits.interval import EMPTY, Interval, tightest
from namndbok.splits.participants import check_known, check_once, label_list, whole_kronor
from namndbok.splits.rounding import UP

# Steps that boards round a year's fee to, and steps of a monthly fee times twelve.
STEPS = (1, 10, 12, 50, 100, 120, 500, 600, 1000, 1200, 6000, 12000)


@dataclass(frozen=True)
class DecidedFees:
    """Hold the fees that are known, in whole kronor without sign, by municipality; `sign` is −1 for a refund.

    `zero` are those whose fee is 0, `unknown` those who have none in the document.
    """

    fees: dict[Hashable, int]
    sign: int
    zero: tuple[Hashable, ...]
    unknown: tuple[Hashable, ...]

    @property
    def left_out(self) -> list[tuple[Hashable, ...]]:
        """List whom to leave out: those without a fee, and then only some of them, and nobody."""
        return list(dict.fromkeys([self.zero + self.unknown, self.zero, self.unknown, ()]))

    @property
    def steps(self) -> list[int]:
        """List the coarsest steps that every fee is a multiple of.

        What a finer step reproduces, a coarser one does too, so the others are not tried.
        """
        fitting = [step for step in STEPS if not any(fee % step for fee in self.fees.values())]
        return [step for step in fitting if not any(other > step and other % step == 0 for other in fitting)]


@dataclass(frozen=True, eq=False)
class Hypothesis:
    """Hold one population date, rounding step and set of participants to try the fees against.

    `date` is None when all fees are equal, so that no population has to do with them. `population`:
    inhabitants of all who take part; `fees`: what is known of their fees, in whole kronor without sign.
    """

    date: Hashable | None
    step: int
    left_out: tuple[Hashable, ...]
    population: pd.Series
    fees: dict[Hashable, int]
    sign: int

    @cached_property
    def people(self) -> np.ndarray:
        """Return the inhabitants of those whose fee is known, in the order of the fees."""
        counted = self.population.to_dict()
        return np.array([counted[label] for label in self.fees])

    @cached_property
    def kronor(self) -> np.ndarray:
        """Return the known fees."""
        return np.array(list(self.fees.values()))

    @cached_property
    def inhabitants(self) -> int:
        """Return the inhabitants of all who take part."""
        return int(self.population.sum())

    @property
    def is_alike(self) -> bool:
        """Tell whether all pay the same."""
        return len(set(self.fees.values())) == 1

    @property
    def is_complete(self) -> bool:
        """Tell whether everyone who takes part has a known fee, so that their sum is what was split."""
        return len(self.fees) == len(self.population)

    @cached_property
    def rates(self) -> Interval:
        """Return the amounts per inhabitant that occur in the polygon, empty when no pair gives every fee."""
        counts = set(self.people.tolist())
        if len(counts) < 2 or len(counts) < len(
            set(zip(self.people.tolist(), self.fees.values(), strict=True))
        ):
            return EMPTY
        more_people, higher_fee = (
            np.subtract.outer(column, column).take(self._larger) for column in (self.people, self.kronor)
        )
        return tightest(higher_fee - self.step, higher_fee + self.step, more_people)

    @cached_property
    def bases(self) -> Interval:
        """Return the base fees that occur in the polygon, for rounding to the nearest step."""
        if self.rates.is_empty:
            return EMPTY
        people, products = self.people, np.multiply.outer(self.people, self.kronor)
        difference, total = (of.outer(people, people).take(self._larger) for of in (np.subtract, np.add))
        at_zero, room = 2 * (products - products.T).take(self._larger), self.step * total
        return tightest(at_zero - room, at_zero + room, 2 * difference)

    def rates_with(self, base: Fraction, rounding: str) -> Interval:
        """Return the amounts per inhabitant that give every fee together with this base fee."""
        whole, inhabited = base.denominator, self.people > 0
        below, above, closed = doubled_bounds(self.step, rounding)
        amounts = 2 * (whole * self.kronor[inhabited] - base.numerator)
        lows, highs = amounts + whole * below, amounts + whole * above
        return tightest(lows, highs, 2 * whole * self.people[inhabited], closed)

    @cached_property
    def _larger(self) -> np.ndarray:
        """Return where, in a flat table of each against each other, the first has more inhabitants."""
        return np.flatnonzero(np.greater.outer(self.people, self.people))


def doubled_bounds(step: int, rounding: str) -> tuple[int, int, str]:
    """Return twice how far below and above a fee its amount may lie, and which end is included."""
    return (-2 * step, 0, "high") if rounding == UP else (-step, step, "low")


def decided_fees_of(fees: pd.Series, populations: pd.DataFrame) -> DecidedFees:
    """Read fees; raises InvalidSplit for a column that cannot be decided fees.

    `fees`: whole kronor by municipality, empty where there is none. `populations`: a row a municipality, a
    column a date.
    """
    check_once(fees.index, "Avgifterna")
    check_once(populations.index, "Folkmängden")
    check_known(fees.index, populations.index, "Avgifter")
    stated, municipalities = fees.to_dict(), populations.index.tolist()
    labels = [label for label in municipalities if pd.notna(stated.get(label))]
    known = {label: whole_kronor(stated[label], "Avgiften") for label in labels}
    if populations.columns.empty:
        raise InvalidSplit("Det finns ingen folkmängd att pröva avgifterna mot.")
    if not any(known.values()):
        raise InvalidSplit("Kolumnen har ingen avgift att förklara.")
    sign = -1 if all(fee <= 0 for fee in known.values()) else 1
    zero = tuple(label for label, fee in known.items() if not fee)
    unknown = tuple(label for label in municipalities if label not in known)
    return DecidedFees({label: sign * fee for label, fee in known.items()}, sign, zero, unknown)


def hypotheses_of(decided: DecidedFees, populations: pd.DataFrame) -> Iterator[Hypothesis]:
    """Go through who may have been left out, the population dates and the steps."""
    for left_out in decided.left_out:
        labels = [label for label in populations.index.tolist() if label not in left_out]
        fees = {label: fee for label, fee in decided.fees.items() if label not in left_out}
        for date in populations.columns:
            population = _population(populations[date], labels)
            hypotheses = [
                Hypothesis(date, step, left_out, population, fees, decided.sign) for step in decided.steps
            ]
            if hypotheses[0].is_alike:
                yield from (replace(alike, date=None) for alike in hypotheses if alike.is_complete)
                break
            yield from hypotheses


def _population(counted: pd.Series, labels: list[Hashable]) -> pd.Series:
    by_label = counted.to_dict()
    missing = [label for label in labels if pd.isna(by_label[label])]
    if missing:
        raise InvalidSplit(f"Folkmängden {counted.name} saknas för {label_list(missing)}.")
    numbers = [whole_kronor(by_label[label], "Folkmängden") for label in labels]
    return pd.Series(numbers, index=pd.Index(labels, tupleize_cols=False), dtype="int64")
