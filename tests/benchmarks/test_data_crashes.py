"""What stands when a change of the tables is stopped: killed 200 times, and 50 times by a full disk.

The simulated disk tries 20 000 seeds; one that fails gives the same every time: `judge(seed)` in
`tests/data/changes.py`.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from data.changes import failing
from stopped_changes import WORDS, open_desk

SEEDS, KILLS, FULL = range(20_000), 50, 13

Tell = Callable[..., None]


def shown(stood: Counter[str]) -> str:
    return ", ".join(f"{count} {what}" for what, count in stood.items())


def test_no_seed_leaves_a_mixture_or_loses_a_file(tell: Tell):
    wrong = failing(SEEDS)
    tell("changes of tables that go wrong, of 20 000", "", len(wrong), "", "0")
    assert wrong == {}


@pytest.mark.parametrize("name", WORDS)
def test_a_killed_command_leaves_the_old_tables_or_the_new_ones(tmp_path: Path, name: str, tell: Tell):
    desk = open_desk(tmp_path / "desk", seed=len(name))
    stood = Counter(desk.kill(name, moving=turn % 2 == 0) for turn in range(KILLS))
    tell(f"{name} killed", "", shown(stood), "", "all whole")
    assert sum(stood.values()) == KILLS


@pytest.mark.parametrize("name", WORDS)
def test_a_full_disk_leaves_the_old_tables_or_the_new_ones(tmp_path: Path, name: str, tell: Tell):
    desk = open_desk(tmp_path / "desk", seed=len(name))
    stood = Counter(desk.fill(name) for turn in range(FULL))
    tell(
        f"{name}, disk full",
        "",
        ", ".join(f"{count} {what}" for what, count in stood.items()),
        "",
        "all whole",
    )
    assert sum(stood.values()) == FULL
