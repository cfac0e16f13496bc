"""Run a notebook: papermill puts in the parameters, nbclient runs the cells, a clean notebook comes out.

Its parameters are literals in its tagged cell, which say what may be given and of what type.
"""

import ast
import asyncio
import json
import logging
import time
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from namndbok.data import checked_parameters, json_value
from namndbok.errors import InvalidParameter, quoted
from namndbok.publish.interruption import CTRL_C, Ended
from namndbok.publish.kernel import START_LIMIT, kernel_answer, running_kernel
from namndbok.publish.papers import INJECTED, TIME_LIMIT, CellProgress

TAG = "parameters"
LARGEST = 2_000_000  # characters that one cell shows
WARNED = "Rätta det som den varnar för, eller stäng av varningen i cellen."
TOO_MUCH = "Visa ett urval, en tabell eller ett diagram."
PAUSE = 0.1  # second between two looks at whether the run should stop
ASKS = "väntar på att någon skriver något, och en rapport körs utan frågor."
# What jupyter_client raises when a kernel does not start is a RuntimeError.
STOPS = (CellExecutionError, DeadKernelError, CellTimeoutError, RuntimeError, KeyboardInterrupt)

# A run that stops is told in Swedish; what papermill logs of it is in English.
logging.getLogger("papermill").addHandler(logging.NullHandler())


@dataclass(eq=False)
class Stopped(Exception):
    """Tell why a paper was not made, with the notebook as far as it came."""

    reason: str
    workbook: bytes = b""


def execute(
    notebook: Path,
    parameters: Mapping[str, Any],
    *,
    folder: Path,
    variables: Mapping[str, str] | None = None,
    time_limit: float = TIME_LIMIT,
    progress: CellProgress | None = None,
    pool: BaseContext | None = None,
    signals: Sequence[str] = (),
) -> NotebookNode:
    """Run a notebook with `folder` as working directory; times, paths and random ids are taken out of it.

    Raises `Stopped`, also when the main thread has put the name of a signal in `signals`. The kernel is a new
    process, from a pool if there is one, and has `variables` in its environment. `progress` is told how many
    cells of how many are done.
    """
    check_parameters(notebook, parameters)
    nb = read_notebook(notebook)
    try:
        cells = _run_cells(nb, parameters, folder, variables or {}, time_limit, progress, pool)
        asyncio.run(_until_signal(cells, signals))
    except STOPS as error:
        raise Stopped(_reason(error, nb, time_limit), nbformat.writes(nb).encode()) from error
    if leak := _leak(nb):
        raise Stopped(leak, nbformat.writes(nb).encode())
    return strip_traces(nb)


def _leak(nb: NotebookNode) -> str:
    """Say which cell gave a warning or more than anybody reads; nothing, where all is well.

    What is written to stderr tells of the machine, and differs from run to run.
    """
    for cell in nb.cells:
        place, outputs = f"Cell [{cell.get('execution_count')}] i arbetsboken", cell.get("outputs", [])
        for output in outputs:
            if output.get("name") == "stderr":
                return f"{place} varnade: {quoted(output.text.strip())}. {WARNED}"
        if len(json.dumps(outputs)) > LARGEST:
            return f"{place} visar mer än {LARGEST // 1_000_000} MB. {TOO_MUCH}"
    return ""


async def _run_cells(
    nb: NotebookNode,
    parameters: Mapping[str, Any],
    folder: Path,
    variables: Mapping[str, str],
    time_limit: float,
    progress: CellProgress | None,
    pool: BaseContext | None,
) -> None:
    ends = time.monotonic() + time_limit
    options = {"timeout_func": lambda cell: max(ends - time.monotonic(), 1), "iopub_timeout": START_LIMIT}
    if progress:
        options["on_cell_executed"] = lambda cell_index, **_: progress(cell_index + 1, len(nb.cells))
    async with running_kernel(folder, variables, pool) as (manager, client):
        _inject(nb, parameters)  # while the kernel gets ready
        await kernel_answer(manager, client, min(START_LIMIT, time_limit))
        notebook = NotebookClient(nb, manager, raise_on_iopub_timeout=True, record_timing=False, **options)
        notebook.kc = client
        await notebook.async_execute()


def _inject(nb: NotebookNode, parameters: Mapping[str, Any]) -> None:
    """Let papermill put the parameters into a notebook, and take out what it showed when it was saved."""
    import papermill

    options = {"parameters": dict(parameters), "prepare_only": True, "language": "python"}
    nb.cells = papermill.execute_notebook(nb, None, **options).cells
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.execution_count, cell.outputs = None, []


