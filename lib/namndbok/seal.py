"""Prove what a report was made from: hashes of data and library, versions, and one seal over all of it.

The seal is a SHA-256 over inputs, library source, parameters, versions, facts and findings, so minutes can quote it.
It holds no time, path or name of a machine: the same input gives the same seal.
"""

import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from namndbok.book import Book
from namndbok.facts import Fact
from namndbok.findings import Finding
from namndbok.schema import DESCRIPTOR

PACKAGES = ("babel", "jinja2", "markdown-it-py", "matplotlib", "namndbok", "nbclient", "nbconvert", "numpy", "pandas", "papermill")
LIBRARY = Path(__file__).parent


def sha256(content: bytes) -> str:
    """Return a SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def tree(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, by relative name; caches and hidden files left out."""
    files = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in files}
    kept = {name: path for name, path in names.items() if not any(part.startswith((".", "__pycache__")) for part in name.split("/"))}
    return {name: sha256(kept[name].read_bytes()) for name in sorted(kept)}


def inputs(book: Book) -> dict[str, str]:
    """Return the SHA-256 of every file that the book was read from, by name within the data folder."""
    names = [DESCRIPTOR, *(table.path for table in book.data.package.tables.values()), f"commentary/{book.year}.md"]
    found = {name: book.data.folder / name for name in sorted(set(names))}
    return {name: sha256(path.read_bytes()) for name, path in found.items() if path.is_file()}


def versions() -> dict[str, str]:
    """Return the versions that a report depends on; of Python only what changes behaviour, 3.11 and not 3.11.7."""
    return {"python": f"{sys.version_info.major}.{sys.version_info.minor}"} | {name: version(name) for name in PACKAGES}


def to_json(value: Any) -> str:
    """Write JSON that is the same every time: two spaces, Swedish letters as they are, a final line break."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def facts_json(book: Book) -> dict[str, Any]:
    """Return the content of facts.json."""
    return {"board": book.data.board, "year": book.year, "facts": [_fact(fact) for fact in book.facts.values()]}


def findings_json(book: Book) -> dict[str, Any]:
    """Return the content of findings.json."""
    return {"findings": [_finding(finding) for finding in book.findings]}


def proof(book: Book) -> dict[str, Any]:
    """Return what the seal covers, and the seal itself."""
    covered: dict[str, Any] = {
        "board": book.data.board,
        "parameters": {"year": book.year},
        "inputs": inputs(book),
        "library": tree(LIBRARY),
        "versions": versions(),
        "facts": sha256(to_json(facts_json(book)).encode()),
        "findings": sha256(to_json(findings_json(book)).encode()),
    }
    return {"seal": sha256(to_json(covered).encode())} | covered


def _fact(fact: Fact) -> dict[str, Any]:
    own = {"id": fact.id, "label": fact.label, "value": fact.exact, "unit": fact.unit, "display": fact.display}
    return own | {"formula": fact.formula, "rows": fact.rows, "facts": fact.facts, "sources": fact.sources}


def _finding(finding: Finding) -> dict[str, Any]:
    names = ("id", "check", "severity", "title", "detail", "expected", "found", "difference", "rows", "sources", "status")
    answer = vars(finding.answer) if finding.answer else None
    return {name: getattr(finding, name) for name in names} | {"answer": answer}
