"""From a figure to its source and back by keyboard: a panel on the same place, without script."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from browser import ROOT, opened, seen

SEED, WALKS = 20, 8
PAGES = sorted((ROOT / "reports").glob("*/*_report*.html"))
FIGURE = "body button[popovertarget]:has(data):not([popover] *)"
FOCUSED = "document.activeElement"
OPEN = "[...document.querySelectorAll(':popover-open')].map(panel => panel.id)"
MOST_TABS = 60


def tab_to_row(page: Page) -> str:
    """Tab to the first row in the panel that has been opened, and open it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        target = named(page.locator(":focus"))
        assert page.evaluate(f"{FOCUSED}.closest('[popover]') !== null"), "no row in the panel"
        if ":" in target:
            page.keyboard.press("Enter")
            return target
    raise AssertionError("too many links before a row")


def named(button: Locator) -> str:
    """Name the figure or the row whose source a button opens; rows that are alike share a panel."""
    return button.get_attribute("data-row") or button.get_attribute("popovertarget") or ""


def walk(page: Page, figure: Locator) -> list[str]:
    """Open a figure's source and, if it is a derivation with rows, a row; name what has been opened."""
    figure.focus()
    page.keyboard.press("Enter")
    path = [named(figure)]
    if ":" not in path[0] and page.locator(f"[id='{path[0]}'] button[popovertarget*=':']").count():
        path.append(tab_to_row(page))
    return path


@pytest.fixture(scope="module", params=PAGES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def page_file(request) -> Path:
    return request.param


@pytest.fixture(scope="module")
def page(browser, page_file) -> Iterator[Page]:
    with opened(browser, page_file) as page:
        yield page


@pytest.mark.parametrize("width", [1280, 375])
def test_a_figure_opens_its_source_in_place_and_escape_leads_back_to_it(page, width):
    seen(page, width=width)
    for figure in random.Random(SEED + width).sample(page.locator(FIGURE).all(), WALKS):
        figure.scroll_into_view_if_needed()
        height = page.evaluate("scrollY")
        path = walk(page, figure)
        panel = page.locator(f"[id='{path[-1]}']")
        panel = panel if panel.get_attribute("popover") is not None else panel.locator("..")
        assert page.evaluate(OPEN)[-1:] == [panel.get_attribute("id")], figure.text_content()
        box = panel.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width and box["height"] > 0
        if ":" in path[-1]:
            table, number = path[-1].split(":")
            said = panel.inner_text()
            assert f" i {table}.csv" in said
            assert f", rad {number} i" in said or f"rad {number}: " in said
        for _ in path:
            page.keyboard.press("Escape")
        assert page.evaluate(OPEN) == []
        assert figure.evaluate("figure => figure === document.activeElement")
        assert page.evaluate("scrollY") == height


def test_the_button_in_a_panel_closes_it_and_gives_the_focus_back(page):
    figure = seen(page).locator(FIGURE).first
    figure.focus()
    page.keyboard.press("Enter")
    page.locator(":popover-open").get_by_text("Stäng").press("Enter")
    assert page.evaluate(OPEN) == []
    assert figure.evaluate("figure => figure === document.activeElement")


def test_sources_take_no_room_and_are_all_there_without_style(page, page_file):
    panels = seen(page).locator("[popover]")
    assert panels.count() > 0
    assert page.locator("[popover]:visible").count() == 0
    page.emulate_media(media="print")
    assert page.locator("[popover]:visible").count() == 0
    text = page_file.read_text(encoding="utf-8")
    assert set(re.findall('popovertarget="([^"]+)"', text)) == set(
        re.findall('id="([^"]+)" popover=""', text)
    )
