"""What stands in a year's folder: papers, each made by one notebook, and what a new seal makes stale."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from namndbok.data import sha256
from namndbok.errors import InvalidParameter, quoted

MANIFEST = "manifest.json"
START = "index.html"


@dataclass(frozen=True)
class Paper:
    """A paper: the name of its files, the notebook that makes it, and its parameters beside year and data."""

    name: str
    notebook: str
    parameters: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parameters", dict(sorted(self.parameters.items())))

    @property
    def page(self) -> str:
        """Name its page."""
        return f"{self.name}.html"

    @property
    def workbook(self) -> str:
        """Name its executed notebook."""
        return f"{self.name}.ipynb"

    @property
    def made_by(self) -> dict[str, Any]:
        """Return how it was made, as the manifest has it."""
        return {"notebook": self.notebook, "parameters": dict(self.parameters)}


def read_parameter(text: str) -> tuple[str, Any]:
    """Read `year=2024` as it is typed on a command line: a number, true, false, or else text."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise InvalidParameter(f"Skriv parametern som NAMN=VÄRDE, inte {quoted(text)}.")
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value


@dataclass(frozen=True)
class Folder:
    """What a year's folder holds by its manifest; `outputs` are the hashes of its files."""

    seal: str
    papers: Mapping[str, Paper]
    notebooks: Mapping[str, str]
    outputs: Mapping[str, str]

    def stale(self, seal: str, path: Path) -> list[Paper]:
        """List what must be made again: all papers, if the seal is another, or those whose files changed."""
        return [paper for paper in self.papers.values() if seal != self.seal or not self._whole(paper, path)]

    def _whole(self, paper: Paper, path: Path) -> bool:
        names = (paper.page, paper.workbook)
        return all((path / name).is_file() and self._unchanged(name, path) for name in names)

    def _unchanged(self, name: str, path: Path) -> bool:
        return sha256((path / name).read_bytes()) == self.outputs.get(name)


def read_folder(path: Path) -> Folder:
    """Read what stands in a year's folder; nothing, where it has no manifest that says so."""
    try:
        content = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        papers = {name: Paper(name, **made) for name, made in content["papers"].items()}
        return Folder(content["seal"], papers, dict(content["notebooks"]), dict(content["outputs"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Folder("", {}, {}, {})


def all_to_make(asked: Iterable[Paper], path: Path, seal: str) -> list[Paper]:
    """List the papers asked for, and then those of the folder that must be made again with them.

    A folder has one seal, so a page that was made from other tables never stands beside a new one.
    """
    named = {paper.name: paper for paper in asked}
    again = read_folder(path).stale(seal, path)
    return [*named.values(), *(paper for paper in again if paper.name not in named)]


def manifest(sealed: Mapping[str, Any], made: Iterable[Paper], path: Path, notebooks: Path) -> dict[str, Any]:
    """Return a folder's manifest when papers have been made: what is sealed, all papers, the files kept.

    Papers that should have been made again, but were not, are left out. The hash of a notebook is that of the
    one in `notebooks`, which a paper that was made just now was made by.
    """
    made = list(made)
    before, new = read_folder(path), {paper.name: paper for paper in made}
    stale = {paper.name for paper in before.stale(sealed["seal"], path)}
    kept = {name: paper for name, paper in before.papers.items() if name not in stale | set(new)}
    told: dict[str, Any] = {"papers": {name: paper.made_by for name, paper in sorted((kept | new).items())}}
    hashes = {paper.notebook: before.notebooks.get(paper.notebook, "") for paper in kept.values()}
    hashes |= {
        name: sha256((notebooks / f"{name}.ipynb").read_bytes()) for name in {one.notebook for one in made}
    }
    told["notebooks"] = dict(sorted(hashes.items()))
    names = [name for paper in kept.values() for name in (paper.page, paper.workbook)]
    return dict(sealed) | told | {"outputs": {name: before.outputs[name] for name in names}}


def left_out(manifest: Mapping[str, Any], path: Path) -> list[str]:
    """Name the files of papers that stand in a folder and that its new manifest leaves out."""
    gone = [paper for name, paper in read_folder(path).papers.items() if name not in manifest["papers"]]
    return [name for paper in gone for name in (paper.page, paper.workbook)]
