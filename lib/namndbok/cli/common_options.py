"""What all commands that make papers share: their options, and how a request is carried out."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from namndbok.cli.arguments import Cluster, DataFolder, Force, Jobs, Limit, Notebooks, OutFolder, Year
from namndbok.cli.terminal import progress_bar
from namndbok.publish import TIME_LIMIT, Paper, Published, Request, find_unchanged, kernel_pool
from namndbok.show import quick_imports

if TYPE_CHECKING:
    from namndbok.data import Data


@dataclass(frozen=True)
class CommonOptions:
    """The year, the folders, and how to run."""

    year: Year
    data: DataFolder = Path("data")
    out: OutFolder = Path("reports")
    notebooks: Notebooks = Path("notebooks")
    time_limit: Limit = TIME_LIMIT
    force: Force = False
    jobs: Jobs = None
    cluster: Cluster = None


def with_common_options(command: Callable[..., None]) -> Callable[..., None]:
    """Let the first argument of a command be typed as the year, and as options after the command's own."""
    _, *own = inspect.signature(command).parameters.values()
    year, *shared = inspect.signature(CommonOptions).parameters.values()
    typed = [year, *own, *shared]

    @wraps(command)
    def run(**given: Any) -> None:
        command(CommonOptions(**{option.name: given.pop(option.name) for option in (year, *shared)}), **given)

    run.__annotations__ = {option.name: option.annotation for option in typed}
    run.__signature__ = inspect.Signature(typed)  # type: ignore[attr-defined]
    return run


def carry_out(
    title: str,
    name: str,
    options: CommonOptions,
    papers: Callable[["Data"], Sequence[Paper]],
    *,
    part: bool = False,
) -> Published:
    """Publish papers with progress on the terminal, unless they stand there and nothing has changed.

    `part` is for papers of a year that need not be over. The processes that run notebooks get ready while the
    rest of the library is imported.
    """
    folders = (options.data, options.out, options.notebooks)
    request = Request(name, options.year, papers, *folders, part, options.force, options.time_limit)
    if not options.force and (unchanged := find_unchanged(request)):
        return unchanged
    pool = None if options.cluster else kernel_pool()
    with quick_imports():
        from namndbok.publish import Workers, publish_papers

        with progress_bar(title) as progress:
            workers = Workers(options.jobs, options.cluster, pool)
            return publish_papers(request, workers=workers, progress=progress)
