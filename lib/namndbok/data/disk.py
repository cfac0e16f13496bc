"""The few steps that a change takes on a disk, so that a test can put a simulated one beneath it."""

import os
import shutil
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WINDOWS = os.name == "nt"
THREADS = 8  # a disk takes that many files in little more time than one
PAUSES = (0.05, 0.1, 0.2, 0.4)  # seconds


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
