"""A notebook shows the same, however it is run: by Jupyter, by papermill, by the command, in tests."""

from io import BytesIO
from pathlib import Path

from plain_tools import expected, run_notebooks, shown
from workbook import unsealed

pytest_plugins = "desks"

# In its own folder JupyterLab runs one, in the root test_plain_tools; `make bench` runs all in all ways.
NAME = "interim_report"


def test_papermill_in_any_other_folder(tmp_path: Path):
    project = run_notebooks(tmp_path, executed=[], from_root=[], from_elsewhere=[NAME])
    assert shown(project / "papermill" / f"{NAME}.ipynb") == expected(NAME)


def test_the_command_for_a_report(real_report: Path):
    assert shown(BytesIO(unsealed(real_report / "annual_report.ipynb"))) == expected("annual_report")
