"""Warm kernels: forks of one process that has imported everything, and still strangers to each other."""

import os
import signal
import subprocess
import sys
from multiprocessing.context import BaseContext
from pathlib import Path

import nbformat
import papermill
import psutil
import pytest
from nbformat import NotebookNode

from namndbok.publish.pool import kernel_pool
from namndbok.publish.run import execute, strip_traces
from workbook import SMALL, notebook_of, said, wait_for

ALL_KINDS = (
    "print('ett'); 2",
    "import sys; print('fel', file=sys.stdout)",
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
def pool() -> BaseContext:
    return kernel_pool()


def run(path: Path, folder: Path, pool: BaseContext | None) -> NotebookNode:
    return execute(path, {}, folder=folder, pool=pool)


def gone(processes: list[psutil.Process]) -> bool:
    return all(not one.is_running() or one.status() == psutil.STATUS_ZOMBIE for one in processes)


def test_a_warm_kernel_gives_what_papermill_gives_cell_by_cell(pool: BaseContext, tmp_path: Path):
    path = notebook_of(tmp_path / "alla.ipynb", *ALL_KINDS)
    papermill.execute_notebook(path, tmp_path / "ut.ipynb", cwd=tmp_path, progress_bar=False)
    plain = strip_traces(nbformat.read(tmp_path / "ut.ipynb", as_version=4))
    ours = run(path, tmp_path, pool)
    for one in (plain, ours):
        one.cells[8].outputs[0].data.pop("application/vnd.jupyter.widget-view+json")  # a random id
        one.metadata.pop("widgets")
    assert [cell.outputs for cell in ours.cells] == [cell.outputs for cell in plain.cells]
    assert ours == plain


@pytest.mark.parametrize("name", ["parameters_of_every_type", "tells_its_surroundings"])
def test_a_warm_kernel_gives_what_a_cold_one_gives(pool: BaseContext, tmp_path: Path, name: str):
    path = SMALL / f"{name}.ipynb"
    assert run(path, tmp_path, pool) == run(path, tmp_path, None)


def test_nothing_that_a_notebook_does_is_seen_by_the_next(pool: BaseContext, tmp_path: Path):
    run(notebook_of(tmp_path / "marks.ipynb", MARKS), tmp_path, pool)
    looks = run(notebook_of(tmp_path / "looks.ipynb", LOOKS), tmp_path, pool)
    assert said(looks) == ["False False False", "6 False False"]


def test_no_two_kernels_draw_the_same_numbers(pool: BaseContext, tmp_path: Path):
    path = notebook_of(tmp_path / "drar.ipynb", DRAWS)
    drawn = [said(run(path, tmp_path, pool))[0].split() for _ in range(2)]
    assert len({number for pair in drawn for number in pair}) == 4


def test_a_kernel_has_its_process_group_and_the_one_that_it_is_forked_from_ignores_ctrl_c(pool, tmp_path):
    path = notebook_of(tmp_path / "a.ipynb", "import os; print(os.getpgid(0) == os.getpid(), os.getppid())")
    alone, parent = said(run(path, tmp_path, pool))[0].split()
    os.kill(int(parent), signal.SIGINT)
    assert (alone, said(run(path, tmp_path, pool))[0].split()) == ("True", ["True", parent])


def test_when_the_process_that_kernels_are_forked_from_is_gone_there_is_another(pool, tmp_path: Path):
    path = notebook_of(tmp_path / "a.ipynb", "import os; print(os.getppid())")
    first = int(said(run(path, tmp_path, pool))[0])
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: gone([psutil.Process(first)]) if psutil.pid_exists(first) else True)
    assert int(said(run(path, tmp_path, pool))[0]) != first


RUNS = """
from pathlib import Path
from namndbok.publish.pool import kernel_pool
from namndbok.publish.run import execute

def main():
    pool, path = kernel_pool(), Path("a.ipynb").absolute()
    [cell] = execute(path, {}, folder=path.parent, pool=pool).cells
    print(bool(pool), cell.outputs[0]["data"]["text/plain"])
"""


def test_modules_where_the_command_is_given_are_not_taken_and_a_long_name_is_no_hindrance(tmp_path: Path):
    """Python takes them with `-c`, and so the process that kernels are forked from is started.

    A path of a socket may have 107 letters, and the folder for temporary files may lie deep.
    """
    (tmp_path / "colorsys.py").write_text("raise SystemExit('fel modul')")
    (tmp_path / "matplotlibrc").write_text("font.size: 40")
    deep = tmp_path / ("lång" * 30)
    for folder in (tmp_path / "lib", deep):
        folder.mkdir()
    (tmp_path / "lib" / "runs.py").write_text(RUNS)
    notebook_of(tmp_path / "a.ipynb", "import matplotlib; matplotlib.rcParams['font.size']")
    words = [sys.executable, "-P", "-c", "import runs; runs.main()"]
    env = os.environ | {"PYTHONPATH": str(tmp_path / "lib"), "TMPDIR": str(deep)}
    done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8")
    assert (done.stdout, done.stderr) == ("True 10.0\n", "")


def test_a_script_of_ones_own_is_not_run_once_more_in_each_kernel(tmp_path: Path):
    notebook_of(tmp_path / "a.ipynb", "1 + 1")
    (tmp_path / "script.py").write_text(f"{RUNS}\nmain()")
    done = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert (done.stdout, done.stderr) == ("False 2\n", "")


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_where_processes_cannot_be_forked_safely_there_is_no_pool(platform, monkeypatch):
    monkeypatch.setattr("sys.platform", platform)
    assert kernel_pool() is None
