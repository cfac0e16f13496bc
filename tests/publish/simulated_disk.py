"""A disk in memory that crashes, loses what it has not been asked to keep, fills up and holds files open.

It is the disk of `namndbok.data.disk`, so the very steps that publish a report run on it. A name becomes
lasting when its folder is synced. Until then a crash may keep any part of what was done, in any order that
still makes sense, but a move is never half done. All chance comes from one seed.
"""

import errno
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from namndbok.data.disk import Disk

RESERVED = {"aux.html", "con.html", "nul.html"}


class Crash(BaseException):
    """The power went."""


@dataclass(eq=False)
class File:
    """A file, and what of it the disk has."""

    content: bytes = b""
    lasting: bytes = b""


@dataclass(eq=False)
class Folder:
    """A folder's entries, and those that the disk has."""

    entries: dict[str, "File | Folder"] = field(default_factory=dict)
    lasting: dict[str, "File | Folder"] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Step:
    """A change of entries, done whole or not at all: for each folder and name, what was and what is there."""

    changes: tuple[tuple[Folder, str, "File | Folder | None", "File | Folder | None"], ...]

    def keep(self) -> None:
        """Make it lasting, if what it changes is there."""
        if all(folder.lasting.get(name) is before for folder, name, before, _ in self.changes):
            for folder, name, _, after in self.changes:
                folder.lasting.pop(name, None)
                if after is not None:
                    folder.lasting[name] = after


