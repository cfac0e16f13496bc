"""Imports of other packages' modules, without what takes long for nothing and what tells of the machine."""

import logging
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


@contextmanager
def quiet_imports() -> Iterator[None]:
    """Import in the block without what matplotlib logs, which in a notebook would be part of the page.

    The first time on a machine it looks for fonts, and says so if that takes long; where it may not keep
    what it finds, it names the folder that it takes instead.
    """
    log = logging.getLogger("matplotlib")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)
