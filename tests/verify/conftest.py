"""A published folder to turn digits in, and ways to seal it again as somebody would who wants to hide it."""

import shutil
from pathlib import Path

import pytest
from small import small_folder

ROOT = Path(__file__).parents[2]


@pytest.fixture
def published(tmp_path) -> Path:
    """Copy the latest published report."""
    latest = max(path.parent for path in (ROOT / "reports").glob("*/manifest.json"))
    return Path(shutil.copytree(latest, tmp_path / latest.name))


@pytest.fixture
def small(tmp_path) -> Path:
    """Publish the smallest folder there can be."""
    return small_folder(tmp_path / "2031")
