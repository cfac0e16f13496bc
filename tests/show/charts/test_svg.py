"""Our own SVG is small and the same every time; whatever matplotlib draws becomes accessible and safe."""

import os
import re
import subprocess
import sys
from hashlib import sha256
from itertools import combinations
from xml.etree import ElementTree

import matplotlib
import pytest
from matplotlib.figure import Figure

from boards import REAL
from drawn import elements
from namndbok.books.book import Book, open_book
from namndbok.errors import NamndbokError
from namndbok.show.charts import Chart, chart_result, chart_risks
from namndbok.show.charts.drawing import (
    ACCENT,
    GRID,
    INK,
    MAIN,
    MUTED,
    PAPER,
    REAL_TEXT,
    SIZE,
    SOFT,
    STYLE,
    width,
)
from namndbok.show.charts.svg import accessible_svg
from small_board import HOSTILE, board, large_board, lines, yearly_charts

REAL_YEAR = 2024
PALETTE = (INK, MUTED, GRID, MAIN, ACCENT, PAPER, SOFT)
MOST_BYTES = 10_000
ELEMENTS = {"svg", "title", "desc", "g", "defs", "path", "use", "text"}
ATTRIBUTES = {
    *("aria-labelledby", "d", "fill", "font-size", "font-weight", "href", "id", "role", "stroke"),
    *("stroke-linecap", "stroke-linejoin", "stroke-width", "text-anchor", "viewBox", "x", "y"),
}
HASHED = f"""
from hashlib import sha256
from small_board import yearly_charts
from namndbok.books.book import open_book
charts = yearly_charts(open_book({str(REAL)!r}, {REAL_YEAR}))
import sys
sys.stdout.write(sha256("".join(chart._repr_html_() for chart in charts).encode()).hexdigest())
"""
OF_ONES_OWN = {
    "bars": lambda axes: axes.bar(["A", "B"], [1, 2], hatch="//", edgecolor="white"),
    "lines": lambda axes: axes.plot([1, 2, 3], [3, 1, 2], "o--", label="Linje"),
    "curves": lambda axes: axes.pie([1, 2], labels=["A", "B"]),
    "points": lambda axes: axes.scatter([1, 2], [1, 2], s=[50, 90], c=["tomato", "k"], alpha=0.5),
    "rotated words": lambda axes: axes.text(0.5, 0.5, "sned", rotation=30),
    "two lines of words": lambda axes: axes.text(0.5, 0.5, "två\nrader"),
    "mathematics": lambda axes: axes.set_title("$x^2$", parse_math=True),
    "a legend": lambda axes: (axes.plot([1, 2], label="Linje"), axes.legend()),
    "a grid of cells": lambda axes: axes.pcolormesh([[1, 2], [3, 4]]),
    "shades": lambda axes: axes.tripcolor([0, 1, 0], [0, 0, 1], [1, 2, 3], shading="gouraud"),
    "links": lambda axes: axes.text(0.5, 0.5, "länk", url="https://example.com/"),
    "names of its own": lambda axes: axes.bar(["A"], [1], gid="innehall"),
    "areas": lambda axes: axes.fill_between([1, 2], [1, 2], alpha=0.3),
}


def _svg(figure: Figure, id: str = "c-x") -> str:
    with matplotlib.rc_context(REAL_TEXT):
        return accessible_svg(figure, id, "Vad?", "Något.")


def _drawn(kind: str, id: str = "c-x") -> str:
    figure = Figure()
    OF_ONES_OWN[kind](figure.add_subplot())
    return _svg(figure, id)


@pytest.fixture(scope="module")
def book() -> Book:
    return open_book(REAL, REAL_YEAR)


@pytest.fixture(scope="module")
def charts(book: Book) -> list[Chart]:
    return yearly_charts(book)


def test_the_real_board_has_every_chart_and_all_are_small(charts) -> None:
    sizes = {chart.id: len(chart.svg.encode()) for chart in charts}
    assert len(sizes) == 10
    assert max(sizes.values()) <= MOST_BYTES, sizes


def test_the_same_data_gives_the_same_bytes_in_another_locale_time_zone_and_hash_seed(charts) -> None:
    here = sha256("".join(chart._repr_html_() for chart in charts).encode()).hexdigest()
    other = os.environ | {"PYTHONHASHSEED": "4242", "LC_ALL": "C", "LANG": "de_DE", "TZ": "Asia/Tokyo"}
    other["PYTHONPATH"] = os.pathsep.join(sys.path)
    run = subprocess.run(
        [sys.executable, "-c", HASHED], env=other, capture_output=True, text=True, check=True
    )
    assert run.stdout == here


def test_a_chart_made_twice_is_the_same(charts, book) -> None:
    again = yearly_charts(book)
    assert [chart.svg for chart in again] == [chart.svg for chart in charts]


def test_the_users_matplotlib_settings_neither_matter_nor_change(charts, book) -> None:
    settings = {
        "text.usetex": True,
        "font.size": 40,
        "font.style": "italic",
        "axes.facecolor": "red",
        "lines.linewidth": 9,
        "savefig.dpi": 300,
        "savefig.bbox": "tight",
        "figure.dpi": 200,
    }
    with matplotlib.rc_context(settings | {"svg.fonttype": "path", "path.sketch": (1, 100, 2)}):
        width.cache_clear()
        before = dict(matplotlib.rcParams)
        again = yearly_charts(book)
        assert [chart.svg for chart in again] == [chart.svg for chart in charts]
        assert dict(matplotlib.rcParams) == before


