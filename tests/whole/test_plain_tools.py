"""The plain Jupyter tools make the same page as the command, with no help from it."""

import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import nbformat
import pytest

from workbook import ROOT, SCRIPTS, unsealed

pytest_plugins = "desks"

NOTEBOOK = "notebooks/annual_report.ipynb"


def papermill(out: Path, *parameters: str) -> subprocess.CompletedProcess[str]:
    words = ["--no-progress-bar", "--log-level", "ERROR", NOTEBOOK, str(out), *parameters]
    return subprocess.run([sys.executable, str(SCRIPTS / "papermill"), *words], cwd=ROOT, **CAPTURED)


CAPTURED = {"capture_output": True, "encoding": "utf-8", "timeout": 120}


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the yearly report with papermill from the repository's root."""
    out = tmp_path_factory.mktemp("plain") / "rapport.ipynb"
    done = papermill(out, "-p", "year", "2024")
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def page(executed: Path) -> Path:
    """Make a page of it with nbconvert."""
    words = [*("nbconvert", "--to", "html", "--template", "namndbok", str(executed))]
    done = subprocess.run([sys.executable, str(SCRIPTS / "jupyter"), *words], cwd=ROOT, **CAPTURED)
    assert done.returncode == 0, done.stderr
    return executed.with_suffix(".html")


def test_the_page_is_the_same_byte_for_byte(page: Path, real_report: Path):
    assert page.read_bytes() == unsealed(real_report / "annual_report.html")


def test_every_figure_on_it_is_a_fact_with_the_value_in_facts_json(page: Path, real_report: Path):
    facts = json.loads((real_report / "facts.json").read_text(encoding="utf-8"))["facts"]
    values = {fact["id"]: str(fact["value"]) for fact in facts}
    shown = re.findall(r'<data data-fact="([^"]+)" value="([^"]+)">', page.read_text(encoding="utf-8"))
    assert len(shown) > 100
    assert [(id, value) for id, value in shown if values[id] != value] == []


def test_the_cells_are_the_same_as_in_the_published_notebook(executed: Path, real_report: Path):
    plain = nbformat.read(executed, as_version=4).cells
    published = nbformat.read(BytesIO(unsealed(real_report / "annual_report.ipynb")), as_version=4).cells
    assert [cell.get("outputs") for cell in plain] == [cell.get("outputs") for cell in published]
