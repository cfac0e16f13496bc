"""Papers made many at the same time: the same as one by one, and each on its own when one fails."""

import os
import signal
import threading
from dataclasses import replace
from multiprocessing.context import BaseContext
from pathlib import Path

import pytest

from boards import invented_board
from jobs import job
from namndbok.publish.pool import kernel_pool
from namndbok.publish.run import Stopped
from namndbok.publish.workers import CellCount, FinishedPaper, Workers, do_jobs
from workbook import sleepers, wait_for


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented_board(tmp_path_factory.mktemp("board"))


@pytest.fixture(scope="module")
def pool() -> BaseContext:
    return kernel_pool()


def test_papers_made_together_are_the_same_as_one_by_one(data: Path, pool: BaseContext):
    jobs = [job("sound", data), job("slow", data)]
    together = do_jobs(jobs, data, Workers(jobs=2, pool=pool))
    assert together == do_jobs(jobs, data, Workers(jobs=1, pool=pool))
    assert isinstance(together[0], FinishedPaper) and together[0] != together[1]
    assert '"namndbok": {\n   "notebook": "sound"\n  }' in together[0].workbook


def test_what_fails_does_not_stop_the_others(data: Path, pool: BaseContext):
    names = ["cell_fails", "sound", "ends_early"]
    results = do_jobs([job(name, data) for name in names], data, Workers(jobs=2, pool=pool))
    reasons = [result.reason if isinstance(result, Stopped) else "" for result in results]
    assert [reason.partition(":")[0].partition(",")[0] for reason in reasons] == [
        "Cell [4] i arbetsboken stannade",
        "",
        "Arbetsboken avslutade sig själv innan den var klar.",
    ]
    assert all(result.workbook for result in results)


def test_all_of_them_stop_at_a_signal(data: Path, tmp_path: Path, pool: BaseContext, monkeypatch):
    def stop() -> None:
        wait_for(lambda: sleepers(tmp_path) == 2)
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    threading.Thread(target=stop).start()
    results = do_jobs([job("never_ends", data)] * 3, data, Workers(jobs=2, pool=pool))
    assert sleepers(tmp_path) == 0
    assert [(result.reason, bool(result.workbook)) for result in results] == [
        ("Körningen avslutades utifrån (SIGTERM).", True),
        ("Körningen avslutades utifrån (SIGTERM).", True),
        ("Körningen avbröts innan rapporten var klar.", False),
    ]


def test_progress_is_told_of_all_cells(data: Path, pool: BaseContext):
    jobs, told = [job("sound", data), job("cell_fails", data)], []
    do_jobs(jobs, data, Workers(jobs=1, pool=pool), progress=lambda *what: told.append(what))
    total = sum(one.cells for one in jobs)
    assert told[-1] == (total, total, [])
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert told[0] == (0, total, ["sound"])
    assert ["cell_fails"] in [running for _, _, running in told]


def test_a_count_never_goes_backwards(data: Path):
    told = []
    one = replace(job("sound", data), notebook=b'{"cells": [1, 2, 3]}')
    other = replace(one, name="other")
    count = CellCount([one, other], lambda *what: told.append(what))
    count.add(one, 2, 4)
    count.add(one, 1, 4)
    count.add(other, 0, 4)
    count.add(one, one.cells)
    both = ["sound", "other"]
    assert told == [(2, 8, ["sound"]), (2, 8, ["sound"]), (2, 8, both), (4, 8, ["other"])]
