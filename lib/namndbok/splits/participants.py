"""The participants of a split, and how many inhabitants (or users, licences …) each counts for."""

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from namndbok.errors import InvalidSplit
from namndbok.splits.inputs import check_known, check_once, fraction, is_missing, label_list

POPULATION = "Folkmängden"
WEIGHTS = "Fördelningsnyckeln"


@dataclass(frozen=True)
class Participants:
    """Hold those who take part, in the order of the population, with a whole number for each.

    A number divided by `scale` is the inhabitants; `scale` is 1 unless the weights have decimals. `everyone`
    is the index of the population, those who do not take part included.
    """

    everyone: pd.Index
    labels: tuple[Hashable, ...]
    numbers: tuple[int, ...]
    scale: int

    @property
    def total(self) -> int:
        """Return the sum of the numbers."""
        return sum(self.numbers)

    @property
    def precedence(self) -> list[tuple[int, str]]:
        """Return a sort key for each: when all else is equal the larger comes first, then by label."""
        return [(-number, str(label)) for label, number in zip(self.labels, self.numbers, strict=True)]

    def fees(self, amounts: list[int]) -> pd.Series:
        """Return their amounts as a Series indexed like the population; the others pay 0."""
        paid = dict(zip(self.labels, amounts, strict=True))
        fees = [paid.get(label, 0) for label in self.everyone.tolist()]
        return pd.Series(fees, index=self.everyone, name="fee", dtype="int64")


def participants_of(
    population: pd.Series, labels: Iterable[Hashable] | None, weights: pd.Series | None
) -> Participants:
    """Find who takes part and by what number; `weights` stands in for the inhabitants.

    `population` has a row a municipality. `labels`: those who take part, None for everyone. Raises
    InvalidSplit for a municipality that is unknown, stands twice, or takes part without a number.
    """
    counted, name = (population, POPULATION) if weights is None else (weights, WEIGHTS)
    check_once(population.index, POPULATION)
    check_once(counted.index, name)
    takes_part, stated = _labels(population.index, labels), counted.to_dict()
    numbers, scale = _numbers(takes_part, [stated.get(label) for label in takes_part], name)
    return Participants(population.index, takes_part, tuple(numbers), scale)


def _labels(everyone: pd.Index, labels: Iterable[Hashable] | None) -> tuple[Hashable, ...]:
    known = everyone.tolist()
    stated = known if labels is None else [labels] if isinstance(labels, str) else list(labels)
    check_known(stated, everyone, "Deltagare")
    if not stated:
        raise InvalidSplit("Ingen kommun deltar, så det finns ingen att fördela på. Ange minst en deltagare.")
    chosen = set(stated)
    if len(chosen) < len(stated):
        raise InvalidSplit(f"En deltagare är uppräknad flera gånger: {label_list(stated)}.")
    return tuple(label for label in known if label in chosen)


def _numbers(labels: tuple[Hashable, ...], values: list[Any], name: str) -> tuple[list[int], int]:
    scale = 1
    if not all(type(value) is int for value in values):
        _refuse(name, "saknas", labels, [is_missing(value) for value in values])
        values = [fraction(value, name) for value in values]
        scale = math.lcm(*(value.denominator for value in values))
        values = [int(value * scale) for value in values]
    _refuse(name, "är negativ", labels, [value < 0 for value in values])
    return values, scale


def _refuse(name: str, fault: str, labels: tuple[Hashable, ...], is_wrong: list[bool]) -> None:
    if any(is_wrong):
        wrong = (label for label, wrong in zip(labels, is_wrong, strict=True) if wrong)
        raise InvalidSplit(f"{name} {fault} för {label_list(wrong)}.")
