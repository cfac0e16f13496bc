"""Imports of other packages' modules that would take long for something that is not used here."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# A grammar of international web addresses, which takes longer to build than all other imports together.
# jsonschema does without it, and no schema that nbformat uses asks for such addresses.
UNUSED = "rfc3987_syntax"


@contextmanager
def quick_imports() -> Iterator[None]:
    """Import in the block without what takes long and is not used."""
    if UNUSED in sys.modules:
        yield
        return
    sys.modules[UNUSED] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[UNUSED]
