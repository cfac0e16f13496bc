"""The interim report, the municipality's sheet and the trends, run by papermill and met in a browser."""

import re
from pathlib import Path

import pytest

from boards import REAL
from browser import axe, htmlcs, nu, opened
from namndbok.publish.run import execute
from namndbok.show.export import to_html
from namndbok.verify.coverage import count_figures
from workbook import ROOT

PAPERS = {
    "interim_report": {"year": 2022, "through": "2022-05"},
    "municipality": {"year": 2024, "municipality": "Luleå"},
    "trends": {"year": 2024},
}
LARGEST = {"interim_report": 100_000, "municipality": 60_000, "trends": 100_000}
SMALLEST = """Math.min(99, ...[...document.querySelectorAll('svg text')].map(text => {
    const picture = text.closest('svg');
    const scale = picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
    return parseFloat(getComputedStyle(text).fontSize) * scale;
}))"""


def made(folder: Path, name: str, data: Path, parameters: dict) -> Path:
    nb = execute(ROOT / "notebooks" / f"{name}.ipynb", parameters | {"data": str(data)}, folder=folder)
    path = folder / f"{name}.html"
    path.write_text(to_html(nb), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("papers")
    return {name: made(folder, name, REAL, parameters) for name, parameters in PAPERS.items()}


@pytest.fixture(params=PAPERS)
def path(request, pages) -> Path:
    return pages[request.param]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (375, True)])
def test_axe_and_htmlcs_find_nothing(browser, path, width, dark):
    with opened(browser, path, width=width, dark=dark) as page:
        assert axe(page) == []
        assert htmlcs(page) == []


def test_nu_finds_neither_errors_nor_warnings(pages):
    assert nu(*pages.values()) == []


def test_nothing_scrolls_sideways_on_a_small_phone(browser, path):
    with opened(browser, path, width=320) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_text_of_charts_is_legible_on_a_phone(browser, path):
    with opened(browser, path, width=375) as page:
        assert page.evaluate(SMALLEST) >= 12


def test_every_figure_names_its_source(path):
    found = count_figures(path.read_text(encoding="utf-8"))
    assert (found.untraced, found.total > 100) == ((), True)


def test_the_page_is_small(path):
    assert path.stat().st_size <= LARGEST[path.stem]


def test_the_footer_has_the_seal(path):
    assert re.search(r"<footer.*?<code>[0-9a-f]{64}</code>", path.read_text(encoding="utf-8"), re.DOTALL)
