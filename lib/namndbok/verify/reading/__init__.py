"""Read a published folder and compare it with itself, by the standard library alone.

Nothing here knows how the folder was made: an error in what makes it cannot hide in what reads it. It runs
without the rest of the library, on Python 3.10 or later.
"""

from namndbok.verify.reading.examination import examine_content
from namndbok.verify.reading.folder import ReadFolder, to_json
from namndbok.verify.reading.html_tree import Element, read_tree
from namndbok.verify.reading.manifest import MANIFEST, Manifest, read_manifest, sha256
from namndbok.verify.reading.numerals import MONTHS
from namndbok.verify.reading.verdict import (
    MISSING,
    Comparison,
    Mismatch,
    Verdict,
    common_length,
    compare,
    expect,
    first_difference,
)

__all__ = [
    "MANIFEST", "MISSING", "MONTHS", "Comparison", "Element", "Manifest", "Mismatch", "ReadFolder", "Verdict",
    "common_length", "compare", "examine_content", "expect", "first_difference", "read_manifest", "read_tree",
    "sha256", "to_json",
]  # fmt: skip
