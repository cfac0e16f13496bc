"""In a real browser every text is large enough, inside the picture, and covers nothing."""

from itertools import combinations

import pytest

from boards import REAL
from browser import opened
from namndbok.books.book import Book, make_book
from namndbok.data.load import load_data
from samples import sample
from small_board import HOSTILE, crowded_board, large_board, mistyped_board, smallest_board, yearly_charts

TALLEST = 700
STYLE = """.chart { margin: 0; max-width: 30rem; overflow-wrap: anywhere }
.chart svg { display: block; width: 100%; font-family: 'DejaVu Sans', sans-serif }"""
MEASURE = """() => [...document.querySelectorAll('figure svg')].map(svg => {
    const box = element => {
        const {x, y, width, height} = element.getBBox();
        return {left: x, top: y, right: x + width, bottom: y + height, text: element.textContent};
    };
    const shapes = path => path.getAttribute('d').split('M').slice(1).map(shape => {
        const numbers = shape.replace(/H (\\S+) V (\\S+) H \\S+/, '$1 $2').match(/-?[\\d.]+/g).map(Number);
        const [xs, ys] = [0, 1].map(side => numbers.filter((_, place) => place % 2 === side));
        return {left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys)};
    });
    const mark = 'path[fill="#12436d"], path[fill="#f46a25"], path[stroke="#f46a25"], path[stroke="#12436d"]';
    const texts = [...svg.querySelectorAll('text')];
    return {
        width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height, shown: svg.clientWidth,
        size: Math.min(...texts.map(text => parseFloat(getComputedStyle(text).fontSize))),
        texts: texts.map(box), marks: [...svg.querySelectorAll(mark)].flatMap(shapes),
    };
})"""


def _real(folder) -> Book:
    return make_book(load_data(REAL), 2024)


def _interim(folder) -> Book:
    return make_book(load_data(REAL), 2022)


def _hostile(folder) -> Book:
    return large_board(folder, name=f"{HOSTILE} {'Utanmellanslag' * 9} ", most=14)


EVERY = [_real, _hostile, smallest_board, crowded_board, mistyped_board, large_board, _interim]
BOARDS = sample(EVERY[:4], EVERY)


@pytest.fixture(
    scope="module",
    params=[pytest.param(make, marks=pytest.mark.sampled, id=make.__name__.strip("_")) for make in BOARDS],
)
def page(request, tmp_path_factory, browser):
    folder = tmp_path_factory.mktemp("charts")
    book = request.param(folder)
    body = "\n".join(chart._repr_html_() for chart in yearly_charts(book))
    path = folder / "page.html"
    head = (
        f'<!DOCTYPE html><html lang="sv"><meta charset="utf-8"><title>Diagram</title><style>{STYLE}</style>'
    )
    path.write_text(f'{head}<body style="margin: 16px">{body}', encoding="utf-8")
    with opened(browser, path, width=375) as page:
        yield page


@pytest.fixture(scope="module")
def drawings(page) -> list[dict]:
    """Measure the charts of the page as they are drawn."""
    return page.evaluate(MEASURE)


def _apart(one: dict, other: dict, slack: float = 0.5) -> bool:
    beside = one["right"] <= other["left"] + slack or other["right"] <= one["left"] + slack
    return beside or one["bottom"] <= other["top"] + slack or other["bottom"] <= one["top"] + slack


def test_charts_can_be_read_on_a_phone(drawings) -> None:
    for chart in drawings:
        assert chart["width"] == 360
        assert chart["height"] <= TALLEST
        assert chart["size"] >= 12.7
        assert chart["size"] * chart["shown"] / chart["width"] >= 12


def test_texts_stay_inside_and_off_each_other(drawings) -> None:
    for chart in drawings:
        for text in chart["texts"]:
            assert text["left"] >= -0.5 and text["right"] <= chart["width"] + 0.5, text
            assert text["top"] >= -0.5 and text["bottom"] <= chart["height"] + 0.5, text
        for one, other in combinations(chart["texts"], 2):
            assert _apart(one, other), (one, other)


def test_texts_stay_off_bars_and_lines(drawings) -> None:
    for chart in drawings:
        for text in chart["texts"]:
            for mark in chart["marks"]:
                assert _apart(text, mark), (text, mark)


def test_nothing_typed_runs_and_the_page_does_not_scroll_sideways(page) -> None:
    assert page.evaluate("document.scripts.length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
