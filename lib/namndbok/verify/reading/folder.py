"""Read the files of a published folder, say in Swedish what cannot be read, and prove it by hashes.

The seal covers all of the manifest but itself, and so each file; those that show the seal, with it masked.
Data that differ mean that the report no longer follows from them: a mismatch.
"""

import hashlib
import json
import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from namndbok.verify.reading.verdict import (
    MISSING,
    Comparison,
    Comparisons,
    Mismatch,
    common_length,
    compare,
    expect,
)

PAGE, NOTEBOOK = ".html", ".ipynb"
# The first page of the year, which no notebook makes.
START = "index.html"
MANIFEST, FACTS, FINDINGS, DESCRIPTOR = "manifest.json", "facts.json", "findings.json", "datapackage.json"
# What the run leaves beside, and what file managers put in every folder that they show.
BESIDE = {"run.log", "Thumbs.db", "desktop.ini"}
DEEPEST = 40
CAUSES = {
    FileNotFoundError: MISSING,
    NotADirectoryError: "en fil",
    PermissionError: "går inte att läsa, rättighet saknas",
}
# What a manifest has to hold.
HASHES = {name: {"*": str} for name in ("inputs", "library", "versions", "notebooks", "outputs")}
WHOLE = {"seal": str, **HASHES, "papers": {"*": {"notebook": str, "parameters": dict}}}
# What stands in the place of the seal when the files that show it are hashed.
MASK = "0" * 64
# Where the library describes the tables that it reads, by the names of its files in the manifest.
TABLES = "data/tables/"
# A name that could lead out of a folder, here or on Windows.
OUTSIDE = re.compile(r"^$|^/|\\\\|:|(^|/)\.{1,2}(/|$)|\0")


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
            return self.add_fault(str(self.path), "mappen", "en mapp som går att läsa", _cause(error)) or []
        return [name for name in names if name not in BESIDE and not name.startswith(".")]

    def content(self, name: str) -> bytes | None:
        """Return the bytes of a file; None, and a fault, for one that cannot be read."""
        path = self.path / name
        try:
            if path.is_file():
                return path.read_bytes()
            found = "en mapp" if path.is_dir() else "något annat" if path.exists() else MISSING
        except (OSError, ValueError) as error:
            found = _cause(error)
        return self.add_fault(name, "filen", "en fil som går att läsa", found)

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
            return self.add_fault(name, "filen", "giltig JSON", "ett för stort tal, eller för många nivåer")
        if value is None or _is_deep(value):
            found = "inget, eller för många nivåer"
            return self.add_fault(name, "filen", "det som Nämndbok skriver", found)
        if name.endswith(".json") and text != (expected := to_json(value)):
            line = text[: common_length(text, expected)].count("\n") + 1
            self.add_fault(name, f"rad {line}", expected, text)
        return value

    def entries(self, name: str, noun: str, shape: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the entries of facts.json or findings.json that have their fields and an id of their own.

        Each of the others is a fault.
        """
        content, key, entries = self.json(name), name.removesuffix(".json"), dict[str, Any]()
        if content is not None and not fits(content, {key: list}):
            self.add_fault(name, key, "en lista", "något annat")
        for number, entry in enumerate(json_member(content, key, kind=list), start=1):
            if fits(entry, shape) and entry["id"] not in entries:
                entries[entry["id"]] = entry
            else:
                self.add_fault(name, f"{noun} nummer {number}", "alla fält, och ett eget id", to_json(entry))
        return [*entries.values()]

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


def fits(value: Any, shape: Any) -> bool:
    """Return whether JSON has a shape: a type, [shape], {"a": shape}, {"*": shape}, or a test that holds."""
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(item, shape[0]) for item in value)
    if isinstance(shape, dict):
        names = dict.fromkeys(value, shape["*"]) if "*" in shape and isinstance(value, dict) else shape
        return isinstance(value, dict) and all(fits(value.get(name), names[name]) for name in names)
    return isinstance(value, shape) if isinstance(shape, type) else shape(value)


def _is_deep(value: Any, levels: int = DEEPEST) -> bool:
    """Return whether lists and objects stand within each other on more levels than anything published."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels == 0 or any(_is_deep(item, levels - 1) for item in inner)


def _cause(error: Exception) -> str:
    return CAUSES.get(type(error), f"går inte att läsa ({type(error).__name__})")


# What the folder says of itself


@dataclass(frozen=True)
class Manifest:
    """What a manifest says: the seal, all that it covers, hashes and versions by name, and the papers."""

    sealed: dict[str, Any]
    year: Any
    seal: str
    inputs: dict[str, str]
    library: dict[str, str]
    versions: dict[str, str]
    notebooks: dict[str, str]
    outputs: dict[str, str]
    papers: dict[str, Any]


def sha256(content: bytes) -> str:
    """Return a SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_manifest(folder: ReadFolder) -> Manifest | None:
    """Read the manifest; None, and a fault, for one that is missing or broken."""
    content = folder.json(MANIFEST)
    if fits(content, WHOLE):
        sealed = {key: value for key, value in content.items() if key != "seal"}
        year = json_member(sealed, "parameters", kind=dict).get("year")
        return Manifest(sealed, year, *map(content.get, WHOLE))
    if content is not None:
        folder.add_fault(MANIFEST, "filen", ", ".join(WHOLE), "något saknas eller är något annat")
    return None


def check_manifest(folder: ReadFolder, manifest: Manifest) -> Comparisons:
    """Compare every file with its hash, the seal with what it covers, and the files with the papers."""
    sealed = to_json(manifest.sealed).encode("utf-8", "surrogatepass")
    yield compare(MANIFEST, "sigillet", sha256(sealed), manifest.seal)
    for name, digest in manifest.outputs.items():
        yield _check_hash(folder, name, digest, "filens kontrollsumma", manifest.seal)
    for name in (FACTS, FINDINGS):
        digest = str(manifest.sealed.get(name.removesuffix(".json")))
        yield _check_hash(folder, name, digest, "kontrollsumman som sigillet täcker")
    papers = {name + kind for name in manifest.papers for kind in (PAGE, NOTEBOOK)}
    listed = {name for name in manifest.outputs if name.endswith((PAGE, NOTEBOOK))} - {START}
    expected = "webbsida och arbetsbok till varje rapport i papers"
    whole = bool(papers) and papers == listed
    yield expect(whole, MANIFEST, "outputs", expected, ", ".join(manifest.outputs))
    for name in folder.names():
        # A paper in print follows from its page: it stands in no manifest, and names the seal in its /ID.
        content = folder.content(name) if name.removesuffix(".pdf") in manifest.papers else None
        known = name in (*manifest.outputs, MANIFEST) or f"({manifest.seal} ".encode() in (content or b"")
        yield expect(known, name, "filen", "bara filer som står i manifestet", "en fil till")


def _check_hash(folder: ReadFolder, name: str, digest: str, place: str, seal: str = "") -> Comparison:
    if "/" in name or OUTSIDE.search(name):
        return Mismatch(MANIFEST, f"outputs, {name}", "ett filnamn", name)
    content = folder.content(name)
    masked = content.replace(seal.encode(), MASK.encode()) if content and seal else content
    return None if masked is None else compare(name, place, digest, sha256(masked))


def check_inputs(manifest: Manifest, data: Path) -> Comparisons:
    """Compare every input with the file in the data folder, and look for inputs that have come since."""
    tables = ReadFolder(data)
    for name, digest in manifest.inputs.items():
        if OUTSIDE.search(name):
            yield Mismatch(MANIFEST, f"inputs, {name}", "en fil i datamappen", name)
            continue
        content = tables.content(name)
        found = tables.faults[-1].found if content is None else sha256(content)
        yield compare(f"{data.name}/{name}", "underlaget som rapporten gjordes av", digest, found)
    # A report reads the library's tables, those of the descriptor, and the comments on the year.
    names = {f"{PurePosixPath(name).stem}.csv" for name in manifest.library if name.startswith(TABLES)}
    with suppress(AttributeError, TypeError):
        resources = tables.json(DESCRIPTOR).get("resources", [])
        names.update(str(resource["path"]) for resource in resources if "path" in resource)
    for name in (*sorted(names), f"commentary/{manifest.year}.md"):
        if name not in manifest.inputs and (data / name).is_file():
            expected = "filer som rapporten gjordes av"
            yield Mismatch(f"{data.name}/{name}", "underlaget", expected, "en fil till")
