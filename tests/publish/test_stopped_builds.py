"""Builds that are really stopped: `make bench` stops sixty, at other moments."""

import signal
from pathlib import Path

import pytest

from stopped_builds import stop_many


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_a_build_that_is_stopped_leaves_the_old_edition_or_the_new_one_whole(tmp_path: Path, name: str):
    assert set(stop_many(tmp_path / "office", signal.Signals[name], 3)) <= {"old", "new"}
