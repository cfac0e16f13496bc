"""Each notebook shows the same, however it is run: by Jupyter, by papermill, by the command, in tests."""

from pathlib import Path

import pytest

from plain_tools import NAMES, expected, run_notebooks, shown
from workbook import run as run_command

pytest_plugins = "desks"

# Each notebook in one of the ways. JupyterLab runs them all (test_jupyterlab); `make bench` runs all in all.
EXECUTED, FROM_ROOT, FROM_ELSEWHERE = (NAMES[way::3] for way in range(3))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ways = {"executed": EXECUTED, "from_root": FROM_ROOT, "from_elsewhere": FROM_ELSEWHERE}
    return run_notebooks(tmp_path_factory.mktemp("ways"), **ways)


@pytest.mark.parametrize("name", EXECUTED)
def test_jupyter_execute_in_the_notebooks_own_folder(project: Path, name: str):
    assert shown(project / "notebooks" / f"{name}-executed.ipynb") == expected(name)


@pytest.mark.parametrize("name", [*FROM_ROOT, *FROM_ELSEWHERE])
def test_plain_papermill_from_the_root_or_from_any_other_folder(project: Path, name: str):
    assert shown(project / "papermill" / f"{name}.ipynb") == expected(name)


def test_the_command_for_a_report(real_report: Path):
    assert shown(real_report / "annual_report.ipynb") == expected("annual_report")


def test_the_command_for_another_paper_with_a_parameter_as_people_write_it(tmp_path: Path):
    done = run_command("interim", "2022", "--through", "maj", "--out", str(tmp_path))
    assert done.status == 0, done.err
    assert shown(tmp_path / "2022" / "interim_report-2022-05.ipynb") == expected("interim_report")
