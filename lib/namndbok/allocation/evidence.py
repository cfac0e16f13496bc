"""Evidence: could such fees be reproduced by chance?"""

from fractions import Fraction
from math import comb

from namndbok.allocation.column import Trial

# A column counts as reproduced only if fewer than one rising column in ten thousand would be.
MOST_BY_CHANCE = Fraction(1, 10_000)
FEWEST_FEES = 4


def chance(trial: Trial, trials: int) -> Fraction:
    """Bound the part of comparable columns that some base fee and amount per inhabitant gives by chance.

    Comparable are all columns in whole steps between the lowest fee and the highest that never fall with
    more inhabitants: with n municipalities and g steps there are C(n + g, n). The lines b + r·p = (k +
    ½)·step, g for each municipality, cut the plane of b and r in at most 1 + n·g + C(n, 2)·g² cells, and
    all pairs in a cell give the same column; so no more than that many columns are reproduced. Equal fees
    are compared with all rising columns from 0 up.
    """
    fees = list(trial.fees.values())
    n = len(fees)
    if trial.is_alike:
        g = fees[0] // trial.step
        return min(Fraction(1), Fraction(g + 1, comb(n + g, n)))
    if len(set(fees)) < FEWEST_FEES:
        return Fraction(1)
    g = (max(fees) - min(fees)) // trial.step
    return min(Fraction(1), trials * Fraction(1 + n * g + comb(n, 2) * g * g, comb(n + g, n)))
