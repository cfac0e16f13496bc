"""How long the yearly report is to read and how heavy to fetch, and what its tables do on a phone."""

from pathlib import Path

import pytest

from browser import ROOT, opened
from pages import published

HEAVIEST = 250_000
# Window width and height, the most screens, and the most tables that may scroll sideways.
SCREENS = [(1280, 900, 25, 0), (375, 812, 45, 3)]
SCROLLING = """() => [...document.querySelectorAll('main > section > .scroll, figure > .scroll')]
    .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.querySelector('table').id)"""
OVERFLOWING = """() => [...document.querySelectorAll('th, td')]
    .filter(cell => cell.clientWidth && cell.scrollWidth > cell.clientWidth + 1)
    .map(cell => cell.textContent)"""


@pytest.fixture(scope="module")
def annual(tmp_path_factory) -> Path:
    """Return the yearly report's page, made here."""
    path = tmp_path_factory.mktemp("reading") / "annual_report.html"
    path.write_text(published(ROOT / "data", 2024), encoding="utf-8")
    return path


def test_the_yearly_report_is_light(annual):
    assert annual.stat().st_size <= HEAVIEST


@pytest.mark.parametrize(("width", "height", "screens", "scrolling"), SCREENS)
def test_the_yearly_report_is_short_and_its_tables_are_in_view(
    browser, annual, width, height, screens, scrolling
):
    with opened(browser, annual, width=width) as page:
        assert page.evaluate("document.documentElement.scrollHeight") <= screens * height
        assert len(page.evaluate(SCROLLING)) <= scrolling
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [375, 1280])
def test_no_name_runs_into_a_cell(browser, annual, width):
    with opened(browser, annual, width=width) as page:
        assert page.evaluate(OVERFLOWING) == []


def test_a_stacked_table_is_still_a_table_to_a_screen_reader(browser, annual):
    """On a phone the cells stand in lines, each after its heading, and keep their roles."""
    with opened(browser, annual, width=375) as page:
        table = page.locator("table.stacked").first
        cell = table.locator("td:not(:empty)").first
        label = cell.evaluate("cell => getComputedStyle(cell, '::before').content").strip('"')
        assert label in table.locator("thead th").all_text_contents()
        assert table.get_by_role("cell").count() == table.locator("td:not(:empty)").count()
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        roles = [node["role"]["value"] for node in nodes if not node.get("ignored") and "role" in node]
        tables, cells = page.locator("table").count(), page.locator("td:not(:empty)").count()
        assert roles.count("table") >= tables - page.locator("details:not([open]) table").count()
        assert roles.count("cell") + roles.count("gridcell") >= cells - page.locator("details td").count()
