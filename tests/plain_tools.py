"""Notebooks run by the plain tools of Jupyter, as a person does in each of the ways."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path

import nbformat

from boards import REAL
from namndbok.publish.run import default_parameters, read_notebook
from pages import page
from workbook import ROOT, SCRIPTS

NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))


def run_notebooks(
    folder: Path, *, executed: Sequence[str], from_root: Sequence[str], from_elsewhere: Sequence[str]
) -> Path:
    """Run notebooks of a copy of the project, two at a time, and return the copy.

    `executed` are run by `jupyter execute` in the notebooks' own folder, the others by papermill in the
    project's root or in another folder, and then stand in the copy's folder `papermill`.
    """
    project, elsewhere = folder / "project", folder / "elsewhere"
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, project / name)
    (project / "papermill").mkdir()
    elsewhere.mkdir()
    executes = [partial(_execute, project / "notebooks", executed)] if executed else []
    roots = [partial(_papermill, project, project, name) for name in from_root]
    given = ("-p", "data", str(project / "data"))
    others = [partial(_papermill, project, elsewhere, name, *given) for name in from_elsewhere]
    with ThreadPoolExecutor(2) as two:
        for done in two.map(lambda run: run(), [*executes, *roots, *others]):
            assert done.returncode == 0, done.stderr
    return project


def _execute(folder: Path, names: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run `jupyter execute` in the notebooks' own folder."""
    words = ["execute", *(f"{name}.ipynb" for name in names), "--output={notebook_name}-executed"]
    return _finished([str(SCRIPTS / "jupyter"), *words], folder)


def _papermill(project: Path, cwd: Path, name: str, *given: str) -> subprocess.CompletedProcess[str]:
    """Run plain papermill in a folder."""
    files = project / "notebooks" / f"{name}.ipynb", project / "papermill" / f"{name}.ipynb"
    return _finished([str(SCRIPTS / "papermill"), *map(str, files), "--no-progress-bar", *given], cwd)


def _finished(words: Sequence[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    streams = {"capture_output": True, "encoding": "utf-8", "timeout": 300}
    return subprocess.run([sys.executable, *words], cwd=cwd, **streams)


def shown(notebook: Path | BytesIO) -> str:
    """Return the HTML that a notebook's cells have shown, without the style sheet that may come first."""
    cells = nbformat.read(notebook, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.output_type in ("error", "stream")] == []
    parts = [output.data["text/html"] for output in outputs]
    return "\n".join(parts[parts[0].startswith("<style>") :])


def expected(name: str) -> str:
    """Return what the notebook shows here, without a kernel, for the year that stands in it."""
    return page(REAL, default_parameters(read_notebook(ROOT / "notebooks" / f"{name}.ipynb"))["year"], name)
