"""A year's papers in one call: run the notebooks on checked data, publish the pages and what proves them."""

import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from namndbok.book import Book
from namndbok.cache import FOLDER, Cache
from namndbok.errors import InvalidParameter, NotebookFailed
from namndbok.keep import keep
from namndbok.pace import TIME_LIMIT, Progress
from namndbok.papers import Paper, all_to_make, manifest
from namndbok.parameters import check_parameters
from namndbok.publish import cause, log_run, published, require_writable
from namndbok.seal import facts_json, findings_json, inputs, proof, to_json
from namndbok.task import DATA, Failed, Made, Result, Task
from namndbok.workers import Crew, make_all

GIVEN_AS = {"year": "kommandots ÅR", "data": "--data"}
HERE = Crew()


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

    @property
    def cache(self) -> Cache:
        """Return the papers that were made before."""
        return Cache(self.out / FOLDER, self.book, self.sealed)

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
) -> Published:
    """Run the papers' notebooks for the book's year and publish them in `out/<year>`.

    Papers that stand there already but were made from something else are made again with them, since the
    folder has one seal. Raises `InvalidParameter` before anything runs, and `NotebookFailed` when a notebook
    stops or its result cannot be written; what was published is then untouched.
    """
    started, sealed, folder = time.monotonic(), proof(book), out / str(book.year)
    desk = Desk(book, sealed, notebooks, out, time_limit)
    papers = all_to_make(papers, folder, desk.seal)
    for paper in papers:
        desk.require(paper)
    tasks = [desk.task(paper) for paper in papers]
    results = _results(desk, papers, tasks, crew, progress)
    files = _files(desk, papers, results)
    with _failure_logged(desk, papers), published(folder, files, manifest(sealed, papers, folder)):
        seconds = round(time.monotonic() - started, 1)
        for paper in papers:
            told = {"result": "published", "seal": desk.seal, "seconds": seconds}
            log_run(out, report=paper.name, year=book.year, **told)
    if crew.cached:
        desk.cache.keep_all(tasks, results)
    return Published(book, tuple(folder / paper.page for paper in papers), desk.seal)


def _results(
    desk: Desk, papers: Sequence[Paper], tasks: Sequence[Task], crew: Crew, progress: Progress | None
) -> list[Made]:
    """Take the papers that were made before from the same, and make the others; all must be made."""
    with _failure_logged(desk, papers):
        require_writable(desk.out)
        results = {task: desk.cache.find(task) if crew.cached else None for task in tasks}
        missing = [task for task, made in results.items() if made is None]
        results |= zip(missing, _fresh(desk, missing, crew, progress), strict=True)
    if crew.cached and any(isinstance(result, Failed) for result in results.values()):
        desk.cache.keep_all(tasks, list(results.values()))  # what did not fail is not made again
    _require_made(desk, papers, list(results.values()))
    return list(results.values())


def _files(desk: Desk, papers: Sequence[Paper], made: Sequence[Made]) -> dict[str, str]:
    """Return the papers' files, and the facts and findings beside them."""
    book = desk.book
    files = {"facts.json": to_json(facts_json(book)), "findings.json": to_json(findings_json(book))}
    for paper, one in zip(papers, made, strict=True):
        files |= {paper.workbook: one.workbook, paper.page: one.page}
    return files


def _fresh(desk: Desk, tasks: Sequence[Task], crew: Crew, progress: Progress | None) -> list[Result]:
    if not tasks:
        return []
    with tempfile.TemporaryDirectory() as work:
        data = Path(work) / DATA
        _copy(desk.book, data)
        if crew.nursery:
            crew.nursery.read(DATA, desk.book.year, Path(work))
        return make_all(tasks, data, crew, progress)


def _require_made(desk: Desk, papers: Sequence[Paper], results: Sequence[Result]) -> None:
    """Keep the notebooks that stopped, log them, and raise `NotebookFailed` if there are any."""
    reasons = []
    for paper, result in zip(papers, results, strict=True):
        if isinstance(result, Failed):
            kept = [keep(result.workbook, desk.out / "failed" / paper.name)] if result.workbook else []
            reasons.append("\n".join([result.reason, *kept]))
            _log_failure(desk, paper, result.reason)
    if reasons:
        raise NotebookFailed("\n".join(dict.fromkeys(reasons)))


def _copy(book: Book, folder: Path) -> None:
    """Copy the files that the seal covers, and no others."""
    for name in inputs(book):
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
            return NotebookFailed(cause(error))
    return NotebookFailed("Körningen avbröts innan rapporten var klar.")
