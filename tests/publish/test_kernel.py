"""The process that runs a notebook's cells: this very Python, and none of the user's own settings."""

import sys
from pathlib import Path

import nbformat
import psutil
import pytest
from nbformat import NotebookNode

from namndbok.publish.run import run_notebook
from workbook import SMALL, hostile_home, notebook_of


def said(nb: NotebookNode) -> list[str]:
    return "".join(output.text for cell in nb.cells for output in cell.get("outputs", [])).splitlines()


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a notebook sees when the user's own settings are hostile."""
    folder, work = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("work")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONPATH", raising=False)
        for name, value in hostile_home(folder).items():
            patch.setenv(name, value)
        return said(run_notebook(SMALL / "tells_its_surroundings.ipynb", {}, folder=work, failed=work))


def test_the_interpreter_is_the_one_that_runs_the_command(surroundings: list[str]):
    assert surroundings[0] == sys.executable


def test_matplotlib_has_its_own_defaults(surroundings: list[str]):
    assert surroundings[1] == "10.0 agg"


def test_no_setting_for_python_itself_comes_through(surroundings: list[str]):
    assert surroundings[2] == "[]"


def test_the_working_folder_is_the_given_one_and_stays_clean(surroundings: list[str]):
    assert surroundings[3] == "[]"


def test_nothing_of_the_users_runs_at_the_start(surroundings: list[str]):
    assert surroundings[4:] == ["3"]  # the sum of 1 and 2


def test_no_name_is_there_before_the_first_cell(tmp_path: Path):
    source = "[name for name in globals() if not name.startswith('_')]"
    names = nbformat.v4.new_code_cell(f"print(sorted({source}))")
    path = tmp_path / "names.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[names]), path)
    found = said(run_notebook(path, {}, folder=tmp_path, failed=tmp_path))
    assert found == ["['In', 'Out', 'exit', 'get_ipython', 'open', 'quit']"]


def test_no_process_is_left(surroundings: list[str]):
    assert psutil.Process().children(recursive=True) == []


def test_a_kernel_listens_under_a_name_of_its_own(tmp_path: Path):
    """A port that is free when it is chosen may be taken by another program before the kernel has it."""
    tells = "import json, ipykernel\nwhere = json.load(open(ipykernel.get_connection_file()))"
    path = notebook_of(tmp_path / "tells.ipynb", f"{tells}\nprint(where['transport'], where['ip'])")
    one, other = (said(run_notebook(path, {}, folder=tmp_path, failed=tmp_path))[0] for _ in range(2))
    assert one.startswith("ipc @namndbok-") and other.startswith("ipc @namndbok-")
    assert one != other
