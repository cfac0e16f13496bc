"""Who takes part in a split, and the keys that it goes by, alone or mixed.

Numbers are read as the decimals that people write, and labels are those that municipalities have. A new kind
of key is one small function and a row in a table.
"""

import json
import math
import numbers
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd

from namndbok.errors import InvalidSplit
from namndbok.swedish import display, listing

ALIKE, QUANTITY, AMOUNT = "alike", "quantity", "amount"
POPULATION = "Folkmängden"
# What is said of fees, and of splits that cannot be made.
SENTENCES = json.loads(Path(__file__).with_name("sentences.json").read_text(encoding="utf-8"))
Ratio = int | Fraction


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


@dataclass(frozen=True, eq=False)
class Part:
    """Hold one part of a key.

    `kind`: `alike`, by a `quantity` (inhabitants, users, cases …) or an `amount` in kronor of each. `share`:
    the part of the cost that it splits, of what the amounts leave. `quantities`: by municipality, the
    inhabitants if None; the amount of each, where the kind is that. `name` is the key's Swedish name, for
    messages.
    """

    kind: str
    share: Fraction = Fraction(1)
    quantities: pd.Series | None = None
    name: str = "Nyckeln"

    def numbers(self, payers: Participants) -> list[Ratio]:
        """Return the quantity of each who takes part; raises InvalidSplit where one has none, or below 0."""
        if self.quantities is None:
            return [1] * len(payers.labels) if self.kind == ALIKE else list(payers.numbers)
        return numbers_of(self.quantities, payers.labels, self.name)


def share_by_numbers(part: Part, numbers: list[Ratio], rest: Fraction) -> Fraction:
    """Return kronor for each unit of a quantity, or for each who takes part where all have the number 1."""
    if not (whole := sum(numbers)):
        raise InvalidSplit(f"{part.name} är 0 för alla som deltar, så det går inte att fördela efter den.")
    return rest * part.share / whole


def pay_amount(part: Part, numbers: list[Ratio], rest: Fraction) -> Fraction:
    """Return one krona for each krona of the amounts, whatever the rest of the cost is."""
    return Fraction(1)


# What a unit of each kind of key costs.
KINDS: dict[str, Callable[[Part, list[Ratio], Fraction], Fraction]] = {
    ALIKE: share_by_numbers,
    QUANTITY: share_by_numbers,
    AMOUNT: pay_amount,
}


@dataclass(frozen=True)
class Key:
    """Hold the parts that a cost is split by; their shares add up to the whole."""

    parts: tuple[Part, ...]

    def weights(self, total: int, payers: Participants) -> list[int]:
        """Return whole numbers in proportion to what each who takes part pays of the total (at least 0).

        Raises InvalidSplit for shares that do not add up and for amounts of more than the total.
        """
        shared = [part for part in self.parts if part.kind != AMOUNT]
        if shared and (whole := sum(part.share for part in shared)) != 1:
            raise InvalidSplit(SENTENCES["shares"].format(shares=display(whole, "stated_ratio")))
        columns = [(part, part.numbers(payers)) for part in self.parts]
        fixed = sum(sum(numbers) for part, numbers in columns if part.kind == AMOUNT)
        if fixed > total or (fixed < total and not shared):
            kronor = {"fixed": display(fixed, "kr"), "total": display(total, "kr")}
            raise InvalidSplit(SENTENCES["fixed"].format(**kronor))
        rest = Fraction(total - fixed)
        factors = whole_numbers([KINDS[part.kind](part, numbers, rest) for part, numbers in columns])
        pairs = zip(factors, columns, strict=True)
        products = ([factor * number for number in numbers] for factor, (_, numbers) in pairs)
        return whole_numbers(list(map(sum, zip(*products, strict=True))))


def participants_of(population: pd.Series, labels: Iterable[Hashable] | None) -> Participants:
    """Find who takes part and by what number.

    `population` has a row a municipality. `labels`: those who take part, None for everyone. Raises
    InvalidSplit for a municipality that is unknown, stands twice, or takes part without a number.
    """
    check_once(population.index, POPULATION)
    everyone = population.index.tolist()
    stated = list(everyone if labels is None else labels)
    check_known(stated, population.index, "Deltagare")
    if not stated:
        raise InvalidSplit("Ingen kommun deltar, så det finns ingen att fördela på. Ange minst en deltagare.")
    chosen = set(stated)
    if len(chosen) < len(stated):
        raise InvalidSplit(f"En deltagare är uppräknad flera gånger: {label_list(stated)}.")
    paying = tuple(label for label in everyone if label in chosen)
    numbers = whole_numbers(numbers_of(population, paying, POPULATION))
    return Participants(population.index, paying, tuple(numbers))


def numbers_of(quantities: pd.Series, labels: Iterable[Hashable], name: str) -> list[Ratio]:
    """Return the number of each label; raises InvalidSplit where one has none, or below 0."""
    known = quantities.to_dict()
    stated = {label: known.get(label) for label in labels}
    if missing := [label for label, number in stated.items() if pd.isna(number)]:
        raise InvalidSplit(SENTENCES["no_quantity"].format(key=name, labels=label_list(missing)))
    numbers = [number if type(number) is int else fraction(number, name) for number in stated.values()]
    if negative := [label for label, number in zip(stated, numbers, strict=True) if number < 0]:
        raise InvalidSplit(f"{name} är negativ för {label_list(negative)}.")
    return numbers


def whole_numbers(ratios: list[Ratio]) -> list[int]:
    """Return whole numbers in the same proportion."""
    scale = math.lcm(*(ratio.denominator for ratio in ratios))
    return [int(ratio * scale) for ratio in ratios]


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
