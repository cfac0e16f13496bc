"""Evidence: could such fees be given by some base fee and amount per inhabitant by chance?"""

from fractions import Fraction
from math import comb

from namndbok.splits.column import Trial

# A model counts as found only if fewer than one comparable column in ten thousand would have one.
MOST_BY_CHANCE = Fraction(1, 10_000)
FEWEST_FEES = 4
STEPS_BESIDE = 10


def chance(trial: Trial, populations: int) -> Fraction:
    """Bound the part of comparable columns that have a model on one of so many populations.

    The fees of n municipalities that may take g + 1 values, a step apart, have their limits on the lines b
    + r·p = (k + ½)·step, g for each municipality. The lines cut the plane of b and r in at most 1 + n·g +
    C(n, 2)·g² cells, and all pairs in a cell give the same fees; so no more columns than that have a model.
    Comparable are, whichever is less favourable: all columns between the lowest fee and the highest that
    never fall with more inhabitants, C(n + g, n) of them; and all columns within ten steps of a line, 21
    values for each. Equal fees are compared with all rising columns from 0 up. Fewer than four different
    fees are no evidence. In practice seven municipalities are needed.
    """
    fees = list(trial.fees.values())
    n, step = len(fees), trial.step
    if trial.is_alike:
        return min(Fraction(1), Fraction(fees[0] // step + 1, comb(n + fees[0] // step, n)))
    if len(set(fees)) < FEWEST_FEES:
        return Fraction(1)
    g, band = (max(fees) - min(fees)) // step, 2 * STEPS_BESIDE
    rising, beside = Fraction(_cells(n, g), comb(n + g, n)), Fraction(_cells(n, band), (band + 1) ** n)
    return min(Fraction(1), populations * max(rising, beside))


def _cells(n: int, g: int) -> int:
    return 1 + n * g + comb(n, 2) * g * g
