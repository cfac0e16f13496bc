"""Prove what a report was made from: hashes of data and library, versions, facts and findings.

All of it together has one digest, the basis, which every page of a year shows until the year is published;
then the seal takes its place. Neither holds a time, path or name of a machine: the same input gives the same.
"""

import json
import sys
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from namndbok.data import folder_digests, sha256

if TYPE_CHECKING:
    from namndbok.books.book import Book

PACKAGES = (
    "jinja2", "lxml", "markdown-it-py", "matplotlib", "namndbok",
    "nbclient", "nbconvert", "numpy", "pandas", "papermill",
)  # fmt: skip
LIBRARY = Path(__file__).parents[1]
# What is installed is looked up once; a process goes on with what it has imported.
version = cache(metadata.version)
FACT = ("id", "label", "value", "unit", "display", "formula", "rows", "facts", "sources")
FINDING = (
    "id", "number", "check", "severity", "title", "detail",
    "expected", "found", "difference", "rows", "sources", "status",
)  # fmt: skip


def versions() -> dict[str, str]:
    """Return the versions that a report depends on; Python's without what only mends: 3.11, not 3.11.7."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {"python": python} | {name: version(name) for name in PACKAGES}


def to_json(value: Any) -> str:
    """Write JSON that is the same every time: two spaces, Swedish letters as they are, a final line break."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def facts_json(book: "Book") -> dict[str, Any]:
    """Return the content of facts.json."""
    names = {name: "exact" if name == "value" else name for name in FACT}
    facts = [{name: getattr(fact, names[name]) for name in FACT} for fact in book.facts.values()]
    return {"board": book.data.board, "year": book.year, "facts": facts}


def findings_json(book: "Book") -> dict[str, Any]:
    """Return the content of findings.json."""
    findings = [{name: getattr(finding, name) for name in FINDING} for finding in book.findings]
    for shown, finding in zip(findings, book.findings, strict=True):
        shown["answer"] = vars(finding.answer) if finding.answer else None
    return {"findings": findings}


def proof(book: "Book") -> dict[str, Any]:
    """Return what a year's papers are made from, and its digest, the `basis`: the same for all of them."""
    covered: dict[str, Any] = {
        "board": book.data.board,
        "parameters": {"year": book.year},
        "inputs": book.inputs,
        "library": folder_digests(LIBRARY),
        "versions": versions(),
        "facts": sha256(to_json(facts_json(book)).encode()),
        "findings": sha256(to_json(findings_json(book)).encode()),
    }
    return {"basis": sha256(to_json(covered).encode())} | covered
