"""What has not changed is not run again; what has changed always is."""

from collections.abc import Callable

import pytest

from boards import put
from namndbok.publish import workers
from workbook import Desk, contents

pytest_plugins = "desks"


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the names of the papers that are run."""
    names, do_task = [], workers.do_task

    def noted(task, *words, **options):
        names.append(task.name)
        return do_task(task, *words, **options)

    monkeypatch.setattr(workers, "do_task", noted)
    return names


@pytest.fixture
def made(desk: Desk, tell: Callable, runs: list[str]) -> Desk:
    """Give a desk on which the report has been made once."""
    assert tell(*desk.words).status == 0
    assert runs == ["annual_report"]
    return desk


def test_nothing_is_run_again_when_nothing_has_changed(made: Desk, tell: Callable, runs: list[str]):
    before = contents(made.year)
    assert tell(*made.words).status == 0
    assert len(runs) == 1
    assert contents(made.year) == before


def test_everything_is_run_again_when_forced(made: Desk, tell: Callable, runs: list[str]):
    assert tell(*made.words, "--force").status == 0
    assert len(runs) == 2


def test_a_change_of_the_tables_runs_it_again(made: Desk, tell: Callable, runs: list[str]):
    put(made.data / "outcome.csv", 5, "cost", "1")
    assert tell(*made.words).status == 0
    assert len(runs) == 2


def test_a_changed_notebook_is_run_again(made: Desk, tell: Callable, runs: list[str]):
    made.uses("slow")
    assert tell(*made.words).status == 0
    assert len(runs) == 2
