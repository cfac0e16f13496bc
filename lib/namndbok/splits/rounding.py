"""Rounding to whole steps: each fee by itself, or so that the fees add up to the total."""

from collections.abc import Sequence

from namndbok.errors import InvalidSplit
from namndbok.swedish import listing

LARGEST_REMAINDER = "largest_remainder"
INDEPENDENT = "independent"
UP = "up"
EACH_BY_ITSELF = (INDEPENDENT, UP)
ROUNDINGS = (LARGEST_REMAINDER, *EACH_BY_ITSELF)


def check_rounding(rounding: str, known: Sequence[str] = ROUNDINGS) -> None:
    """Raise InvalidSplit for a way of rounding that is not known."""
    if rounding not in known:
        raise InvalidSplit(f"Avrundningen ska vara någon av {listing(list(known))}, men är {rounding!r}.")


def round_ratio(numerator: int, denominator: int, rounding: str = INDEPENDENT, step: int = 1) -> int:
    """Round a ratio by itself to a multiple of the step.

    Away from zero when `up`, else to the nearest multiple, a half away from zero.
    """
    size, whole = abs(numerator), denominator * step
    steps = -(-size // whole) if rounding == UP else (2 * size + whole) // (2 * whole)
    return steps * step if numerator >= 0 else -steps * step


def largest_remainder(
    numerators: list[int], denominator: int, count: int, precedence: list[tuple[int, str]]
) -> tuple[list[int], list[int]]:
    """Round ratios of at least 0 to whole numbers that add up to `count`.

    Everyone is rounded down; what is then missing goes, one each, to those with the largest remainders.
    Equal remainders follow the precedence: the larger municipality first and then by label, and never the
    order of rows. Returns the numbers and the positions of those who were rounded up. Source: the method of
    largest remainder (Hamilton), "största rest".
    """
    wholes, remainders = map(list, zip(*(divmod(number, denominator) for number in numerators), strict=True))
    missing = count - sum(wholes)
    by_remainder = sorted(range(len(wholes)), key=lambda place: (-remainders[place], precedence[place]))
    rounded_up = sorted(by_remainder[:missing])
    for place in rounded_up:
        wholes[place] += 1
    return wholes, rounded_up


def carrier_of(
    fees: list[int], rest: int, caps: tuple[int, ...], precedence: list[tuple[int, str]]
) -> int | None:
    """Find who carries the kronor that fill no whole step: the largest whose cap leaves room for them.

    Among equally large ones the one with the lowest fee, then by label, so that equal ones never differ by
    more than a step. Returns a position, or None when no cap leaves room.
    """
    able = [place for place in range(len(fees)) if fees[place] + rest <= caps[place]]
    return min(
        able, key=lambda place: (precedence[place][0], fees[place], precedence[place][1]), default=None
    )
