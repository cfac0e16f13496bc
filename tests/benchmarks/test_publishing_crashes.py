"""What stands when publishing is stopped: on a simulated disk from 20 000 seeds, and really, a hundred times.

A seed that fails is named, and gives the same every time: `judge(seed)` in `tests/publish/swaps.py`.
"""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.old_way import publish_one_by_one
from publish.swaps import failing
from stopped_builds import open_office

SEEDS, OLD_SEEDS, STOPS = range(20_000), range(1_000), 20
KILLS = {"command": 14, "forkserver": 13, "kernel": 13}

Tell = Callable[..., None]


def test_no_seed_leaves_a_mixture_or_loses_an_edition(tell: Tell):
    old, wrong = failing(OLD_SEEDS, publish=publish_one_by_one), failing(SEEDS)
    tell("swaps that go wrong, of 1 000", len(old), f"{1_000 * len(wrong) / len(SEEDS):.0f}", "", "0")
    tell(f"  the old way's first: seed {next(iter(old))}", old[next(iter(old))], "", "", "")
    assert wrong == {}


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_a_build_that_is_stopped_leaves_the_old_edition_or_the_new_one_whole(
    tmp_path: Path, name: str, tell: Tell
):
    number = signal.Signals[name]
    office = open_office(tmp_path / "office", seed=int(number))
    stood = [office.stop(number, swapping=turn % 3 == 0) for turn in range(STOPS)]
    tell(
        f"builds stopped by {name}",
        "",
        f"{stood.count('old')} old, {stood.count('new')} new",
        "",
        "all whole",
    )
    assert len(stood) == STOPS


@pytest.mark.parametrize(("victim", "times"), KILLS.items())
def test_a_process_that_is_killed_takes_all_others_of_its_build_with_it(
    tmp_path: Path, victim: str, times: int, tell: Tell
):
    office = open_office(tmp_path / "office", seed=9)
    stood = [office.kill(victim) for _ in range(times)]
    said = f"{stood.count('old')} old, {stood.count('new')} new"
    tell(f"builds whose {victim} was killed", "", said, "", "all whole, no process left")
    assert len(stood) == times
