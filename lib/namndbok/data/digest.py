"""Hashes of files and folders."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path


def sha256(content: bytes) -> str:
    """Return a SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digests(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of those of some files that a folder has, by name and in order of name."""
    found = {name: _digest(os.path.join(folder, name)) for name in sorted(set(names))}
    return {name: digest for name, digest in found.items() if digest}


def _digest(path: str) -> str:
    """Return a file's SHA-256; nothing where there is no file that can be read."""
    with suppress(OSError), open(path, "rb") as file:
        return sha256(file.read())
    return ""


def tree(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, by relative name; caches and hidden files left out."""
    return digests(folder, _files(folder))


def _files(folder: Path) -> Iterator[str]:
    for at, folders, names in os.walk(folder):
        folders[:] = filter(_seen, folders)
        yield from (Path(at, name).relative_to(folder).as_posix() for name in filter(_seen, names))


def _seen(name: str) -> bool:
    return not name.startswith((".", "__pycache__"))
