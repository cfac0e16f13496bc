"""Builds that are really stopped: `make bench` stops a hundred, at other moments."""

import signal
from pathlib import Path

import pytest

from stopped_builds import kill_many, stop_many


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_a_build_that_is_stopped_leaves_the_old_edition_or_the_new_one_whole(tmp_path: Path, name: str):
    assert set(stop_many(tmp_path / "office", signal.Signals[name], 2)) <= {"old", "new"}


@pytest.mark.parametrize("victim", ["command", "forkserver", "kernel"])
def test_a_process_that_is_killed_takes_all_others_of_its_build_with_it(tmp_path: Path, victim: str):
    assert set(kill_many(tmp_path / "office", victim, 1, seed=1)) <= {"old", "new"}
