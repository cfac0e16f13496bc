"""A notebook shows the same, however it is run: by Jupyter, by papermill, by the command, in tests."""

from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from papermill.cli import papermill

from boards import REAL
from plain_tools import expected, shown
from workbook import ROOT, unsealed

pytest_plugins = "desks"

# In its own folder JupyterLab runs one, in the root test_plain_tools; `make bench` runs all in all ways.
NAME = "interim_report"


def test_papermill_in_any_other_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    words = [
        str(ROOT / "notebooks" / f"{NAME}.ipynb"),
        "ut.ipynb",
        "--no-progress-bar",
        "-p",
        "data",
        str(REAL),
    ]
    done = CliRunner().invoke(papermill, words)
    assert done.exit_code == 0, done.output
    assert shown(tmp_path / "ut.ipynb") == expected(NAME)


def test_the_command_for_a_report(real_report: Path):
    assert shown(BytesIO(unsealed(real_report / "annual_report.ipynb"))) == expected("annual_report")
