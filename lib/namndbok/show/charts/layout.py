"""The look of every chart, a matplotlib style sheet, and axes that are laid out by hand, row by row.

X counts what is shown, y pixels downwards from the top. The width of every text is known beforehand, so
nothing has to be tried, as matplotlib's own layouts do. Words are measured with DejaVu Sans, which comes with
matplotlib and is wider than the fonts that pages use: what fits here fits in the reader's font too.
`namndbok.css` gives each colour of the palette another one in dark mode and in forced colours.
"""

import re
import warnings
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, blended_transform_factory

from namndbok.show.markup import INVISIBLE
from namndbok.swedish import Number

STYLE = Path(__file__).parent / "namndbok.mplstyle"
# Decorates what draws a chart: the style sheet upon matplotlib's own defaults, whatever the user has set.
styled = matplotlib.rc_context(fname=STYLE)
# Text stays text, and ids inside a picture are the same every time.
REAL_TEXT = {"svg.fonttype": "none", "svg.hashsalt": "namndbok"}

# How wide charts are is said in the style sheet alone; a unit of an SVG is a point, of which an inch has 72.
INCHES = matplotlib.rc_params_from_file(STYLE, use_default_template=False)["figure.figsize"][0]
INCH = 72
EDGE = 2
WIDTH = INCHES * INCH - 2 * EDGE

BLACK = "#000000"
INK = "#1a1a1a"
MUTED = "#595959"
GRID = "#d0d0d0"
MAIN = "#12436d"
ACCENT = "#f46a25"
PAPER = "#ffffff"
SOFT = "#e8eef4"

SIZE = 13
LINE = 17
GAP = 10
BASE = 4.5  # from the middle of a line of text down to its baseline
LONGEST = 400
PLAIN = {"family": "DejaVu Sans", "size": SIZE, "style": "normal", "variant": "normal", "stretch": "normal"}


def one_line(text: str) -> str:
    """Make one line of a text from a table: nothing unseen in it, one space between words."""
    return re.sub(r"[ \t\r\n\u2028\u2029]+", " ", INVISIBLE.sub("", text)).strip(" ")


@lru_cache(maxsize=4096)
def width(text: str, *, bold: bool = False) -> float:
    """Return the width of one line in SVG units."""
    font = FontProperties(**PLAIN, weight="bold" if bold else "normal")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # A sign that DejaVu lacks is still written as text.
        return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]


def clip(text: str, room: float, *, bold: bool = False) -> str:
    """Shorten a text that is wider than `room`; the ellipsis shows that something is left out."""
    whole = one_line(text)
    if len(whole) <= LONGEST and width(whole, bold=bold) <= room:
        return whole
    longer = range(1, min(len(whole), LONGEST) + 1)
    cut = bisect_right(longer, room, key=lambda length: width(whole[:length].rstrip() + "…", bold=bold))
    return whole[:cut].rstrip() + "…"


def wrap(text: str, room: float, *, lines: int = 2, bold: bool = False) -> list[str]:
    """Break a text into at most `lines` lines that fit in `room`; the last one is clipped."""
    words, complete = one_line(text).split(" "), []
    while words and len(complete) < lines - 1:
        fits = (width(" ".join(words[:end])[:LONGEST], bold=bold) <= room for end in range(1, len(words) + 1))
        fitting = sum(takewhile(bool, fits))
        if not fitting:
            break
        complete.append(" ".join(words[:fitting]))
        words = words[fitting:]
    return [*complete, clip(" ".join(words), room, bold=bold)] if words else complete


def new_axes(low: Number = 0, high: Number = WIDTH, *, left: float = 0, right: float = 0) -> Axes:
    """Return axes from `low` to `high` in a new figure, with pixels to the left and right for words."""
    across = INCHES * INCH
    figure = Figure(layout="none")
    box = ((EDGE + left) / across, 0, (WIDTH - left - right) / across, 1)
    axes = figure.add_axes(box, xlim=(float(low), float(high if high > low else low + 1)))
    axes.set_axis_off()
    return axes


def write(axes: Axes, y: float, text: str, *, x: Number | None = None, shift: float = 0, **font: str) -> None:
    """Write a line with its middle at y, `shift` pixels to the right of x, or of the figure's left edge."""
    if x is None:
        from_edge = blended_transform_factory(Affine2D().translate(EDGE, 0), axes.transData)
        axes.text(shift, y + BASE, text, transform=from_edge, va="baseline", **font)
    else:
        place = {"textcoords": "offset points", "annotation_clip": False, "va": "baseline"}
        axes.annotate(text, (float(x), y), (shift, -BASE), **place, **font)


def write_lines(axes: Axes, top: float, lines: Sequence[str], *, shift: float = 0, **font: str) -> float:
    """Write lines below `top`, from the figure's left edge; return where the next row begins."""
    for number, line in enumerate(lines):
        write(axes, top + (number + 0.5) * LINE, line, shift=shift, **font)
    return top + len(lines) * LINE


def fitted(axes: Axes, height: float) -> Figure:
    """Return the figure, as high as its rows."""
    figure, whole = axes.get_figure(root=True), round(height)
    figure.set_size_inches(INCHES, (whole + 2 * EDGE) / INCH)
    axes.set_ylim(whole + EDGE, -EDGE)
    for artist in axes.get_children():
        artist.set_clip_on(False)
    return figure
