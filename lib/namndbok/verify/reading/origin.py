"""Compare the data and the library at hand with those that a report was made from.

Other data means that the report no longer follows from it: a mismatch. Another library or other versions only
mean that a rerun cannot give the same seal: that is remarked upon, and what else the rerun gives decides.
"""

import json
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from sys import version_info
from typing import Any

from namndbok.verify.reading.manifest import Manifest, sha256
from namndbok.verify.reading.mismatch import Mismatch, Outcome, compared

LIBRARY = Path(__file__).parents[2]
TABLES = LIBRARY / "data" / "tables"
DESCRIPTOR = "datapackage.json"
FEW = 3


def check_inputs(manifest: Manifest, data: Path) -> Iterator[Outcome]:
    """Compare every input with the file in the data folder."""
    inputs = manifest.files("inputs")
    for name, digest in inputs.items():
        yield compared(
            f"{data.name}/{name}", "underlaget som rapporten gjordes av", digest, _hash(data / name)
        )
    for name in _expected(data, manifest.parameters.get("year")):
        if name not in inputs and (data / name).is_file():
            yield Mismatch(
                f"{data.name}/{name}", "underlaget", "filer som rapporten gjordes av", "en fil till"
            )


def _hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes()) if path.is_file() else "saknas"
    except OSError as error:
        return f"går inte att läsa ({type(error).__name__})"


def _expected(data: Path, year: Any) -> list[str]:
    """Name the files that a report reads: the library's tables, those of the descriptor, the comments."""
    known = [f"{path.stem}.csv" for path in TABLES.glob("*.json")]
    try:
        described = json.loads((data / DESCRIPTOR).read_bytes()).get("resources", [])
        own = [str(resource["path"]) for resource in described if "path" in resource]
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        own = []
    return [*sorted({*known, *own}), f"commentary/{year}.md"]


def library_differs(manifest: Manifest) -> tuple[str, ...]:
    """Say in what the library and the packages installed here differ from those that made the report."""
    told = (
        _differing("Nämndboks egna filer", manifest.files("library"), tree(LIBRARY)),
        _differing("versioner", manifest.files("versions"), installed(manifest.files("versions"))),
    )
    return tuple(text for text in told if text)


def _differing(what: str, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    names = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    shown = ", ".join(names[:FEW]) + (f" och {len(names) - FEW} till" if len(names) > FEW else "")
    return f"{what}: {shown}" if names else ""


def tree(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of the library, by relative name; caches and hidden files left out."""
    names = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: sha256(names[name].read_bytes()) for name in sorted(names) if not _left_out(name)}


def _left_out(name: str) -> bool:
    return any(part.startswith((".", "__pycache__")) for part in name.split("/"))


def installed(named: Mapping[str, str]) -> dict[str, str]:
    """Return the versions installed here of what a manifest names."""
    return {name: _version(name) for name in named}


def _version(name: str) -> str:
    if name == "python":
        return f"{version_info.major}.{version_info.minor}"
    try:
        return version(name)
    except PackageNotFoundError:
        return "saknas"
