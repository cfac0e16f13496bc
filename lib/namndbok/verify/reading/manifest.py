"""Prove by hashes that a folder is as it was published: each file, the seal, each page's seal, and the data.

Data that differ mean that the report no longer follows from them: a mismatch.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from namndbok.verify.reading.folder import ReadFolder, check_layout, to_json
from namndbok.verify.reading.page_content import ReadPage
from namndbok.verify.reading.verdict import MISSING, Comparison, Mismatch, compare, expect

MANIFEST = "manifest.json"
# The first page of the year, which no notebook makes.
START = "index.html"
HASHES = ("inputs", "library", "versions", "notebooks", "outputs")
UNSEALED = ("seal", "papers", "notebooks", "outputs")
SEALED_FILES = {"facts": "facts.json", "findings": "findings.json"}
PAGE, NOTEBOOK = ".html", ".ipynb"
DESCRIPTOR = "datapackage.json"
# Where the library describes the tables that it reads, by the names of its files in the manifest.
TABLES = "data/tables/"
SEAL = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])")


@dataclass(frozen=True)
class Manifest:
    """What a manifest says; `sealed` is everything that its seal covers."""

    seal: str
    sealed: dict[str, Any]
    papers: dict[str, Any]
    notebooks: dict[str, str]
    outputs: dict[str, str]

    def files(self, key: str) -> dict[str, str]:
        """Return a list of names with hashes or versions; empty where the manifest has none."""
        return self.sealed.get(key, {})

    @property
    def parameters(self) -> dict[str, Any]:
        """Return the parameters of the run."""
        parameters = self.sealed.get("parameters")
        return parameters if isinstance(parameters, dict) else {}


def sha256(content: bytes) -> str:
    """Return a SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_manifest(folder: ReadFolder) -> Manifest | None:
    """Read the manifest; None, and a fault, for one that is missing or broken."""
    content = folder.json(MANIFEST)
    if content is None:
        return None
    if not isinstance(content, dict) or not _is_whole(content):
        expected = f"seal, papers, {', '.join(HASHES)}"
        folder.faults.append(Mismatch(MANIFEST, "filen", expected, "något saknas eller är något annat"))
        return None
    sealed = {key: value for key, value in content.items() if key not in UNSEALED}
    return Manifest(content["seal"], sealed, *(content[key] for key in UNSEALED[1:]))


def _is_whole(content: dict[str, Any]) -> bool:
    """Return whether seal, hashes and papers are there, each paper with its notebook and parameters."""
    papers, hashes = content.get("papers"), [content.get(key) for key in HASHES]
    return (
        isinstance(content.get("seal"), str)
        and all(isinstance(names, dict) and _are_texts(names.values()) for names in hashes)
        and isinstance(papers, dict)
        and all(
            isinstance(paper, dict) and set(paper) == {"notebook", "parameters"} for paper in papers.values()
        )
        and all(
            _are_texts([paper["notebook"]]) and isinstance(paper["parameters"], dict)
            for paper in papers.values()
        )
    )


def _are_texts(values: Iterable[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def check_manifest(folder: ReadFolder, manifest: Manifest) -> Iterator[Comparison]:
    """Compare every file with its hash, and the seal with what it covers."""
    yield from check_layout(folder, MANIFEST, folder.json(MANIFEST))
    sealed = to_json(manifest.sealed).encode("utf-8", "surrogatepass")
    yield compare(MANIFEST, "sigillet", sha256(sealed), manifest.seal)
    for name, digest in manifest.outputs.items():
        yield _check_hash(folder, name, digest, "filens kontrollsumma")
    for key, name in SEALED_FILES.items():
        digest = str(manifest.sealed.get(key))
        yield _check_hash(folder, name, digest, "kontrollsumman som sigillet täcker")
    yield from _check_names(folder, manifest)


def _check_hash(folder: ReadFolder, name: str, digest: str, place: str) -> Comparison:
    if "/" in name or "\\" in name or name in ("", ".", ".."):
        return Mismatch(MANIFEST, f"outputs, {name}", "ett filnamn", name)
    content = folder.content(name)
    return None if content is None else compare(name, place, digest, sha256(content))


def _check_names(folder: ReadFolder, manifest: Manifest) -> Iterator[Comparison]:
    """Check that every paper has its page and its notebook, and that nothing else is there."""
    papers = {name + kind for name in manifest.papers for kind in (PAGE, NOTEBOOK)}
    listed = {name for name in manifest.outputs if name.endswith((PAGE, NOTEBOOK))} - {START}
    expected = "webbsida och arbetsbok till varje rapport i papers"
    whole = bool(papers) and papers == listed
    yield expect(whole, MANIFEST, "outputs", expected, ", ".join(manifest.outputs))
    for name in folder.names():
        known = name in manifest.outputs or name == MANIFEST
        yield expect(known, name, "filen", "bara filer som står i manifestet", "en fil till")


def check_papers(folder: ReadFolder, manifest: Manifest) -> Iterator[Comparison]:
    """Compare how each paper was made, which the seal does not cover, with what its own notebook says."""
    for name, paper in manifest.papers.items():
        content = folder.json(f"{name}{NOTEBOOK}")
        metadata = content.get("metadata") if isinstance(content, dict) else None
        stated = metadata.get("namndbok") if isinstance(metadata, dict) else None
        expected = {key: stated.get(key) for key in paper} if isinstance(stated, dict) else {}
        yield compare(MANIFEST, f"papers, {name}", to_json(expected), to_json(paper))


def check_seals(pages: Iterable[ReadPage], manifest: Manifest) -> Iterator[Comparison]:
    """Compare the seal that each page shows in its footer with that of the manifest."""
    for page in pages:
        seals = [seal for footer in page.root.descendants("footer") for seal in SEAL.findall(footer.text)]
        if not seals:
            yield Mismatch(page.name, "sidfoten", f"sigillet {manifest.seal}", MISSING)
        yield from (compare(page.name, "sigillet i sidfoten", manifest.seal, seal) for seal in seals)


def check_inputs(manifest: Manifest, data: Path) -> Iterator[Comparison]:
    """Compare every input with the file in the data folder."""
    inputs = manifest.files("inputs")
    for name, digest in inputs.items():
        place = "underlaget som rapporten gjordes av"
        yield compare(f"{data.name}/{name}", place, digest, _hash_of(data / name))
    for name in _input_names(manifest, data):
        if name not in inputs and (data / name).is_file():
            expected = "filer som rapporten gjordes av"
            yield Mismatch(f"{data.name}/{name}", "underlaget", expected, "en fil till")


def _hash_of(path: Path) -> str:
    try:
        return sha256(path.read_bytes()) if path.is_file() else MISSING
    except OSError as error:
        return f"går inte att läsa ({type(error).__name__})"


def _input_names(manifest: Manifest, data: Path) -> list[str]:
    """Name the files that a report reads: the library's tables, those of the descriptor, the comments."""
    tables = [PurePosixPath(name) for name in manifest.files("library") if name.startswith(TABLES)]
    names = {f"{table.stem}.csv" for table in tables}
    with suppress(OSError, ValueError, AttributeError, TypeError, RecursionError):
        resources = json.loads((data / DESCRIPTOR).read_bytes()).get("resources", [])
        names.update(str(resource["path"]) for resource in resources if "path" in resource)
    return [*sorted(names), f"commentary/{manifest.parameters.get('year')}.md"]
