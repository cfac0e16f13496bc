"""Make papers and publish them, in five steps: read, compute, run, seal and swap; or say why not."""

import itertools
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from namndbok.books import LIBRARY, Book, make_book, proof, write_book_file
from namndbok.data import Data, Disk, folder_digests, load_data, sha256, write_beside
from namndbok.errors import InvalidParameter, NotebookFailed, NothingPublished, describe_write_failure
from namndbok.facts import require_any_outcome, require_whole_year
from namndbok.publish.edition import PDF, Published, read_standing, seal_edition
from namndbok.publish.in_place import Edition, log_run, put_in_place, sole_writer
from namndbok.publish.interruption import uninterrupted
from namndbok.publish.papers import MEETING, Paper, Request, RunProgress
from namndbok.publish.plan import Plan, check_paper
from namndbok.publish.run import Stopped
from namndbok.publish.workers import DATA, NOT_BEGUN, UNSEALED, Workers, do_jobs
from namndbok.show import page_style
from namndbok.swedish import listing

MOST_NAMED = 5
HERE, DISK = Workers(), Disk()
PROPOSAL = "budget"


def publish_papers(
    request: Request, *, workers: Workers = HERE, progress: RunProgress | None = None
) -> Published:
    """Run the notebooks of the papers asked for, and publish what they give in `out/<year>` as one edition.

    What else stands in the folder, made of something else, is made again with them. Raises `InvalidData` or
    `InvalidParameter` before anything is run, and `NothingPublished` when a notebook stops, the run is
    interrupted or the result cannot be written; the edition that stood there then still does.
    """
    started = time.monotonic()
    tables, asked = read(request)
    book = compute(request, tables, asked)
    with failure_explained(request), sole_writer(request.out, DISK):
        covered = proof(book) | {"style": sha256(page_style().encode())}
        book = replace(book, basis=covered["basis"])
        plan = Plan(request, asked, book, covered, read_standing(request.folder))
        made = run(plan, workers, progress)
        number, edition = seal(plan, made)
        fresh = {name: edition.files[name] for name in (*made, *plan.beside)}
        differing = plan.standing.differing(fresh)
        swap(plan, edition, number, started)
    return _published(plan, number, differing, time.monotonic() - started)


def read(request: Request) -> tuple[Data, Sequence[Paper]]:
    """Read the tables, list the papers asked for, and look at what their notebooks take."""
    tables = load_data(request.data)
    return tables, [check_paper(paper, request) for paper in request.papers(tables)]


def compute(request: Request, tables: Data, asked: Sequence[Paper]) -> Book:
    """Compute facts and findings: those of the year, or of a proposal for it.

    Raises `InvalidData` or `InvalidParameter`, for one where a year that is not over will not do; a
    meeting needs no outcome.
    """
    if asked[0].notebook == PROPOSAL:
        from namndbok.proposals.budget import open_proposal

        return open_proposal(tables.folder, request.year, **asked[0].parameters)
    if asked[0].notebook == MEETING:
        return make_book(tables, request.year)
    require = require_any_outcome if request.ongoing else require_whole_year
    return make_book(tables, require(tables, request.year))


