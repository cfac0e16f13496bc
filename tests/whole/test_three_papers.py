"""The interim report, the municipality's sheet and the trends as they are made today, met in a browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from boards import REAL
from browser import accessibility_faults, nu, opened, seen
from namndbok.verify.coverage import count_figures
from pages import published

PAPERS = {
    "interim_report": {"year": 2022, "through": "2022-05"},
    "municipality": {"year": 2024, "municipality": "Luleå"},
    "trends": {"year": 2024},
    "meeting": {"year": 2022, "date": "2022-06-22", "minutes": True},
}
LARGEST = {"interim_report": 100_000, "municipality": 80_000, "trends": 100_000, "meeting": 60_000}
SMALLEST = """Math.min(99, ...[...document.querySelectorAll('svg text')].map(text => {
    const picture = text.closest('svg');
    const scale = picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
    return parseFloat(getComputedStyle(text).fontSize) * scale;
}))"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    """Make the papers without kernels, which show the same (test_ways_of_running)."""
    folder = tmp_path_factory.mktemp("papers")
    paths = {name: folder / f"{name}.html" for name in PAPERS}
    for name, parameters in PAPERS.items():
        paths[name].write_text(published(REAL, name=name, **parameters), encoding="utf-8")
    return paths


@pytest.fixture(scope="module", params=PAPERS)
def path(request, pages) -> Path:
    return pages[request.param]


@pytest.fixture(scope="module")
def page(browser, path) -> Iterator[Page]:
    with opened(browser, path) as page:
        yield page


def test_axe_and_htmlcs_find_nothing(page):
    assert accessibility_faults(page) == []


def test_nu_finds_neither_errors_nor_warnings(pages):
    assert nu(*pages.values()) == []


def test_nothing_scrolls_sideways_on_a_small_phone(page):
    assert seen(page, width=320).evaluate("document.documentElement.scrollWidth") <= 320


def test_the_text_of_charts_is_legible_on_a_phone(page):
    assert seen(page, width=375).evaluate(SMALLEST) >= 12


def test_every_figure_names_its_source(path):
    coverage = count_figures(path.read_text(encoding="utf-8"))
    assert (coverage.untraced, coverage.total > 100) == ((), True)


def test_the_page_is_small(path):
    assert path.stat().st_size <= LARGEST[path.stem]


def test_the_footer_has_the_seal(path):
    assert re.search(r"<footer.*?<code>[0-9a-f]{64}</code>", path.read_text(encoding="utf-8"), re.DOTALL)
