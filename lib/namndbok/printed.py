"""Figures as the documents print them, held against the same figures computed from the tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from namndbok.facts import Fact, Facts
from namndbok.swedish import Number

SCALE = {"percent": 100}


@dataclass(frozen=True)
class Printed:
    """One printed figure beside the fact that it claims to state, both in the printed unit."""

    row: str
    key: str
    label: str
    kind: str
    unit: str
    value: Number
    precision: Number
    fact: Fact

    @property
    def computed(self) -> Number:
        """Return the fact in the printed unit, exact."""
        return self.fact.value * SCALE.get(self.unit, 1)

    @property
    def agrees(self) -> bool:
        """Tell whether the computed figure, rounded half up to the printed precision, is what is printed."""
        return self.value == rounded_to(self.computed, self.precision)

    @property
    def cut(self) -> bool:
        """Tell whether the printed figure is the computed one with its decimals cut off instead of rounded."""
        return not self.agrees and self.value == self.computed // self.precision * self.precision


def rounded_to(value: Number, step: Number) -> Number:
    """Round to a multiple of `step`, halves away from zero."""
    size = (abs(Fraction(value)) / step + Fraction(1, 2)).__floor__() * step
    return -size if value < 0 else size


def comparisons(facts: Facts, *kinds: str) -> Iterator[Printed]:
    """Yield the year's printed figures of some kinds whose fact can be computed."""
    for number, row in facts.data.of_year("printed", facts.year).iterrows():
        if row["kind"] in kinds and row["fact"] in facts:
            yield Printed(
                f"printed:{number}", row["id"], row["label"], row["kind"], row["unit"], row["value"], row["precision"],
                facts[row["fact"]],
            )  # fmt: skip


def unmatched(facts: Facts) -> list[str]:
    """List printed figures that no computed fact corresponds to, as rows."""
    rows = facts.data.of_year("printed", facts.year)
    return [f"printed:{number}" for number, fact in rows["fact"].items() if fact and fact not in facts]
