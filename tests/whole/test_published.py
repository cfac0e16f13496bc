"""The published page as readers, assistive technology and checkers meet it (EN 301 549, WCAG 2.2 AA)."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser import ROOT, accessibility_faults, nu, opened, seen
from namndbok.verify.coverage import count_figures
from samples import sample

REPORT = ROOT / "reports" / "2024" / "annual_report.html"
EVERY = sorted((ROOT / "reports").rglob("*.html"))
# Papers of a kind are made by one notebook and one template; the first of each stands for them in a browser.
KINDS = {(len(path.parts), path.stem.partition("-")[0]): path for path in reversed(EVERY)}
PAGES = sample(sorted(KINDS.values()), EVERY)
# 60 kB for ten tables and charts, somewhat more for an auditor's, where each check that is made has its row;
# what each case of a meeting takes in words; what every page begins with, most of it style; and what it takes
# to trace a figure or a row.
LARGEST, AUDIT, CASE, FRAME, ENTRY = 6_000, 7_000, 1_200, 13_500, 600
PARTS, CASES, TRACE = (
    re.compile(r"<table|<svg"),
    re.compile(r"<div id=\"arende-"),
    re.compile(r"<div id=\"[^\"]*\" popover=\"\">.*?Stäng</button></div>"),
)

CONTRASTS = """() => {
    const light = colour => {
        const [r, g, b] = colour.match(/\\d+/g).map(Number).map(v => v / 255)
            .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
    const ground = getComputedStyle(document.body).backgroundColor;
    return [...document.querySelectorAll('svg text')].map(text => ({
        text: text.textContent, ratio: ratio(getComputedStyle(text).fill, ground),
        on: [...text.closest('svg').querySelectorAll('path, rect, circle, use')].some(mark => {
            const a = mark.getBoundingClientRect(), b = text.getBoundingClientRect();
            return a.left <= b.left && a.right >= b.right && a.top <= b.top && a.bottom >= b.bottom;
        }),
    }));
}"""


@pytest.fixture(
    scope="module",
    params=[pytest.param(path, marks=pytest.mark.sampled) for path in PAGES],
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def page_file(request) -> Path:
    return request.param


@pytest.fixture(scope="module")
def addresses() -> list[str]:
    """List every address that the page has asked for."""
    return []


@pytest.fixture(scope="module")
def loaded(browser, page_file, addresses) -> Iterator[Page]:
    """Load a page once for all tests of it."""
    page = browser.new_page()
    page.on("request", lambda request: addresses.append(request.url))
    page.goto(page_file.resolve().as_uri())
    yield page
    page.close()
    addresses.clear()


@pytest.fixture
def page(loaded) -> Page:
    """Show the page in a wide and light window."""
    return seen(loaded)


def test_papers_of_every_kind_are_published():
    notebooks = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {path.stem.partition("-")[0] for path in PAGES} == notebooks - {"cost_split"} | {
        "index",
        "minutes",
    }


def test_axe_and_htmlcs_find_nothing(page):
    assert accessibility_faults(page) == []


@pytest.mark.parametrize(
    ("styles", "faults"),
    [
        (
            ("p { color: #777; background: #888 }", "@media (width < 400px) { ul { color: #111 } }"),
            ("color-contrast", "colours depend on the width"),
        ),
        (
            (
                "@media (prefers-color-scheme: dark) { p { color: #777; background: #888 } }",
                "@media (width < 400px) { a { font-size: 1px } }",
            ),
            ("color-contrast", "target-size"),
        ),
    ],
    ids=["in any, by width", "in the dark, on a phone"],
)
def test_faults_in_any_mode_are_found(browser, tmp_path, styles, faults):
    dark = "@media (prefers-color-scheme: dark) { body { color: #eee; background: #111 } a { color: #9cf } }"
    links = '<ul><li><a href="#a">a</a></li><li><a href="#b">b</a></li></ul>'
    (tmp_path / "a.html").write_text(
        f'<!DOCTYPE html><html lang="sv"><title>A</title><style>{dark} {" ".join(styles)}</style>'
        f"<main><h1>A</h1><p>Text</p>{links}</main>"
    )
    with opened(browser, tmp_path / "a.html") as page:
        lines = accessibility_faults(page)
    assert [fault for fault in faults if not any(line.startswith(fault) for line in lines)] == []


def test_nu_finds_neither_errors_nor_warnings():
    assert nu(*EVERY) == []


def test_page_is_small(page_file):
    page = page_file.read_text(encoding="utf-8")
    shown, traced = TRACE.sub("", page), "".join(TRACE.findall(page))
    largest = AUDIT if page_file.stem == "audit" else LARGEST
    limit = FRAME + largest * len(PARTS.findall(shown)) + CASE * len(CASES.findall(shown))
    assert len(shown.encode()) <= limit
    assert len(traced.encode()) <= ENTRY * traced.count("<div id=")
    assert len(gzip.compress(page.encode())) <= len(page.encode()) / 4 + FRAME


def test_page_asks_for_nothing_and_runs_nothing(page, page_file, addresses):
    assert addresses == [page_file.resolve().as_uri()]
    assert page.locator("script, iframe, object, embed, img, link, [style], [onclick], [onload]").count() == 0
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_policy_lets_the_style_in(page):
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"


def test_page_is_swedish_and_titled_as_its_heading(page):
    assert page.locator("html").get_attribute("lang") == "sv"
    assert page.locator("h1").count() == 1
    assert page.title() == page.locator("h1").text_content()


def test_every_table_has_caption_and_headings(page):
    assert page.locator("table:not(:has(> caption))").count() == 0
    assert page.locator("th:not([scope])").count() == 0
    assert [text for text in page.locator("th").all_text_contents() if not text.strip()] == []


def test_every_chart_says_what_it_shows_and_leads_to_its_numbers(page):
    for svg in page.locator("svg:not([aria-hidden])").all():
        named = svg.get_attribute("aria-labelledby").split()
        # The kind of picture and what it is about, and then the words that everybody sees: what it shows.
        title, subject, shown = (page.locator(f"[id='{id}']").text_content() for id in named)
        assert svg.get_attribute("role") == "img"
        assert title and len(subject) > 25
        assert len(f"{subject} {shown}") > 60
        assert re.search(r"\d", shown)
    for figure in page.locator("figure.chart").all():
        link = figure.locator("p a").first if figure.locator("p a").count() else None
        selector = (
            f"table[id='{link.get_attribute('href')[1:]}']"
            if link
            else f"#{figure.get_attribute('id')} table"
        )
        assert page.locator(selector).count() == 1


def test_every_link_leads_somewhere(page):
    broken = page.evaluate(
        """() => [...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href').slice(1))
            .filter(id => !document.getElementById(decodeURIComponent(id)))"""
    )
    assert broken == []


def test_ids_are_unique(page):
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(element => element.id)")
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_page_never_scrolls_sideways(page, width):
    seen(page, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "bottom"), [(1280, 900), (375, 2 * 812)])
def test_result_and_key_figures_are_on_the_first_screen(browser, width, bottom):
    """On a phone on the first two; what the board did begins below them on the same screen."""
    with opened(browser, REPORT, width=width) as page:
        below = page.evaluate("document.querySelector('.key + p').getBoundingClientRect().bottom")
        assert 0 < below <= bottom


def test_chart_text_is_readable_on_a_phone(page):
    seen(page, width=375)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('svg text')].map(text =>
            parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
    )
    assert min(sizes, default=12) >= 12


@pytest.mark.parametrize("dark", [False, True])
def test_chart_text_stands_out_from_its_ground(page, dark):
    seen(page, dark=dark)
    weak = [text for text in page.evaluate(CONTRASTS) if text["ratio"] < 4.5 and not text["on"]]
    assert weak == []


def test_skip_link_is_first_and_leads_to_the_content(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_only_links_summaries_and_scrolling_tables_take_focus(page):
    others = page.locator("[tabindex='0']:not([role='region'][aria-labelledby])").count()
    assert others == 0
    assert page.locator("[tabindex='0'] > table").count() == page.locator("[tabindex='0']").count()


def test_the_report_reads_the_same_without_javascript(browser):
    """No page has a script, as is tested above; this one is opened where none could run."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(REPORT.as_uri())
    assert page.locator("h2").count() > 0
    context.close()


def test_every_figure_names_its_source(page_file):
    read = count_figures(page_file.read_text(encoding="utf-8"))
    assert read.untraced == ()
