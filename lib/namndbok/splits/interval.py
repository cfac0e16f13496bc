"""An interval of exact numbers, and the roundest numbers in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

MOST = 5


@dataclass(frozen=True)
class Interval:
    """Hold the numbers between two ends; `closed` names the end that is in it: `low`, `high`, or neither."""

    low: Fraction
    high: Fraction
    closed: str = ""

    def __contains__(self, number: Fraction | int) -> bool:
        at_an_end = (number == self.low and self.closed == "low") or (
            number == self.high and self.closed == "high"
        )
        return self.low < number < self.high or (at_an_end and self.low <= self.high)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no number in it."""
        return not (self.low < self.high or self.low in self)

    @property
    def middle(self) -> Fraction:
        """Return the number half way."""
        return (self.low + self.high) / 2

    def from_zero(self) -> "Interval":
        """Return the part of it that is at least 0."""
        return self if self.low >= 0 else Interval(Fraction(0), self.high, "low")

    def shifted(self, by: Fraction) -> "Interval":
        """Return it moved along."""
        return Interval(self.low + by, self.high + by, self.closed)

    def multiples(self, unit: Fraction) -> list[Fraction]:
        """List the multiples of the unit in it, those nearest the middle first, at most five."""
        first, last = ceil(self.low / unit), floor(self.high / unit)
        if first > last:
            return []
        middle = self.middle / unit
        wanted = range(max(first, floor(middle) - MOST), min(last, floor(middle) + MOST) + 1)
        nearest = sorted(
            (number for number in wanted if number * unit in self), key=lambda n: abs(n - middle)
        )
        return [number * unit for number in nearest[:MOST]]

    def plainest(self, finest: int) -> Fraction | None:
        """Find the number with the fewest decimals or the most final zeros, from 10**finest up."""
        found = (self.multiples(unit) for unit in units(finest))
        return next((numbers[0] for numbers in found if numbers), None)


def units(finest: int) -> Iterator[Fraction]:
    """Go from a thousand million down to 10**finest by tens."""
    return (Fraction(10) ** power for power in range(9, finest - 1, -1))


def digits(number: Fraction) -> int:
    """Count the digits that must be said of a decimal number: 35 000 has two, 2.18 has three, 0 has none."""
    whole = number
    while whole.denominator != 1:
        whole *= 10
    return len(str(abs(whole.numerator)).strip("0"))
