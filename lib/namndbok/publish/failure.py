"""Why nothing was published, with what stands, what is lacking and where to look."""

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from namndbok.data import Disk
from namndbok.errors import NotebookFailed, NothingPublished, describe_write_failure
from namndbok.publish.edition import read_standing
from namndbok.publish.interruption import uninterrupted
from namndbok.publish.papers import Paper, Request
from namndbok.publish.run import Stopped
from namndbok.publish.run_log import log_run
from namndbok.swedish import listing

INTERRUPTED = "Körningen avbröts innan rapporten var klar."
MOST_NAMED = 5


@contextmanager
def failure_explained(request: Request, disk: Disk) -> Iterator[None]:
    """Log what stops the block, and raise it as `NothingPublished`, with what stands in the folder."""
    try:
        yield
    except (NothingPublished, OSError, KeyboardInterrupt) as error:
        reason, seal = _reason(error), read_standing(request.folder).seal
        entry = {"request": request.name, "year": request.year, "result": "failed"}
        with suppress(OSError):
            log_run(request.out, entry | {"reason": reason.partition("\n")[0]}, disk=disk)
        kind = NotebookFailed if isinstance(error, NotebookFailed) else NothingPublished
        standing = [f"I {request.folder} står utgåvan med sigill {seal} kvar."] if seal else []
        raise kind("\n".join([reason, *standing])) from error


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError):
        return describe_write_failure(error)
    return str(error) if isinstance(error, NothingPublished) else INTERRUPTED


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
