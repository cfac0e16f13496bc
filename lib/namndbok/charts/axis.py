"""Where the marks of an axis stand and what they are called: round amounts, in the largest unit that keeps them short."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from namndbok.swedish import Number, plain

STEPS = (1, 2, 5)
PARTS = 3
UNITS = {1_000_000: "miljoner kr", 1_000: "tusen kr", 1: "kr"}


@dataclass(frozen=True)
class Axis:
    """Marks at `values` kronor, to be written with `label` and the unit said once."""

    values: tuple[int, ...]
    size: int

    @property
    def unit(self) -> str:
        """Name the unit of the labels."""
        return UNITS[self.size]

    def label(self, value: int) -> str:
        """Write a mark in the axis' unit."""
        return plain(Fraction(value, self.size))


def axis(amounts: Sequence[Number]) -> Axis:
    """Choose marks from zero or below to above the highest of some amounts, about three steps of 1, 2 or 5 kronor × 10ⁿ."""
    low, high = min(0, *amounts), max(0, *amounts)
    step = _step(high - low)
    values = tuple(range(low // step * step, -(-high // step) * step + 1, step))
    return Axis(values, max(size for size in UNITS if size <= step))


def _step(span: Number) -> int:
    power = 1
    while True:
        for step in STEPS:
            if step * power * PARTS >= span:
                return step * power
        power *= 10