def test_an_svg_of_our_own_holds_marks_and_nothing_else(charts, tmp_path) -> None:
    for text in [*(chart.svg for chart in charts), chart_risks(large_board(tmp_path, name=HOSTILE)).svg]:
        root = ElementTree.fromstring(text)
        assert {element.tag.rpartition("}")[2] for element in root.iter()} <= ELEMENTS
        assert {name for element in root.iter() for name in element.attrib} <= ATTRIBUTES
        assert "width" not in root.attrib and "height" not in root.attrib


def test_our_own_charts_use_only_colours_of_the_palette(charts) -> None:
    for chart in charts:
        assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', chart.svg)) <= {*PALETTE, "none"}


def test_texts_of_our_own_charts_are_horizontal_and_stand_where_they_are_anchored(charts) -> None:
    assert not any("transform" in text.attrib for chart in charts for text in elements(chart.svg, "text"))


def test_numbers_have_at_most_one_decimal(charts) -> None:
    for chart in charts:
        assert not re.search(r' (?:x|y|d)="[^"]*\d\.\d\d', chart.svg)


def test_texts_are_words_and_not_outlines_or_mathematics(tmp_path) -> None:
    chart = chart_result(board(tmp_path, **lines(("$x^2$ & <b>", 5, 0))))
    assert ">$x^2$ &amp; &lt;b&gt;</text>" in chart.svg


def test_control_characters_and_rare_signs_do_not_break_the_xml() -> None:
    figure, typed = Figure(), "fel\x0b\x1b[31m här 😀 漢字"
    figure.text(0, 0.5, typed)
    with matplotlib.rc_context(REAL_TEXT):
        root = ElementTree.fromstring(accessible_svg(figure, "c-x", typed, typed))
    assert [text for text in root.itertext() if text] == ["fel[31m här 😀 漢字"] * 3


@pytest.mark.parametrize("kind", OF_ONES_OWN)
def test_whatever_matplotlib_draws_has_no_style_script_link_or_foreign_id(kind: str) -> None:
    root = ElementTree.fromstring(_drawn(kind))
    for element in root.iter():
        assert element.tag.rpartition("}")[2] not in {"a", "image", "metadata", "script", "style"}
        assert not {"style", "class", "onload"} & element.attrib.keys()
        assert element.get("href", "#c-x").startswith("#c-x")
    ids = [element.get("id") for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids)) and all(id.startswith("c-x-") for id in ids)


@pytest.mark.parametrize("kind", OF_ONES_OWN)
def test_what_is_referred_to_is_there(kind: str) -> None:
    svg = _drawn(kind)
    referred = set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', svg))
    assert {one or other for one, other in referred} <= set(re.findall(r' id="([^"]+)"', svg))


@pytest.mark.parametrize("kind", OF_ONES_OWN)
def test_whatever_matplotlib_draws_is_the_same_twice(kind: str) -> None:
    assert _drawn(kind) == _drawn(kind)


def test_two_charts_of_a_page_share_no_id() -> None:
    first, second = (set(re.findall(r' id="([^"]+)"', _drawn("points", id))) for id in ("c-x", "c-y"))
    assert first and second and not first & second


def test_two_pictures_of_the_same_name_do_not_exchange_their_marks() -> None:
    marks = {}
    for mark in ("o", "D", "s"):
        figure = Figure()
        figure.add_subplot().plot([1, 2], [1, 2], mark)
        for path in elements(_svg(figure), "path"):
            if id := path.get("id"):
                assert marks.setdefault(id, path.get("d")) == path.get("d")
    assert len(set(marks.values())) >= 3


def test_what_hides_what_is_outside_is_kept() -> None:
    assert "clip-path" in _drawn("lines") and elements(_drawn("lines"), "clipPath")


def test_black_becomes_ink_and_other_colours_stay() -> None:
    figure = Figure()
    figure.add_axes((0, 0, 1, 1)).barh([1, 2], [1, 2], color=["tomato", "black"], edgecolor="black")
    svg = _svg(figure)
    assert 'fill="#ff6347"' in svg and f'stroke="{INK}"' in svg and "#000000" not in svg


def test_words_stay_words_on_every_line_and_at_every_angle() -> None:
    assert "sned" in [text.text for text in elements(_drawn("rotated words"), "text")]
    assert {"två", "rader"} <= {text.text for text in elements(_drawn("two lines of words"), "text")}


def test_a_picture_in_pixels_is_refused() -> None:
    figure = Figure()
    figure.add_subplot().imshow([[1, 2], [3, 4]])
    with pytest.raises(NamndbokError, match="bild i bildpunkter"):
        _svg(figure)


def _contrast(one: str, other: str) -> float:
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_text_is_read_on_every_ground_and_marks_are_described_apart() -> None:
    for text, ground in [(INK, PAPER), (INK, SOFT), (MUTED, PAPER), (MUTED, SOFT), (PAPER, MAIN)]:
        assert _contrast(text, ground) >= 4.5
    for one, other in [*combinations((MAIN, ACCENT, PAPER), 2), (MUTED, PAPER)]:
        assert _contrast(one, other) >= 3


def test_the_style_sheet_the_palette_and_the_pages_css_agree() -> None:
    sheet = matplotlib.rc_params_from_file(STYLE, use_default_template=False)
    assert sheet["font.size"] == SIZE
    assert (sheet["text.color"], sheet["grid.color"], sheet["axes.labelcolor"]) == (INK, GRID, MUTED)
    assert sheet["axes.prop_cycle"].by_key()["color"][:2] == [MAIN, ACCENT]
    css = (STYLE.parents[1] / "template" / "namndbok.css").read_text(encoding="utf-8")
    assert all(f'[fill="{colour}"]' in css for colour in PALETTE)
