"""Keys: what a cost is split by, alone or mixed; a new kind is one small function and a row in a table."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from namndbok.errors import InvalidSplit
from namndbok.splits.participants import SENTENCES, Participants, fraction, label_list
from namndbok.swedish import display

ALIKE, QUANTITY, AMOUNT = "alike", "quantity", "amount"
Ratio = int | Fraction


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
        known = self.quantities.to_dict()
        stated = [known.get(label) for label in payers.labels]
        if missing := [label for label, number in zip(payers.labels, stated, strict=True) if pd.isna(number)]:
            named = {"key": self.name, "labels": label_list(missing)}
            raise InvalidSplit(SENTENCES["no_quantity"].format(**named))
        numbers = [number if type(number) is int else fraction(number, self.name) for number in stated]
        if negative := [label for label, number in zip(payers.labels, numbers, strict=True) if number < 0]:
            raise InvalidSplit(f"{self.name} är negativ för {label_list(negative)}.")
        return numbers


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
        columns = [part.numbers(payers) for part in self.parts]
        known = zip(self.parts, columns, strict=True)
        fixed = sum(sum(numbers) for part, numbers in known if part.kind == AMOUNT)
        if fixed > total or (fixed < total and not shared):
            kronor = {"fixed": display(fixed, "kr"), "total": display(total, "kr")}
            raise InvalidSplit(SENTENCES["fixed"].format(**kronor))
        pairs, rest = zip(self.parts, columns, strict=True), Fraction(total - fixed)
        rates = [KINDS[part.kind](part, numbers, rest) for part, numbers in pairs]
        scale = math.lcm(*(rate.denominator for rate in rates))
        factors = [int(rate * scale) for rate in rates]
        pairs = zip(factors, columns, strict=True)
        products = ([factor * number for number in numbers] for factor, numbers in pairs)
        amounts = list(map(sum, zip(*products, strict=True)))
        scale = math.lcm(*(amount.denominator for amount in amounts))
        return amounts if scale == 1 else [int(amount * scale) for amount in amounts]
