"""Read a published folder and compare it with itself, by the standard library alone.

Nothing here knows how the folder was made: an error in what makes it cannot hide in what reads it.
"""

from namndbok.verify.reading.folder import MANIFEST, Folder
from namndbok.verify.reading.manifest import Manifest, check_manifest, read_manifest, sha256
from namndbok.verify.reading.mismatch import Mismatch, mismatches
from namndbok.verify.reading.origin import check_inputs, library_differs
from namndbok.verify.reading.verdict import Verdict, lines

__all__ = [
    "MANIFEST",
    "Folder",
    "Manifest",
    "Mismatch",
    "Verdict",
    "check_inputs",
    "check_manifest",
    "library_differs",
    "lines",
    "mismatches",
    "read_manifest",
    "sha256",
]