async def _until_signal(work: Coroutine[Any, Any, None], signals: Sequence[str]) -> None:
    """Do some work; when a signal comes, stop it and raise KeyboardInterrupt or `Ended`."""
    task = asyncio.ensure_future(work)
    while not (await asyncio.wait([task], timeout=PAUSE))[0]:
        if signals:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            raise KeyboardInterrupt if signals[0] == CTRL_C else Ended(signals[0])
    await task


def _reason(error: BaseException, nb: NotebookNode, time_limit: float) -> str:
    match error:
        case CellExecutionError(ename="SystemExit", evalue="" | "0"):
            return "Arbetsboken avslutade sig själv innan den var klar."
        case CellExecutionError(ename="StdinNotImplementedError"):
            return f"Cell [{_last(nb)}] i arbetsboken {ASKS}"
        case CellExecutionError():
            return f"Cell [{_last(nb)}] i arbetsboken stannade: {error.ename}: {error.evalue}"
        case CellTimeoutError():
            return f"Körningen tog längre tid än {time_limit:.0f} sekunder och avbröts."
        case Ended():
            return f"Körningen avslutades utifrån ({error})."
        case KeyboardInterrupt():
            return "Körningen avbröts från tangentbordet."
        case DeadKernelError():
            return "Kärnan som kör arbetsboken dog, till exempel för att minnet tog slut."
    return f"Kärnan som kör arbetsboken kom inte i gång: {error}"


def _last(nb: NotebookNode) -> int:
    """Return the number of the last cell that was run."""
    return max(cell.get("execution_count") or 0 for cell in nb.cells)


def strip_traces(nb: NotebookNode) -> NotebookNode:
    """Remove what differs from run to run: times, paths, random ids and the exact Python version."""
    nb.metadata.pop("papermill", None)
    nb.metadata.get("language_info", {}).pop("version", None)
    for number, cell in enumerate(nb.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if INJECTED in cell.metadata.get("tags", []):
            cell["id"] = f"injected-{number}"
    return nb


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook file; raises `InvalidParameter` where it is missing or is something else."""
    if not path.is_file():
        found = ", ".join(sorted(one.stem for one in path.parent.glob("*.ipynb"))) or "inga"
        advice = "Kör från arbetsbokens översta mapp, eller ange --notebooks."
        raise InvalidParameter(f"Hittar inte {path}. Arbetsböcker i mappen: {found}. {advice}")
    try:
        return deepcopy(_parsed(path.read_text(encoding="utf-8")))
    except Exception as error:  # nbformat looks into JSON of any shape, and raises whatever comes of it
        row = f", rad {error.lineno}," if isinstance(error, json.JSONDecodeError) else ""
        advice = "Återställ filen ur versionshanteringen eller en kopia."
        raise InvalidParameter(f"{path}{row} går inte att läsa som en arbetsbok (.ipynb). {advice}") from None


@lru_cache(maxsize=8)
def _parsed(text: str) -> NotebookNode:
    """Read a notebook once for all papers that it makes: to validate one takes longer than all else here."""
    nbformat.validate(json.loads(text), version=4)
    return nbformat.v4.reads(text)


def default_parameters(nb: NotebookNode, notebook: str = "arbetsboken") -> dict[str, Any]:
    """Return the names in the parameters cell and their default values; none where there is no such cell."""
    cells = [cell for cell in nb.cells if TAG in cell.metadata.get("tags", [])]
    return {name: value for cell in cells for name, value in _literals(cell.source, notebook)}


def _literals(source: str, notebook: str) -> Iterator[tuple[str, Any]]:
    try:
        for line in ast.parse(source).body:
            match line:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    yield name, ast.literal_eval(value)
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                    yield name, ast.literal_eval(value)
                case _:
                    raise ValueError(line)
    except (SyntaxError, ValueError):
        allowed = "en rad för varje parameter, till exempel year = 2024"
        message = f"Cellen med parametrar i {notebook} får bara innehålla {allowed}."
        raise InvalidParameter(message) from None


def check_parameters(notebook: Path, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a notebook is given, read as the notebook itself reads it; raises `InvalidParameter`."""
    defaults = default_parameters(read_notebook(notebook), notebook.name)
    if given and not defaults:
        raise InvalidParameter(f"{notebook.name} saknar cell med taggen {TAG}. Återställ filen eller taggen.")
    return {name: json_value(value) for name, value in checked_parameters(given, defaults, defaults).items()}
