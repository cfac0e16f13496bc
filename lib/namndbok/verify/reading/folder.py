"""Read the files of a published folder, and say in Swedish what cannot be read."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from namndbok.verify.reading.mismatch import Mismatch, Outcome, alike, held

MANIFEST = "manifest.json"
# The first page of the year, which no workbook makes.
START = "index.html"
# What the run leaves beside, and what file managers put in every folder that they show.
BESIDE = {"run.log", "Thumbs.db", "desktop.ini"}

DEEPEST = 40
CAUSES = {
    FileNotFoundError: "saknas",
    NotADirectoryError: "en fil",
    PermissionError: "går inte att läsa, rättighet saknas",
}


def to_json(value: Any) -> str:
    """Write JSON as it is published: two spaces, Swedish letters as they are, a final line break."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


@dataclass
class Folder:
    """A published folder; `faults` fills up with what could not be read."""

    path: Path
    faults: list[Outcome] = field(default_factory=list)

    def names(self) -> list[str]:
        """List what is in the folder, hidden files and run.log left out."""
        try:
            found = sorted(path.name for path in self.path.iterdir())
        except OSError as error:
            self._fault(str(self.path), "mappen", "en mapp som går att läsa", _why(error))
            return []
        return [name for name in found if name not in BESIDE and not name.startswith(".")]

    def content(self, name: str) -> bytes | None:
        """Return the bytes of a file; None, and a fault, for one that cannot be read."""
        path = self.path / name
        try:
            if path.is_file():
                return path.read_bytes()
            found = "en mapp" if path.is_dir() else "något annat" if path.exists() else "saknas"
            return self._fault(name, "filen", "en fil", found)
        except (OSError, ValueError) as error:
            return self._fault(name, "filen", "en fil som går att läsa", _why(error))

    def text(self, name: str) -> str | None:
        """Return the text of a file in UTF-8."""
        content = self.content(name)
        try:
            return None if content is None else content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1 if content else 1
            return self._fault(name, f"rad {line}", "text i UTF-8", f"byten {error.object[error.start]:#04x}")

    def json(self, name: str) -> Any:
        """Return what a JSON file holds; None, and a fault, for one that is broken or holds nothing."""
        text = self.text(name)
        if text is None:
            return None
        try:
            value = json.loads(text)
        except json.JSONDecodeError as error:
            return self._fault(
                name, f"rad {error.lineno}", "giltig JSON", f"ett fel vid tecken {error.colno}"
            )
        except (ValueError, RecursionError):
            return self._fault(name, "filen", "giltig JSON", "ett för stort tal, eller för många nivåer")
        if value is None or _deep(value):
            return self._fault(name, "filen", "det som Nämndbok skriver", "inget, eller för många nivåer")
        return value

    def _fault(self, name: str, place: str, expected: str, found: str) -> None:
        self.faults.append(Mismatch(name, place, expected, found))


def check_spelling(folder: Folder, name: str, value: Any) -> Iterator[Outcome]:
    """Check that a JSON file is written as it is published, so that nothing in it is hidden or said twice."""
    text = folder.text(name)
    if text is None or value is None:
        return
    lines, wanted = text.split("\n"), to_json(value).split("\n")
    line = alike(lines, wanted)
    expected, found = (" ".join(own[line : line + 1]) or "slut på filen" for own in (wanted, lines))
    yield held(lines == wanted, name, f"rad {line + 1}", expected, found)


def _deep(value: Any, levels: int = DEEPEST) -> bool:
    """Tell whether lists and objects stand within each other on more levels than anything published."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels == 0 or any(_deep(one, levels - 1) for one in inner)


def _why(error: Exception) -> str:
    why = next((words for kind, words in CAUSES.items() if isinstance(error, kind)), "")
    return why or f"går inte att läsa ({type(error).__name__})"
