"""Hashes of files and folders."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def sha256(content: bytes) -> str:
    """Return a SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digests(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of those of some files that a folder has, by name and in order of name."""
    files = {name: folder / name for name in sorted(set(names))}
    return {name: sha256(path.read_bytes()) for name, path in files.items() if path.is_file()}


def tree(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, by relative name; caches and hidden files left out."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    return digests(folder, (name for name in names if not _left_out(name)))


def _left_out(name: str) -> bool:
    return any(part.startswith((".", "__pycache__")) for part in name.split("/"))
