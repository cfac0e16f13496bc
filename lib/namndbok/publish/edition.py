"""An edition: all papers of a folder, made of the same, with one seal over them in `manifest.json`."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from namndbok.books import LIBRARY, to_json, versions
from namndbok.data import digests, folder_digests, sha256
from namndbok.errors import InvalidParameter
from namndbok.publish.in_place import is_unfinished, published_here
from namndbok.publish.papers import Paper, Request, cells_digest

MANIFEST = "manifest.json"
# A page shows the seal, which covers the page: it is hashed with this in the place of the seal.
MASK = "0" * 64
START = "index.html"
FACTS, AGAIN = "facts.json", "Gör om papperet först."
PDF = ".pdf"


@dataclass(frozen=True)
class Published:
    """What stands when somebody has asked for papers: their pages, the seal, and what the year came to.

    `ran` are the pages whose notebooks were run, in so many seconds; none, where nothing has changed. `again`
    are those among them that nobody asked for, and `differing` the files that are not, byte for byte, those
    that stood there before; None, where nothing did.
    """

    pages: tuple[Path, ...]
    seal: str
    result: str
    findings: int
    unanswered: int
    ran: frozenset[Path] = frozenset()
    again: tuple[Path, ...] = ()
    differing: tuple[str, ...] | None = None
    seconds: float = 0

    @property
    def page(self) -> Path:
        """Return the first page that was asked for."""
        return self.pages[0]


@dataclass(frozen=True)
class Standing:
    """The edition that stands in a folder, by its manifest; none, where no manifest can be read."""

    folder: Path
    manifest: Mapping[str, Any] = field(default_factory=dict)
    papers: Mapping[str, Paper] = field(default_factory=dict)
    notebooks: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    seal: str = ""

    @property
    def basis(self) -> str:
        """Return the digest of what the edition was made from."""
        return self.manifest.get("basis", "")

    def has(self, paper: Paper, basis: str, notebook: str) -> bool:
        """Tell whether a paper stands here whole, made by the same notebook from the same basis."""
        made = (self.basis, self.papers.get(paper.name), self.notebooks.get(paper.notebook))
        return made == (basis, paper, notebook) and all(map(self.is_whole, paper.files))

    def is_whole(self, name: str) -> bool:
        """Tell whether a file is as the manifest has it."""
        there = (self.folder / name).is_file()
        return there and masked_digest(self.read(name), self.seal) == self.outputs.get(name)

    def read(self, name: str) -> bytes:
        """Return what a file holds."""
        return (self.folder / name).read_bytes()

    def differing(self, files: Mapping[str, bytes]) -> tuple[str, ...] | None:
        """Name the files that are not, byte for byte, those that stand here; None where no edition stands."""
        same = {name for name in files if (self.folder / name).is_file() and self.read(name) == files[name]}
        return tuple(sorted(files.keys() - same)) if self.seal else None

    def has_printed(self, name: str) -> bool:
        """Tell whether a paper's PDF is there as it was printed here, neither signed nor saved by others."""
        path = self.folder / f"{name}{PDF}"
        content = path.read_bytes() if path.is_file() else b""
        return f"({self.seal} ".encode() in content and content.count(b"%%EOF") == 1

    def page(self, name: str) -> str:
        """Return the page of a paper as it was sealed, with its facts; raises `InvalidParameter`."""
        if name not in self.papers:
            known = ", ".join(sorted(self.papers)) or "inget alls"
            raise InvalidParameter(f"I {self.folder} finns inget papper {name}. Där finns: {known}.")
        page = self.papers[name].page
        if not all(map(self.is_whole, (page, FACTS))):
            raise InvalidParameter(f"{page} eller {FACTS} i {self.folder} är ändrad. {AGAIN}")
        return self.read(page).decode()

    def pdf(self, name: str, data: Path, *, trace: bool = False) -> bytes:
        """Print a paper as PDF, with its facts and the tables that it was made of, in `data`, as files in it.

        Raises `InvalidParameter` for a paper or a table that is not what was sealed, and `NamndbokError`.
        """
        from namndbok.show import to_pdf

        page, inputs = self.page(name), self.manifest["inputs"]
        tables = {table: digest for table, digest in inputs.items() if table.endswith(".csv")}
        if digests(data, tables) != tables:
            raise InvalidParameter(f"Tabellerna i {data} är inte de som papperet gjordes av. {AGAIN}")
        files = {FACTS: self.read(FACTS), **{table: (data / table).read_bytes() for table in tables}}
        return to_pdf(page, files, seal=self.seal, board=self.manifest["board"], trace=trace)

    def others(self) -> list[str]:
        """Name what others have put in the folder."""
        found = sorted(path.name for path in self.folder.iterdir()) if self.folder.is_dir() else []
        return [name for name in found if name != MANIFEST and name not in self.outputs]


