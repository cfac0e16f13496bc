"""The key: who takes part in a split, and by how many inhabitants (or users, licences …) each one counts."""

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from namndbok.splits.errors import AllocationError
from namndbok.splits.exact import fraction, is_missing, listed

POPULATION = "Folkmängden"
WEIGHTS = "Fördelningsnyckeln"


@dataclass(frozen=True)
class Key:
    """Hold those who take part, in the order of the population, with a whole number for each.

    The number divided by `scale` is the number of inhabitants; `scale` is 1 unless the key has decimals.
    `everyone` is the index of the population, those who do not take part included.
    """

    everyone: pd.Index
    labels: tuple[Hashable, ...]
    numbers: tuple[int, ...]
    scale: int

    @property
    def total(self) -> int:
        """Add up the numbers."""
        return sum(self.numbers)


def key_of(population: pd.Series, participants: Iterable[Hashable] | None, weights: pd.Series | None) -> Key:
    """Find who takes part and by what number; `weights` stands in for the inhabitants.

    `population` has a row a municipality. Raises AllocationError, in Swedish, for a municipality that is
    unknown, stands twice, or takes part without a number.
    """
    counted, name = (population, POPULATION) if weights is None else (weights, WEIGHTS)
    check_once(population.index, POPULATION)
    check_once(counted.index, name)
    labels = _participants(population.index, participants)
    numbers, scale = _numbers(labels, _values(counted, labels), name)
    return Key(population.index, labels, tuple(numbers), scale)


def check_once(index: pd.Index, name: str) -> None:
    """Raise AllocationError when a municipality stands twice."""
    if not index.is_unique:
        raise AllocationError(f"{name} har flera rader för {listed(index[index.duplicated()].unique())}.")


def check_known(labels: Iterable[Hashable], everyone: pd.Index, name: str) -> None:
    """Raise AllocationError for labels that no municipality has."""
    unknown = [label for label in labels if label not in everyone]
    if unknown:
        raise AllocationError(f"{name}: okänd kommun {listed(unknown)}. Kommunerna är {listed(everyone)}.")


def _participants(everyone: pd.Index, participants: Iterable[Hashable] | None) -> tuple[Hashable, ...]:
    asked = everyone.tolist() if participants is None else _asked(participants)
    check_known(asked if participants is not None else [], everyone, "Deltagare")
    if not asked:
        raise AllocationError(
            "Ingen kommun deltar, så det finns ingen att fördela på. Ange minst en deltagare."
        )
    chosen = set(asked)
    if len(chosen) < len(asked):
        raise AllocationError(f"En deltagare är uppräknad flera gånger: {listed(asked)}.")
    return tuple(asked if participants is None else [label for label in everyone if label in chosen])


def _asked(participants: Iterable[Hashable]) -> list[Hashable]:
    return [participants] if isinstance(participants, str) else list(participants)


def _values(counted: pd.Series, labels: tuple[Hashable, ...]) -> list[Any]:
    if len(labels) == len(counted) and counted.index.tolist() == list(labels):
        return counted.tolist()
    stated = counted.to_dict()
    return [stated.get(label) for label in labels]


def _numbers(labels: tuple[Hashable, ...], values: list[Any], name: str) -> tuple[list[int], int]:
    scale = 1
    if not all(type(value) is int for value in values):
        _refuse(name, "saknas", labels, [is_missing(value) for value in values])
        values = [fraction(value, name) for value in values]
        scale = math.lcm(*(value.denominator for value in values))
        values = [int(value * scale) for value in values]
    _refuse(name, "är negativ", labels, [value < 0 for value in values])
    return values, scale


def _refuse(name: str, what: str, labels: tuple[Hashable, ...], wrong: list[bool]) -> None:
    if any(wrong):
        named = [label for label, is_wrong in zip(labels, wrong, strict=True) if is_wrong]
        raise AllocationError(f"{name} {what} för {listed(named)}.")
