"""Each notebook shows the same, however it is run: by Jupyter, by papermill, by the command, in tests."""

from io import BytesIO
from pathlib import Path

from plain_tools import NAMES, expected, run_notebooks, shown
from workbook import run as run_command
from workbook import unsealed

pytest_plugins = "desks"

# Each notebook in one of the ways. JupyterLab runs them all (test_jupyterlab); `make bench` runs all in all.
EXECUTED, FROM_ROOT, FROM_ELSEWHERE = (NAMES[way::3] for way in range(3))


def test_the_plain_tools_in_the_notebooks_own_folder_in_the_root_and_in_any_other(tmp_path: Path):
    """One test, for workers that share them would run the notebooks once each."""
    ways = {"executed": EXECUTED, "from_root": FROM_ROOT, "from_elsewhere": FROM_ELSEWHERE}
    project = run_notebooks(tmp_path, **ways)
    paths = {name: project / "notebooks" / f"{name}-executed.ipynb" for name in EXECUTED}
    paths |= {name: project / "papermill" / f"{name}.ipynb" for name in (*FROM_ROOT, *FROM_ELSEWHERE)}
    assert sorted(paths) == NAMES
    assert [name for name, path in paths.items() if shown(path) != expected(name)] == []


def test_the_command_for_a_report(real_report: Path):
    assert shown(BytesIO(unsealed(real_report / "annual_report.ipynb"))) == expected("annual_report")


def test_the_command_for_another_paper_with_a_parameter_as_people_write_it(tmp_path: Path):
    done = run_command("interim", "2022", "--through", "maj", "--out", str(tmp_path))
    assert done.status == 0, done.err
    notebook = unsealed(tmp_path / "2022" / "interim_report-2022-05.ipynb")
    assert shown(BytesIO(notebook)) == expected("interim_report")
