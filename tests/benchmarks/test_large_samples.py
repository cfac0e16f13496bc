"""What holds for the small samples of the suite holds for large ones."""

import os
import subprocess
import sys
from pathlib import Path

from samples import LARGE

ROOT = Path(__file__).parents[2]


def test_every_sampled_test_passes_with_a_large_sample():
    options = ["-q", "--numprocesses=auto", "--dist=worksteal", "-m", "sampled"]
    command = [sys.executable, "-m", "pytest", *options, "tests"]
    run = subprocess.run(command, cwd=ROOT, env=os.environ | {LARGE: "large"}, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-5000:]
