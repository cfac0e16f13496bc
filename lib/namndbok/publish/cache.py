"""Papers made before, kept with what they were made from: a paper is made again only when that has changed.

An entry names the notebook, its parameters, the library and the packages that made it, and for everything
that the notebook read, a hash of what was read. It is used if all of that is the same now, and if it is
itself whole. The seal, which rests on more than a paper reads, is written anew.
"""

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from namndbok.books import FACT, Book, to_json
from namndbok.data import DESCRIPTOR, sha256
from namndbok.publish.task import Made, Result, Task
from namndbok.publish.watch import WATCHED

FOLDER = ".cache"
MOST = 2_000  # entries; the oldest are thrown away


@dataclass(frozen=True)
class Cache:
    """Entries in a folder, for the papers of one book; `sealed` is the book's proof."""

    folder: Path
    book: Book
    sealed: Mapping[str, Any]

    def find(self, task: Task) -> Made | None:
        """Return a paper made before from the same, with the seal of now; None where there is none."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            digest, _, content = self._path(task).read_text(encoding="utf-8").partition("\n")
            entry = json.loads(content)
            if digest == sha256(content.encode()) and entry["read"] == self._digests(entry["read"]):
                made = entry["made"] | {"notes": tuple(entry["made"]["notes"]), "fresh": False}
                return Made(**made).sealed(task.seal)
        return None

    def keep_all(self, tasks: Sequence[Task], results: Sequence[Result]) -> None:
        """Keep the papers that were made now."""
        for task, result in zip(tasks, results, strict=True):
            if isinstance(result, Made) and result.fresh:
                self.keep(task, result)

    def keep(self, task: Task, made: Made) -> None:
        """Keep a paper, if it is known what it was made from; one that cannot be kept is made again."""
        if WATCHED not in made.notes:
            return
        entry = {"read": self._digests(made.notes), "made": vars(made)}
        content = json.dumps(entry, ensure_ascii=False)
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=self.folder, encoding="utf-8", delete=False) as file:
                file.write(f"{sha256(content.encode())}\n{content}")
            Path(file.name).replace(self._path(task))
            self._thin()

    def _thin(self) -> None:
        entries = sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in entries[:-MOST]:
            path.unlink()

    def _path(self, task: Task) -> Path:
        made_by = {
            "name": task.name,
            "notebook": sha256(task.notebook),
            "parameters": dict(task.parameters),
            "note": dict(task.note),
            "descriptor": self.sealed["inputs"].get(DESCRIPTOR),
            "library": self.sealed["library"],
            "packages": self._packages,
        }
        return self.folder / f"{sha256(to_json(made_by).encode())}.json"

    @cached_property
    def _packages(self) -> list[str]:
        """Name Python and every package that is installed, with versions."""
        found = {path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")}
        return [sys.version, *sorted(found)]

    def _digests(self, notes: Any) -> dict[str, str]:
        """Hash what each of some notes says was read, once for all papers."""
        for note in notes:
            if note not in self._hashed:
                self._hashed[note] = self._digest(*note.partition(":")[::2])
        return {note: self._hashed[note] for note in notes}

    @cached_property
    def _hashed(self) -> dict[str, str]:
        return {}

    def _digest(self, kind: str, name: str) -> str:
        """Hash what a note says was read, as it is now."""
        match kind:
            case "watched":
                return ""
            case "table":
                return self._files.get(self.book.data.package.tables[name].path, "")
            case "fact":
                return self._facts({name: self.book.facts[name]} if name in self.book.facts else {})
            case "facts":
                return self._below(name)
            case "findings":
                return self.sealed["findings"]
            case "comments":
                return self._files.get(f"commentary/{self.book.year}.md", "")
        return self._everything

    @property
    def _files(self) -> Mapping[str, str]:
        return self.sealed["inputs"]

    @cached_property
    def _everything(self) -> str:
        return sha256(to_json(dict(self._files)).encode())

    def _below(self, prefix: str) -> str:
        if not prefix:
            return self.sealed["facts"]
        return self._facts({fact.id: fact for fact in self.book.facts.under(prefix)})

    def _facts(self, facts: Mapping[str, Any]) -> str:
        return sha256("".join(map(self._written, facts)).encode())

    def _written(self, id: str) -> str:
        """Write a fact out, once for all papers."""
        if id not in self._known:
            fact = self.book.facts[id]
            self._known[id] = json.dumps([id, *(str(getattr(fact, name)) for name in (*FACT, "exact"))])
        return self._known[id]

    @cached_property
    def _known(self) -> dict[str, str]:
        return {}
