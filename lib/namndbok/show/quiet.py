"""Imports of other packages' modules, without what takes long for nothing."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

# A grammar of international web addresses, which takes longer to build than all other imports together.
# jsonschema does without it, and no schema that nbformat uses asks for such addresses.
UNUSED = "rfc3987_syntax"


@contextmanager
def without(name: str) -> Iterator[None]:
    """Import in the block as if a package were not installed, unless it is imported already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


def quick_imports() -> AbstractContextManager[None]:
    """Import in the block without what takes long and is not used."""
    return without(UNUSED)
