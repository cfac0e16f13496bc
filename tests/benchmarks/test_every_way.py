"""With all what the suite does with a sample: every notebook run in every way, and many turned digits."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from forgery import turned_digits
from namndbok.verify import examine
from plain_tools import NAMES, expected, run_notebooks, shown
from workbook import ROOT

NAMED = re.compile(r"faktum \S|rad \d|iakttagelse \S|raden \S|cell \d")
DIGITS = 50

Tell = Callable[..., None]


def test_every_notebook_shows_the_same_in_every_way(tmp_path: Path, tell: Tell):
    half = {"from_root": NAMES[::2], "from_elsewhere": NAMES[1::2]}
    other = {"from_root": NAMES[1::2], "from_elsewhere": NAMES[::2]}
    projects = [
        run_notebooks(tmp_path / "first", executed=NAMES, **half),
        run_notebooks(tmp_path / "second", executed=NAMES[:1], **other),
    ]
    for name in NAMES:
        paths = [projects[0] / "notebooks" / f"{name}-executed.ipynb"]
        paths += [project / "papermill" / f"{name}.ipynb" for project in projects]
        assert {shown(path) for path in paths} == {expected(name)}
    tell("notebooks that show the same in three ways", "", len(NAMES), "", "all")


@pytest.mark.parametrize("name", ["annual_report.html", "facts.json", "findings.json"])
def test_every_digit_that_is_turned_is_named_without_any_hash(tmp_path: Path, tell: Tell, name: str):
    latest = max(path.parent for path in (ROOT / "reports").glob("*/manifest.json"))
    folder = Path(shutil.copytree(latest, tmp_path / latest.name))
    missed = []
    for forged in turned_digits(folder, [name], rounds=DIGITS, seed=7):
        places = [mismatch.place for mismatch in examine(folder, quick=True).mismatches]
        if not any(NAMED.search(place) for place in places if not re.search("kontrollsumma|sigill", place)):
            missed.append(forged)
    tell(f"digits turned in {name} that are named", "", f"{DIGITS - len(missed)} of {DIGITS}", "", "all")
    assert missed == []
