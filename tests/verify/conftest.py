"""A published folder to turn digits in, and ways to seal it again as somebody would who wants to hide it."""

import json
import shutil
from pathlib import Path

import pytest

from forgery import written
from small_folder import small_folder

ROOT = Path(__file__).parents[2]
REPORT = "annual_report"


@pytest.fixture
def year(tmp_path) -> Path:
    """Copy everything that is published for the latest year."""
    latest = max(path.parent for path in (ROOT / "reports").glob("*/manifest.json"))
    return Path(shutil.copytree(latest, tmp_path / latest.name))


@pytest.fixture
def published(year) -> Path:
    """Copy the latest yearly report, alone in its folder as if no other paper had been made."""
    path = year / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    others = [name + kind for name in manifest["papers"] if name != REPORT for kind in (".html", ".ipynb")]
    for name in others:
        (year / name).unlink()
        del manifest["outputs"][name]
    for key in ("papers", "notebooks"):
        manifest[key] = {REPORT: manifest[key][REPORT]}
    path.write_text(written(manifest), encoding="utf-8")
    return year


@pytest.fixture
def small(tmp_path) -> Path:
    """Publish the smallest folder there can be."""
    return small_folder(tmp_path / "2031")
