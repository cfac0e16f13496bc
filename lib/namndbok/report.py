"""The yearly report in one call: check the data, run the notebook, publish the page and what proves it."""

import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from namndbok.book import Book, open_book
from namndbok.errors import InvalidParameter, NamndbokError, NotebookFailed
from namndbok.parameters import check_parameters
from namndbok.publish import cause, log_run, published, require_writable
from namndbok.run import TIME_LIMIT, Progress, keep, run_notebook, to_html, to_ipynb
from namndbok.seal import facts_json, findings_json, inputs, proof, to_json

# The notebook sees a copy of the data under this name, so that a report does not tell where the data is kept.
DATA = "data"
GIVEN_AS = {"year": "kommandots ÅR", "data": "--data"}
UNSEALED = (
    "Sidan saknar rapportens sigill: biblioteket ändrades medan den gjordes, eller så visar arbetsboken det "
    "inte. Kör rapporten igen."
)


@dataclass(frozen=True)
class Published:
    """What was published and where."""

    book: Book
    page: Path
    seal: str


def publish_report(
    name: str,
    year: int,
    *,
    data: Path,
    out: Path,
    notebooks: Path,
    extra: Mapping[str, Any] | None = None,
    time_limit: float = TIME_LIMIT,
    progress: Progress | None = None,
) -> Published:
    """Run `notebooks/<name>.ipynb` for a year and publish it in `out/<year>`.

    `extra` are parameters beside year and data. Raises `InvalidParameter` or `InvalidData` before anything
    runs, and `NotebookFailed` when the notebook stops or its result cannot be written; what was published is
    then untouched.
    """
    started, extra = time.monotonic(), dict(extra or {})
    notebook, failed = notebooks / f"{name}.ipynb", out / "failed"
    _check(notebook, year, extra)
    book = open_book(data, year)
    sealed = proof(book, extra)
    with _failure_logged(out, name, year), tempfile.TemporaryDirectory() as folder:
        require_writable(out)
        _copy(book, Path(folder) / DATA)
        parameters = {"year": year, "data": DATA, **extra}
        pace = {"time_limit": time_limit, "progress": progress}
        nb = run_notebook(notebook, parameters, folder=Path(folder), failed=failed, **pace)
        files = {f"{name}.ipynb": to_ipynb(nb), f"{name}.html": _page(nb, sealed["seal"], failed / name)}
        files |= {"facts.json": to_json(facts_json(book)), "findings.json": to_json(findings_json(book))}
        with published(out / str(year), files, sealed):
            seconds = round(time.monotonic() - started, 1)
            log_run(out, report=name, year=year, result="published", seal=sealed["seal"], seconds=seconds)
    return Published(book, out / str(year) / f"{name}.html", sealed["seal"])


def _check(notebook: Path, year: int, extra: Mapping[str, Any]) -> None:
    check_parameters(notebook, {"year": year, "data": DATA} | extra)
    for name in GIVEN_AS.keys() & extra.keys():
        raise InvalidParameter(f"Parametern {name} ges som {GIVEN_AS[name]}, inte med -p.")


def _copy(book: Book, folder: Path) -> None:
    """Copy the files that the seal covers, and no others."""
    for name in inputs(book):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(book.data.folder / name, folder / name)


def _page(nb: NotebookNode, seal: str, failed: Path) -> str:
    try:
        page = to_html(nb)
        if seal not in page:
            raise NotebookFailed(UNSEALED)
    except NamndbokError as error:
        kept = keep(to_ipynb(nb).encode(), failed)
        raise NotebookFailed(f"{error}\n{kept}") from error
    return page


@contextmanager
def _failure_logged(out: Path, name: str, year: int) -> Iterator[None]:
    """Log what goes wrong in the block, and raise it as `NotebookFailed`."""
    try:
        yield
    except (NotebookFailed, OSError, KeyboardInterrupt) as error:
        failure = _failure(error)
        with suppress(OSError):
            log_run(out, report=name, year=year, result="failed", reason=str(failure).splitlines()[0])
        raise failure from error


def _failure(error: BaseException) -> NotebookFailed:
    match error:
        case NotebookFailed():
            return error
        case OSError():
            return NotebookFailed(cause(error))
    return NotebookFailed("Körningen avbröts innan rapporten var klar.")
