"""Fixtures for tests of the whole workbook; a test module asks for them with `pytest_plugins = "desks"`."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from boards import REAL, invented_board
from namndbok.cli import app as cli
from namndbok.publish.pool import kernel_pool
from workbook import Desk, Done, Made, run


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Give a function that runs a command in this process, which is fast."""

    def told(*words: str) -> Done:
        monkeypatch.setattr("sys.argv", ["namndbok", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return Done(ended.value.code, *capsys.readouterr())

    return told


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Give a desk on which a sound report can be made.

    The process that kernels are forked from is this one's and outlives the desk, so it is started before.
    """
    kernel_pool()
    temporary = tempfile.TemporaryDirectory(prefix="desk-")
    desk = Desk(tmp_path, Path(temporary.name))
    invented_board(tmp_path)
    desk.notebooks.mkdir()
    desk.uses("sound")
    monkeypatch.setenv("TMPDIR", str(desk.temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    yield desk
    for left in desk.processes():
        with suppress(psutil.NoSuchProcess):
            left.kill()
    temporary.cleanup()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make the real board's report for 2024, once."""
    out = tmp_path_factory.mktemp("real") / "reports"
    done = run("report", "2024", "--data", str(REAL), "--out", str(out))
    assert done.status == 0, done.err
    return Made(out / "2024", done)


@pytest.fixture(scope="session")
def real_report(made: Made) -> Path:
    """Give the folder in which the real board's report for 2024 was put."""
    return made.folder
