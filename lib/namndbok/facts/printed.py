"""Figures as the documents print them, held against the same figures computed from the tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from namndbok.data import rows_where
from namndbok.facts.fact import Fact, Facts
from namndbok.swedish import Number, display


@dataclass(frozen=True)
class PrintedFigure:
    """One printed figure beside the fact that it claims to state.

    `label` is what the document calls it, if anything; `precision` is the rounding step of what is printed,
    0 for none; `terms` is how many amounts from rows the fact is added up from.
    """

    row: str
    key: str
    label: str
    kind: str
    unit: str
    value: Number
    precision: Number
    fact: Fact
    terms: int

    @property
    def computed(self) -> Number:
        """Return the fact in the printed unit, exact."""
        return self.fact.value * (100 if self.unit == "percent" and self.fact.unit == "ratio" else 1)

    @property
    def difference(self) -> Number:
        """Return what is printed minus what is computed."""
        return self.value - self.computed

    @property
    def agrees(self) -> bool:
        """Tell whether the computed figure, rounded half up to the printed precision, is the printed one."""
        return self.value == rounded_to(self.computed, self.precision)

    @property
    def truncated(self) -> bool:
        """Tell whether the printed figure is the computed one cut off instead of rounded."""
        if self.agrees or not self.precision:
            return False
        return abs(self.value) == abs(self.computed) // self.precision * self.precision

    @property
    def may_be_rounding(self) -> bool:
        """Tell whether terms that were rounded before they were printed can explain the whole difference."""
        return self.precision > 1 and abs(self.difference) <= self.precision * Fraction(self.terms + 1, 2)

    def format_value(self, value: Number) -> str:
        """Write a value as the document's unit has it."""
        return display(value, self.unit)

    def comparison_with(self, basis: str) -> str:
        """Say what the document prints, under what name, and what the tables or rows (`basis`) give."""
        name = f"{self.fact.label} (”{self.label}”)" if self.label else self.fact.label
        printed, computed = self.format_value(self.value), self.format_value(self.computed)
        return f"{name}: dokumentet har {printed}, men {basis} ger {computed}."


def rounded_to(value: Number, step: Number) -> Number:
    """Round to a multiple of `step`, halves away from zero; a step of 0 leaves the value as it is."""
    if not step:
        return value
    size = (abs(Fraction(value)) / step + Fraction(1, 2)).__floor__() * step
    return -size if value < 0 else size


def printed_figures(facts: Facts, *kinds: str) -> Iterator[PrintedFigure]:
    """Yield the year's printed figures of some kinds whose fact can be computed."""
    rows = facts.year_rows("printed")
    return printed_figures_in(facts, rows_where(rows, (kind in kinds for kind in rows["kind"])))


def printed_figures_in(facts: Facts, rows: pd.DataFrame) -> Iterator[PrintedFigure]:
    """Yield those of some rows of printed figures whose fact can be computed."""
    for number, row in rows.iterrows():
        if row["fact"] in facts:
            fact, label = facts[row["fact"]], row["label"] or ""
            id, cells = f"printed:{number}", [row[name] for name in ("kind", "unit", "value", "precision")]
            yield PrintedFigure(id, row["id"], label, *cells, fact, count_terms(facts, fact))


def group_same_figures(figures: Iterable[PrintedFigure]) -> list[list[PrintedFigure]]:
    """Put together the figures that state one fact with one value, in the order of the first of each."""
    groups: dict[tuple[str, Number], list[PrintedFigure]] = {}
    for figure in figures:
        groups.setdefault((figure.fact.id, figure.value), []).append(figure)
    return list(groups.values())


def count_terms(facts: Facts, fact: Fact) -> int:
    """Count the amounts in rows that a fact is added up from."""
    return sum(count_terms(facts, facts[name]) for name in fact.facts) if fact.facts else len(fact.rows)
