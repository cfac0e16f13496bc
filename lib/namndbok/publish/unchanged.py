"""What stands in a folder already and would come out the same: seen from hashes alone, with nothing computed.

A seal follows from tables, library, versions and parameters, and a paper from its notebook besides. When all
of these are as the manifest has them, and so is every file, another run would give the same bytes. That is
only said of an edition that was made on this computer, by `run.log`. One that was fetched, as in a fresh copy
of the project, is run: that is what proves it.
"""

import json
from collections.abc import Mapping
from typing import Any

from namndbok.books import LIBRARY, versions
from namndbok.data import digests, folder_digests
from namndbok.publish.edition import Published, Standing, read_standing
from namndbok.publish.in_place import is_unfinished
from namndbok.publish.papers import Request
from namndbok.publish.run_log import published_here


def find_unchanged(request: Request) -> Published | None:
    """Return what was asked for, if it stands whole, was made here, and would come out the same."""
    if is_unfinished(request.folder):
        return None
    standing = read_standing(request.folder)
    asked = _asked(request, standing.seal)
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


def _asked(request: Request, seal: str) -> Mapping[str, Any]:
    """Return the papers that the same request asked for when it had this seal, and so would ask for now."""
    entries = published_here(request.out, request.year, seal=seal) if seal else []
    return next((entry["papers"] for entry in reversed(entries) if entry["request"] == request.name), {})


def _made_of_the_same(request: Request, standing: Standing) -> bool:
    """Compare tables, notebooks, library and versions with those in the manifest."""
    manifest, names = standing.manifest, {f"commentary/{request.year}.md"}
    names |= {*manifest["inputs"], *(path.name for path in request.data.glob("*.csv"))}
    notebooks = {f"{name}.ipynb": digest for name, digest in standing.notebooks.items()}
    return (
        digests(request.data, names) == manifest["inputs"]
        and digests(request.notebooks, notebooks) == notebooks
        and folder_digests(LIBRARY) == manifest["library"]
        and versions() == manifest["versions"]
    )
