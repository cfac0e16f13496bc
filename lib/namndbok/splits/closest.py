"""The line that comes closest to fees that no base fee and amount per inhabitant gives."""

from bisect import bisect_left
from dataclasses import replace
from fractions import Fraction

import numpy as np

from namndbok.splits.column import Trial
from namndbok.splits.model import Model, rate_model
from namndbok.splits.pairs import Pairs
from namndbok.splits.plainness import RATE_GRADE, plainest_rate
from namndbok.splits.rounding import INDEPENDENT

# With more slopes than this (about twenty municipalities) an even selection of them is tried.
MOST_SLOPES = 600


def closest(trial: Trial) -> Model:
    """Find the line that gives most of the fees or, if that is not half of them, comes closest to all.

    So one wrong fee among many does not hide the model of the others. The closest line has the least largest
    residual (Chebyshev's line). Neither line falls with more inhabitants.
    """
    given = _most_given(trial)
    if given:
        some = replace(trial, fees=dict(list(trial.fees.items())[i] for i in given))
        model = plainest_rate(some, Pairs(some.people, list(some.fees.values()), some.step))
        if model is not None:
            return model
    base, rate = _least_residual(trial)
    return rate_model(base, rate, trial.population, INDEPENDENT, (RATE_GRADE, 0))


def _arrays(trial: Trial) -> tuple[np.ndarray, np.ndarray]:
    return np.array(trial.people, dtype=float), np.array(list(trial.fees.values()), dtype=float)


def _slopes(people: np.ndarray, fees: np.ndarray, offsets: tuple[float, ...]) -> np.ndarray:
    """Return 0 and the slopes above it between two municipalities, their fees moved apart by the offsets."""
    apart, dearer = np.subtract.outer(people, people), np.subtract.outer(fees, fees)
    slopes = [np.zeros(1)]
    for offset in offsets:
        rising = np.flatnonzero((apart > 0) & (dearer > -offset))
        slopes.append((dearer.take(rising) + offset) / apart.take(rising))
    return np.unique(np.concatenate(slopes))


def _most_given(trial: Trial) -> list[int]:
    """Find the most fees that one line gives; none unless these are half of the fees, and more than two.

    Which fees can be given together changes only at the slopes where two strips of width `step` meet, so a
    slope between each two of those is enough; for one slope it is a matter of the densest window.
    """
    people, fees = _arrays(trial)
    edges = _slopes(people, fees, (-trial.step, 0.0, trial.step))
    between = np.append((edges[:-1] + edges[1:]) / 2, edges[-1] + 1)
    tried = between[np.linspace(0, len(between) - 1, min(len(between), MOST_SLOPES)).astype(int)]
    heights = fees - np.multiply.outer(tried, people)
    heights.sort(axis=1)
    found = densest(heights, trial.step, max(3, (len(fees) + 1) // 2))
    if found is None:
        return []
    slope, highest = found
    own = fees - tried[slope] * people
    return np.flatnonzero((own <= highest) & (own > highest - trial.step)).tolist()


def densest(ordered: np.ndarray, width: int, fewest: int) -> tuple[int, float] | None:
    """Find the first window, below a number in a row, that holds most: the row and that highest number.

    It must hold at least `fewest` (1 or more), that highest one counted too; None where no window does.
    """

    def fitting(more: int) -> np.ndarray:
        return ordered[:, : ordered.shape[1] - more] > ordered[:, more:] - width

    if fewest > ordered.shape[1] or not fitting(fewest - 1).any():
        return None
    wider = range(fewest, ordered.shape[1])
    most = fewest - 1 + bisect_left(wider, True, key=lambda more: not fitting(more).any())
    row, lowest = np.unravel_index(np.argmax(fitting(most)), (len(ordered), ordered.shape[1] - most))
    return row, ordered[row, lowest + most]


def _least_residual(trial: Trial) -> tuple[Fraction, Fraction]:
    """Find Chebyshev's line: its slope is that of a pair, and the spread around it is convex in the slope."""
    people, fees = _arrays(trial)
    slopes = _slopes(people, fees, (0.0,))
    low, high = 0, len(slopes) - 1
    while low < high:
        middle = (low + high) // 2
        if np.ptp(fees - slopes[middle] * people) <= np.ptp(fees - slopes[middle + 1] * people):
            high = middle
        else:
            low = middle + 1
    heights = fees - slopes[low] * people
    return _decimal((heights.max() + heights.min()) / 2, 2), _decimal(slopes[low], 6)


def _decimal(value: float, decimals: int) -> Fraction:
    return Fraction(repr(round(float(value), decimals)))
