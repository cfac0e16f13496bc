"""Write a file so that nobody ever reads half of it."""

import os
import tempfile
from pathlib import Path


def write_beside(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there; raises OSError, with what was there untouched."""
    with tempfile.TemporaryDirectory(prefix=".staging-", dir=path.parent) as beside:
        written = Path(beside, path.name)
        written.write_bytes(content)
        os.replace(written, path)
