"""A notebook that failed is kept, beside those that failed before."""

import itertools
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from namndbok.publish.interruption import uninterrupted


def keep(content: bytes, path: Path) -> str:
    """Write a failed notebook beside those that failed before, and tell where; nothing is overwritten.

    `path` is folder and name without number: `reports/failed/annual_report` gives `annual_report-1.ipynb`.
    """
    free = next(name for name in _numbered(path) if not name.exists())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with uninterrupted(), free.open("xb") as file:
            file.write(content)
    except OSError:
        with suppress(OSError):
            free.unlink()
        return f"Den avbrutna arbetsboken gick inte att spara i {path.parent}"
    return f"Den avbrutna arbetsboken finns i {free}"


def _numbered(path: Path) -> Iterator[Path]:
    return (path.with_name(f"{path.name}-{number}.ipynb") for number in itertools.count(1))
