"""Put finished files in place: all of them or none, and never half a report."""

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import Any

from namndbok.seal import sha256, to_json

MANIFEST = "manifest.json"
LOG = "run.log"


def publish(folder: Path, files: Mapping[str, str], proof: Mapping[str, Any]) -> None:
    """Write files and their manifest beside `folder`, then move them in; what was there comes back if a move fails."""
    outputs = {name: content.encode() for name, content in files.items()}
    manifest = {**proof, "outputs": {name: sha256(content) for name, content in sorted(outputs.items())}}
    outputs[MANIFEST] = to_json(manifest).encode()
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".staging-", dir=folder.parent))
    try:
        for name, content in outputs.items():
            (staging / name).write_bytes(content)
        _move(staging, folder, list(outputs))
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _move(staging: Path, folder: Path, names: list[str]) -> None:
    folder.mkdir(exist_ok=True)
    moved: list[str] = []
    try:
        for name in names:
            if (folder / name).exists():
                os.replace(folder / name, staging / f"{name}.before")
            moved.append(name)
            os.replace(staging / name, folder / name)
    except BaseException:
        for name in moved:
            before = staging / f"{name}.before"
            os.replace(before, folder / name) if before.exists() else (folder / name).unlink(missing_ok=True)
        raise


def log_run(out: Path, **entry: Any) -> None:
    """Append when, by whom and how a run went to `run.log`; it is outside the seal."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    out.mkdir(parents=True, exist_ok=True)
    with (out / LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps({"time": when, "user": getuser(), **entry}, ensure_ascii=False) + "\n")
