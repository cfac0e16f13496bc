"""Put finished files in place: all of them or none, and never half a report."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import Any

from namndbok.books import to_json
from namndbok.data import sha256
from namndbok.publish.interruption import uninterrupted
from namndbok.publish.papers import MANIFEST

LOG = "run.log"


def require_writable(folder: Path) -> None:
    """Make sure before a long run that its result can be written; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass


@contextmanager
def published(
    folder: Path, files: Mapping[str, str], manifest: Mapping[str, Any], gone: Iterable[str] = ()
) -> Iterator[None]:
    """Write files and their manifest beside `folder`, then move them in, and those that are `gone` out.

    `outputs` in the manifest are the hashes of files that stay as they are; those of the new ones are added.
    What was there before comes back if a move fails, or if the block does.
    """
    outputs = {name: content.encode() for name, content in files.items()}
    hashes = manifest.get("outputs", {}) | {name: sha256(content) for name, content in outputs.items()}
    outputs[MANIFEST] = to_json({**manifest, "outputs": dict(sorted(hashes.items()))}).encode()
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".staging-", dir=folder.parent))
    try:
        for name, content in outputs.items():
            (staging / name).write_bytes(content)
        with uninterrupted(), _moved(staging, folder, [*outputs, *gone]):
            yield
    finally:
        shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _moved(staging: Path, folder: Path, names: list[str]) -> Iterator[None]:
    """Move files into place, and back again if the block fails."""
    new, moved = not folder.exists(), []
    try:
        folder.mkdir(exist_ok=True)
        for name in names:
            if (folder / name).exists():
                os.replace(folder / name, staging / f"{name}.before")
            moved.append(name)
            if (staging / name).exists():
                os.replace(staging / name, folder / name)
        yield
    except BaseException:
        for name in moved:
            _restore(folder / name, staging / f"{name}.before")
        if new:
            folder.rmdir()
        raise


def _restore(path: Path, before: Path) -> None:
    if before.exists():
        os.replace(before, path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def replaced(path: Path, text: str) -> Iterator[None]:
    """Write a file beside its place and move it there; what was there comes back if the block fails."""
    before = path.read_bytes() if path.is_file() else None
    _write_beside(path, text.encode())
    try:
        yield
    except BaseException:
        with uninterrupted():
            path.unlink() if before is None else _write_beside(path, before)
        raise


def _write_beside(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    staging = Path(tempfile.mkdtemp(prefix=".staging-", dir=path.parent))
    try:
        (staging / path.name).write_bytes(content)
        os.replace(staging / path.name, path)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def log_run(out: Path, **entry: Any) -> None:
    """Append when, by whom and how a run went to `run.log`; it is outside the seal."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    out.mkdir(parents=True, exist_ok=True)
    with (out / LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps({"time": when, "user": _user(), **entry}, ensure_ascii=False) + "\n")


def _user() -> str:
    """Return the name that the user is logged in by; a container may have none."""
    try:
        return getuser()
    except (KeyError, OSError, ImportError):
        return "okänd"
