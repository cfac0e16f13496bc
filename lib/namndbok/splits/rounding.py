"""Rounding to whole steps: each fee by itself, or so that the fees add up to the total."""

from collections.abc import Hashable
from fractions import Fraction

from namndbok.splits.errors import AllocationError
from namndbok.swedish import listing

LARGEST_REMAINDER = "largest_remainder"
INDEPENDENT = "independent"
UP = "up"
ROUNDINGS = (LARGEST_REMAINDER, INDEPENDENT, UP)


def check_rounding(rounding: str) -> None:
    """Raise AllocationError for a way of rounding that is not one of `ROUNDINGS`."""
    if rounding not in ROUNDINGS:
        raise AllocationError(
            f"Avrundningen ska vara någon av {listing(list(ROUNDINGS))}, men är {rounding!r}."
        )


def steps_of(numerator: int, denominator: int, rounding: str) -> int:
    """Round a fraction of at least 0 to a whole number: the nearest (a half goes up), or the next above."""
    if rounding == UP:
        return -(-numerator // denominator)
    return (2 * numerator + denominator) // (2 * denominator)


def round_to_step(amount: Fraction, step: int, rounding: str) -> int:
    """Round an amount by itself to a multiple of the step, a half or `up` away from zero."""
    return ratio_to_step(amount.numerator, amount.denominator, step, rounding)


def ratio_to_step(numerator: int, denominator: int, step: int, rounding: str) -> int:
    """Round an amount as `round_to_step` does, written as whole numbers that may have a common divisor."""
    return (-1 if numerator < 0 else 1) * step * steps_of(abs(numerator), denominator * step, rounding)


def largest_remainder(
    numerators: list[int], denominator: int, count: int, order: list[tuple[int, str]]
) -> tuple[list[int], list[int]]:
    """Round fractions of at least 0 to whole numbers that add up to `count`.

    Everyone is rounded down; what is then missing goes, one each, to those with the largest remainders.
    Equal remainders follow `order`: (−inhabitants, label), so the larger municipality first and then by
    label, and never the order of rows. Returns the numbers and the positions of those who were rounded up.
    Source: the method of largest remainder (Hamilton), "största rest".
    """
    wholes, remainders = map(list, zip(*(divmod(number, denominator) for number in numerators), strict=True))
    missing = count - sum(wholes)
    first = sorted(range(len(wholes)), key=lambda i: (-remainders[i], order[i]))[:missing]
    for i in first:
        wholes[i] += 1
    return wholes, sorted(first)


def carrier_of(fees: list[int], rest: int, tops: tuple[int, ...], order: list[tuple[int, str]]) -> int | None:
    """Find who carries the kronor that fill no whole step: the largest whose cap leaves room for them.

    Among equally large ones the one with the lowest fee, then by label, so that equal ones never differ by
    more than a step. Returns a position, or None when no cap leaves room.
    """
    able = [i for i in range(len(fees)) if fees[i] + rest <= tops[i]]
    return min(able, key=lambda i: (order[i][0], fees[i], order[i][1]), default=None)


def order_of(labels: tuple[Hashable, ...], numbers: tuple[int, ...]) -> list[tuple[int, str]]:
    """Say who comes first when all else is equal: the larger, then by label."""
    return [(-number, str(label)) for label, number in zip(labels, numbers, strict=True)]
