"""How fast `split` and `explain` are, beside plain tools doing less in the same run.

Each is timed several times and the fastest counts, which a busy machine disturbs least.
"""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from large_board import large_board
from namndbok.data import load_data
from namndbok.proposals.scenario import Baseline, read_scenario, redistribute
from namndbok.splits import explain, split

RNG = np.random.default_rng(290)
SWEDEN = pd.Series(RNG.integers(2_400, 990_000, 290), index=[f"Kommun {number}" for number in range(290)])
BOARD = pd.DataFrame(
    {date: RNG.integers(2_500, 80_000, 14) for date in ("2017", "2018", "2019", "2020", "2023", "2025")},
    index=[f"Kommun {number}" for number in range(14)],
)
DECIDED = split(3_000_000, BOARD["2020"], equal_share=0.5).fees
CHANCE = pd.Series(100 * RNG.integers(200, 2_000, 14), index=BOARD.index)


def fastest(work: Callable[[], object], times: int) -> float:
    """Return the seconds of the fastest of so many runs."""
    runs = []
    for _ in range(times):
        start = perf_counter()
        work()
        runs.append(perf_counter() - start)
    return min(runs)


def largest_remainder_in_pandas(total: int, population: pd.Series, share: float, step: int) -> pd.Series:
    """Split as one would in a notebook: floats, no floor, no cap, no parts, ties by row."""
    ideal = total * (share / len(population) + (1 - share) * population / population.sum()) / step
    fees = np.floor(ideal)
    missing = round(total / step - fees.sum())
    fees.loc[(ideal - fees).sort_values(ascending=False).index[:missing]] += 1
    return (fees * step).astype(int)


def least_residual_by_linprog(fees: pd.Series, populations: pd.DataFrame) -> list[float]:
    """Find only the line of the least residual for each population, with a general solver."""
    found = []
    for date in populations.columns:
        ones, people = np.ones(len(fees)), populations[date].to_numpy()
        sides = np.r_[np.c_[ones, people, -ones], np.c_[-ones, -people, -ones]]
        answer = linprog([0, 0, 1], sides, np.r_[fees, -fees], bounds=[(None, None)] * 3)
        found.append(float(answer.x[2]))
    return found


def test_an_exact_split_takes_no_longer_than_twice_a_plain_one_in_pandas() -> None:
    exact = fastest(lambda: split(100_000_000, SWEDEN, equal_share=0.35), 200)
    plain = fastest(lambda: largest_remainder_in_pandas(100_000_000, SWEDEN, 0.35, 100), 200)
    assert exact < 2 * plain


def test_a_split_of_all_municipalities_of_sweden_takes_at_most_a_millisecond() -> None:
    assert fastest(lambda: split(100_000_000, SWEDEN, equal_share=0.35), 200) <= 0.001


def test_floor_and_cap_take_no_longer_than_three_times_a_split_without() -> None:
    free = fastest(lambda: split(100_000_000, SWEDEN, equal_share=0.35), 50)
    limited = fastest(lambda: split(100_000_000, SWEDEN, equal_share=0.35, floor=200_000, cap=500_000), 50)
    assert limited < 3 * free


def test_an_explanation_takes_no_longer_than_four_times_the_bare_linear_programmes() -> None:
    for fees in (DECIDED, CHANCE):
        explained = fastest(lambda fees=fees: explain(fees, BOARD), 10)
        solved = fastest(lambda fees=fees: least_residual_by_linprog(fees, BOARD), 10)
        assert explained < 4 * solved


def test_an_explanation_over_all_populations_takes_at_most_three_tenths_of_a_second() -> None:
    for fees in (DECIDED, CHANCE, DECIDED.drop(DECIDED.index[0])):
        assert fastest(lambda fees=fees: explain(fees, BOARD), 5) <= 0.3


def test_a_step_of_the_slider_takes_at_most_five_hundredths_of_a_second_for_all_of_sweden(
    tmp_path: Path,
) -> None:
    start = Baseline(load_data(large_board(tmp_path, municipalities=290, years=1)), 2031)
    percent = count(1)

    def step() -> None:
        given = {"services": "meters", "key": f"{next(percent)} % lika + invånare"}
        assert redistribute(start, read_scenario(start, given, str)).change.sum() == 0

    assert fastest(step, 20) <= 0.05
