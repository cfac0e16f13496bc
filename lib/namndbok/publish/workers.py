"""Make papers, many at a time: in threads here, each waiting for a kernel, or on a Dask cluster.

To other machines travels all that papers are made of. A worker there needs this package in the same version,
and nothing else: no files, no folder that is shared. What it has begun when it dies another begins again.
"""

import atexit
import io
import json
import os
import shutil
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

from namndbok import show
from namndbok.books import BOOK_FILE, open_book, write_book_file
from namndbok.errors import InvalidParameter, NamndbokError
from namndbok.publish.interruption import uninterrupted
from namndbok.publish.papers import CellProgress, RunProgress
from namndbok.publish.pool import kernel_pool
from namndbok.publish.run import Stopped, execute

# The notebook sees the data under this name, so that a report does not tell where the data is kept.
DATA = "data"
UNSEALED = (
    "Sidan saknar rapportens sigill: biblioteket ändrades medan den gjordes, eller så visar arbetsboken det "
    "inte. Kör rapporten igen."
)
PAUSE = 0.5  # second between two looks at whether somebody wants it to stop
PATIENCE = "10s"

Submit = Callable[["Job", CellProgress], Future]


@dataclass(frozen=True, eq=False)
class Job:
    """A paper's name, its notebook with parameters, what to note in it, and the basis its page must show."""

    name: str
    notebook: bytes
    parameters: Mapping[str, Any]
    note: Mapping[str, Any]
    basis: str
    time_limit: float

    @property
    def cells(self) -> int:
        """Count the cells to run: the notebook's, and the one with the parameters that are given."""
        return len(json.loads(self.notebook)["cells"]) + 1


@dataclass(frozen=True)
class FinishedPaper:
    """An executed notebook and its page."""

    workbook: str
    page: str


NOT_BEGUN = Stopped("Körningen avbröts innan rapporten var klar.")


def do_job(
    job: Job,
    data: Path,
    *,
    book_file: Path | None = None,
    pool: BaseContext | None = None,
    progress: CellProgress | None = None,
    signals: Sequence[str] = (),
) -> FinishedPaper | Stopped:
    """Make a paper from the data in a folder; what goes wrong in the notebook or its page is a result too.

    `book_file` is the data's book, where it has been computed; `execute` says what the other options are.
    """
    if signals:
        return NOT_BEGUN
    if progress:
        progress(0, job.cells)
    variables = {BOOK_FILE: str(book_file)} if book_file else {}
    options = {"time_limit": job.time_limit, "progress": progress, "pool": pool, "signals": signals}
    with tempfile.TemporaryDirectory() as scratch:
        notebook, folder = Path(scratch) / f"{job.name}.ipynb", Path(scratch) / "work"
        notebook.write_bytes(job.notebook)
        folder.mkdir()
        try:
            os.symlink(data.absolute(), folder / DATA, target_is_directory=True)
        except OSError:
            shutil.copytree(data, folder / DATA)
        try:
            nb = execute(notebook, job.parameters, folder=folder, variables=variables, **options)
        except Stopped as stopped:
            return stopped
    nb.metadata["namndbok"] = nb.metadata.get("namndbok", {}) | dict(job.note)
    workbook = show.to_ipynb(nb)
    try:
        page = show.to_html(nb)
    except NamndbokError as error:
        return Stopped(str(error), workbook.encode())
    return FinishedPaper(workbook, page) if job.basis in page else Stopped(UNSEALED, workbook.encode())


@dataclass(frozen=True)
class Workers:
    """Threads that take their kernels from a pool, if there is one, or a cluster at an address.

    There are as many threads as processors, and two more, since some wait for kernels to start and end,
    unless `jobs` says otherwise.
    """

    jobs: int | None = None
    cluster: str | None = None
    pool: BaseContext | None = None

    @contextmanager
    def started(self, data: Path, book_file: Path | None, signals: Sequence[str]) -> Iterator[Submit]:
        """Give a function that has a job done; work that has begun here stops when a signal comes."""
        if self.cluster:
            with _client(self.cluster) as client:
                # A result of the cluster's own, computed again if the worker that has it dies.
                files, executor = client.submit(bytes, pack(data), pure=False), client.get_executor()
                yield lambda job, progress: executor.submit(do_remote_job, job, files)
            return
        options = {"book_file": book_file, "pool": self.pool, "signals": signals}
        processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        with ThreadPoolExecutor(self.jobs or processors + 2) as threads:
            yield lambda job, progress: threads.submit(do_job, job, data, progress=progress, **options)


class CellCount:
    """Add up how many cells have been run, of all papers."""

    def __init__(self, jobs: Sequence[Job], progress: RunProgress | None) -> None:
        self._progress, self._total = progress, sum(job.cells for job in jobs)
        self._cells: dict[Job, int] = {}  # of the papers that have been begun
        self._lock = threading.Lock()

    def add(self, job: Job, done: int, cells: int | None = None) -> None:
        """Take notice of how many cells of one paper, of so many, have been run."""
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
    meanwhile: Callable[[], object] = lambda: None,
) -> list[FinishedPaper | Stopped]:
    """Make papers from the data in a folder and return what came of each; no failure stops the others.

    `meanwhile` is called here, again and again, while they are made. Interrupted, those not made have failed
    for that reason. Raises what a worker does: OSError.
    """
    count = CellCount(jobs, progress)
    with uninterrupted() as signals, workers.started(data, book_file, signals) as submit:
        futures = {submit(job, partial(count.add, job)): job for job in jobs}
        waiting = set(futures)
        while waiting:
            finished, waiting = wait(waiting, PAUSE, FIRST_COMPLETED)
            meanwhile()
            for future in finished:
                count.add(futures[future], futures[future].cells)
            if signals:
                for future in waiting:
                    future.cancel()
        return [NOT_BEGUN if future.cancelled() else future.result() for future in futures]


def _client(address: str) -> Any:
    """Connect to a cluster's scheduler; returns a `distributed.Client`."""
    try:
        from distributed import Client
    except ImportError:
        advice = "pip install namndbok[cluster]"
        raise InvalidParameter(f"--cluster kräver paketet distributed: {advice}.") from None
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InvalidParameter(f"Inget kluster svarar på {address}: {error}") from None


def pack(folder: Path) -> bytes:
    """Pack the files of a folder; the same files give the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            archive.writestr(zipfile.ZipInfo(path.relative_to(folder).as_posix()), path.read_bytes())
    return content.getvalue()


def do_remote_job(job: Job, files: bytes) -> FinishedPaper | Stopped:
    """Make a paper in a process that has nothing but the package."""
    data, book_file, pool = _unpack(files, job.parameters["year"])
    return do_job(job, data, book_file=book_file, pool=pool)


@lru_cache(maxsize=1)
def _unpack(files: bytes, year: int) -> tuple[Path, Path, BaseContext | None]:
    """Unpack the data, compute the year's book and start a pool; they stay until the process ends."""
    pool, folder = kernel_pool(), tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    data, book_file = Path(folder.name) / DATA, Path(folder.name) / "book.pickle"
    zipfile.ZipFile(io.BytesIO(files)).extractall(data)
    with suppress(NamndbokError):  # left to the notebook, which says why
        write_book_file(open_book(data, year, ongoing=True), book_file, Path(DATA))
    return data, book_file, pool
