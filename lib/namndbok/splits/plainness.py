"""The plainest model among those that give the fees: 50 % alike, another whole per cent, a round base fee."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from namndbok.splits.column import Trial
from namndbok.splits.interval import Interval, digits, units
from namndbok.splits.model import Model, fees_by, rate_model, share_model
from namndbok.splits.pairs import NEAR, Pairs, bounds
from namndbok.splits.rounding import INDEPENDENT, LARGEST_REMAINDER, UP

# What is easiest to say comes first: a half, quarters and nothing, tenths, twentieths, whole per cent.
GRADES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(1, 20), Fraction(1, 100))
RATE_GRADE = len(GRADES) + 1
FINEST_RATE = -9
FINEST_BASE = -6
MOST_DIGITS = 99


def _grade(share: Fraction) -> int:
    if share == Fraction(1, 2):
        return 1
    return next(grade for grade, unit in enumerate(GRADES[1:], 2) if share % unit == 0)


# 100 % alike is no model of fees that differ.
SHARES = sorted((Fraction(part, 100) for part in range(100)), key=lambda share: (_grade(share), share))
SHARES_AS_FLOATS = np.array([float(share) for share in SHARES])


def plainest_share(trial: Trial, pairs: Pairs) -> Model | None:
    """Find the plainest share in whole per cent that gives every fee when a total is split by it, if any.

    The total is the sum of the fees where that does it (with the largest remainder), else the roundest one
    that does when each fee is rounded by itself, to the nearest step or up.
    """
    for share in _possible(trial, pairs):
        for total, rounding in _totals(share, trial, pairs):
            model = share_model(share, total, trial.population, rounding, (_grade(share), 0))
            if gives_fees(model, trial):
                return model
    return None


def plainest_rate(trial: Trial, pairs: Pairs) -> Model | None:
    """Find base fee and amount per inhabitant in the fewest digits, both at least 0, that give every fee."""
    found = sorted(_round_pairs(pairs), key=lambda pair: pair[0])
    models = (
        rate_model(base, rate, trial.population, way, (RATE_GRADE, said)) for said, base, rate, way in found
    )
    return next((model for model in models if gives_fees(model, trial)), None)


def gives_fees(model: Model, trial: Trial) -> bool:
    """Re-perform the fees by the model and tell whether every one comes out as decided."""
    computed = fees_by(model, trial.population, trial.step)
    return all(computed[label] == fee for label, fee in trial.fees.items())


def _possible(trial: Trial, pairs: Pairs) -> Iterator[Fraction]:
    """Sift the shares with floats, generously; those that pass are tried exactly."""
    everyone, inhabitants = len(trial.population), int(trial.population.sum())
    alike = SHARES_AS_FLOATS * inhabitants / ((1 - SHARES_AS_FLOATS) * everyone)
    divisors = alike[:, None] + np.maximum(np.array(trial.people), NEAR)
    passed = np.zeros(len(SHARES), dtype=bool)
    for rounding in (INDEPENDENT, UP):
        below, above = (float(bound) for bound in bounds(trial.step, rounding))
        fees = np.array(list(trial.fees.values()))
        low, high = ((fees + below) / divisors).max(axis=1), ((fees + above) / divisors).min(axis=1)
        passed |= low <= high + NEAR * abs(high)
    rates = (1 - SHARES_AS_FLOATS) * sum(trial.fees.values()) / inhabitants
    room = NEAR * abs(rates)
    passed |= (float(pairs.rates.low) - room <= rates) & (rates <= float(pairs.rates.high) + room)
    return (share for share, is_possible in zip(SHARES, passed, strict=True) if is_possible)


def _totals(share: Fraction, trial: Trial, pairs: Pairs) -> Iterator[tuple[int, str]]:
    paid = sum(trial.fees.values())
    if trial.is_complete and (1 - share) * paid / int(trial.population.sum()) in pairs.rates:
        yield paid, LARGEST_REMAINDER
    for rounding in (INDEPENDENT, UP):
        totals = _totals_that_fit(share, trial, rounding)
        if trial.is_complete and paid in totals:
            yield paid, rounding
        elif (plainest := totals.plainest(0)) is not None:
            yield int(plainest), rounding


def _totals_that_fit(share: Fraction, trial: Trial, rounding: str) -> Interval:
    """Return the totals that give every fee, each rounded by itself: all pay a known part of every krona."""
    below, above = bounds(trial.step, rounding)
    everyone, inhabitants = len(trial.population), int(trial.population.sum())
    costs = [share / everyone + (1 - share) * people / inhabitants for people in trial.people]
    known = [(cost, fee) for cost, fee in zip(costs, trial.fees.values(), strict=True) if cost]
    low, high = (
        max((fee + below) / cost for cost, fee in known),
        min((fee + above) / cost for cost, fee in known),
    )
    return Interval(low, high, "high" if rounding == UP else "low").from_zero()


def _round_pairs(pairs: Pairs) -> Iterator[tuple[int, Fraction, Fraction, str]]:
    """Go through base fees that are short to say, each with its roundest amount per inhabitant."""
    fewest = digits(pairs.rates.from_zero().plainest(FINEST_RATE) or Fraction(0))
    shortest = MOST_DIGITS
    bases = [(rounding, pairs.bases_with(rounding).from_zero()) for rounding in (INDEPENDENT, UP)]
    for unit in units(FINEST_BASE):
        tried = [(base, rounding) for rounding, interval in bases for base in interval.multiples(unit)]
        if tried and min(digits(base) for base, _ in tried) + fewest >= shortest:
            return
        for base, rounding in tried:
            rate = pairs.rates_with(base, rounding).from_zero().plainest(FINEST_RATE)
            if rate is not None:
                shortest = min(shortest, digits(base) + digits(rate))
                yield digits(base) + digits(rate), base, rate, rounding
