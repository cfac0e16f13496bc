"""Ten thousand broken inputs: each is read or refused in words that name the file, at once."""

import json
import subprocess
import sys
from pathlib import Path

ROOT, INPUTS, FILES = Path(__file__).parents[2], 10_000, 5_000


def test_no_faulty_input_gives_a_traceback_takes_long_or_fills_the_memory(tell):
    command = [sys.executable, "tests/faulty.py", "inputs", str(INPUTS), "1"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    wrong = json.loads(run.stdout)
    tell("faulty inputs", f"{INPUTS}", "", f"{len(wrong)} wrong", "0")
    assert wrong == []


def test_no_faulty_file_that_is_taken_in_gives_a_traceback_or_changes_the_tables(tell):
    command = [sys.executable, "tests/faulty.py", "files", str(FILES), "1"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    wrong = json.loads(run.stdout)
    tell("faulty files taken in", f"{FILES}", "", f"{len(wrong)} wrong", "0")
    assert wrong == []
