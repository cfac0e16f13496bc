"""Ways to round shares to whole steps; `docs/rounding.md` says which laws each keeps."""

from fractions import Fraction
from heapq import heapify, heappop, heapreplace

from namndbok.splits.limits import water_fill

SAINTE_LAGUE = "sainte_lague"
LARGEST_REMAINDER = "largest_remainder"
INDEPENDENT = "independent"
UP = "up"
EACH_BY_ITSELF = (INDEPENDENT, UP)
# Every way of rounding, with its name in Swedish.
ROUNDINGS = {
    SAINTE_LAGUE: "uddatalsmetoden",
    LARGEST_REMAINDER: "största rest",
    INDEPENDENT: "var för sig till närmaste steg",
    UP: "var för sig uppåt",
}


def round_ratio(numerator: int, denominator: int, rounding: str = INDEPENDENT, step: int = 1) -> int:
    """Round a ratio by itself to a multiple of the step.

    Away from zero when `up`, else to the nearest multiple, a half away from zero.
    """
    size, whole = abs(numerator), denominator * step
    steps = -(-size // whole) if rounding == UP else (2 * size + whole) // (2 * whole)
    return steps * step if numerator >= 0 else -steps * step


def largest_remainder(
    numerators: list[int], denominator: int, count: int, precedence: list[tuple[int, str]]
) -> list[int]:
    """Round ratios of at least 0 to whole numbers that add up to `count`.

    Everyone is rounded down; what is then missing goes, one each, to those with the largest remainders.
    Equal remainders follow the precedence: the larger municipality first and then by label, and never the
    order of rows. Source: the method of largest remainder (Hamilton), "största rest".
    """
    wholes, remainders = map(list, zip(*(divmod(number, denominator) for number in numerators), strict=True))
    missing = count - sum(wholes)
    by_remainder = sorted(range(len(wholes)), key=lambda place: (-remainders[place], precedence[place]))
    for place in by_remainder[:missing]:
        wholes[place] += 1
    return wholes


def odd_numbers(
    count: int, weights: list[int], lows: list[int], highs: list[int], precedence: list[tuple[int, str]]
) -> tuple[list[int], int | None]:
    """Give out `count` steps by weight: the next one to whom weight ÷ (2 · steps so far + 1) is largest.

    All begin with their low and none gets more than the high. Equal quotients follow the precedence: the
    larger municipality first and then by label. Who has no weight gets a step when all others have their
    high. Returns the steps, and the position of who is next in turn, None where all have their high. Since
    a larger count only goes on in the same order, nobody then gets fewer. Source: Webster and Sainte-Laguë,
    "uddatalsmetoden"; Balinski and Young, Fair Representation (1982).
    """
    everyone = range(len(weights))

    def turn(place: int) -> tuple[bool, Fraction, tuple[int, str], int]:
        weight, odd = weights[place], 2 * steps[place] + 1
        return (not weight, -Fraction(weight or 1, odd), precedence[place], place)

    # Rounding to the nearest adds at most half a step for each, so this many steps are surely given out.
    sure = max(count - (len(weights) + 1) // 2, sum(lows))
    numerators, denominator = water_fill(sure, weights, tuple(lows), tuple(highs))
    steps = [round_ratio(numerator, denominator) for numerator in numerators]
    queue = [turn(place) for place in everyone if steps[place] < highs[place]]
    heapify(queue)
    for _ in range(count - sum(steps)):
        place = queue[0][-1]
        steps[place] += 1
        if steps[place] < highs[place]:
            heapreplace(queue, turn(place))
        else:
            heappop(queue)
    return steps, queue[0][-1] if queue else None
