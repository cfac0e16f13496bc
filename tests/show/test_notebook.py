"""Imports without what takes long and is not used, and without what matplotlib tells of the machine."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest

from namndbok.publish.run import execute
from namndbok.show.notebook import SLOW
from workbook import notebook_of

TIMED = """
import sys, time
from namndbok.show.notebook import SLOW, quick_imports
with quick_imports():
    start = time.process_time()
    import nbformat
    nbformat.validate(nbformat.v4.new_notebook())
    others = time.process_time() - start
print(SLOW in sys.modules)
start = time.process_time()
import rfc3987_syntax
print(time.process_time() - start > others, rfc3987_syntax.is_valid_syntax("iri", "https://exempel.se/å"))
"""


def python(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    return done.stdout.split()


def test_a_notebook_can_be_read_without_the_slow_package():
    left_out, slower_than_all_else, can_be_imported_afterwards = python(TIMED)
    assert left_out == "False"
    assert can_be_imported_afterwards == "True"
    assert slower_than_all_else == "True", "imports are fast without our help now: remove `quick_imports`"


def test_without_our_help_the_slow_package_is_imported():
    told = python(f"import nbformat, sys; print({SLOW!r} in sys.modules)")
    assert told == ["True"], "nobody imports it any more: remove `quick_imports`"


def test_what_a_notebook_imports_of_the_library_does_not_import_it():
    names = "charts, narrate, narrate_comment, narrate_footer, tables, use_page_style"
    told = python(f"from namndbok.show import {names}\nimport sys; print({SLOW!r} in sys.modules)")
    assert told == ["False"]


# The font search takes longer than the five seconds after which matplotlib says that it is looking.
LONG_SEARCH = """
import threading

class Timer(threading.Timer):
    def start(self):
        if self.function.__module__ == "matplotlib.font_manager":
            self.function()
        super().start()

threading.Timer = Timer
"""


@pytest.fixture
def new_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be where matplotlib has never run, and has many fonts to look through; give a folder to work in."""
    for name in ("fonts", "start", "work"):
        (tmp_path / name).mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text(LONG_SEARCH, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "start"))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "fonts"))
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    return tmp_path / "work"


def words_of(*command: str) -> str:
    done = subprocess.run([sys.executable, *command], capture_output=True, encoding="utf-8", input="")
    assert list(Path(os.environ["MPLCONFIGDIR"]).iterdir()), "no search for fonts"
    return done.stdout + done.stderr


def test_on_a_new_machine_matplotlib_tells_that_it_looks_for_fonts(new_machine: Path):
    assert "building the font cache" in words_of("-c", "import matplotlib.font_manager")


def test_with_the_library_it_tells_nothing(new_machine: Path):
    assert words_of("-c", "from namndbok.show.charts import chart_result") == ""


def test_no_notebook_run_by_papermill_shows_it(new_machine: Path):
    path = notebook_of(new_machine / "a.ipynb", "from namndbok.show.charts import chart_result")
    papermill.execute_notebook(path, new_machine / "ut.ipynb", cwd=new_machine, progress_bar=False)
    assert [cell.outputs for cell in nbformat.read(new_machine / "ut.ipynb", as_version=4).cells] == [[]]
    assert list((new_machine.parent / "fonts").iterdir()), "no search for fonts"


@pytest.mark.parametrize("first", ["matplotlib.font_manager", "namndbok.show.charts.svg"])
def test_no_notebook_run_by_the_command_shows_it(new_machine: Path, first: str):
    path = notebook_of(new_machine / "a.ipynb", f"import {first}")
    assert [cell.outputs for cell in execute(path, {}, folder=new_machine).cells] == [[]]
    assert list((new_machine.parent / "fonts").iterdir()), "no search for fonts"
