"""Each notebook shows the same, however it is run: by Jupyter, by papermill, by the command, in tests."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import nbformat
import pytest

from boards import REAL
from namndbok.publish.notebook_parameters import default_parameters, read_notebook
from pages import page
from workbook import ROOT, SCRIPTS
from workbook import run as run_command

pytest_plugins = "desks"

NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
# Papermill runs the other two from the root in test_plain_tools and in proposals/scenario/test_page.
BY_PAPERMILL = [name for name in NAMES if name not in ("annual_report", "cost_split")]
FROM_ROOT, FROM_ELSEWHERE = BY_PAPERMILL[::2], BY_PAPERMILL[1::2]


def shown(notebook: Path) -> str:
    """Return the HTML that a notebook's cells have shown, without the style sheet that may come first."""
    cells = nbformat.read(notebook, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.output_type in ("error", "stream")] == []
    parts = [output.data["text/html"] for output in outputs]
    return "\n".join(parts[parts[0].startswith("<style>") :])


def expected(name: str) -> str:
    """Return what the notebook shows here, without a kernel, for the year that stands in it."""
    return page(REAL, default_parameters(read_notebook(ROOT / "notebooks" / f"{name}.ipynb"))["year"], name)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run all notebooks of a copy of the project, two at a time, as a person does in each of the ways."""
    project = tmp_path_factory.mktemp("project")
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, project / name)
    (project / "papermill").mkdir()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    executes = [partial(execute, project / "notebooks", names) for names in (NAMES[::2], NAMES[1::2])]
    roots = [partial(papermill, project, project, name) for name in FROM_ROOT]
    given = ("-p", "data", str(project / "data"))
    others = [partial(papermill, project, elsewhere, name, *given) for name in FROM_ELSEWHERE]
    with ThreadPoolExecutor(2) as two:
        for done in two.map(lambda run: run(), [*executes, *roots, *others]):
            assert done.returncode == 0, done.stderr
    return project


def execute(folder: Path, names: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run `jupyter execute` in the notebooks' own folder."""
    words = ["execute", *(f"{name}.ipynb" for name in names), "--output={notebook_name}-executed"]
    return finished([str(SCRIPTS / "jupyter"), *words], folder)


def papermill(project: Path, cwd: Path, name: str, *given: str) -> subprocess.CompletedProcess[str]:
    """Run plain papermill in a folder."""
    files = project / "notebooks" / f"{name}.ipynb", project / "papermill" / f"{name}.ipynb"
    return finished([str(SCRIPTS / "papermill"), *map(str, files), "--no-progress-bar", *given], cwd)


def finished(words: Sequence[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    streams = {"capture_output": True, "encoding": "utf-8", "timeout": 300}
    return subprocess.run([sys.executable, *words], cwd=cwd, **streams)


@pytest.mark.parametrize("name", NAMES)
def test_jupyter_execute_in_the_notebooks_own_folder(project: Path, name: str):
    assert shown(project / "notebooks" / f"{name}-executed.ipynb") == expected(name)


@pytest.mark.parametrize("name", BY_PAPERMILL)
def test_plain_papermill_from_the_root_or_from_any_other_folder(project: Path, name: str):
    assert shown(project / "papermill" / f"{name}.ipynb") == expected(name)


def test_the_command_for_a_report(real_report: Path):
    assert shown(real_report / "annual_report.ipynb") == expected("annual_report")


def test_the_command_for_another_paper_with_a_parameter_as_people_write_it(tmp_path: Path):
    done = run_command("interim", "2022", "--through", "maj", "--out", str(tmp_path))
    assert done.status == 0, done.err
    assert shown(tmp_path / "2022" / "interim_report-2022-05.ipynb") == expected("interim_report")
