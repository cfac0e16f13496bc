"""An SVG is small, the same every time, and holds nothing but marks in the palette."""

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
from matplotlib.patches import Circle

import namndbok.show.charts as charts
from boards import REAL
from namndbok.books.book import open_book
from namndbok.errors import NamndbokError
from namndbok.show.charts.canvas import Canvas
from namndbok.show.charts.lettering import width
from namndbok.show.charts.svg import ACCENT, INK, MAIN, MUTED, PALETTE, PAPER, SOFT, svg
from small_board import HOSTILE, board, large_board, lines

REAL_YEAR = 2024
MOST_BYTES = 10_000
FUNCTIONS = [getattr(charts, name) for name in charts.__all__ if name.startswith("chart_")]
ELEMENTS = {"svg", "title", "desc", "g", "path", "circle", "text"}
ATTRIBUTES = {
    *("aria-labelledby", "cx", "cy", "d", "fill", "font-size", "font-weight", "id", "r", "role", "stroke"),
    *("stroke-width", "text-anchor", "viewbox", "x", "y"),
}
HASHED = f"""
from hashlib import sha256
import namndbok.show.charts as charts
from namndbok.books.book import open_book
book = open_book({str(REAL)!r}, {REAL_YEAR})
names = [name for name in charts.__all__ if name.startswith("chart_")]
made = "".join(getattr(charts, name)(book)._repr_html_() for name in names)
import sys
sys.stdout.write(sha256(made.encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def made() -> list[charts.Chart]:
    book = open_book(REAL, REAL_YEAR)
    return [function(book) for function in FUNCTIONS]


def test_the_real_board_has_every_chart_and_all_are_small(made) -> None:
    sizes = {chart.id: len(chart.svg.encode()) for chart in made}
    assert len(sizes) == 9
    assert max(sizes.values()) <= MOST_BYTES, sizes


def test_the_same_data_gives_the_same_bytes_in_another_locale_time_zone_and_hash_seed(made) -> None:
    here = sha256("".join(chart._repr_html_() for chart in made).encode()).hexdigest()
    for seed in ("1", "4242"):
        other = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": "C", "LANG": "de_DE", "TZ": "Asia/Tokyo"}
        other["PYTHONPATH"] = os.pathsep.join(sys.path)
        run = subprocess.run(
            [sys.executable, "-c", HASHED], env=other, capture_output=True, text=True, check=True
        )
        assert run.stdout == here


def test_a_chart_made_twice_is_the_same(made) -> None:
    book = open_book(REAL, REAL_YEAR)
    assert [function(book).svg for function in FUNCTIONS] == [chart.svg for chart in made]


def test_the_users_matplotlib_settings_neither_matter_nor_change(made) -> None:
    own = {
        "text.usetex": True,
        "font.size": 40,
        "font.style": "italic",
        "axes.facecolor": "red",
        "lines.linewidth": 9,
        "savefig.dpi": 300,
    }
    with matplotlib.rc_context(own | {"svg.fonttype": "path", "path.sketch": (1, 100, 2)}):
        width.cache_clear()
        before = dict(matplotlib.rcParams)
        book = open_book(REAL, REAL_YEAR)
        assert [function(book).svg for function in FUNCTIONS] == [chart.svg for chart in made]
        assert dict(matplotlib.rcParams) == before


def test_an_svg_holds_marks_and_nothing_else(made, tmp_path) -> None:
    for text in [*(chart.svg for chart in made), charts.chart_risks(large_board(tmp_path, name=HOSTILE)).svg]:
        root = ElementTree.fromstring(text)
        every = list(root.iter())
        assert {element.tag.rpartition("}")[2] for element in every} <= ELEMENTS
        assert {name for element in every for name in element.attrib} <= ATTRIBUTES
        assert not re.search(
            r"xlink|url\(|href|<!|<\?|<script|style|clip", text.replace("&lt;script&gt;", "")
        )
        assert "width" not in root.attrib and "height" not in root.attrib


def test_only_colours_of_the_palette_are_used_and_in_small_letters(made) -> None:
    for chart in made:
        used = set(re.findall(r'(?:fill|stroke)="([^"]*)"', chart.svg))
        assert used <= set(PALETTE)


def test_ids_begin_with_the_charts_own(made) -> None:
    for chart in made:
        ids = re.findall(r' id="([^"]*)"', chart.svg)
        assert ids == [f"{chart.id}-t", f"{chart.id}-d"]


def test_numbers_have_at_most_one_decimal(made) -> None:
    for chart in made:
        marks = chart.svg.partition("<g ")[2]
        assert not re.search(r'(?:x|y|cx|cy|r|d)="[^"]*\d\.\d\d', marks)


def test_texts_are_words_and_not_outlines_or_mathematics(tmp_path) -> None:
    chart = charts.chart_result(board(tmp_path, **lines(("$x^2$ & <b>", 5, 0))))
    assert ">$x^2$ &amp; &lt;b&gt;</text>" in chart.svg


def test_control_characters_and_rare_signs_do_not_break_the_xml() -> None:
    canvas, typed = Canvas(), "fel\x0b\x1b[31m här 😀 漢字"
    canvas.text((0, 20), typed)
    root = ElementTree.fromstring(svg(canvas.figure(), "c-x", typed, typed))
    assert [text for text in root.itertext() if text] == ["fel[31m här 😀 漢字"] * 3


def test_a_colour_outside_the_palette_is_refused() -> None:
    figure = Figure()
    figure.add_axes((0, 0, 1, 1)).barh([1], [1], color="tomato")
    with pytest.raises(NamndbokError, match="Färgen #"):
        svg(figure, "c-x", "Vad?", "Något.")


@pytest.mark.parametrize("how", [{"rotation": 90}, {"s": "två\nrader"}])
def test_text_that_is_not_one_horizontal_line_is_refused(how: dict) -> None:
    figure = Figure(frameon=False)
    figure.text(**{"x": 0.5, "y": 0.5, "s": "text", "color": INK} | how)
    with pytest.raises(NamndbokError, match="vågrät och på en rad"):
        svg(figure, "c-x", "Vad?", "Något.")


def test_curves_are_refused_and_not_straightened() -> None:
    figure = Figure(frameon=False)
    figure.add_artist(Circle((0.5, 0.5), 0.2, fc=MAIN, ec="none"))
    with pytest.raises(NamndbokError, match="raka linjer"):
        svg(figure, "c-x", "Vad?", "Något.")


def test_marks_are_written_as_short_shapes() -> None:
    canvas = Canvas()
    canvas.box((8, 8), (20, 5))
    canvas.line((-2, 38), (98, 38))
    canvas.dot((48, 18), 5, fill=PAPER)
    canvas.dot((68, 18), 5, mark="s")
    canvas.text((-2, 28), "Text", anchor="end", bold=True)
    # All is moved by the margin of 2.
    assert svg(canvas.figure(), "c-x", "Vad?", "Något.").partition("<g ")[2] == (
        'fill="#1a1a1a" font-size="13"><path d="M10 10H30V15H10z" fill="#12436d"></path>'
        '<path d="M0 40H100" fill="none" stroke="#595959"></path>'
        '<circle cx="50" cy="20" fill="#ffffff" r="5" stroke="#12436d" stroke-width="1.5"></circle>'
        '<path d="M65 25H75V15H65z" fill="#12436d" stroke="#12436d" stroke-width="1.5"></path>'
        '<text font-weight="700" text-anchor="end" x="0" y="30">Text</text></g></svg>'
    )


def _contrast(one: str, other: str) -> float:
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_text_is_read_on_every_ground_and_marks_are_told_apart() -> None:
    for text, ground in [(INK, PAPER), (INK, SOFT), (MUTED, PAPER), (MUTED, SOFT), (PAPER, MAIN)]:
        assert _contrast(text, ground) >= 4.5
    for one, other in [*combinations((MAIN, ACCENT, PAPER), 2), (MUTED, PAPER)]:
        assert _contrast(one, other) >= 3
