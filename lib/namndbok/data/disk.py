"""The few steps of a change on a disk, which a test can simulate, and one writer at a time in a folder."""

import json
import os
import platform
import shlex
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from namndbok.errors import NamndbokError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

WINDOWS = os.name == "nt"
THREADS = 8  # a disk takes that many files in little more time than one
PAUSES = (0.05, 0.1, 0.2, 0.4)  # seconds
LOCK = ".lock"
PATIENCE, PAUSE = 10, 0.1  # seconds
BEYOND = 1 << 30  # the byte that is locked in Windows, where nobody else may read what is locked


class Disk:
    """The disk of this computer; every step raises OSError, with the path in it, when it fails."""

    def names(self, folder: Path) -> list[str]:
        """List what is in a folder, in order of name; nothing where there is no folder."""
        return sorted(os.listdir(folder)) if folder.is_dir() else []

    def exists(self, path: Path) -> bool:
        """Tell whether anything has that name."""
        return os.path.lexists(path)

    def read(self, path: Path) -> bytes:
        """Return what a file holds."""
        return path.read_bytes()

    def make(self, folder: Path) -> None:
        """Make a folder, and those that it stands in."""
        folder.mkdir(parents=True)

    def write(self, files: Mapping[Path, bytes]) -> None:
        """Write new files, and wait until the disk has them."""
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(_write, files, files.values()))

    def append(self, path: Path, content: bytes) -> None:
        """Write at the end of a file, which is made if it is not there."""
        with path.open("ab") as file:
            file.write(content)

    def rename(self, source: Path, target: Path) -> None:
        """Give a file or a folder a name that nothing else has."""
        _patiently(lambda: os.rename(source, target))

    def replace(self, source: Path, target: Path) -> None:
        """Move a file to where another may be."""
        _patiently(lambda: os.replace(source, target))

    def remove(self, path: Path) -> None:
        """Remove a file, or a folder with all that is in it."""
        whole = path.is_dir() and not path.is_symlink()
        _patiently(lambda: shutil.rmtree(path) if whole else path.unlink())

    def sync(self, *folders: Path) -> None:
        """Wait until the disk has the names in some folders; Windows cannot, but keeps steps in order."""
        for folder in () if WINDOWS else folders:
            number = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(number)
            finally:
                os.close(number)


def _write(path: Path, content: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:  # of a full disk, which does not say what it had no room for
        error.filename = error.filename or str(path)
        raise


def _patiently(step: Callable[[], None]) -> None:
    """Try a step again for a moment, in Windows, where a virus scanner holds new files open."""
    for pause in PAUSES if WINDOWS else ():
        try:
            return step()
        except PermissionError:
            time.sleep(pause)
    step()


@contextmanager
def exclusive_lock(folder: Path, written: Path, refusal: type[NamndbokError]) -> Iterator[str]:
    """Keep a folder, which is made if need be, to this process; give who died while keeping it, if anybody.

    It is the operating system's own lock on the file `.lock` there, so a process that has died stands in
    nobody's way; what is written in the file only tells who it is. Raises `refusal` if somebody else still
    writes after so many seconds, calling the folder `written`, and OSError.
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
        _name_holder(file, json.dumps(myself, ensure_ascii=False))
        try:
            yield died
        finally:
            _name_holder(file, "")
            _unlock(file)


def _name_holder(file: BinaryIO, holder: str) -> None:
    """Name who writes, where the disk has room for it."""
    with suppress(OSError):
        file.truncate(0)
        file.write(holder.encode())


def _holder(file: BinaryIO) -> str:
    """Say who the file names; nothing where it names nobody."""
    file.seek(0)
    content = file.read()
    with suppress(ValueError, KeyError):
        return "{command}, process {pid} på {host}, startad {started}".format(**json.loads(content))
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
