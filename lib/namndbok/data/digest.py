"""Hashes of files and folders."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def sha256(content: bytes) -> str:
    """Return a SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digests(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of those of some files that a folder has, by name and in order of name."""
    found = {}
    for name in sorted(set(names)):
        with suppress(OSError):
            found[name] = sha256((folder / name).read_bytes())
    return found


def folder_digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, by relative name; caches and hidden files left out."""
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return digests(folder, [name for name in names if not any(map(_is_left_out, name.split("/")))])


def _is_left_out(part: str) -> bool:
    return part.startswith((".", "__pycache__"))
