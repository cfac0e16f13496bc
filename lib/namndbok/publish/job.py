"""A paper to be made, with all that it is made of but the data, and what came of it.

Any process that has the package can do the job; nothing is written but in a folder that is gone afterwards.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from namndbok.books import BOOK_FILE
from namndbok.errors import NamndbokError
from namndbok.publish.papers import CellProgress
from namndbok.publish.pool import KernelPool
from namndbok.publish.run import Stopped, execute
from namndbok.show import to_html, to_ipynb

# The notebook sees the data under this name, so that a report does not tell where the data is kept.
DATA = "data"
UNSEALED = (
    "Sidan saknar rapportens sigill: biblioteket ändrades medan den gjordes, eller så visar arbetsboken det "
    "inte. Kör rapporten igen."
)


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
    pool: KernelPool | None = None,
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
    workbook = to_ipynb(nb)
    try:
        page = to_html(nb)
    except NamndbokError as error:
        return Stopped(str(error), workbook.encode())
    return FinishedPaper(workbook, page) if job.basis in page else Stopped(UNSEALED, workbook.encode())
