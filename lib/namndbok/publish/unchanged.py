"""What stands in a year's folder already and would come out the same: nothing needs to be run, or computed.

A seal follows from inputs, library and versions, which can be compared without computing anything.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from namndbok.publish.papers import Paper
from namndbok.verify.reading import (
    MANIFEST,
    Folder,
    Manifest,
    check_inputs,
    check_manifest,
    library_differs,
    mismatches,
    read_manifest,
    sha256,
)


@dataclass(frozen=True)
class Standing:
    """A published folder whose papers are those asked for, made of the same; `findings` as it has them."""

    folder: Path
    seal: str
    findings: int
    unanswered: int
    result: str


def find_standing(folder: Path, data: Path, notebooks: Path) -> "Found | None":
    """Return what stands in a folder, whole, if made of the same data, notebooks and library as now."""
    read = Folder(folder)
    manifest = read_manifest(read) if (folder / MANIFEST).is_file() else None
    if manifest is None or not _same(manifest, data, notebooks):
        return None
    whole = not mismatches(check_manifest(read, manifest)) and not read.faults
    return Found(folder, manifest) if whole else None


@dataclass(frozen=True)
class Found:
    """A folder where nothing has changed since it was published."""

    folder: Path
    manifest: Manifest

    def holds(self, papers: Iterable[Paper]) -> bool:
        """Tell whether papers stand there, made in the same way as those asked for."""
        return all(self.manifest.papers.get(paper.name) == paper.made_by for paper in papers)

    def told(self) -> Standing:
        """Read what its files say."""
        found = json.loads((self.folder / "findings.json").read_bytes())["findings"]
        facts = json.loads((self.folder / "facts.json").read_bytes())["facts"]
        unanswered = sum(one["status"] == "open" for one in found)
        result = next((one["display"] for one in facts if one["id"] == "economy.result"), "")
        return Standing(self.folder, self.manifest.seal, len(found), unanswered, result)


def _same(manifest: Manifest, data: Path, notebooks: Path) -> bool:
    files = {name: notebooks / f"{name}.ipynb" for name in manifest.notebooks}
    written = {name: sha256(path.read_bytes()) for name, path in files.items() if path.is_file()}
    if written != manifest.notebooks or library_differs(manifest):
        return False
    return not mismatches(check_inputs(manifest, data))
