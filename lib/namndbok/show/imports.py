"""Imports as if some package were not installed, which others would import though it is of no use here."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import SimpleNamespace

# A grammar of international web addresses, built anew by each import, which takes longer than all that a
# report needs. jsonschema, and so nbformat, papermill and nbconvert, do without it where it is not installed.
SLOW = "rfc3987_syntax"


@contextmanager
def imports_without(package: str) -> Iterator[None]:
    """Import in the block as if a package were not installed, unless it has been imported already."""

    def find_spec(name: str, *_: object) -> None:
        if name == package:
            raise ModuleNotFoundError(f"{name} is left out", name=name)

    finder = SimpleNamespace(find_spec=find_spec)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


def quick_imports() -> AbstractContextManager[None]:
    """Import in the block without what takes long and is not used."""
    return imports_without(SLOW)
