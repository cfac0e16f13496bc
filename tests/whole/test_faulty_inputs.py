"""A sample of broken inputs, in a process of its own; `make bench` tries ten thousand."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT, INPUTS = Path(__file__).parents[2], 6


@pytest.mark.parametrize("kind", ["inputs", "files"])
def test_a_faulty_input_is_read_or_refused_in_words_that_name_the_file(kind):
    command = [sys.executable, "tests/faulty.py", kind, str(INPUTS), "7"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == []
