"""The participants of a split, and how many inhabitants (or users, licences …) each counts for.

Numbers are read as the decimals that people write, and labels are those that municipalities have.
"""

import json
import math
import numbers
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd

from namndbok.errors import InvalidSplit
from namndbok.swedish import listing

POPULATION = "Folkmängden"
# What is said of fees, and of splits that cannot be made.
SENTENCES = json.loads(Path(__file__).with_name("sentences.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Participants:
    """Hold those who take part, in the order of the population, with a whole number for each.

    The numbers are in proportion to the inhabitants, or equal to them where the key has no decimals.
    `everyone` is the index of the population, those who do not take part included.
    """

    everyone: pd.Index
    labels: tuple[Hashable, ...]
    numbers: tuple[int, ...]

    @property
    def precedence(self) -> list[tuple[int, str]]:
        """Return a sort key for each: when all else is equal the larger comes first, then by label."""
        return [(-number, str(label)) for label, number in zip(self.labels, self.numbers, strict=True)]

    def fees(self, amounts: list[int]) -> pd.Series:
        """Return their amounts as a Series indexed like the population; the others pay 0."""
        paid = dict(zip(self.labels, amounts, strict=True))
        fees = [paid.get(label, 0) for label in self.everyone.tolist()]
        return pd.Series(fees, index=self.everyone, name="fee", dtype="int64")


def participants_of(population: pd.Series, labels: Iterable[Hashable] | None) -> Participants:
    """Find who takes part and by what number.

    `population` has a row a municipality. `labels`: those who take part, None for everyone. Raises
    InvalidSplit for a municipality that is unknown, stands twice, or takes part without a number.
    """
    check_once(population.index, POPULATION)
    counted = population.to_dict()
    stated = list(counted if labels is None else labels)
    check_known(stated, population.index, "Deltagare")
    if not stated:
        raise InvalidSplit("Ingen kommun deltar, så det finns ingen att fördela på. Ange minst en deltagare.")
    chosen = set(stated)
    if len(chosen) < len(stated):
        raise InvalidSplit(f"En deltagare är uppräknad flera gånger: {label_list(stated)}.")
    paying = {label: number for label, number in counted.items() if label in chosen}
    if missing := [label for label, number in paying.items() if pd.isna(number)]:
        raise InvalidSplit(f"{POPULATION} saknas för {label_list(missing)}.")
    numbers = [number if type(number) is int else fraction(number, POPULATION) for number in paying.values()]
    if negative := [label for label, number in zip(paying, numbers, strict=True) if number < 0]:
        raise InvalidSplit(f"{POPULATION} är negativ för {label_list(negative)}.")
    scale = math.lcm(*(number.denominator for number in numbers))
    scaled = tuple(int(number * scale) for number in numbers)
    return Participants(population.index, tuple(paying), scaled)


def fraction(value: Any, name: str) -> Fraction:
    """Read a number as the decimal a person sees: 0.35 is 35/100, not the nearest binary float.

    `name` is the Swedish name of the number for the message. Raises InvalidSplit for what is no finite
    number.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, numbers.Real) or not math.isfinite(value):
        raise InvalidSplit(f"{name} ska vara ett tal, men är {value!r}.")
    return Fraction(int(value)) if isinstance(value, numbers.Integral) else Fraction(repr(float(value)))


def whole_kronor(value: Any, name: str) -> int:
    """Read a whole number of kronor; raises InvalidSplit for öre, text and missing values."""
    if type(value) is int:
        return value
    amount = fraction(value, name)
    if amount.denominator != 1:
        raise InvalidSplit(f"{name} ska vara hela kronor, men är {value}.")
    return amount.numerator


def label_list(labels: Iterable[Any]) -> str:
    """Write labels as a sentence does: a, b och c."""
    return listing([str(label) for label in labels])


def check_once(index: pd.Index, name: str) -> None:
    """Raise InvalidSplit when a municipality stands twice."""
    if not index.is_unique:
        repeated = index[index.duplicated()].unique()
        raise InvalidSplit(f"{name} har flera rader för {label_list(repeated)}.")


def check_known(labels: Iterable[Hashable], everyone: pd.Index, name: str) -> None:
    """Raise InvalidSplit for labels that no municipality has."""
    known = set(everyone.tolist())
    unknown = [label for label in labels if label not in known]
    if unknown:
        advice = f"Kommunerna är {label_list(everyone)}."
        raise InvalidSplit(f"{name}: okänd kommun {label_list(unknown)}. {advice}")
