"""A year's papers in one call: run the notebooks on checked data, publish the pages and what proves them."""

import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from namndbok.books import Book, facts_json, findings_json, proof, to_json
from namndbok.errors import InvalidParameter, NotebookFailed, PapersFailed, describe_write_failure
from namndbok.publish.failed import keep
from namndbok.publish.in_place import log_run, published, replaced, require_writable
from namndbok.publish.pace import TIME_LIMIT, Progress
from namndbok.publish.papers import START, Paper, all_to_make, left_out, manifest
from namndbok.publish.parameters import check_parameters
from namndbok.publish.start import start_page, years_page
from namndbok.publish.task import DATA, Failed, Made, Result, Task
from namndbok.publish.workers import Crew, make_all

GIVEN_AS = {"year": "kommandots ÅR", "data": "--data"}
HERE = Crew()


@dataclass(frozen=True)
class Published:
    """What was published and where: the pages asked for, and those that were made `again` with them.

    Those that `stopped` are not published.
    """

    book: Book
    pages: tuple[Path, ...]
    again: tuple[Path, ...]
    seal: str
    stopped: frozenset[Path] = frozenset()

    @property
    def page(self) -> Path:
        """Return the first page that was asked for."""
        return self.pages[0]


@dataclass(frozen=True)
class Desk:
    """Where papers are made: the book, its proof, the notebooks, and the folder of what is published."""

    book: Book
    sealed: Mapping[str, Any]
    notebooks: Path
    out: Path
    time_limit: float

    @property
    def seal(self) -> str:
        """Return the seal."""
        return self.sealed["seal"]

    def notebook(self, paper: Paper) -> Path:
        """Name the notebook that makes a paper."""
        return self.notebooks / f"{paper.notebook}.ipynb"

    def require(self, paper: Paper) -> None:
        """Make sure that a paper's notebook takes its parameters; raises `InvalidParameter`."""
        check_parameters(self.notebook(paper), {"year": self.book.year, "data": DATA} | paper.parameters)
        for name in GIVEN_AS.keys() & paper.parameters.keys():
            raise InvalidParameter(f"Parametern {name} ges som {GIVEN_AS[name]}, inte med -p.")

    def task(self, paper: Paper) -> Task:
        """Tell what is to be done to make a paper."""
        parameters = {"year": self.book.year, "data": DATA, **paper.parameters}
        notebook = self.notebook(paper).read_bytes()
        return Task(paper.name, notebook, parameters, paper.made_by, self.seal, self.time_limit)


def publish_papers(
    book: Book,
    papers: Sequence[Paper],
    *,
    out: Path,
    notebooks: Path,
    time_limit: float = TIME_LIMIT,
    progress: Progress | None = None,
    crew: Crew = HERE,
    partly: bool = False,
) -> Published:
    """Run the papers' notebooks for the book's year and publish them in `out/<year>`.

    Papers that stand there already but were made from something else are made again with them, since the
    folder has one seal. Raises `InvalidParameter` before anything runs, and `NotebookFailed` when a notebook
    stops or its result cannot be written; what was published is then untouched. With `partly` the papers
    whose notebooks did not stop are published, and then `PapersFailed` tells of those that did.
    """
    started, sealed, folder = time.monotonic(), proof(book), out / str(book.year)
    desk = Desk(book, sealed, notebooks, out, time_limit)
    asked, papers = list(papers), all_to_make(papers, folder, sealed["seal"])
    for paper in papers:
        desk.require(paper)
    tasks = [desk.task(paper) for paper in papers]
    hoped = manifest(sealed, papers, folder, notebooks)
    beside = cache(lambda: _files_beside(desk, hoped))
    results = _results(desk, papers, tasks, crew, {"progress": progress, "meanwhile": beside})
    made = {paper: result for paper, result in results.items() if isinstance(result, Made)}
    failed = _kept(desk, results)
    if failed and not (partly and made):
        raise NotebookFailed(failed)
    told = manifest(sealed, made, folder, notebooks)
    files = beside() if told["papers"] == hoped["papers"] else _files_beside(desk, told)
    files, gone = files | _files(made), left_out(told, folder)
    with _failure_logged(desk, papers), published(folder, files, told, gone), _years(desk):
        seconds = round(time.monotonic() - started, 1)
        for paper in made:
            entry = {"result": "published", "seal": desk.seal, "seconds": seconds}
            log_run(out, report=paper.name, year=book.year, **entry)
    pages = {paper: folder / paper.page for paper in papers}
    again = tuple(page for paper, page in pages.items() if paper not in asked)
    stopped = frozenset(pages[paper] for paper in papers if paper not in made)
    done = Published(book, tuple(pages[paper] for paper in asked), again, desk.seal, stopped)
    if failed:
        raise PapersFailed(failed, done)
    return done


