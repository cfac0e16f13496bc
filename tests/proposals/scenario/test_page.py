"""The what-if notebook is an accessible page."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat import NotebookNode
from playwright.sync_api import Page

from browser import accessibility_faults, nu, opened, seen
from namndbok.data.load import load_data
from namndbok.proposals.scenario import MARK
from namndbok.proposals.scenario.calculator import open_calculator
from namndbok.show.page import to_html
from namndbok.verify.coverage import count_figures
from pages import executed
from workbook import ROOT

GIVEN = {"services": "developer, E-arkiv", "key": "35 % lika + invånare", "without": "Kalix"}
GIVEN |= {"floor": 9000, "years": 4}
LARGEST = 150_000
WIDE = "() => document.documentElement.scrollWidth"
TABLE = "() => document.querySelector('#t-scenario')?.innerText ?? ''"
CHANGED = "before => ![before, ''].includes(document.querySelector('#t-scenario')?.innerText ?? '')"


@pytest.fixture(scope="module")
def notebook() -> NotebookNode:
    """Run the notebook's cells here, which shows the same as papermill (`make bench`)."""
    return executed(load_data(ROOT / "data"), 2024, "cost_split", **GIVEN)


@pytest.fixture(scope="module")
def page_file(notebook: NotebookNode, tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = tmp_path_factory.mktemp("what-if") / "out.html"
    page.write_text(to_html(notebook), encoding="utf-8")
    return page


def test_an_unattended_run_gives_what_the_widgets_show(notebook):
    outputs = [output.data.get("text/html") for cell in notebook.cells for output in cell.get("outputs", [])]
    calculator = open_calculator(str(ROOT / "data"), year=2024)
    for name, widget in open_calculator(str(ROOT / "data"), year=2024, **GIVEN).sliders.widgets.items():
        calculator.sliders.widgets[name].value = widget.value
    for part in calculator.parts:
        assert any(part.widget.value in output for output in outputs if output)


@pytest.fixture(scope="module")
def page(browser, page_file) -> Iterator[Page]:
    with opened(browser, page_file) as page:
        yield page


def test_axe_and_htmlcs_find_nothing(page):
    assert accessibility_faults(page) == []


def test_nu_finds_neither_errors_nor_warnings(page_file):
    assert nu(page_file) == []


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_the_page_never_scrolls_sideways(page, width):
    assert seen(page, width=width).evaluate(WIDE) <= width


def test_every_figure_names_its_source(page_file):
    read = count_figures(page_file.read_text(encoding="utf-8"))
    assert read.total > 100
    assert read.untraced == ()


def test_title_tables_and_charts_say_that_nothing_is_decided(page):
    assert page.title().startswith(f"{MARK}: ")
    for figure in page.locator("figure.chart").all():
        assert MARK in figure.locator("figcaption").inner_text()
        assert MARK in " ".join(figure.locator("svg text").all_text_contents())
    tables = page.locator("table[id^='t-scenario'] caption").all_text_contents()
    assert len(tables) == 5 and all(caption.startswith(MARK) for caption in tables)


def test_the_footer_says_what_the_page_is_computed_from(page):
    footer = page.locator("footer").inner_text()
    assert MARK in footer and "Sigill" not in footer
    assert len(re.findall(r"\w+\.csv [0-9a-f]{64}", footer)) == 5


def test_the_page_is_small(page_file):
    content = page_file.read_bytes()
    print(f"{len(content)} bytes, {len(gzip.compress(content))} with gzip")
    assert len(content) <= LARGEST


def test_links_lead_somewhere_and_ids_are_unique(page):
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(ids) == len(set(ids))
    links = page.evaluate("() => [...document.links].map(link => link.hash.slice(1))")
    assert set(links) <= set(ids)
