"""Those who make papers, many at the same time: threads here, each waiting for a kernel, or a cluster."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from namndbok.books import VARIABLE
from namndbok.publish.interruption import uninterrupted
from namndbok.publish.papers import CellProgress, RunProgress
from namndbok.publish.pool import KernelPool
from namndbok.publish.task import Result, Task, do_task

PAUSE = 0.5

Submit = Callable[[Task, CellProgress], "Future[Result]"]


@dataclass(frozen=True)
class Crew:
    """Who makes the papers: so many threads here, or a cluster at an address.

    As many threads as processors, and one more for when they wait, unless `jobs` says otherwise.
    """

    jobs: int | None = None
    cluster: str | None = None
    pool: KernelPool | None = None

    @contextmanager
    def at_work(self, data: Path, book: Path | None, asked: list[str]) -> Iterator[Submit]:
        """Give a function that has a paper made from `data`; when a signal is `asked`, they all stop."""
        if self.cluster:
            from namndbok.publish.cluster import cluster

            with cluster(self.cluster, data, asked) as submit:
                yield submit
            return
        with ThreadPoolExecutor(self.jobs or processors() + 1) as threads:
            how = {"pool": self.pool, "asked": asked, "variables": {VARIABLE: str(book)} if book else {}}
            yield lambda task, progress: threads.submit(do_task, task, data, progress=progress, **how)


def processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Tally:
    """Add up how many cells are done, of all papers."""

    def __init__(self, tasks: Sequence[Task], progress: RunProgress | None) -> None:
        self._progress, self._total = progress, sum(task.cells for task in tasks)
        self._done: dict[Task, int | None] = dict.fromkeys(tasks)  # None until it is begun
        self._lock = threading.Lock()

    def of(self, task: Task) -> CellProgress:
        """Return what is told how many cells of one paper are done."""
        return lambda done, cells: self._told(task, done)

    def finished(self, task: Task) -> None:
        """Count all cells of a paper."""
        self._told(task, task.cells)

    def _told(self, task: Task, done: int) -> None:
        with self._lock:
            self._done[task] = max(self._done[task] or 0, done)
            if self._progress:
                self._progress(sum(filter(None, self._done.values())), self._total, self._running())

    def _running(self) -> list[str]:
        known = ((task, done) for task, done in self._done.items() if done is not None)
        return [task.name for task, done in known if done < task.cells]


def make_all(
    tasks: Sequence[Task],
    data: Path,
    crew: Crew,
    progress: RunProgress | None = None,
    meanwhile: Callable[[], object] | None = None,
    book: Path | None = None,
) -> list[Result]:
    """Make papers from the data in a folder and return what came of each; no failure stops the others.

    `book` is a file with the data's book, if it has been computed. `meanwhile` is done while they are
    made. Interrupted, those that are not made have failed for that reason. Raises OSError.
    """
    tally = Tally(tasks, progress)
    with uninterrupted() as asked, crew.at_work(data, book, asked) as submit:
        futures = {submit(task, tally.of(task)): task for task in tasks}
        if meanwhile:
            meanwhile()
        waiting = set(futures)
        while waiting:
            done, waiting = wait(waiting, PAUSE, "FIRST_COMPLETED")
            for future in done:
                tally.finished(futures[future])
        return [future.result() for future in futures]
