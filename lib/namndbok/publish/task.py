"""A paper to be made, with all that it is made of but the data, and what came of it.

Any process that has the package can do it; nothing is written but in a folder that is gone afterwards.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from namndbok.errors import NamndbokError
from namndbok.publish.papers import CellProgress
from namndbok.publish.pool import KernelPool
from namndbok.show import quick_imports

# The notebook sees the data under this name, so that a report does not tell where the data is kept.
DATA = "data"
BEFORE = "Körningen avbröts innan rapporten var klar."
UNSEALED = (
    "Sidan saknar rapportens sigill: biblioteket ändrades medan den gjordes, eller så visar arbetsboken det "
    "inte. Kör rapporten igen."
)


@dataclass(frozen=True, eq=False)
class Task:
    """A notebook's name and content, its parameters, what to note in it, and the seal its page must show."""

    name: str
    notebook: bytes
    parameters: Mapping[str, Any]
    note: Mapping[str, Any]
    seal: str
    time_limit: float

    @property
    def cells(self) -> int:
        """Count the cells to run: the notebook's, and the one with the parameters that were given."""
        return len(json.loads(self.notebook)["cells"]) + 1


@dataclass(frozen=True)
class Made:
    """An executed notebook and its page."""

    workbook: str
    page: str


@dataclass(frozen=True)
class Failed:
    """Why a paper was not made, and the notebook as far as it came."""

    reason: str
    workbook: bytes


Result = Made | Failed


def do_task(
    task: Task,
    data: Path,
    *,
    pool: KernelPool | None = None,
    variables: Mapping[str, str] | None = None,
    progress: CellProgress | None = None,
    asked: list[str] | None = None,
) -> Result:
    """Make a paper from the data in a folder; what goes wrong in the notebook or its page is a result too."""
    if asked:
        return Failed(BEFORE, b"")
    if progress:
        progress(0, task.cells)
    with quick_imports():  # not needed, and a second, where every paper is made before
        from namndbok.publish.run import Stopped, execute
        from namndbok.show import to_html, to_ipynb

    with _desk(task, data) as (notebook, folder):
        pace = {"time_limit": task.time_limit, "progress": progress, "pool": pool, "asked": asked}
        try:
            nb = execute(notebook, task.parameters, folder=folder, variables=variables, **pace)
        except Stopped as stop:
            return Failed(stop.reason, stop.workbook)
    nb.metadata["namndbok"] = nb.metadata.get("namndbok", {}) | dict(task.note)
    workbook = to_ipynb(nb)
    try:
        page = to_html(nb)
    except NamndbokError as error:
        return Failed(str(error), workbook.encode())
    if task.seal not in page:
        return Failed(UNSEALED, workbook.encode())
    return Made(workbook, page)


@contextmanager
def _desk(task: Task, data: Path) -> Iterator[tuple[Path, Path]]:
    """Lay out a notebook, and a folder for it to run in beside the data."""
    with tempfile.TemporaryDirectory() as scratch:
        notebook, folder = Path(scratch) / f"{task.name}.ipynb", Path(scratch) / "work"
        notebook.write_bytes(task.notebook)
        folder.mkdir()
        try:
            os.symlink(data.absolute(), folder / DATA, target_is_directory=True)
        except OSError:
            shutil.copytree(data, folder / DATA)
        yield notebook, folder
