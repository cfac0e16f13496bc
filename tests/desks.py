"""Fixtures for tests of the whole workbook; a test module asks for them with `pytest_plugins = "desks"`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from boards import REAL, invented_board
from namndbok import cli
from workbook import Desk, Done, run


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
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give a desk on which a sound report can be made."""
    made = Desk(tmp_path)
    invented_board(tmp_path)
    made.notebooks.mkdir()
    made.temporary.mkdir()
    made.uses("sound")
    yield made
    for left in made.processes():
        left.kill()


@pytest.fixture(scope="session")
def real_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the real board's report for 2024, once, and return the folder that it was put in."""
    out = tmp_path_factory.mktemp("real") / "reports"
    done = run("report", "2024", "--data", str(REAL), "--out", str(out))
    assert (done.status, done.err) == (0, "")
    return out / "2024"