def _results(
    desk: Desk, papers: Sequence[Paper], tasks: Sequence[Task], crew: Crew, pace: Mapping[str, Any]
) -> dict[Paper, Result]:
    """Make the papers on a copy of the data."""
    with _failure_logged(desk, papers), tempfile.TemporaryDirectory() as work:
        require_writable(desk.out)
        data = Path(work) / DATA
        _copy(desk.book, data)
        return dict(zip(papers, make_all(tasks, data, crew, **pace), strict=True))


def _files(made: Mapping[Paper, Made]) -> dict[str, str]:
    """Return the papers' own files."""
    pages = {paper.page: one.page for paper, one in made.items()}
    return pages | {paper.workbook: one.workbook for paper, one in made.items()}


def _files_beside(desk: Desk, told: Mapping[str, Any]) -> dict[str, str]:
    """Return the facts and findings that stand beside the papers, and the year's first page."""
    book = desk.book
    files = {"facts.json": to_json(facts_json(book)), "findings.json": to_json(findings_json(book))}
    papers = {name: Paper(name, **how) for name, how in told["papers"].items()}
    return files | ({START: start_page(book, papers)} if _year(book) else {})


def _year(book: Book) -> bool:
    """Tell whether a book is of a year of the board, and not of a proposal."""
    return type(book) is Book


def _years(desk: Desk) -> AbstractContextManager[None]:
    """Put the first page over all years in place, as long as the block does not fail."""
    if not _year(desk.book):
        return nullcontext()
    return replaced(desk.out / START, years_page(desk.book, desk.out))


def _kept(desk: Desk, results: Mapping[Paper, Result]) -> str:
    """Keep the notebooks that stopped, log them, and say why; nothing, where none did."""
    reasons = []
    for paper, result in results.items():
        if isinstance(result, Failed):
            kept = [keep(result.workbook, desk.out / "failed" / paper.name)] if result.workbook else []
            reasons.append("\n".join([result.reason, *kept]))
            _log_failure(desk, paper, result.reason)
    return "\n".join(dict.fromkeys(reasons))


def _copy(book: Book, folder: Path) -> None:
    """Copy the files that the seal covers, and no others."""
    for name in book.inputs:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(book.data.folder / name, folder / name)


@contextmanager
def _failure_logged(desk: Desk, papers: Sequence[Paper]) -> Iterator[None]:
    """Log what goes wrong in the block, and raise it as `NotebookFailed`."""
    try:
        yield
    except (NotebookFailed, OSError, KeyboardInterrupt) as error:
        failure = _failure(error)
        for paper in papers:
            _log_failure(desk, paper, str(failure))
        raise failure from error


def _log_failure(desk: Desk, paper: Paper, reason: str) -> None:
    told = {"result": "failed", "reason": reason.splitlines()[0]}
    with suppress(OSError):
        log_run(desk.out, report=paper.name, year=desk.book.year, **told)


def _failure(error: BaseException) -> NotebookFailed:
    match error:
        case NotebookFailed():
            return error
        case OSError():
            return NotebookFailed(describe_write_failure(error))
    return NotebookFailed("Körningen avbröts innan rapporten var klar.")
