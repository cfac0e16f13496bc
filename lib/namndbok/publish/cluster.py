"""Papers made on other machines, by a Dask cluster: all that they are made of travels there and back.

A worker needs this package in the same version, and nothing else: no files, no folder that is shared. What a
worker has begun when it dies is begun again by another.
"""

import atexit
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from namndbok.books import open_book, write_book_file
from namndbok.errors import InvalidParameter, NamndbokError
from namndbok.publish.job import DATA, FailedPaper, FinishedPaper, Job, do_job
from namndbok.publish.papers import CellProgress
from namndbok.publish.pool import KernelPool, kernel_pool

PATIENCE = "10s"


@contextmanager
def connected(
    address: str, data: Path
) -> Iterator[Callable[[Job, CellProgress], "Future[FinishedPaper | FailedPaper]"]]:
    """Give a function that has a job done by the cluster; raises `InvalidParameter` where there is none."""
    with _client(address) as client:
        # A result of the cluster's own, so that it is computed again if the worker that has it dies.
        files = client.submit(bytes, pack(data), pure=False)
        workers = client.get_executor()
        yield lambda job, progress: workers.submit(do_remote_job, job, files)


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


def do_remote_job(job: Job, files: bytes) -> FinishedPaper | FailedPaper:
    """Make a paper in a process that has nothing but the package."""
    data, book_file, pool = _unpack(files, job.parameters["year"])
    return do_job(job, data, book_file=book_file, pool=pool)


@lru_cache(maxsize=1)
def _unpack(files: bytes, year: int) -> tuple[Path, Path, KernelPool | None]:
    """Unpack the data, compute the year's book and start a pool; they stay until the process ends."""
    pool, folder = kernel_pool(), tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    data, book_file = Path(folder.name) / DATA, Path(folder.name) / "book.pickle"
    zipfile.ZipFile(io.BytesIO(files)).extractall(data)
    with suppress(NamndbokError):  # left to the notebook, which says why
        write_book_file(open_book(data, year, part=True), book_file, Path(DATA))
    return data, book_file, pool
