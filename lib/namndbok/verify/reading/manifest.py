"""Prove by hashes that a folder is as it was published: each file, the seal, each page's seal, and the data.

The seal covers all of the manifest but itself, and so each file; those that show the seal, with it masked.

Data that differ mean that the report no longer follows from them: a mismatch.
"""

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from namndbok.verify.reading.folder import NOTEBOOK, PAGE, START, ReadFolder, are_texts, json_member, to_json
from namndbok.verify.reading.notebook_outputs import own_cells
from namndbok.verify.reading.page_content import ReadPage
from namndbok.verify.reading.verdict import MISSING, Comparison, Comparisons, Mismatch, compare, expect

MANIFEST = "manifest.json"
HASHES = ("inputs", "library", "versions", "notebooks", "outputs")
# What stands in the place of the seal when the files that show it are hashed.
MASK = "0" * 64
SEALED_FILES = {"facts": "facts.json", "findings": "findings.json"}
DESCRIPTOR = "datapackage.json"
# Where the library describes the tables that it reads, by the names of its files in the manifest.
TABLES = "data/tables/"
# A name that could lead out of a folder, here or on Windows.
OUTSIDE = re.compile(r"^$|^/|\\\\|:|(^|/)\.{1,2}(/|$)|\0")
SEAL = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])")


@dataclass(frozen=True)
class Manifest:
    """What a manifest says: the seal, all that it covers, hashes and versions by name, and the papers."""

    seal: str
    sealed: dict[str, Any]
    inputs: dict[str, str]
    library: dict[str, str]
    versions: dict[str, str]
    notebooks: dict[str, str]
    outputs: dict[str, str]
    papers: dict[str, Any]

    @property
    def year(self) -> Any:
        """Return the year of the run, whatever stands there."""
        return json_member(self.sealed, "parameters", kind=dict).get("year")


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
        folder.add_fault(MANIFEST, "filen", expected, "något saknas eller är något annat")
        return None
    sealed = {key: value for key, value in content.items() if key != "seal"}
    return Manifest(content["seal"], sealed, *(content[key] for key in (*HASHES, "papers")))


def _is_whole(content: dict[str, Any]) -> bool:
    """Return whether seal, hashes and papers are there, each paper with its notebook and parameters."""
    named = [content.get(key) for key in (*HASHES, "papers")]
    if not isinstance(content.get("seal"), str) or not all(isinstance(names, dict) for names in named):
        return False
    *hashes, papers = named
    return all(are_texts(names.values()) for names in hashes) and all(
        isinstance(paper, dict)
        and set(paper) == {"notebook", "parameters"}
        and isinstance(paper["notebook"], str)
        and isinstance(paper["parameters"], dict)
        for paper in papers.values()
    )


def check_manifest(folder: ReadFolder, manifest: Manifest, pages: Iterable[ReadPage]) -> Comparisons:
    """Compare every file with its hash, the seal with what it covers, and the files with the papers."""
    sealed = to_json(manifest.sealed).encode("utf-8", "surrogatepass")
    yield compare(MANIFEST, "sigillet", sha256(sealed), manifest.seal)
    for name, digest in manifest.outputs.items():
        yield _check_hash(folder, name, digest, "filens kontrollsumma", manifest.seal)
    for key, name in SEALED_FILES.items():
        digest = str(manifest.sealed.get(key))
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
    # How each paper was made stands in its own notebook too, and so do the cells that it was made of.
    for name, paper in manifest.papers.items():
        executed = folder.json(f"{name}{NOTEBOOK}")
        digest = manifest.notebooks.get(paper["notebook"], MISSING)
        found = sha256(to_json(own_cells(executed)).encode("utf-8", "surrogatepass"))
        same = compare(name + NOTEBOOK, "arbetsbokens celler", digest, found)
        yield None if executed is None else same
        stated = json_member(executed, "metadata", "namndbok", kind=dict)
        expected = {key: stated[key] for key in paper if key in stated}
        yield compare(MANIFEST, f"papers, {name}", to_json(expected), to_json(paper))
    for page in pages:
        seals = [seal for footer in page.root.descendants("footer") for seal in SEAL.findall(footer.text)]
        if not seals:
            yield Mismatch(page.name, "sidfoten", f"sigillet {manifest.seal}", MISSING)
        yield from (compare(page.name, "sigillet i sidfoten", manifest.seal, seal) for seal in seals)


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