def read_standing(folder: Path) -> Standing:
    """Read which edition stands in a folder."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        papers = {name: Paper(name, **made) for name, made in manifest["papers"].items()}
        notebooks, outputs = dict(manifest["notebooks"]), dict(manifest["outputs"])
        return Standing(folder, manifest, papers, notebooks, outputs, manifest["seal"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Standing(folder)


def seal_edition(
    proof: Mapping[str, Any], papers: Iterable[Paper], notebooks: dict[str, str], files: dict[str, bytes]
) -> tuple[str, dict[str, bytes]]:
    """Return the seal of an edition and its files, with the seal in them, and the manifest.

    The seal covers all of the manifest but itself: the `proof`, papers, notebooks, and each file with the
    seal masked. Until now the files show the basis.
    """
    basis = proof["basis"]
    covered = dict(proof) | {
        "papers": {paper.name: paper.made_by for paper in sorted(papers, key=lambda paper: paper.name)},
        "notebooks": dict(sorted(notebooks.items())),
        "outputs": {name: masked_digest(content, basis) for name, content in sorted(files.items())},
    }
    seal = sha256(to_json(covered).encode())
    sealed = {name: content.replace(basis.encode(), seal.encode()) for name, content in files.items()}
    return seal, {**sealed, MANIFEST: to_json({"seal": seal} | covered).encode()}


def masked_digest(content: bytes, seal: str) -> str:
    """Return the SHA-256 of a file with its seal masked."""
    return sha256(content.replace(seal.encode(), MASK.encode()) if seal else content)


def find_unchanged(request: Request) -> Published | None:
    """Return what was asked for, if it stands whole, was made here, and would come out the same.

    That is seen from hashes alone, with nothing computed: a seal follows from tables, library, versions and
    parameters, and a paper from its notebook besides. When all of these are as the manifest has them, and so
    is every file, another run would give the same bytes. It is only said of an edition that was made on this
    computer, by `run.log`. One that was fetched, as in a fresh copy of the project, is run: that proves it.
    """
    if is_unfinished(request.folder):
        return None
    standing = read_standing(request.folder)
    # What the same request asked for when it had this seal, and so would ask for now.
    entries = published_here(request.out, request.year, seal=standing.seal) if standing.seal else []
    asked = next((entry["papers"] for entry in reversed(entries) if entry["request"] == request.name), {})
    if not asked or any(standing.manifest["papers"].get(name) != made_by for name, made_by in asked.items()):
        return None
    if not _made_of_the_same(request, standing) or not all(map(standing.is_whole, standing.outputs)):
        return None
    found = json.loads(standing.read("findings.json"))["findings"]
    facts = json.loads(standing.read("facts.json"))["facts"]
    result = next((fact["display"] for fact in facts if fact["id"] == "economy.result"), "")
    unanswered = sum(finding["status"] == "open" for finding in found)
    pages = tuple(request.folder / standing.papers[name].page for name in asked)
    return Published(pages, standing.seal, result, len(found), unanswered)


def _made_of_the_same(request: Request, standing: Standing) -> bool:
    """Compare tables, notebooks, library and versions with those in the manifest."""
    manifest, names = standing.manifest, {f"commentary/{request.year}.md"}
    names |= {*manifest["inputs"], *(path.name for path in request.data.glob("*.csv"))}
    paths = {name: request.notebooks / f"{name}.ipynb" for name in standing.notebooks}
    return (
        digests(request.data, names) == manifest["inputs"]
        and all(map(Path.is_file, paths.values()))
        and {name: cells_digest(path.read_bytes()) for name, path in paths.items()} == standing.notebooks
        and folder_digests(LIBRARY) == manifest["library"]
        and versions() == manifest["versions"]
    )
