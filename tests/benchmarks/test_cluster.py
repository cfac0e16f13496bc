"""Papers made by a Dask cluster: the same bytes as here, also when a machine is lost on the way."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from boards import invented_board
from dasks import Dask, dask
from jobs import job
from namndbok.publish.pool import kernel_pool
from namndbok.publish.workers import FinishedPaper, Workers, do_jobs

SLOW = 2


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "board").mkdir()
    return invented_board(tmp_path / "board")


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
