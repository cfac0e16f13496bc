"""The yearly report in one call: check the data, run the notebook, write page, facts, findings and manifest."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from namndbok.book import Book, open_book
from namndbok.errors import InvalidParameter, NamndbokError, NotebookFailed
from namndbok.publish import log_run, publish
from namndbok.run import TIME_LIMIT, Progress, check_parameters, run_notebook, to_html, to_ipynb
from namndbok.seal import facts_json, findings_json, proof, to_json


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

    Raises `InvalidParameter` or `InvalidData` before anything runs, `NotebookFailed` when the notebook stops; then
    what was published before is untouched.
    """
    notebook, started = _notebook(notebooks, name), time.monotonic()
    parameters = {"year": year, "data": data.name, **(extra or {})}
    check_parameters(notebook, parameters)
    book = open_book(data, year)
    try:
        nb = run_notebook(
            notebook, parameters, folder=data.resolve().parent, failed=out / "failed", time_limit=time_limit, progress=progress
        )
        page, sealed = to_html(nb), proof(book)
        if sealed["seal"] not in page:
            raise NotebookFailed("Underlaget ändrades medan rapporten kördes. Kör rapporten igen.")
    except NamndbokError as error:
        log_run(out, report=name, year=year, result="failed", reason=str(error).splitlines()[0])
        raise
    files = {f"{name}.ipynb": to_ipynb(nb), f"{name}.html": page}
    files |= {"facts.json": to_json(facts_json(book)), "findings.json": to_json(findings_json(book))}
    publish(out / str(year), files, sealed)
    log_run(out, report=name, year=year, result="published", seal=sealed["seal"], seconds=round(time.monotonic() - started, 1))
    return Published(book, out / str(year) / f"{name}.html", sealed["seal"])


def _notebook(folder: Path, name: str) -> Path:
    path = folder / f"{name}.ipynb"
    if not path.is_file():
        found = ", ".join(sorted(one.stem for one in folder.glob("*.ipynb"))) or "inga"
        raise InvalidParameter(f"Hittar inte {path}. Arbetsböcker i mappen: {found}. Kör från arbetsbokens översta mapp.")
    return path
