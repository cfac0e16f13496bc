"""One writer at a time, and a writer who died stands in nobody's way."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from namndbok.data.disk import LOCK, Disk
from namndbok.errors import NothingPublished
from namndbok.publish.in_place import sole_writer

HOLD = """
import sys, time
from pathlib import Path
from namndbok.data.disk import Disk
from namndbok.publish.in_place import sole_writer

sys.argv = ["/usr/bin/namndbok", "build", "2031"]
with sole_writer(Path({out!r}), Disk()):
    print("skriver", flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("namndbok.data.disk.PATIENCE", 0.3)


@contextmanager
def other_writer(out: Path) -> Iterator[subprocess.Popen]:
    """Let another process write in a folder of reports until it is killed."""
    command = [sys.executable, "-c", HOLD.format(out=str(out))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "skriver\n"
        yield process
        process.kill()


def test_a_second_writer_waits_a_little_and_is_then_refused_with_who_writes(tmp_path: Path):
    with (
        other_writer(tmp_path) as process,
        pytest.raises(NothingPublished) as caught,
        sole_writer(tmp_path, Disk()),
    ):
        pytest.fail("two writers")
    said = str(caught.value)
    assert said.startswith(f"I {tmp_path} skriver namndbok build 2031, process {process.pid} på ")
    assert said.endswith("Vänta tills den är klar och kör igen.")


def test_a_writer_who_was_killed_is_taken_over_from_and_logged(tmp_path: Path):
    with other_writer(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        with sole_writer(tmp_path, Disk()):
            holder = json.loads((tmp_path / LOCK).read_text())
            assert holder["pid"] == str(os.getpid())
    entry = json.loads((tmp_path / "run.log").read_text(encoding="utf-8"))
    assert entry["result"] == "recovered"
    assert f"En tidigare körning avbröts: namndbok build 2031, process {process.pid} på" in entry["reason"]


def test_what_a_dead_writer_left_is_in_order_before_the_next_one_writes(tmp_path: Path):
    (tmp_path / ".2031.swap" / "next").mkdir(parents=True)
    with sole_writer(tmp_path, Disk()):
        assert sorted(path.name for path in tmp_path.iterdir()) == [LOCK, "run.log"]


def test_afterwards_the_lock_names_nobody_and_nothing_is_logged(tmp_path: Path):
    for _ in range(2):
        with sole_writer(tmp_path / "reports", Disk()):
            pass
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "reports").iterdir()] == [(LOCK, b"")]


def test_a_writer_that_fails_lets_go(tmp_path: Path):
    with pytest.raises(ZeroDivisionError), sole_writer(tmp_path, Disk()):
        1 / 0  # noqa: B018
    with sole_writer(tmp_path, Disk()):
        pass
