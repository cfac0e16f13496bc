"""Warm kernels: forks of one process that has imported everything, and still strangers to each other."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import papermill
import psutil
import pytest
from nbformat import NotebookNode

from namndbok.publish.nursery import Nursery, nursery
from namndbok.publish.run import cleaned, execute
from workbook import SMALL, notebook_of, said, wait_for

ALL_KINDS = (
    "print('ett'); 2",
    "import sys; print('fel', file=sys.stderr)",
    "from IPython.display import HTML, clear_output, display, update_display\ndisplay(HTML('<b>tre</b>'), 3)",
    "one = display('före', display_id='d'); update_display('efter', display_id='d')",
    "print('bort'); clear_output(); print('kvar')",
    "!echo ur skalet",
    "import asyncio; await asyncio.sleep(0); 'väntat'",
    "import pandas as pd; pd.DataFrame({'kr': [1, 2]})",
    "import ipywidgets; ipywidgets.IntSlider(description='Andel')",
    "%timeit -n1 -r1 -q None\n_ , In[1]",
    "import os, sys; sys.argv[0].rsplit('/')[-1], sys.path[0], __name__, os.listdir('.')",
)
MARKS = """import builtins, os, sys, pandas
builtins.mark = 1
os.environ["MARK"] = "1"
sys.modules["mark"] = os
pandas.set_option("display.precision", 1)
os.chdir("/")
book = "min"
"""
LOOKS = """import builtins, os, sys, pandas
print(hasattr(builtins, "mark"), "MARK" in os.environ, "mark" in sys.modules)
print(pandas.get_option("display.precision"), os.getcwd() == "/", "book" in globals())
"""
DRAWS = "import numpy, random; print(numpy.random.rand(), random.random())"


@pytest.fixture(scope="module")
def warm() -> Iterator[Nursery]:
    with nursery() as one:
        assert one
        yield one


def run(path: Path, folder: Path, warm: Nursery | None) -> NotebookNode:
    return execute(path, {}, folder=folder, nursery=warm)


def gone(processes: list[psutil.Process]) -> bool:
    return all(not one.is_running() or one.status() == psutil.STATUS_ZOMBIE for one in processes)


def test_a_warm_kernel_gives_what_papermill_gives_cell_by_cell(warm: Nursery, tmp_path: Path):
    path = notebook_of(tmp_path / "alla.ipynb", *ALL_KINDS)
    papermill.execute_notebook(path, tmp_path / "ut.ipynb", cwd=tmp_path, progress_bar=False)
    plain = cleaned(nbformat.read(tmp_path / "ut.ipynb", as_version=4))
    ours = run(path, tmp_path, warm)
    for one in (plain, ours):
        one.cells[8].outputs[0].data.pop("application/vnd.jupyter.widget-view+json")  # a random id
        one.metadata.pop("widgets")
    assert [cell.outputs for cell in ours.cells] == [cell.outputs for cell in plain.cells]
    assert ours == plain


@pytest.mark.parametrize(
    "name", ["parameters_of_every_type", "tells_its_surroundings", "prints_to_both_streams"]
)
def test_a_warm_kernel_gives_what_a_cold_one_gives(warm: Nursery, tmp_path: Path, name: str):
    path = SMALL / f"{name}.ipynb"
    assert run(path, tmp_path, warm) == run(path, tmp_path, None)


def test_nothing_that_a_notebook_does_is_seen_by_the_next(warm: Nursery, tmp_path: Path):
    run(notebook_of(tmp_path / "marks.ipynb", MARKS), tmp_path, warm)
    looks = run(notebook_of(tmp_path / "looks.ipynb", LOOKS), tmp_path, warm)
    assert said(looks) == ["False False False", "6 False False"]


def test_no_two_kernels_draw_the_same_numbers(warm: Nursery, tmp_path: Path):
    path = notebook_of(tmp_path / "drar.ipynb", DRAWS)
    drawn = [said(run(path, tmp_path, warm))[0].split() for _ in range(2)]
    assert len({number for pair in drawn for number in pair}) == 4


def test_without_its_warm_process_a_kernel_starts_from_nothing(tmp_path: Path):
    path = notebook_of(tmp_path / "kall.ipynb", "print(1)")
    with nursery() as one:
        os.kill(one.pid, signal.SIGKILL)
        assert said(run(path, tmp_path, one)) == ["1"]


def test_nothing_is_left_when_the_nursery_is_closed(tmp_path: Path):
    with nursery() as one:
        started = [psutil.Process(one.pid), psutil.Process(one.start([], {}, tmp_path).pid)]
        assert not gone(started)
    wait_for(lambda: gone(started))


def test_nothing_is_left_when_its_owner_is_killed(tmp_path: Path):
    start = "with nursery() as one: print(one.start([], {}, '.').pid, flush=True); input()"
    code = f"from namndbok.publish.nursery import nursery\n{start}"
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    owner = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, **streams)
    kernel = int(owner.stdout.readline())
    started = psutil.Process(owner.pid).children(recursive=True)
    assert kernel in [one.pid for one in started]
    owner.kill()
    owner.communicate()
    wait_for(lambda: gone(started))


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_where_forks_are_missing_or_unsafe_there_is_none(platform: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.platform", platform)
    with nursery() as one:
        assert one is None
