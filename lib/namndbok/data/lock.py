"""One writer at a time in a folder, by the operating system's own lock on the file `.lock` there.

So a process that has died stands in nobody's way. What is written in the file only tells who it is.
"""

import json
import os
import platform
import shlex
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from namndbok.errors import NamndbokError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = ".lock"
PATIENCE, PAUSE = 10, 0.1  # seconds
BEYOND = 1 << 30  # the byte that is locked in Windows, where nobody else may read what is locked


@contextmanager
def exclusive_lock(folder: Path, written: Path, refusal: type[NamndbokError]) -> Iterator[str]:
    """Keep a folder, which is made if need be, to this process; give who died while keeping it, if anybody.

    Raises `refusal` if somebody else still writes after so many seconds, calling the folder `written`, and
    OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+b", buffering=0) as file:
        ends = time.monotonic() + PATIENCE
        while not _lock(file):
            if time.monotonic() > ends:
                holder = _holder(file) or "en annan körning"
                raise refusal(f"I {written} skriver {holder}. Vänta tills den är klar och kör igen.")
            time.sleep(PAUSE)
        died = _holder(file)
        command = shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]])
        started = datetime.now().astimezone().isoformat(sep=" ", timespec="minutes")
        myself = {"command": command, "started": started, "pid": str(os.getpid()), "host": platform.node()}
        _write(file, myself)
        try:
            yield died
        finally:
            _write(file, {})
            _unlock(file)


def _write(file: BinaryIO, holder: dict[str, str]) -> None:
    """Name who writes, where the disk has room for it."""
    with suppress(OSError):
        file.truncate(0)
        file.write(json.dumps(holder, ensure_ascii=False).encode() if holder else b"")


def _holder(file: BinaryIO) -> str:
    """Say who the file names; nothing where it names nobody."""
    file.seek(0)
    content = file.read()
    with suppress(ValueError, KeyError):
        found = json.loads(content)
        return "{command}, process {pid} på {host}, startad {started}".format(**found)
    return "en annan körning" if content else ""


def _lock(file: BinaryIO) -> bool:
    """Lock the file, if nobody else has; the system unlocks it when this process ends, however it does."""
    try:
        if sys.platform == "win32":
            file.seek(BEYOND)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _unlock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        file.seek(BEYOND)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_UN)
