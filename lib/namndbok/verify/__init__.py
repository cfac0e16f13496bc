"""Prove that a published folder is unchanged and still follows from the data.

Everything but the rerun knows nothing of the rest of the library: it reads what has been published as
an auditor would who wrote a reader of their own, so an error in the library cannot hide itself.
"""

from namndbok.verify.mismatch import Mismatch
from namndbok.verify.proof import examine, verify
from namndbok.verify.verdict import Verdict, lines

__all__ = ["Mismatch", "Verdict", "examine", "lines", "verify"]
