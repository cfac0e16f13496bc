"""An interval of exact numbers, and the roundest numbers in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

MOST_MULTIPLES = 5


@dataclass(frozen=True)
class Interval:
    """Hold the numbers between two ends; `closed` names the end that is in it: `low`, `high`, or neither."""

    low: Fraction
    high: Fraction
    closed: str = ""

    def __contains__(self, number: Fraction | int) -> bool:
        end = {"low": self.low, "high": self.high}.get(self.closed)
        return self.low < number < self.high or (number == end and self.low <= self.high)

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

    def shifted(self, distance: Fraction) -> "Interval":
        """Return it moved along."""
        return Interval(self.low + distance, self.high + distance, self.closed)

    def scaled(self, factor: Fraction) -> "Interval":
        """Return it with every number multiplied by a factor above 0."""
        return Interval(self.low * factor, self.high * factor, self.closed)

    def multiples(self, unit: Fraction) -> list[Fraction]:
        """List the multiples of the unit in it, those nearest the middle first, at most five."""
        first, last = ceil(self.low / unit), floor(self.high / unit)
        if first > last:
            return []
        middle = self.middle / unit
        lowest, highest = floor(middle) - MOST_MULTIPLES, floor(middle) + MOST_MULTIPLES
        numbers = range(max(first, lowest), min(last, highest) + 1)
        inside = (number for number in numbers if number * unit in self)
        nearest = sorted(inside, key=lambda number: abs(number - middle))
        return [number * unit for number in nearest[:MOST_MULTIPLES]]

    def roundest(self, finest: int) -> Fraction | None:
        """Find the number with the fewest decimals or the most final zeros, from 10**finest up."""
        multiples = (self.multiples(unit) for unit in units(finest))
        return next((numbers[0] for numbers in multiples if numbers), None)


def units(finest: int) -> Iterator[Fraction]:
    """Go from a thousand million down to 10**finest by tens."""
    return (Fraction(10) ** power for power in range(9, finest - 1, -1))


def count_digits(number: Fraction) -> int:
    """Count the digits that must be said of a decimal number: 35 000 has two, 2.18 has three, 0 has none."""
    whole = number
    while whole.denominator != 1:
        whole *= 10
    return len(str(abs(whole.numerator)).strip("0"))
