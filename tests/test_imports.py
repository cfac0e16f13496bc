"""Imports without what takes long and is not used."""

import subprocess
import sys

SLOW = "rfc3987_syntax"
CHECK = f"""
import sys
from namndbok.imports import quick_imports
with quick_imports():
    import nbformat
    nbformat.validate(nbformat.v4.new_notebook())
print("{SLOW}" in sys.modules)
import {SLOW}
print({SLOW}.is_valid_syntax("iri", "https://exempel.se/å"))
"""


def test_a_notebook_can_be_read_without_the_grammar_which_can_be_imported_afterwards():
    done = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["False", "True"]
