"""Make papers many at a time: in threads here, each waiting for a kernel, or on a cluster."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from namndbok.publish.interruption import uninterrupted
from namndbok.publish.job import NOT_BEGUN, FailedPaper, FinishedPaper, Job, do_job
from namndbok.publish.papers import CellProgress, RunProgress
from namndbok.publish.pool import KernelPool

PAUSE = 0.5  # second between two looks at whether somebody wants it to stop

Submit = Callable[[Job, CellProgress], "Future[FinishedPaper | FailedPaper]"]


@dataclass(frozen=True)
class Workers:
    """Threads that take their kernels from a pool, if there is one, or a cluster at an address.

    There are as many threads as processors, and one more for when they wait, unless `jobs` says otherwise.
    """

    jobs: int | None = None
    cluster: str | None = None
    pool: KernelPool | None = None

    @contextmanager
    def started(self, data: Path, book_file: Path | None, signals: Sequence[str]) -> Iterator[Submit]:
        """Give a function that has a job done; work that has begun here stops when a signal comes."""
        if self.cluster:
            from namndbok.publish.cluster import connected

            with connected(self.cluster, data) as submit:
                yield submit
            return
        options = {"book_file": book_file, "pool": self.pool, "signals": signals}
        with ThreadPoolExecutor(self.jobs or processors() + 1) as threads:
            yield lambda job, progress: threads.submit(do_job, job, data, progress=progress, **options)


def processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class CellCount:
    """Add up how many cells have been run, of all papers."""

    def __init__(self, jobs: Sequence[Job], progress: RunProgress | None) -> None:
        self._progress, self._total = progress, sum(job.cells for job in jobs)
        self._cells: dict[Job, int] = {}  # of the papers that have been begun
        self._lock = threading.Lock()

    def of(self, job: Job) -> CellProgress:
        """Return a function to call with how many cells of one paper have been run."""
        return lambda done, cells: self.add(job, done)

    def add(self, job: Job, done: int) -> None:
        """Take notice of how many cells of one paper have been run."""
        with self._lock:
            self._cells[job] = max(self._cells.get(job, 0), done)
            if self._progress:
                running = [job.name for job, done in self._cells.items() if done < job.cells]
                self._progress(sum(self._cells.values()), self._total, running)


def do_jobs(
    jobs: Sequence[Job],
    data: Path,
    workers: Workers,
    *,
    book_file: Path | None = None,
    progress: RunProgress | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> list[FinishedPaper | FailedPaper]:
    """Make papers from the data in a folder and return what came of each; no failure stops the others.

    `meanwhile` is called here while they are made. Interrupted, those that are not made have failed for that
    reason. Raises what a worker does: OSError.
    """
    count = CellCount(jobs, progress)
    with uninterrupted() as signals, workers.started(data, book_file, signals) as submit:
        futures = {submit(job, count.of(job)): job for job in jobs}
        if meanwhile:
            meanwhile()
        waiting = set(futures)
        while waiting:
            finished, waiting = wait(waiting, PAUSE, FIRST_COMPLETED)
            for future in finished:
                count.add(futures[future], futures[future].cells)
            if signals:
                for future in waiting:
                    future.cancel()
        return [NOT_BEGUN if future.cancelled() else future.result() for future in futures]
