"""Notes of what a notebook reads of its data, so that it need not run again when something else changes.

The process that runs the cells is told by the variable `NAMNDBOK_NOTES` where to write them, one a line:
`watched` first of all, then `table:fees`, `fact:economy.result`, `facts:fees` (all facts below it),
`findings`, `comments`, or `everything` where a file of the data is read in another way than by a book.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress

VARIABLE = "NAMNDBOK_NOTES"
WATCHED = "watched"
EVERYTHING = "everything"
DATA = "data"
# What else may read a file, where Python does not see which.
UNSEEN = {"subprocess.Popen", "os.system", "os.posix_spawn", "os.exec", "sqlite3.connect", "mmap.__new__"}


class Watch:
    """The notes of one process; each is written once, and none while the watch is paused."""

    _first = True

    def __init__(self) -> None:
        self._path, self._data, self._noted, self._paused = "", ("",), set(), False

    def begin(self) -> None:
        """Write notes from now on, if this process is told where."""
        self._data = os.path.abspath(DATA), os.path.realpath(DATA)
        self._path, self._process = os.environ.get(VARIABLE, ""), os.getpid()
        if self._path:
            self._file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            self.note(WATCHED)
            sys.addaudithook(self._happened)

    @property
    def on(self) -> bool:
        """Tell whether anybody wants the notes."""
        return bool(self._path)

    def note(self, what: str) -> None:
        """Note that something is read."""
        if self._path and not self._paused and what not in self._noted:
            self._noted.add(what)
            self._write(f"{what}\n")

    def _write(self, line: str) -> None:
        """Append a line; a fork of the process may have closed the file that is kept open for it."""
        if os.getpid() == self._process:
            os.write(self._file, line.encode())
            return
        with self.paused(), open(self._path, "a", encoding="utf-8") as notes:
            notes.write(line)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Note nothing in the block."""
        before, self._paused = self._paused, True
        try:
            yield
        finally:
            self._paused = before

    @contextmanager
    def once(self) -> Iterator[None]:
        """Note nothing in the block, the first time: what it opens notes by itself what is read of it."""
        first, self._first = self._first, False
        with self.paused() if first else nullcontext():
            yield

    def _happened(self, event: str, arguments: tuple[object, ...]) -> None:
        if self._paused:
            return
        if event in UNSEEN or (event == "open" and self._is_data(arguments[0])):
            self.note(EVERYTHING)

    def _is_data(self, path: object) -> bool:
        with suppress(TypeError, ValueError):
            return os.path.abspath(os.fsdecode(path)).startswith(self._data)
        return False


watch = Watch()
