"""Run a notebook with papermill: a clean notebook comes out of it, and one that failed is kept aside."""

import logging
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from namndbok.errors import NotebookFailed
from namndbok.publish.engine import ENGINE
from namndbok.publish.failure import save_failed_notebook
from namndbok.publish.interruption import Ended, interruptible
from namndbok.publish.kernel import ARGUMENTS, Kernel
from namndbok.publish.nursery import Nursery
from namndbok.publish.pace import TIME_LIMIT, Steps
from namndbok.publish.parameters import check_parameters, read_notebook

START_LIMIT = 60
ENDED_ITSELF = "Arbetsboken avslutade sig själv innan den var klar."
# What nbclient raises when a kernel does not start is a RuntimeError.
STOPS = (PapermillExecutionError, DeadKernelError, CellTimeoutError, RuntimeError, KeyboardInterrupt)

# A run that stops is told by `NotebookFailed`, in Swedish; what papermill logs of it is in English.
logging.getLogger("papermill").addHandler(logging.NullHandler())


class Stopped(Exception):
    """Tell why a notebook stopped, with the notebook as far as it came."""

    def __init__(self, reason: str, workbook: bytes) -> None:
        super().__init__(reason)
        self.reason, self.workbook = reason, workbook


def run_notebook(
    notebook: Path, parameters: Mapping[str, Any], *, folder: Path, failed: Path, **options: Any
) -> NotebookNode:
    """Run a notebook as `execute` does, and keep one that stops in the folder `failed`.

    Raises `NotebookFailed`, which tells why it stopped and where it was kept.
    """
    try:
        return execute(notebook, parameters, folder=folder, **options)
    except Stopped as stop:
        kept = save_failed_notebook(stop.workbook, failed / notebook.stem)
        raise NotebookFailed(f"{stop.reason}\n{kept}") from stop


def execute(
    notebook: Path,
    parameters: Mapping[str, Any],
    *,
    folder: Path,
    time_limit: float = TIME_LIMIT,
    progress: Steps | None = None,
    nursery: Nursery | None = None,
    asked: list[str] | None = None,
) -> NotebookNode:
    """Run a notebook with `folder` as working directory; times, paths and random ids are taken out of it.

    Raises `Stopped`. `progress` is told how many cells of how many are done. The kernel comes from a nursery
    if there is one, and is a new process in any case. In another thread than the main one, `asked` is where
    signals to stop are put.
    """
    check_parameters(notebook, parameters)
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / notebook.name
        options = _options(time_limit, progress, len(read_notebook(notebook).cells) + 1)
        try:
            kernel = Kernel(output.parent, folder, nursery)
            _execute(notebook, output, dict(parameters), kernel, options, asked)
        except STOPS as error:
            reached = output if output.is_file() else notebook
            raise Stopped(_reason(error, time_limit), reached.read_bytes()) from error
        nb = nbformat.read(output, as_version=4)
        if nb.metadata.papermill.exception:  # sys.exit() in a cell: papermill stops without an error
            raise Stopped(ENDED_ITSELF, output.read_bytes())
        return cleaned(nb)


def _execute(
    notebook: Path,
    output: Path,
    parameters: dict[str, Any],
    kernel: Kernel,
    options: dict[str, Any],
    asked: list[str] | None,
) -> None:
    def execute() -> None:
        with kernel.ended_afterwards():
            papermill.execute_notebook(notebook, output, parameters, km=kernel, **options)

    interruptible(execute, kernel.kill, asked)


def _options(time_limit: float, progress: Steps | None, cells: int) -> dict[str, Any]:
    ends = time.monotonic() + time_limit
    options: dict[str, Any] = {"kernel_name": "python3", "language": "python"}
    options |= {"engine_name": ENGINE, "shutdown_kernel": "immediate"}
    options |= {"timeout_func": lambda cell: max(ends - time.monotonic(), 1), "iopub_timeout": START_LIMIT}
    options |= {"start_timeout": min(START_LIMIT, time_limit), "extra_arguments": [*ARGUMENTS]}
    if progress:
        options["on_cell_executed"] = lambda cell, cell_index, **_: progress(cell_index + 1, cells)
    return options | {"progress_bar": False, "log_output": False}


def _reason(error: BaseException, time_limit: float) -> str:
    match error:
        case PapermillExecutionError():
            return f"Cell [{error.exec_count}] i arbetsboken stannade: {error.ename}: {error.evalue}"
        case CellTimeoutError():
            return f"Körningen tog längre tid än {time_limit:.0f} sekunder och avbröts."
        case Ended():
            return f"Körningen avslutades utifrån ({error})."
        case KeyboardInterrupt():
            return "Körningen avbröts från tangentbordet."
        case DeadKernelError():
            return "Kärnan som kör arbetsboken dog, till exempel för att minnet tog slut."
    return f"Kärnan som kör arbetsboken kom inte i gång: {error}"


def cleaned(nb: NotebookNode) -> NotebookNode:
    """Remove what differs from run to run: times, paths, random ids and the exact Python version."""
    nb.metadata.pop("papermill", None)
    nb.metadata.get("language_info", {}).pop("version", None)
    for number, cell in enumerate(nb.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = f"injected-{number}"
    return nb
