"""Where the marks of an axis stand and what they are called: round amounts in a unit that suits them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count

from namndbok.swedish import Number, plain

STEPS = (1, 2, 5)
PARTS = 3
UNITS = {10**12: "biljoner kr", 10**9: "miljarder kr", 10**6: "miljoner kr", 10**3: "tusen kr", 1: "kr"}


@dataclass(frozen=True)
class Axis:
    """Marks at `values` kronor; `size` is how many kronor make one of the unit that the labels count in."""

    values: tuple[int, ...]
    size: int

    @property
    def unit(self) -> str:
        """Name the unit of the labels, to be said once."""
        return UNITS[self.size]

    def label(self, value: int) -> str:
        """Write a mark in the axis' unit."""
        return plain(Fraction(value, self.size))


def axis_of(amounts: Sequence[Number]) -> Axis:
    """Choose marks that span zero and some amounts in kronor, in about three steps of 1, 2 or 5 × 10ⁿ."""
    low, high = min(0, *amounts), max(0, *amounts)
    step = next(step for step in _steps() if step * PARTS >= high - low)
    values = tuple(range(low // step * step, -(-high // step) * step + 1, step))
    return Axis(values, max(size for size in UNITS if size <= step))


def _steps():
    return (step * 10**power for power in count() for step in STEPS)
