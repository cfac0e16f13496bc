"""Keys: what a cost is split by, alone or mixed; a new kind is one small function and a row in a table."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from namndbok.errors import InvalidSplit
from namndbok.splits.participants import Participants, fraction, label_list
from namndbok.swedish import display

ALIKE, QUANTITY, AMOUNT = "alike", "quantity", "amount"
Ratios = list[Fraction]


@dataclass(frozen=True, eq=False)
class Part:
    """Hold one part of a key.

    `kind`: `alike`, by a `quantity` (inhabitants, users, cases …) or an `amount` in kronor of each. `share`:
    the part of the cost that it splits, of what the amounts leave. `quantities`: by municipality; the
    amount of each, where the kind is that. `name` is the key's Swedish name, for messages.
    """

    kind: str
    share: Fraction = Fraction(1)
    quantities: pd.Series | None = None
    name: str = "Nyckeln"

    def numbers(self, payers: Participants) -> Ratios:
        """Return the quantity of each who takes part; raises InvalidSplit where one has none, or below 0."""
        if self.quantities is None:
            return [Fraction(1)] * len(payers.labels)
        known = self.quantities.dropna().to_dict()
        if missing := [label for label in payers.labels if label not in known]:
            raise InvalidSplit(
                f"{self.name} saknas för {label_list(missing)}. Lägg till raden, eller välj en annan nyckel."
            )
        numbers = [fraction(known[label], self.name) for label in payers.labels]
        if negative := [label for label, number in zip(payers.labels, numbers, strict=True) if number < 0]:
            raise InvalidSplit(f"{self.name} är negativ för {label_list(negative)}.")
        return numbers


def pay_alike(part: Part, payers: Participants, rest: Fraction) -> Ratios:
    """Return the same for everyone."""
    return [rest * part.share / len(payers.labels)] * len(payers.labels)


def pay_by_quantity(part: Part, payers: Participants, rest: Fraction) -> Ratios:
    """Return kronor in proportion to a quantity."""
    numbers = part.numbers(payers)
    if not (whole := sum(numbers)):
        raise InvalidSplit(f"{part.name} är 0 för alla som deltar, så det går inte att fördela efter den.")
    return [rest * part.share * number / whole for number in numbers]


def pay_amount(part: Part, payers: Participants, rest: Fraction) -> Ratios:
    """Return the amount of each, whatever the rest of the cost is."""
    return part.numbers(payers)


KINDS: dict[str, Callable[[Part, Participants, Fraction], Ratios]] = {
    ALIKE: pay_alike,
    QUANTITY: pay_by_quantity,
    AMOUNT: pay_amount,
}


@dataclass(frozen=True)
class Key:
    """Hold the parts that a cost is split by; their shares add up to the whole."""

    parts: tuple[Part, ...]

    def amounts(self, total: int, payers: Participants) -> Ratios:
        """Return exact kronor for each who takes part; they add up to the total (at least 0).

        Raises InvalidSplit for shares that do not add up and for amounts of more than the total.
        """
        shared = [part for part in self.parts if part.kind != AMOUNT]
        if shared and (whole := sum(part.share for part in shared)) != 1:
            raise InvalidSplit(
                f"Nyckelns delar är tillsammans {display(whole, 'stated_ratio')}, inte 100\u00a0%. "
                "Ändra en andel, eller skriv en del utan andel: den tar resten."
            )
        fixed = sum(sum(part.numbers(payers)) for part in self.parts if part.kind == AMOUNT)
        if fixed > total or (fixed < total and not shared):
            kronor, cost = display(fixed, "kr"), display(total, "kr")
            raise InvalidSplit(
                f"De fasta beloppen är tillsammans {kronor}, men {cost} ska fördelas. "
                "Sänk beloppen, eller lägg till en nyckel för resten."
            )
        columns = [KINDS[part.kind](part, payers, Fraction(total - fixed)) for part in self.parts]
        return [sum(amounts, Fraction(0)) for amounts in zip(*columns, strict=True)]

    def weights(self, total: int, payers: Participants) -> list[int]:
        """Return whole numbers in proportion to the amounts."""
        amounts = self.amounts(total, payers)
        scale = math.lcm(*(amount.denominator for amount in amounts))
        return [int(amount * scale) for amount in amounts]
