"""Put an edition in place and log it: the whole folder is swapped for the next one, or stays as it was.

Everything is prepared in a folder beside, `.2031.swap`, on the same disk:

    next/                the whole next edition
    previous/            the standing edition, once it has been moved out
    index.html           the next first page over all years
    index.before.html    the standing one
    undo.json            stands there from before the first move until after the last

`undo.json` is what SQLite calls a rollback journal. As long as it is there, the swap is to be taken back, and
removing it, which is one step, makes the swap done. Linux can exchange two folders in one step (renameat2),
but Python does not offer it, and Windows and macOS have other calls or none. Two moves and a journal are the
same everywhere, and the same in the tests. The price: between the two moves the folder is away, and after a
crash right there it is away until the next run.
"""

import errno
import json
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import Any

from namndbok.data import Disk, exclusive_lock
from namndbok.errors import NothingPublished, UnfinishedSwap, describe_write_failure
from namndbok.publish.interruption import uninterrupted

LOG = "run.log"
BESIDE = ".swap"
NOTE = "Nämndbok avbröts mitt i ett byte. Nästa körning ställer allt i ordning. Låt den här mappen vara."


@dataclass(frozen=True)
class Edition:
    """What is to stand in a folder: all its files by name, and the first page over all years if it has one.

    `carried` names what others have put in the folder, which goes along to the next edition.
    """

    folder: Path
    files: Mapping[str, bytes]
    index: bytes | None = None
    carried: Sequence[str] = ()


def put_in_place(edition: Edition, *, log: Callable[[], None], disk: Disk) -> None:
    """Swap a folder for its next edition, and log it; raises OSError, with everything as it was.

    Raises `UnfinishedSwap` where even that cannot be achieved now. Once the moves begin no signal stops them.
    """
    swap = _Swap(edition.folder, disk)
    try:
        swap.prepare(edition)
    except BaseException:
        swap.clear()
        raise
    with uninterrupted():
        try:
            swap.begin(edition)
            swap.exchange(edition)
            log()
            swap.commit()
        except BaseException:
            swap.put_in_order()
            raise
        swap.clear()


def put_in_order(out: Path, disk: Disk) -> list[str]:
    """Take back swaps that a crash stopped, clear what it left, and say so; raises `UnfinishedSwap`."""
    left = [name for name in disk.names(out) if name.startswith(".") and name.endswith(BESIDE)]
    return [_Swap(out / name[1 : -len(BESIDE)], disk).put_in_order() for name in left]


def is_unfinished(folder: Path) -> bool:
    """Tell whether a swap of a folder was stopped midway and has not been taken back yet."""
    return _Swap(folder, Disk()).journal.exists()


class _Swap:
    """The places that one folder's swap uses, and its steps in order."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder, self.disk, self.out = folder, disk, folder.parent
        self.beside = self.out / f".{folder.name}{BESIDE}"
        self.next, self.previous = self.beside / "next", self.beside / "previous"
        self.index, self.index_before = self.out / "index.html", self.beside / "index.before.html"
        self.index_next, self.journal = self.beside / "index.html", self.beside / "undo.json"

    def prepare(self, edition: Edition) -> None:
        """Write everything beside, and wait until the disk has it."""
        self.disk.make(self.next)
        self.disk.write({self.next / name: content for name, content in edition.files.items()})
        unwritten = edition.files.keys() - set(self.disk.names(self.next))
        if unwritten:  # such as aux.html, which Windows takes for a device
            raise OSError(errno.EINVAL, "reserved name", str(self.folder / min(unwritten)))
        if edition.index is not None:
            pages = {self.index_next: edition.index}
            if self.disk.exists(self.index):
                pages[self.index_before] = self.disk.read(self.index)
            self.disk.write(pages)
        self.disk.sync(self.next, self.beside, self.out)

    def begin(self, edition: Edition) -> None:
        """Write the journal, whole: from now on the swap is to be taken back."""
        journal = {
            "note": NOTE,
            "first": not self.disk.exists(self.folder),
            "first_index": edition.index is not None and not self.disk.exists(self.index),
            "carried": list(edition.carried),
        }
        written = self.beside / "undo.next"
        self.disk.write({written: json.dumps(journal, ensure_ascii=False, indent=2).encode()})
        self.disk.rename(written, self.journal)
        self.disk.sync(self.beside)

    def exchange(self, edition: Edition) -> None:
        """Move the standing edition out and the next one in, then what is carried, then the first page."""
        if self.disk.exists(self.folder):
            self.disk.rename(self.folder, self.previous)
            self.disk.sync(self.beside, self.out)
        self.disk.rename(self.next, self.folder)
        self.disk.sync(self.beside, self.out)
        for name in edition.carried:
            self.disk.rename(self.previous / name, self.folder / name)
        if edition.index is not None:
            self.disk.replace(self.index_next, self.index)
        self.disk.sync(self.folder, self.beside, self.out)

    def commit(self) -> None:
        """Remove the journal: the swap is done, or has been taken back."""
        self.disk.remove(self.journal)

    def clear(self) -> None:
        """Remove what is beside, as soon as the journal is gone for good; otherwise the next run does it."""
        with suppress(OSError):
            self.disk.sync(self.beside)
            self.disk.remove(self.beside)

    def put_in_order(self) -> str:
        """Take the swap back if it has begun and is not done, clear what is beside, and say which it was."""
        begun = self.disk.exists(self.journal)
        try:
            if begun:
                self._undo(json.loads(self.disk.read(self.journal)))
                self.commit()
        except OSError as error:
            stopped = f"Bytet av {self.folder} avbröts och gick inte att ta tillbaka."
            advice = "Inget är förlorat. Undanröj hindret och kör igen, så ställs mappen i ordning."
            raise UnfinishedSwap("\n".join([stopped, describe_write_failure(error), advice])) from error
        self.clear()
        if begun:
            return f"Ett avbrutet byte av {self.folder.name} togs tillbaka."
        return f"Rester efter en avbruten körning av {self.folder.name} togs bort."

    def _undo(self, journal: Mapping[str, Any]) -> None:
        """Move everything back; may itself be stopped anywhere, and begun again."""
        exists, rename, sync = self.disk.exists, self.disk.rename, self.disk.sync
        moved_out, moved_in = exists(self.previous), not exists(self.next) and exists(self.folder)
        if moved_in and moved_out:
            for name in filter(lambda name: exists(self.folder / name), journal["carried"]):
                rename(self.folder / name, self.previous / name)
            sync(self.folder, self.previous)
        if moved_in and (moved_out or journal["first"]):
            rename(self.folder, self.next)
        if moved_out:
            sync(self.beside, self.out)
            rename(self.previous, self.folder)
        if exists(self.index_before):
            self.disk.replace(self.index_before, self.index)
        elif journal["first_index"] and exists(self.index):
            self.disk.remove(self.index)
        sync(self.beside, self.out)


@contextmanager
def sole_writer(out: Path, disk: Disk) -> Iterator[None]:
    """Write alone in a folder of reports, when all that a writer who died there left is in order and logged.

    Raises `NothingPublished` if somebody else still writes there after some seconds, `UnfinishedSwap` and
    OSError.
    """
    with exclusive_lock(out, out, NothingPublished) as died:
        said = [f"En tidigare körning avbröts: {died}."] if died else []
        said += put_in_order(out, disk)
        if said:
            log_run(out, *({"result": "recovered", "reason": text} for text in said), disk=disk)
        yield


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
