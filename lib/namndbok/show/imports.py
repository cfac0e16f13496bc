"""Imports as if some package were not installed, which others would import though it is of no use here."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from importlib.abc import MetaPathFinder

# A grammar of international web addresses, built anew by each import, which takes longer than all that a
# report needs. jsonschema, and so nbformat, papermill and nbconvert, do without it where it is not installed.
SLOW = "rfc3987_syntax"


class _Absent(MetaPathFinder):
    """Say of one package that it is not installed, and leave others to other finders."""

    def __init__(self, package: str) -> None:
        self._package = package

    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> None:
        """Raise ModuleNotFoundError for the package."""
        if name == self._package:
            raise ModuleNotFoundError(f"{name} is left out", name=name)


@contextmanager
def imports_without(package: str) -> Iterator[None]:
    """Import in the block as if a package were not installed, unless it has been imported already."""
    finder = _Absent(package)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


def quick_imports() -> AbstractContextManager[None]:
    """Import in the block without what takes long and is not used."""
    return imports_without(SLOW)
