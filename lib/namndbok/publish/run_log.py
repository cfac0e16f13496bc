"""When, where, by whom and how runs went: `run.log`, outside the seal and outside version control.

So it is also what tells an edition that was made on this computer from one that was only fetched to it.
"""

import json
import platform
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import Any

from namndbok.data import Disk

LOG = "run.log"


def log_run(out: Path, *entries: Mapping[str, Any], disk: Disk) -> None:
    """Append a line for each entry, with when, where and by whom; raises OSError."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    known = {"time": when, "user": _user(), "host": platform.node()}
    lines = [json.dumps({**known, **entry}, ensure_ascii=False) + "\n" for entry in entries]
    disk.append(out / LOG, "".join(lines).encode())


def _user() -> str:
    """Return the name that the user is logged in by; a container may have none."""
    try:
        return getuser()
    except (KeyError, OSError, ImportError):
        return "okänd"


def published_here(out: Path, year: int, **digest: str) -> list[dict[str, Any]]:
    """Return the entries of what this computer has published for a year with this `seal` or `basis`."""
    wanted = {"result": "published", "host": platform.node(), "year": year} | digest
    found = []
    with suppress(OSError), (out / LOG).open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            with suppress(ValueError, AttributeError):  # a line that was cut off
                if (
                    all(map(line.__contains__, digest.values()))
                    and wanted.items() <= (entry := json.loads(line)).items()
                ):
                    found.append(entry)
    return found
