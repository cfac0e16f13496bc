"""Changes on a disk: its few steps, which a test can simulate, one writer at a time, and all files or none.

Several files of a data folder are changed as one: afterwards all are new, or all are as they were.
Everything happens in the folder `.history`:

    20310304T093000/   a change that was made: command.json, and the files as they were before it
    next/              a change that is prepared or under way, with the files as they are to be in `after/`

From when `next` has a command.json the change is to be taken back, which the next command that reads or
writes the folder does. It has been made when `next` gets its own name, which is one step.
"""

import json
import os
import platform
import re
import shlex
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from warnings import warn

from namndbok.data.files import sha256
from namndbok.errors import InvalidParameter, NamndbokError, Notice, UnfinishedSwap, describe_write_failure

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
HISTORY, COMMAND = ".history", "command.json"
STAMP = re.compile(r"(\d{8}T\d{6})(?:-(\d+))?")
NOTE = "Låt mappen vara: härifrån tar namndbok undo tillbaka ändringar, och nästa kommando avbrutna sådana."


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
            _lock(file, keep=False)


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


def _lock(file: BinaryIO, *, keep: bool = True) -> bool:
    """Lock the file, if nobody else has, or let go, as the system does when this process ends in any way."""
    try:
        if sys.platform == "win32":
            file.seek(BEYOND)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK if keep else msvcrt.LK_UNLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB if keep else fcntl.LOCK_UN)
    except (BlockingIOError, PermissionError):
        return False
    return True


def history_state(folder: Path) -> tuple[object, ...]:
    """Return what changes with each change of a data folder, when one that somebody died in is taken back.

    Who finds the same before and after reading has not read a mixture. Waits for a change that is under way.
    Raises `UnfinishedSwap` where it cannot be taken back now, and `InvalidParameter` where somebody still
    writes after some seconds.
    """
    journal = Journal(folder)
    if journal.begun():
        try:
            with exclusive_lock(journal.history, folder, InvalidParameter):
                journal.recover()
        except OSError as error:
            raise journal.unfinished(error) from error
    names = journal.disk.names(journal.history)
    return (names, journal.history.stat().st_mtime_ns) if names else ()


class Journal:
    """The places that changes of a data folder use, and their steps in order."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.folder, self.disk, self.history = folder, disk or Disk(), folder / HISTORY
        self.next, self.after = self.history / "next", self.history / "next" / "after"

    def changes(self) -> list[str]:
        """List the changes that have been made, by name and in order."""
        stamps = filter(None, map(STAMP.fullmatch, self.disk.names(self.history)))
        return [stamp[0] for stamp in sorted(stamps, key=lambda stamp: (stamp[1], int(stamp[2] or 1)))]

    def begun(self) -> Mapping[str, Any]:
        """Return what a change under way says of itself, if there is one; raises `UnfinishedSwap`."""
        path = self.next / COMMAND
        try:
            record = json.loads(self.disk.read(path))
            return {name: record[name] for name in ("stamp", "command", "new", "after")}
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError):
            advice = f"Jämför tabellerna med kopiorna i {self.next}, och ta sedan bort den mappen."
            raise UnfinishedSwap(f"{path} går inte att läsa. {advice}") from None

    def change(self, files: Mapping[str, bytes | None], record: Mapping[str, Any], stamp: str) -> Path:
        """Change files, None for one that goes, and return the folder that keeps what was there.

        `files` are named relative to the folder; `record` is kept with them, in a folder called `stamp` or
        what comes next after the last one. Raises OSError with everything as it was, and `UnfinishedSwap`
        where even that cannot be achieved now.
        """
        disk, earlier = self.disk, self.changes()
        last, number = STAMP.fullmatch(earlier[-1]).groups() if earlier else ("", None)
        if stamp <= last:  # changes stand in order, whatever the clock says
            stamp = f"{last}-{int(number or 1) + 1}"
        try:
            new = self._prepare(files, record | {"stamp": stamp})
            disk.rename(self.after / COMMAND, self.next / COMMAND)
            disk.sync(self.next)
            for name, content in files.items():
                if content is not None:
                    disk.replace(self.after / name, self.folder / name)
                elif name not in new:
                    disk.rename(self.folder / name, self.after / name)
            disk.sync(*self._folders(files))
            disk.rename(self.next, self.history / stamp)
        except BaseException:
            self.recover()
            raise
        with suppress(OSError):
            disk.sync(self.history)
            disk.remove(self.history / stamp / self.after.name)
        return self.history / stamp

    def recover(self) -> None:
        """Take back a change that has begun and is not made, saying so, and clear what is left of it."""
        begun, disk = self.begun(), self.disk
        try:
            if begun:
                aside = self._take_back(begun)
                disk.remove(self.next / COMMAND)
                disk.sync(self.next)
                said = [f"En ändring av {self.folder} som avbröts har tagits tillbaka: {begun['command']}."]
                said += [f"Det som var ändrat sedan dess finns i {path}." for path in aside]
                warn(" ".join(said), Notice, stacklevel=2)
        except OSError as error:
            raise self.unfinished(error) from error
        with suppress(OSError):
            if disk.exists(self.next):
                disk.remove(self.next)

    def unfinished(self, error: OSError) -> UnfinishedSwap:
        """Tell that a change cannot be taken back now, and why."""
        stopped = f"En ändring av {self.folder} avbröts och gick inte att ta tillbaka."
        advice = "Inget är förlorat. Undanröj hindret och kör igen, så ställs mappen i ordning."
        return UnfinishedSwap("\n".join([stopped, describe_write_failure(error), advice]))

    def _prepare(self, files: Mapping[str, bytes | None], record: Mapping[str, Any]) -> list[str]:
        """Write everything beside, and wait until the disk has it; return the files that are new."""
        disk = self.disk
        before = {name: disk.read(self.folder / name) for name in files if disk.exists(self.folder / name)}
        after = {name: "" if content is None else sha256(content) for name, content in files.items()}
        new = [name for name in files if name not in before]
        record = {"note": NOTE, **record, "files": sorted(files), "new": new, "after": after}
        told = (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()
        written = {self.after / COMMAND: told} | {self.next / name: text for name, text in before.items()}
        written |= {self.after / name: text for name, text in files.items() if text is not None}
        folders = sorted({*self._folders(files), *(path.parent for path in written)})
        for path in folders:
            if not disk.exists(path):
                disk.make(path)
        disk.write(written)
        disk.sync(*folders, self.history, self.folder)
        return new

    def _take_back(self, begun: Mapping[str, Any]) -> list[Path]:
        """Move everything back, what was changed by hand since aside; may itself be stopped anywhere."""
        disk, aside = self.disk, []
        for name, digest in begun["after"].items():
            standing, before, after = (place / name for place in (self.folder, self.next, self.after))
            if disk.exists(after) == bool(digest):
                continue  # it was not moved
            is_replaced = disk.exists(before) and disk.exists(standing)
            if is_replaced and sha256(disk.read(standing)) != digest:
                aside.append(self.history / f"{begun['stamp']}-{standing.name}")
                disk.replace(standing, aside[-1])
            if not digest:
                disk.replace(after, standing)
            elif disk.exists(before):
                disk.replace(before, standing)
            elif name in begun["new"] and disk.exists(standing):
                disk.replace(standing, after)
        disk.sync(*self._folders(begun["after"]), self.history)
        return aside

    def _folders(self, names: Iterable[str]) -> list[Path]:
        """List the folders that a change of some files touches."""
        return sorted({(place / name).parent for name in names for place in (self.folder, self.after)})