class SimulatedDisk(Disk):
    """A disk on which the step number `crash_at` is the last one, or the number `fail_at` fails with `error`.

    A path in `held` is open in another program, as Windows has it: neither it nor a folder that it is in can
    be moved or removed.
    """

    def __init__(self, random: Random) -> None:
        self.random, self.root, self.pending = random, Folder(), []
        self.step, self.crash_at, self.fail_at, self.error = 0, 0, 0, errno.ENOSPC
        self.held: set[Path] = set()
        self.windows, self.synced = random.random() < 0.3, True

    # What publishing asks of a disk

    def names(self, folder: Path) -> list[str]:
        found = self._find(folder)
        return sorted(found.entries) if isinstance(found, Folder) else []

    def exists(self, path: Path) -> bool:
        return self._find(path) is not None

    def read(self, path: Path) -> bytes:
        found = self._find(path)
        if not isinstance(found, File):
            raise FileNotFoundError(errno.ENOENT, "No such file", str(path))
        return found.content

    def make(self, folder: Path) -> None:
        if self.exists(folder):
            raise FileExistsError(errno.EEXIST, "File exists", str(folder))
        for path in [*reversed(folder.parents), folder]:
            if not self.exists(path):
                self._begin(path)
                self._change((self._folder(path.parent), path.name, Folder()))

    def write(self, files: Mapping[Path, bytes]) -> None:
        for path, content in files.items():
            file, written = File(), content[: self.random.randint(0, len(content))]
            if path.name in RESERVED and self.windows:
                continue
            self._begin(path)
            self._change((self._folder(path.parent), path.name, file))
            file.content = file.lasting = written
            self._begin(path)
            file.content = file.lasting = content

    def append(self, path: Path, content: bytes) -> None:
        self._begin(path)
        file = self._find(path)
        if file is None:
            file = File()
            self._change((self._folder(path.parent), path.name, file))
        file.content += content

    def rename(self, source: Path, target: Path) -> None:
        if self.exists(target):
            raise OSError(errno.ENOTEMPTY, "Directory not empty", str(source), None, str(target))
        self._move(source, target)

    def replace(self, source: Path, target: Path) -> None:
        self._move(source, target)

    def remove(self, path: Path) -> None:
        found = self._find(path)
        if found is None:
            raise FileNotFoundError(errno.ENOENT, "No such file", str(path))
        for name in self.random.sample(self.names(path), len(self.names(path))):
            self.remove(path / name)
        self._begin(path, moves=True)
        self._change((self._folder(path.parent), path.name, None))

    def sync(self, *folders: Path) -> None:
        for path in folders:
            self.synced = False
            self._begin(path)
            if not self.windows:
                self._keep_all(self._folder(path))
                self.synced = True

    # What the world does to it

    def reboot(self) -> None:
        """Lose what was not lasting, but for some of it; hold nothing open.

        Windows has no sync of folders, but does not lose a step and keep a later one.
        """
        chance = self.random.choice((0, 0.5, 1))
        kept = [self.random.random() < chance for _ in self.pending]
        if self.windows:
            kept.sort(reverse=True)
        for step, is_kept in zip(self.pending, kept, strict=True):
            if is_kept:
                step.keep()
        self.pending.clear()
        self._forget(self.root)
        self.settle()

    def settle(self) -> None:
        """Make everything lasting, let go of what is held open, and count steps from here."""
        for step in self.pending:
            step.keep()
        self.pending.clear()
        for file in self._files(self.root):
            file.lasting = file.content
        self.held, self.step, self.crash_at, self.fail_at = set(), 0, 0, 0

    def contents(self, folder: Path) -> dict[str, bytes] | None:
        """Return every file below a folder by its name there; None where there is no folder."""
        found = self._find(folder)
        return dict(self._below(found, Path())) if isinstance(found, Folder) else None

    def _begin(self, path: Path, *, moves: bool = False) -> None:
        """Count a step, which may be the last one, or fail."""
        self.step += 1
        if 0 < self.crash_at <= self.step:  # and nothing can be done until it is started again
            raise Crash
        if self.step == self.fail_at:
            raise OSError(self.error, "failed", str(path))
        if moves and any(held == path or path in held.parents for held in self.held):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))

    def _move(self, source: Path, target: Path) -> None:
        self._begin(source, moves=True)
        moved = self._find(source)
        if moved is None:
            raise FileNotFoundError(errno.ENOENT, "No such file", str(source))
        self._change(
            (self._folder(source.parent), source.name, None),
            (self._folder(target.parent), target.name, moved),
        )

    def _change(self, *changes: tuple[Folder, str, File | Folder | None]) -> None:
        told = [(folder, name, folder.entries.get(name), after) for folder, name, after in changes]
        for folder, name, _, after in told:
            folder.entries.pop(name, None)
            if after is not None:
                folder.entries[name] = after
        self.pending.append(Step(tuple(told)))

    def _keep_all(self, folder: Folder) -> None:
        """Make a folder's entries lasting, and with them everything that was done before the last of them."""
        touching = [
            number for number, step in enumerate(self.pending) if any(c[0] is folder for c in step.changes)
        ]
        for step in self.pending[: touching[-1] + 1 if touching else 0]:
            step.keep()
        del self.pending[: touching[-1] + 1 if touching else 0]

    def _forget(self, folder: Folder) -> None:
        folder.entries = dict(folder.lasting)
        for child in folder.entries.values():
            if isinstance(child, Folder):
                self._forget(child)
            else:
                child.content = child.lasting

    def _find(self, path: Path) -> File | Folder | None:
        found: File | Folder | None = self.root
        for name in path.parts:
            found = found.entries.get(name) if isinstance(found, Folder) else None
        return found

    def _folder(self, path: Path) -> Folder:
        found = self._find(path)
        if not isinstance(found, Folder):
            raise FileNotFoundError(errno.ENOENT, "No such folder", str(path))
        return found

    def _files(self, folder: Folder) -> Iterator[File]:
        for child in folder.entries.values():
            if isinstance(child, Folder):
                yield from self._files(child)
            else:
                yield child

    def _below(self, folder: Folder, at: Path) -> Iterator[tuple[str, bytes]]:
        for name, child in folder.entries.items():
            if isinstance(child, Folder):
                yield from self._below(child, at / name)
            else:
                yield (at / name).as_posix(), child.content
