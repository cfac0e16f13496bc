"""What all commands that make papers share: their options, and how the papers are made and told."""

import inspect
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from namndbok.cli.options import Cluster, DataFolder, Force, Jobs, Limit, Notebooks, OutFolder, Year
from namndbok.cli.outcome import Outcome, published_outcome, standing_outcome
from namndbok.cli.screen import progress_bar
from namndbok.publish import TIME_LIMIT, nursery
from namndbok.show import quick_imports

if TYPE_CHECKING:
    from namndbok.data import Data
    from namndbok.publish import Paper


@dataclass(frozen=True)
class Work:
    """What papers are made of, where and by whom, as it was typed."""

    year: Year
    data: DataFolder = Path("data")
    out: OutFolder = Path("reports")
    notebooks: Notebooks = Path("notebooks")
    time_limit: Limit = TIME_LIMIT
    force: Force = False
    jobs: Jobs = None
    cluster: Cluster = None

    @cached_property
    def tables(self) -> "Data":
        """Return the tables, which are read once; raises `InvalidData`."""
        from namndbok.data import load_data

        return load_data(self.data)


def at_work(command: Callable[..., None]) -> Callable[..., None]:
    """Let the first argument of a command, its `Work`, be typed: as the year and as options after its own."""
    _, *own = inspect.signature(command).parameters.values()
    year, *shared = inspect.signature(Work).parameters.values()
    taken = [year, *own, *shared]

    @wraps(command)
    def typed(**given: Any) -> None:
        command(Work(**{one.name: given.pop(one.name) for one in (year, *shared)}), **given)

    typed.__annotations__ = {one.name: one.annotation for one in taken}
    typed.__signature__ = inspect.Signature(taken)  # type: ignore[attr-defined]
    return typed


def made(
    title: str, work: Work, asked: Callable[[], list["Paper"]], *, part: bool = False, partly: bool = False
) -> Outcome:
    """Publish papers with progress on the terminal, unless they stand there and nothing has changed.

    `part` is for papers of a year that need not be over. Those who make papers get ready while the rest is
    imported.
    """
    if not work.force and (standing := _standing(work, asked)):
        return standing
    with nullcontext() if work.cluster else nursery() as warm, quick_imports():
        from namndbok.publish import Crew, open_edition, publish_papers

        papers, crew = asked(), Crew(work.jobs, work.cluster, warm)
        book = open_edition(papers[0], work.tables, work.year, part=part)
        with progress_bar(title) as progress:
            pace = {"time_limit": work.time_limit, "progress": progress, "crew": crew}
            folders = {"out": work.out, "notebooks": work.notebooks}
            return published_outcome(publish_papers(book, papers, partly=partly, **folders, **pace))


def _standing(work: Work, asked: Callable[[], list["Paper"]]) -> Outcome | None:
    from namndbok.publish import MANIFEST

    folder = work.out / str(work.year)
    if not (folder / MANIFEST).is_file():
        return None
    from namndbok.publish import find_standing

    found = find_standing(folder, work.data, work.notebooks)
    if found is None:
        return None
    papers = asked()
    return standing_outcome(found, papers) if found.holds(papers) else None
