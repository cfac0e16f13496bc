"""Prove by hashes that a folder is as it was published: each file, the seal, and the pages' seals."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from namndbok.verify.reading.folder import MANIFEST, START, Folder, check_spelling, to_json
from namndbok.verify.reading.mismatch import Mismatch, Outcome, compared, held, missing
from namndbok.verify.reading.page import Page

NAMED = ("inputs", "library", "versions", "notebooks", "outputs")
UNSEALED = ("seal", "papers", "notebooks", "outputs")
SEALED_FILES = {"facts": "facts.json", "findings": "findings.json"}
WORKBOOK = ".ipynb"
PAIR = (".html", WORKBOOK)


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
        found = self.sealed.get("parameters")
        return found if isinstance(found, dict) else {}


def sha256(content: bytes) -> str:
    """Return a SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_manifest(folder: Folder) -> Manifest | None:
    """Read the manifest; None, and a fault, for one that is missing or broken."""
    content = folder.json(MANIFEST)
    if content is None:
        return None
    whole = (
        isinstance(content, dict) and isinstance(content.get("seal"), str) and _papers(content.get("papers"))
    )
    if not whole or not all(_names(content.get(key)) for key in NAMED):
        wanted = f"seal, papers, {', '.join(NAMED)}"
        folder.faults.append(Mismatch(MANIFEST, "filen", wanted, "något saknas eller är något annat"))
        return None
    sealed = {key: value for key, value in content.items() if key not in UNSEALED}
    return Manifest(content["seal"], sealed, *(content[key] for key in UNSEALED[1:]))


def _papers(value: Any) -> bool:
    """Tell whether papers are listed by name, each with its notebook and its own parameters."""
    return isinstance(value, dict) and all(_paper(one) for one in value.values())


def _paper(value: Any) -> bool:
    whole = isinstance(value, dict) and sorted(value) == ["notebook", "parameters"]
    return whole and isinstance(value["notebook"], str) and isinstance(value["parameters"], dict)


def _names(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def check_manifest(folder: Folder, manifest: Manifest) -> Iterator[Outcome]:
    """Compare every file with its hash, and the seal with what it covers."""
    yield from check_spelling(folder, MANIFEST, folder.json(MANIFEST))
    sealed = to_json(manifest.sealed).encode("utf-8", "surrogatepass")
    yield compared(MANIFEST, "sigillet", sha256(sealed), manifest.seal)
    for name, digest in manifest.outputs.items():
        yield _hashed(folder, name, digest, "filens kontrollsumma")
    for key, name in SEALED_FILES.items():
        yield _hashed(folder, name, str(manifest.sealed.get(key)), "kontrollsumman som sigillet täcker")
    yield from _complete(folder, manifest)


def _complete(folder: Folder, manifest: Manifest) -> Iterator[Outcome]:
    """Check that every paper has its page and its workbook, and that nothing else is there."""
    pairs = {name + kind for name in manifest.papers for kind in PAIR}
    whole = bool(pairs) and pairs == {name for name in manifest.outputs if name.endswith(PAIR)} - {START}
    wanted = "webbsida och arbetsbok till varje rapport i papers"
    yield held(whole, MANIFEST, "outputs", wanted, ", ".join(manifest.outputs))
    for name in folder.names():
        known = name in manifest.outputs or name == MANIFEST
        yield held(known, name, "filen", "bara filer som står i manifestet", "en fil till")


def check_papers(folder: Folder, manifest: Manifest) -> Iterator[Outcome]:
    """Compare how each paper was made, which the seal does not cover, with what its own workbook says."""
    for name, made in manifest.papers.items():
        content = folder.json(f"{name}{WORKBOOK}")
        metadata = content.get("metadata") if isinstance(content, dict) else None
        own = metadata.get("namndbok") if isinstance(metadata, dict) else None
        told = {key: own.get(key) for key in made} if isinstance(own, dict) else {}
        yield compared(MANIFEST, f"papers, {name}", to_json(told), to_json(made))


def _hashed(folder: Folder, name: str, digest: str, place: str) -> Outcome:
    if "/" in name or "\\" in name or name in ("", ".", ".."):
        return Mismatch(MANIFEST, f"outputs, {name}", "ett filnamn", name)
    content = folder.content(name)
    return None if content is None else compared(name, place, digest, sha256(content))


def check_seals(pages: Iterable[Page], manifest: Manifest) -> Iterator[Outcome]:
    """Compare the seal that each page shows with that of the manifest."""
    for page in pages:
        if not page.seals:
            yield missing(page.name, "sidfoten", f"sigillet {manifest.seal}")
        yield from (compared(page.name, "sigillet i sidfoten", manifest.seal, seal) for seal in page.seals)
