"""Hashes of files and folders."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def sha256(content: bytes) -> str:
    """Return a SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digests(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of those of some files that a folder has, by name and in order of name."""
    files = {name: os.path.join(folder, name) for name in sorted(set(names))}
    return {name: sha256(Path(path).read_bytes()) for name, path in files.items() if os.path.isfile(path)}


def tree(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, by relative name; caches and hidden files left out."""
    return digests(folder, _files(folder))


def _files(folder: Path, at: str = "") -> Iterator[str]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as found:
        for one in found:
            if one.name.startswith((".", "__pycache__")):
                continue
            if one.is_dir(follow_symlinks=False):
                yield from _files(Path(one), f"{at}{one.name}/")
            else:
                yield f"{at}{one.name}"