def run(plan: Plan, workers: Workers, progress: RunProgress | None) -> dict[str, bytes]:
    """Run the notebooks on a copy of the data and return the papers' files; raises `NotebookFailed`."""
    papers = plan.to_make
    with tempfile.TemporaryDirectory() as work:
        data = Path(work) / DATA
        for name in plan.book.inputs:  # what the seal covers, and nothing else
            (data / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(plan.request.data / name, data / name)
        book_file = Path(work) / "book.pickle"
        if type(plan.book) is Book:
            write_book_file(plan.book, book_file, Path(DATA))
        jobs, options = [*map(plan.job, papers)], {"book_file": book_file, "progress": progress}
        made = do_jobs(jobs, data, workers, meanwhile=lambda: (plan.beside, plan.index), **options)
        results = dict(zip(papers, made, strict=True))
    stopped = {paper: result for paper, result in results.items() if isinstance(result, Stopped)}
    if stopped:
        raise NotebookFailed(explain_stopped(stopped, plan.request.out, len(plan.papers)))
    if folder_digests(LIBRARY) != plan.proof["library"]:
        raise NotebookFailed(UNSEALED)
    files = [((paper.page, made.page), (paper.workbook, made.workbook)) for paper, made in results.items()]
    return {name: text.encode() for pair in files for name, text in pair}


def seal(plan: Plan, made: Mapping[str, bytes]) -> tuple[str, Edition]:
    """Put what was made beside what is kept, and seal all of it; return the seal too."""
    old, basis = plan.standing.seal.encode(), plan.basis.encode()
    kept = {name: plan.standing.read(name).replace(old, basis) for paper in plan.kept for name in paper.files}
    files = {**kept, **made, **plan.beside}
    number, files = seal_edition(plan.proof, plan.papers, plan.notebooks, files)
    printed = filter(plan.standing.has_printed, plan.standing.papers if number != plan.standing.seal else ())
    outdated = {f"{name}{PDF}" for name in printed}
    carried = [name for name in plan.standing.others() if name not in {*files, *outdated}]
    return number, Edition(plan.request.folder, files, plan.index, carried)


def print_pdf(folder: Path, name: str, data: Path, *, trace: bool = False) -> Path:
    """Put the PDF of a published paper beside its page, and return its path.

    It follows from the page and stands in no manifest; it is removed with its edition. Raises
    `InvalidParameter`, also where somebody else's file has its name, `NamndbokError` and OSError.
    """
    read_standing(folder).page(name)  # before anything is written
    with sole_writer(folder.parent, DISK):
        standing, target = read_standing(folder), folder / f"{name}{PDF}"
        if target.exists() and not standing.has_printed(name):
            raise InvalidParameter(f"{target} är inte gjord av sidan som den är nu. Flytta den först.")
        write_beside(target, standing.pdf(name, data, trace=trace))
    return target


def swap(plan: Plan, edition: Edition, number: str, started: float) -> None:
    """Put the edition in the place of the one that stands there, and log it."""

    def log() -> None:
        seconds = round(time.monotonic() - started, 1)
        log_run(plan.request.out, plan.entry | {"seal": number, "seconds": seconds}, disk=DISK)

    put_in_place(edition, log=log, disk=DISK)


def _published(plan: Plan, number: str, differing: tuple[str, ...] | None, seconds: float) -> Published:
    pages = {paper: plan.request.folder / paper.page for paper in plan.papers}
    result, findings = plan.book.facts.get("economy.result"), plan.book.findings
    return Published(
        pages=tuple(pages[paper] for paper in plan.asked),
        seal=number,
        result=result.display if result else "",
        findings=len(findings),
        unanswered=sum(finding.status == "open" for finding in findings),
        ran=frozenset(pages[paper] for paper in plan.to_make),
        again=tuple(pages[paper] for paper in plan.to_make if paper not in plan.asked),
        differing=differing,
        seconds=seconds,
    )


@contextmanager
def failure_explained(request: Request) -> Iterator[None]:
    """Log what stops the block, and raise it as `NothingPublished`, with what stands in the folder."""
    try:
        yield
    except (NothingPublished, OSError, KeyboardInterrupt) as error:
        stopped = NOT_BEGUN.reason if isinstance(error, KeyboardInterrupt) else str(error)
        reason = describe_write_failure(error) if isinstance(error, OSError) else stopped
        seal = read_standing(request.folder).seal
        entry = {"request": request.name, "year": request.year, "result": "failed"}
        with suppress(OSError):
            log_run(request.out, entry | {"reason": reason.partition("\n")[0]}, disk=DISK)
        kind = NotebookFailed if isinstance(error, NotebookFailed) else NothingPublished
        standing = [f"I {request.folder} står utgåvan med sigill {seal} kvar."] if seal else []
        raise kind("\n".join([reason, *standing])) from error


def explain_stopped(stopped: Mapping[Paper, Stopped], out: Path, total: int) -> str:
    """Save the notebooks that stopped, and say why each did and what the next edition therefore lacks."""
    reasons = []
    for paper, stop in stopped.items():
        saved = [save_failed_notebook(stop.workbook, out / "failed" / paper.name)] if stop.workbook else []
        reasons.append("\n".join([stop.reason, *saved]))
    names = [paper.name for paper in stopped]
    more = [f"{len(names) - MOST_NAMED} till"] if len(names) > MOST_NAMED else []
    lacking = f"Den nya utgåvan publiceras inte: den saknar {listing(names[:MOST_NAMED] + more)}."
    return "\n".join([*dict.fromkeys(reasons), *([lacking] if total > 1 else [])])


def save_failed_notebook(content: bytes, path: Path) -> str:
    """Write a failed notebook beside those that failed before, and say where; nothing is overwritten.

    `path` is folder and name without number: `reports/failed/annual_report` gives `annual_report-1.ipynb`.
    """
    numbered = (path.with_name(f"{path.name}-{number}.ipynb") for number in itertools.count(1))
    free = next(name for name in numbered if not name.exists())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with uninterrupted(), free.open("xb") as file:
            file.write(content)
    except OSError:
        with suppress(OSError):
            free.unlink()
        return f"Den avbrutna arbetsboken gick inte att spara i {path.parent}"
    return f"Den avbrutna arbetsboken finns i {free}"
