"""What stands when publishing is stopped: on a simulated disk from 20 000 seeds, and really, sixty times.

A seed that fails is named, and gives the same every time: `judge(seed)` in `tests/publish/swaps.py`.
"""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.old_way import publish_one_by_one
from publish.swaps import failing
from stopped_builds import stop_many

SEEDS, OLD_SEEDS, STOPS = range(20_000), range(1_000), 20

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
    stood = stop_many(tmp_path / "office", signal.Signals[name], STOPS)
    tell(
        f"builds stopped by {name}",
        "",
        f"{stood.count('old')} old, {stood.count('new')} new",
        "",
        "all whole",
    )
    assert len(stood) == STOPS
