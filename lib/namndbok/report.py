"""A year's papers in one call: run the notebooks on checked data, publish the pages and what proves them."""

import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from namndbok.book import Book
from namndbok.errors import InvalidParameter, NamndbokError, NotebookFailed
from namndbok.papers import Paper, all_to_make, manifest
from namndbok.parameters import check_parameters, read_notebook
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
    """What was published and where; `pages` are those asked for, and then those made again with them."""

    book: Book
    pages: tuple[Path, ...]
    seal: str

    @property
    def page(self) -> Path:
        """Return the first page that was asked for."""
        return self.pages[0]


@dataclass(frozen=True)
class Desk:
    """Where papers are made: the book, its seal, the notebooks, and the folder of what is published."""

    book: Book
    seal: str
    notebooks: Path
    out: Path
    time_limit: float

    def notebook(self, paper: Paper) -> Path:
        """Name the notebook that makes a paper."""
        return self.notebooks / f"{paper.notebook}.ipynb"

    def require(self, paper: Paper) -> None:
        """Make sure that a paper's notebook takes its parameters; raises `InvalidParameter`."""
        check_parameters(self.notebook(paper), {"year": self.book.year, "data": DATA} | paper.parameters)
        for name in GIVEN_AS.keys() & paper.parameters.keys():
            raise InvalidParameter(f"Parametern {name} ges som {GIVEN_AS[name]}, inte med -p.")

    def make(self, paper: Paper, folder: Path, progress: Progress | None) -> dict[str, str]:
        """Run a paper's notebook beside the data in `folder`, and return its two files by name."""
        parameters = {"year": self.book.year, "data": DATA, **paper.parameters}
        failed = self.out / "failed"
        pace = {"time_limit": self.time_limit, "progress": progress}
        nb = run_notebook(self.notebook(paper), parameters, folder=folder, failed=failed, **pace)
        nb.metadata["namndbok"] = nb.metadata.get("namndbok", {}) | paper.made_by
        return {paper.workbook: to_ipynb(nb), paper.page: _page(nb, self.seal, failed / paper.name)}


def publish_papers(
    book: Book,
    papers: Sequence[Paper],
    *,
    out: Path,
    notebooks: Path,
    time_limit: float = TIME_LIMIT,
    progress: Progress | None = None,
) -> Published:
    """Run the papers' notebooks for the book's year and publish them in `out/<year>`.

    Papers that stand there already but were made from something else are made again with them, since the
    folder has one seal. Raises `InvalidParameter` before anything runs, and `NotebookFailed` when a notebook
    stops or its result cannot be written; what was published is then untouched.
    """
    started, sealed, folder = time.monotonic(), proof(book), out / str(book.year)
    desk = Desk(book, sealed["seal"], notebooks, out, time_limit)
    papers = all_to_make(papers, folder, desk.seal)
    for paper in papers:
        desk.require(paper)
    with tempfile.TemporaryDirectory() as work:
        files = _files(desk, papers, Path(work), progress)
        with _failure_logged(desk, papers[0]), published(folder, files, manifest(sealed, papers, folder)):
            seconds = round(time.monotonic() - started, 1)
            for paper in papers:
                log_run(
                    out,
                    report=paper.name,
                    year=book.year,
                    result="published",
                    seal=desk.seal,
                    seconds=seconds,
                )
    return Published(book, tuple(folder / paper.page for paper in papers), desk.seal)


def _files(desk: Desk, papers: Sequence[Paper], work: Path, progress: Progress | None) -> dict[str, str]:
    """Make every paper, and the facts and findings beside them."""
    book = desk.book
    files = {"facts.json": to_json(facts_json(book)), "findings.json": to_json(findings_json(book))}
    for paper, step in zip(papers, _steps(desk, papers, progress), strict=True):
        with _failure_logged(desk, paper):
            require_writable(desk.out)
            _copy(book, work / DATA)
            files |= desk.make(paper, work, step)
    return files


def _steps(desk: Desk, papers: Sequence[Paper], progress: Progress | None) -> Iterator[Progress | None]:
    """Yield for each paper what tells how many cells of all the papers' cells are done."""
    cells = [len(read_notebook(desk.notebook(paper)).cells) + 1 for paper in papers]
    for place in range(len(papers)):
        yield progress and _after(sum(cells[:place]), sum(cells), progress)


def _after(before: int, total: int, progress: Progress) -> Progress:
    return lambda done, _: progress(before + done, total)


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
def _failure_logged(desk: Desk, paper: Paper) -> Iterator[None]:
    """Log what goes wrong in the block, and raise it as `NotebookFailed`."""
    try:
        yield
    except (NotebookFailed, OSError, KeyboardInterrupt) as error:
        failure = _failure(error)
        told = {"result": "failed", "reason": str(failure).splitlines()[0]}
        with suppress(OSError):
            log_run(desk.out, report=paper.name, year=desk.book.year, **told)
        raise failure from error


def _failure(error: BaseException) -> NotebookFailed:
    match error:
        case NotebookFailed():
            return error
        case OSError():
            return NotebookFailed(cause(error))
    return NotebookFailed("Körningen avbröts innan rapporten var klar.")
