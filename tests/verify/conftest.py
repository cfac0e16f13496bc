"""A published folder to turn digits in, and ways to seal it again as somebody would who wants to hide it."""

import json
import shutil
from pathlib import Path

import pytest

from forgery import seal_again, written
from small_folder import small_folder

ROOT = Path(__file__).parents[2]


@pytest.fixture
def year(tmp_path) -> Path:
    """Copy everything that is published for the latest year."""
    latest = max(path.parent for path in (ROOT / "reports").glob("*/manifest.json"))
    return Path(shutil.copytree(latest, tmp_path / latest.name))


@pytest.fixture
def published(year) -> Path:
    """Copy the latest yearly report, alone in its folder as if no other paper had been made."""
    return keep_papers(year, {"annual_report"})


@pytest.fixture
def audited(year) -> Path:
    """Copy the latest yearly report and the audit, which lists the findings."""
    return keep_papers(year, {"annual_report", "audit"})


def keep_papers(folder: Path, names: set[str]) -> Path:
    """Take every other paper out of a published folder and its manifest."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for name in manifest["papers"].keys() - names:
        for kind in (".html", ".ipynb"):
            (folder / f"{name}{kind}").unlink()
            del manifest["outputs"][f"{name}{kind}"]
    papers = {name: paper for name, paper in manifest["papers"].items() if name in names}
    notebooks = {paper["notebook"] for paper in papers.values()}
    manifest["papers"] = papers
    manifest["notebooks"] = {name: manifest["notebooks"][name] for name in sorted(notebooks)}
    path.write_text(written(manifest), encoding="utf-8")
    seal_again(folder)
    return folder


@pytest.fixture
def small(tmp_path) -> Path:
    """Publish the smallest folder there can be."""
    return small_folder(tmp_path / "2031")
