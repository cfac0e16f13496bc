"""From a figure to its row and document and back, by keyboard, with nothing but the page's own anchors."""

import random

import pytest
from playwright.sync_api import Page

from browser import ROOT, opened

SEED, WALKS = 20, 20
PAGES = sorted((ROOT / "reports").glob("*/annual_report.html"))
# A count of nothing rests on no row, and says so.
FIGURE = "main a[href^='#']:has(> data:not([value='0'])):not(li[id] a)"
TARGET = "document.querySelector(':target')"
# What a reader sees at a row: its number in the file, the file, and the document with date or case and place.
ORIGIN = """() => {
    const row = document.querySelector(':target'), heading = row.closest('ol').previousElementSibling;
    const above = (node, tag) => node.tagName === tag ? node : above(node.previousElementSibling, tag);
    const place = above(heading, 'H4');
    return {number: row.value, file: above(place.parentElement, 'H3').textContent, place: place.textContent,
            document: place.querySelector('a')?.getAttribute('href')};
}"""


def press(page: Page, key: str) -> None:
    page.keyboard.press(key)


def follow(page: Page, wanted: str) -> str:
    """Tab to the first link in the target that is wanted, follow it, and tell where it leads."""
    for _ in range(60):
        press(page, "Tab")
        inside, matches, href = page.evaluate(
            f"""wanted => {{ const link = document.activeElement;
                return [{TARGET}.contains(link), link.matches(wanted), link.getAttribute('href')]; }}""",
            wanted,
        )
        assert inside, f"no link like {wanted}"
        if matches:
            press(page, "Enter")
            return href.removeprefix("#")
    raise AssertionError(f"too many links before {wanted}")


def down(page: Page, figure) -> list[str]:
    """Follow a figure to a row: straight, or by its derivation."""
    figure.focus()
    press(page, "Enter")
    path = [figure.get_attribute("href").removeprefix("#")]
    if ":" not in path[-1]:
        path.append(follow(page, "a[href*=':'], a[href='#t-findings']"))
    return path


def check_origin(origin: dict[str, object], table: str, number: str) -> None:
    """Check what a reader sees at a row: line, file, and the document that it is from."""
    assert origin["number"] == int(number)
    assert str(origin["file"]).endswith(f"rader ur {table}.csv")
    if origin["place"] != "Arbetsbokens egen tabell":
        assert str(origin["document"]).startswith("#documents:")


@pytest.mark.parametrize("page_file", PAGES, ids=lambda path: path.parent.name)
def test_a_figure_leads_to_its_row_in_two_clicks_and_back_in_as_many(browser, page_file):
    with opened(browser, page_file) as page:
        figures = page.locator(FIGURE).all()
        for figure in random.Random(SEED).sample(figures, WALKS):
            words = figure.text_content()
            path = down(page, figure)
            assert len(path) <= 2 and page.evaluate(f"{TARGET}.id") == path[-1], words
            if path[-1] != "t-findings":
                check_origin(page.evaluate(ORIGIN), *path[-1].split(":"))
            for _ in path:
                page.go_back()
            assert "#" not in page.url


@pytest.mark.parametrize("page_file", PAGES, ids=lambda path: path.parent.name)
def test_every_source_of_a_figure_has_a_link_back_to_it(browser, page_file):
    """A row that a figure shows leads back at once, and so does a derivation."""
    with opened(browser, page_file) as page:
        for figure in random.Random(SEED).sample(page.locator(FIGURE).all(), WALKS):
            target = down(page, figure)[0]
            page.evaluate("id => { location.hash = id; }", target)
            back = follow(page, "small a")
            assert (
                page.evaluate("id => document.getElementById(id).getAttribute('href')", back) == f"#{target}"
            )
            assert page.evaluate(f"{TARGET}.closest('main') !== null")


@pytest.mark.parametrize("page_file", PAGES, ids=lambda path: path.parent.name)
def test_every_row_of_a_derivation_leads_on_to_where_it_is_used(browser, page_file):
    with opened(browser, page_file) as page:
        lost = page.evaluate(
            """() => [...document.querySelectorAll("ul > li[id] a[href*=':']")].map(a => a.hash.slice(1))
                .filter(id => { const row = document.getElementById(decodeURIComponent(id));
                    const note = row.closest('ol').previousElementSibling;
                    return !row.querySelector('a') && !note.matches('p:has(a)'); })"""
        )
        assert lost == []
