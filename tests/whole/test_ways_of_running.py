"""A notebook shows the same, however it is run: by Jupyter, by papermill, by the command, in tests."""

from io import BytesIO
from pathlib import Path

from plain_tools import expected, run_notebooks, shown
from workbook import unsealed

pytest_plugins = "desks"

# One notebook in each way, beside those of test_plain_tools and Lab; `make bench` runs all in all.
EXECUTED, FROM_ELSEWHERE = ["municipality"], ["interim_report"]


def test_the_plain_tools_in_the_notebooks_own_folder_and_in_any_other(tmp_path: Path):
    project = run_notebooks(tmp_path, executed=EXECUTED, from_root=[], from_elsewhere=FROM_ELSEWHERE)
    paths = {name: project / "notebooks" / f"{name}-executed.ipynb" for name in EXECUTED}
    paths |= {name: project / "papermill" / f"{name}.ipynb" for name in FROM_ELSEWHERE}
    assert [name for name, path in paths.items() if shown(path) != expected(name)] == []


def test_the_command_for_a_report(real_report: Path):
    assert shown(BytesIO(unsealed(real_report / "annual_report.ipynb"))) == expected("annual_report")
