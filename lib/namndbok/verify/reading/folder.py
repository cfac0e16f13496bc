"""Read the files of a published folder, and say in Swedish what cannot be read."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from namndbok.verify.reading.verdict import MISSING, Comparison, Mismatch, common_length, first_difference

PAGE, NOTEBOOK = ".html", ".ipynb"
# The first page of the year, which no notebook makes.
START = "index.html"
# What the run leaves beside, and what file managers put in every folder that they show.
BESIDE = {"run.log", "Thumbs.db", "desktop.ini"}
DEEPEST = 40
CAUSES = {
    FileNotFoundError: MISSING,
    NotADirectoryError: "en fil",
    PermissionError: "går inte att läsa, rättighet saknas",
}


@dataclass
class ReadFolder:
    """A published folder; `faults` fills up with what could not be read."""

    path: Path
    faults: list[Comparison] = field(default_factory=list)

    def names(self) -> list[str]:
        """List what is in the folder, hidden files and run.log left out."""
        try:
            names = sorted(path.name for path in self.path.iterdir())
        except OSError as error:
            self.add_fault(str(self.path), "mappen", "en mapp som går att läsa", _cause(error))
            return []
        return [name for name in names if name not in BESIDE and not name.startswith(".")]

    def content(self, name: str) -> bytes | None:
        """Return the bytes of a file; None, and a fault, for one that cannot be read."""
        path = self.path / name
        try:
            if path.is_file():
                return path.read_bytes()
            found = "en mapp" if path.is_dir() else "något annat" if path.exists() else MISSING
            return self.add_fault(name, "filen", "en fil", found)
        except (OSError, ValueError) as error:
            return self.add_fault(name, "filen", "en fil som går att läsa", _cause(error))

    def text(self, name: str) -> str | None:
        """Return the text of a file in UTF-8; None, and a fault, for what is not text."""
        content = self.content(name)
        try:
            return None if content is None else content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            found = f"byten {error.object[error.start]:#04x}"
            return self.add_fault(name, f"rad {line}", "text i UTF-8", found)

    def json(self, name: str) -> Any:
        """Return what a JSON file holds; None, and a fault, for one that is broken or holds nothing.

        What is spelt otherwise than as it is published is a fault too: something could be hidden in it, or
        stand there twice. Only notebooks have a spelling of their own.
        """
        text = self.text(name)
        if text is None:
            return None
        try:
            value = json.loads(text)
        except json.JSONDecodeError as error:
            found = f"ett fel vid tecken {error.colno}"
            return self.add_fault(name, f"rad {error.lineno}", "giltig JSON", found)
        except (ValueError, RecursionError):
            found = "ett för stort tal, eller för många nivåer"
            return self.add_fault(name, "filen", "giltig JSON", found)
        if value is None or _is_deep(value):
            found = "inget, eller för många nivåer"
            return self.add_fault(name, "filen", "det som Nämndbok skriver", found)
        if name.endswith(".json") and text != (expected := to_json(value)):
            line = text[: common_length(text, expected)].count("\n") + 1
            self.faults.append(first_difference(name, f"rad {line}", expected, text))
        return value

    def entries(self, name: str, key: str) -> list[Any]:
        """Return the list under a key of a JSON file; nothing, and a fault, where there is none."""
        content = self.json(name)
        entries = content.get(key) if isinstance(content, dict) else None
        if content is not None and not isinstance(entries, list):
            self.add_fault(name, key, "en lista", "något annat")
        return entries if isinstance(entries, list) else []

    def add_fault(self, name: str, place: str, expected: str, found: str) -> None:
        """Note something that cannot be read."""
        self.faults.append(Mismatch(name, place, expected, found))


def to_json(value: Any) -> str:
    """Write JSON as it is published: two spaces, Swedish letters as they are, a final line break."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def json_member(value: Any, *keys: str, kind: type) -> Any:
    """Return what stands in JSON under keys within each other; an empty one of the kind where none does."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, kind) else kind()


def are_texts(values: Iterable[Any]) -> bool:
    """Return whether all of some values are texts."""
    return all(isinstance(value, str) for value in values)


def _is_deep(value: Any, levels: int = DEEPEST) -> bool:
    """Return whether lists and objects stand within each other on more levels than anything published."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels == 0 or any(_is_deep(item, levels - 1) for item in inner)


def _cause(error: Exception) -> str:
    cause = next((words for kind, words in CAUSES.items() if isinstance(error, kind)), "")
    return cause or f"går inte att läsa ({type(error).__name__})"
