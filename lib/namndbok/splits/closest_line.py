"""The line that comes closest to fees that no base fee and amount per inhabitant gives."""

from bisect import bisect_left
from dataclasses import replace
from fractions import Fraction

import numpy as np

from namndbok.splits.decided_fees import Hypothesis
from namndbok.splits.fee_model import RATE_GRADE, FeeModel, plainest_rate, rate_model
from namndbok.splits.polygon import Polygon
from namndbok.splits.rounding import INDEPENDENT

# With more slopes than this (about twenty municipalities) an even selection of them is tried.
MOST_SLOPES = 600


def closest_line(hypothesis: Hypothesis) -> FeeModel:
    """Find the line that gives most of the fees or, if that is not half of them, comes closest to all.

    So one wrong fee among many does not hide the model of the others. The closest line has the least largest
    residual (Chebyshev's line). Neither line falls with more inhabitants.
    """
    people, fees = np.array(hypothesis.people, float), np.array(list(hypothesis.fees.values()), float)
    given = _most_given(people, fees, hypothesis.step)
    if given:
        labels = list(hypothesis.fees)
        part = replace(hypothesis, fees={labels[place]: hypothesis.fees[labels[place]] for place in given})
        model = plainest_rate(part, Polygon(part.people, list(part.fees.values()), part.step))
        if model is not None:
            return model
    base, rate = _least_residual(people, fees)
    return rate_model(base, rate, hypothesis.population, INDEPENDENT, (RATE_GRADE, 0))


def _slopes(people: np.ndarray, fees: np.ndarray, offsets: tuple[float, ...]) -> np.ndarray:
    """Return 0 and the slopes above it between two municipalities, their fees moved apart by the offsets."""
    more_people, higher_fee = np.subtract.outer(people, people), np.subtract.outer(fees, fees)
    slopes = [np.zeros(1)]
    for offset in offsets:
        rising = np.flatnonzero((more_people > 0) & (higher_fee > -offset))
        slopes.append((higher_fee.take(rising) + offset) / more_people.take(rising))
    return np.unique(np.concatenate(slopes))


def _most_given(people: np.ndarray, fees: np.ndarray, step: int) -> list[int]:
    """Find the most fees that one line gives; none unless these are half of the fees, and more than two.

    Which fees can be given together changes only at the slopes where two strips of width `step` meet, so a
    slope between each two of those is enough; for one slope it is a matter of the densest window.
    """
    edges = _slopes(people, fees, (-step, 0.0, step))
    between = np.append((edges[:-1] + edges[1:]) / 2, edges[-1] + 1)
    slopes = between[np.linspace(0, len(between) - 1, min(len(between), MOST_SLOPES)).astype(int)]
    heights = fees - np.multiply.outer(slopes, people)
    window = densest_window(np.sort(heights, axis=1), step, max(3, (len(fees) + 1) // 2))
    if window is None:
        return []
    row, highest = window
    inside = (heights[row] <= highest) & (heights[row] > highest - step)
    return np.flatnonzero(inside).tolist()


def densest_window(ordered: np.ndarray, width: int, fewest: int) -> tuple[int, float] | None:
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


def _least_residual(people: np.ndarray, fees: np.ndarray) -> tuple[Fraction, Fraction]:
    """Find Chebyshev's line: its slope is that of a pair, and the spread around it is convex in the slope."""
    slopes = _slopes(people, fees, (0.0,))

    def rises(place: int) -> bool:
        return np.ptp(fees - slopes[place] * people) <= np.ptp(fees - slopes[place + 1] * people)

    slope = slopes[bisect_left(range(len(slopes) - 1), True, key=rises)]
    heights = fees - slope * people
    return _decimal((heights.max() + heights.min()) / 2, 2), _decimal(slope, 6)


def _decimal(value: float, decimals: int) -> Fraction:
    return Fraction(repr(round(float(value), decimals)))
