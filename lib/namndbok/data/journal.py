"""Several files of a data folder changed as one: afterwards all are new, or all are as they were.

Everything is prepared in the folder `.history`:

    state.json         the changes that have been made, in order, and the one that is under way if any
    20310304T093000/   a change: command.json, and the files as they were before it
    next/              the files as they are to be, and what state.json is to say next

`state.json` is what SQLite calls a rollback journal. From when it says that a change is under way until it
says something else, that change is to be taken back; the next command that reads or writes the folder does.
Its number grows with each change, so who finds the same before and after reading has not read a mixture.
"""

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from warnings import warn

from namndbok.data.disk import Disk, exclusive_lock
from namndbok.data.files import sha256
from namndbok.errors import InvalidParameter, Notice, UnfinishedSwap, describe_write_failure

HISTORY, STATE, COMMAND = ".history", "state.json", "command.json"
BEGUN, DONE, BACK = "begun.state", "done.state", "back.state"
STAMP = re.compile(r"\d{8}T\d{6}(-\d+)?")
NOTE = "Låt mappen vara: härifrån tar namndbok undo tillbaka ändringar, och nästa kommando avbrutna sådana."


def state_number(folder: Path) -> int:
    """Return the number of a data folder's state, when a change that somebody died in has been taken back.

    Waits for a change that is under way. Raises `UnfinishedSwap` where it cannot be taken back now, and
    `InvalidParameter` where somebody still writes after some seconds.
    """
    journal = Journal(folder)
    if journal.state()["begun"]:
        try:
            with exclusive_lock(journal.history, folder, InvalidParameter):
                journal.recover()
        except OSError as error:
            raise journal.unfinished(error) from error
    return journal.state()["number"]


class Journal:
    """The places that changes of a data folder use, and their steps in order."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.folder, self.disk, self.history = folder, disk or Disk(), folder / HISTORY
        self.next, self.path = self.history / "next", self.history / STATE

    def state(self) -> dict[str, Any]:
        """Return number, changes by name, and what has `begun`; raises `UnfinishedSwap` and OSError."""
        if not self.disk.exists(self.path):
            return {"note": NOTE, "number": 0, "changes": [], "begun": None}
        try:
            state = json.loads(self.disk.read(self.path))
            return {name: state[name] for name in ("note", "number", "changes", "begun")}
        except (ValueError, KeyError, TypeError):
            advice = f"Jämför tabellerna med kopiorna i {self.history}, och ta sedan bort filen."
            raise UnfinishedSwap(f"{self.path} går inte att läsa. {advice}") from None

    def change(self, files: Mapping[str, bytes | None], record: Mapping[str, Any], stamp: str) -> Path:
        """Change files, None for one that goes, and return the folder that keeps what was there.

        `files` are named relative to the folder; `record` is kept with them. Raises OSError with everything
        as it was, and `UnfinishedSwap` where even that cannot be achieved now.
        """
        try:
            begun = self._prepare(files, record, stamp)
            for name, digest in begun["after"].items():
                if digest:
                    self.disk.replace(self.next / name, self.folder / name)
                elif name not in begun["new"]:
                    self.disk.rename(self.folder / name, self.next / name)
            self.disk.sync(*sorted(self._folders(files)), self.history)
            self._say(DONE)
        except BaseException:
            self.recover()
            raise
        with suppress(OSError):
            self.disk.sync(self.history)
            self.disk.remove(self.next)
        return self.history / stamp

    def recover(self) -> None:
        """Take back a change that has begun and is not done, saying so, and clear what is left of others."""
        begun = self.state()["begun"]
        try:
            if begun:
                aside = self._take_back(begun)
                self._say(BACK)
                self.disk.sync(self.history)
                said = [f"En ändring av {self.folder} som avbröts har tagits tillbaka: {begun['command']}."]
                said += [f"Det som var ändrat sedan dess finns i {path}." for path in aside]
                warn(" ".join(said), Notice, stacklevel=2)
        except OSError as error:
            raise self.unfinished(error) from error
        with suppress(OSError):
            names, made = self.disk.names(self.history), self.state()["changes"]
            for name in names:
                if name == self.next.name or (STAMP.fullmatch(name) and name not in made):
                    self.disk.remove(self.history / name)

    def unfinished(self, error: OSError) -> UnfinishedSwap:
        """Tell that a change cannot be taken back now, and why."""
        stopped = f"En ändring av {self.folder} avbröts och gick inte att ta tillbaka."
        advice = "Inget är förlorat. Undanröj hindret och kör igen, så ställs mappen i ordning."
        return UnfinishedSwap("\n".join([stopped, describe_write_failure(error), advice]))

    def _prepare(
        self, files: Mapping[str, bytes | None], record: Mapping[str, Any], stamp: str
    ) -> Mapping[str, Any]:
        """Write everything beside, and wait until the disk has it; return what has then begun."""
        disk, kept, state = self.disk, self.history / stamp, self.state()
        before = {name: disk.read(self.folder / name) for name in files if disk.exists(self.folder / name)}
        after = {name: "" if content is None else sha256(content) for name, content in files.items()}
        new = [name for name in files if name not in before]
        begun = {"change": stamp, "command": record["command"], "after": after, "new": new}
        changed = state | {"number": state["number"] + 1}
        states = {
            STATE: state,
            BEGUN: changed | {"begun": begun},
            DONE: changed | {"changes": [*state["changes"], stamp]},
            BACK: changed,
        }
        written = {self.next / name: _json(content) for name, content in states.items()}
        written[kept / COMMAND] = _json({**record, "files": sorted(files), "new": new, "after": after})
        written |= {kept / name: content for name, content in before.items()}
        written |= {self.next / name: content for name, content in files.items() if content is not None}
        folders = sorted({path.parent for path in written} | self._folders(files))
        for path in folders:
            if not disk.exists(path):
                disk.make(path)
        disk.write(written)
        disk.sync(*folders, self.history, self.folder)
        if not disk.exists(self.path):
            self._say(STATE)
        self._say(BEGUN)
        disk.sync(self.history)
        return begun

    def _take_back(self, begun: Mapping[str, Any]) -> list[Path]:
        """Move everything back, what was changed by hand since aside; may itself be stopped anywhere."""
        disk, aside = self.disk, []
        for name, digest in begun["after"].items():
            standing, next_one = self.folder / name, self.next / name
            kept = self.history / begun["change"] / name
            if disk.exists(next_one) == bool(digest):
                continue  # it was not moved
            is_replaced = disk.exists(kept) and disk.exists(standing)
            if is_replaced and sha256(disk.read(standing)) != digest:
                aside.append(self.history / f"{begun['change']}-{standing.name}")
                disk.replace(standing, aside[-1])
            if not digest:
                disk.replace(next_one, standing)
            elif disk.exists(kept):
                disk.replace(kept, standing)
            elif name in begun["new"] and disk.exists(standing):
                disk.replace(standing, next_one)
        disk.sync(*sorted(self._folders(begun["after"])), self.history)
        return aside

    def _folders(self, names: Iterable[str]) -> set[Path]:
        return {path.parent for name in names for path in (self.folder / name, self.next / name)}

    def _say(self, name: str) -> None:
        """Let state.json say what was prepared, in one step."""
        self.disk.replace(self.next / name, self.path)


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
