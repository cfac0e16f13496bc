"""Papers made by a Dask cluster: the same bytes as here, also when a machine is lost on the way."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from boards import invented_board
from dasks import Dask, dask
from jobs import job
from namndbok.errors import InvalidParameter
from namndbok.publish.pool import kernel_pool
from namndbok.publish.workers import FinishedPaper, Workers, do_jobs, pack

SLOW = 2


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented_board(tmp_path_factory.mktemp("board"))


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Dask]:
    """Start a scheduler and two workers on this machine, with nothing of ours in their folder."""
    with dask(tmp_path, workers=2) as running:
        yield running


def test_the_same_bytes_as_here_also_when_a_worker_dies(cluster: Dask, data: Path):
    jobs = [job("slow", data)] * SLOW + [job("cell_fails", data)]
    killed = threading.Thread(target=cluster.kill_one_at_work)
    killed.start()
    there = do_jobs(jobs, data, Workers(cluster=cluster.address))
    killed.join()
    here = do_jobs(jobs, data, Workers(pool=kernel_pool()))
    assert all(isinstance(result, FinishedPaper) for result in here[:SLOW])
    assert there[:SLOW] == here[:SLOW]
    assert there[SLOW].reason == here[SLOW].reason
    assert sum(worker.poll() is None for worker in cluster.workers) == 1


def test_where_nobody_answers_it_is_said(data: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("namndbok.publish.workers.PATIENCE", "1s")
    with pytest.raises(InvalidParameter, match=r"Inget kluster svarar på tcp://127.0.0.1:9"):
        do_jobs([job("sound", data)], data, Workers(cluster="tcp://127.0.0.1:9"))


def test_without_the_package_it_is_said_what_to_install(data: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InvalidParameter, match=r"namndbok\[cluster\]"):
        do_jobs([job("sound", data)], data, Workers(cluster="tcp://127.0.0.1:9"))


def test_the_same_files_are_packed_to_the_same_bytes(data: Path, tmp_path: Path):
    assert pack(data) == pack(invented_board(tmp_path))
