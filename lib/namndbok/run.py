"""Run a notebook with papermill: strict parameters before, a clean notebook after, the failed one kept aside."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from namndbok.errors import InvalidParameter, NotebookFailed

TIME_LIMIT = 600.0
TYPES = {"int": int, "str": str, "float": float, "bool": bool}
TEMPLATE = "namndbok"

Progress = Callable[[int, int], None]


def check_parameters(notebook: Path, given: Mapping[str, Any]) -> None:
    """Refuse an unknown name or a value of another type than the notebook's default; raises `InvalidParameter`."""
    known = {name: _type(described) for name, described in papermill.inspect_notebook(notebook).items()}
    listed = ", ".join(f"{name} ({kind.__name__})" for name, kind in known.items())
    for name, value in given.items():
        if name not in known:
            raise InvalidParameter(f"{notebook.name} har ingen parameter {name}. Det finns: {listed}.")
        if type(value) is not known[name]:
            raise InvalidParameter(f"Parametern {name} kan inte vara {value!r}. Det finns: {listed}.")


def _type(described: Mapping[str, Any]) -> type:
    """Return the type of a parameter's default, which stands as a literal in the notebook."""
    inferred = described["inferred_type_name"]
    if inferred in TYPES:
        return TYPES[inferred]
    default = described["default"].strip()
    return int if default.lstrip("-").isdigit() else bool if default in ("True", "False") else str


def run_notebook(
    notebook: Path,
    parameters: Mapping[str, Any],
    *,
    folder: Path,
    failed: Path,
    time_limit: float = TIME_LIMIT,
    progress: Progress | None = None,
) -> NotebookNode:
    """Run a notebook with `folder` as working directory and return it without times, paths and random ids.

    A run that stops is kept in the folder `failed`, and `NotebookFailed` tells where and why.
    """
    check_parameters(notebook, parameters)
    with tempfile.TemporaryDirectory() as scratch, _own_profile(scratch):
        output = Path(scratch) / notebook.name
        try:
            _execute(notebook, output, parameters, folder, time_limit, progress)
        except (PapermillExecutionError, DeadKernelError, CellTimeoutError, KeyboardInterrupt) as error:
            kept = keep_failed(output if output.is_file() else notebook, failed)
            raise NotebookFailed(f"{_reason(error, time_limit)}\nDen avbrutna arbetsboken finns i {kept}") from error
        return cleaned(nbformat.read(output, as_version=4))


def _execute(
    notebook: Path, output: Path, parameters: Mapping[str, Any], folder: Path, time_limit: float, progress: Progress | None
) -> None:
    ends = time.monotonic() + time_limit
    total = len(nbformat.read(notebook, as_version=4).cells)
    options: dict[str, Any] = {
        "timeout_func": lambda cell: max(ends - time.monotonic(), 1),
        "extra_arguments": ["--log-level=ERROR"],
    }
    if progress:
        options["on_cell_complete"] = lambda cell, cell_index: progress(cell_index, total)
    papermill.execute_notebook(
        notebook, output, dict(parameters), cwd=folder, progress_bar=False, log_output=False, **options
    )  # fmt: skip


@contextmanager
def _own_profile(scratch: str) -> Iterator[None]:
    """Keep the user's own IPython and matplotlib settings out of the report."""
    own = {"IPYTHONDIR": scratch, "MPLBACKEND": "agg", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _reason(error: BaseException, time_limit: float) -> str:
    match error:
        case PapermillExecutionError():
            return f"En cell i arbetsboken stannade: {error.ename}: {error.evalue}"
        case CellTimeoutError():
            return f"Körningen tog längre tid än {time_limit:.0f} sekunder och avbröts."
        case KeyboardInterrupt():
            return "Körningen avbröts från tangentbordet."
    return "Kärnan som kör arbetsboken dog, till exempel för att minnet tog slut."


def keep_failed(output: Path, folder: Path) -> Path:
    """Copy a failed notebook to the first free name in `folder`; nothing is overwritten."""
    folder.mkdir(parents=True, exist_ok=True)
    names = (folder / f"{output.stem}-{number}.ipynb" for number in range(1, 10_000))
    kept = next(name for name in names if not name.exists())
    kept.write_bytes(output.read_bytes())
    return kept


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


def to_html(nb: NotebookNode) -> str:
    """Write an executed notebook as a page, by the same template as `jupyter nbconvert --template namndbok`."""
    html, _ = HTMLExporter(template_name=TEMPLATE).from_notebook_node(nb)
    return html


def to_ipynb(nb: NotebookNode) -> str:
    """Write a notebook as JSON."""
    return nbformat.writes(nb) + "\n"
