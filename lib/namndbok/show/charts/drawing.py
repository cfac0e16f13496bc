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
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, blended_transform_factory

from namndbok.facts import Fact
from namndbok.show.markup import INVISIBLE
from namndbok.swedish import Number, number, words

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
# A bar and what is between bars, below a bar that has its name above it, over a bar, and around a total.
THICK, STEP, BELOW, OVER, APART, WIDEST = 13, 7, 11, 2, 4, 140
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
    rest, complete = one_line(text).split(" "), []
    while rest and len(complete) < lines - 1:
        fits = (width(" ".join(rest[:end])[:LONGEST], bold=bold) <= room for end in range(1, len(rest) + 1))
        fitting = sum(takewhile(bool, fits))
        if not fitting:
            break
        complete.append(" ".join(rest[:fitting]))
        rest = rest[fitting:]
    return [*complete, clip(" ".join(rest), room, bold=bold)] if rest else complete


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
    across = Affine2D().translate(EDGE, 0) if x is None else axes.transData
    place = blended_transform_factory(across, axes.transData) + Affine2D().translate(shift, 0)
    axes.text(float(x or 0), y + BASE, text, transform=place, va="baseline", **font)


def write_lines(axes: Axes, top: float, lines: Sequence[str], *, shift: float = 0, **font: str) -> float:
    """Write lines below `top`, from the figure's left edge; return where the next row begins."""
    for place, line in enumerate(lines):
        write(axes, top + (place + 0.5) * LINE, line, shift=shift, **font)
    return top + len(lines) * LINE


def fitted(axes: Axes, height: float) -> Figure:
    """Return the figure, as high as its rows."""
    figure, whole = axes.get_figure(root=True), round(height)
    figure.set_size_inches(INCHES, (whole + 2 * EDGE) / INCH)
    axes.set_ylim(whole + EDGE, -EDGE)
    for artist in axes.get_children():
        artist.set_clip_on(False)
    return figure


@dataclass(frozen=True)
class Bar:
    """One bar with its figure; the `whole` that it is a part of is an empty frame.

    `hollow` bars are drawn in outline, a `total` is set apart, and a `start` is where a bar begins instead of
    at zero; where `missing`, words stand in the figure's place.
    """

    name: str
    value: Number
    label: str
    whole: Number = 0
    hollow: bool = False
    missing: bool = False
    total: bool = False
    start: Number = 0

    @property
    def length(self) -> Number:
        """Return how far the bar reaches: a part larger than its whole fills the frame."""
        return min(self.value, self.whole) if self.whole else self.value

    @property
    def end(self) -> Number:
        """Return where the bar ends that begins at `start`."""
        return self.start + self.length


@dataclass(frozen=True)
class Section:
    """Bars below a heading (`faint` says what is left out), with a goal drawn across them if there is one.

    Where they are `connected`, each begins where the one before ended, and totals are grey.
    """

    bars: Sequence[Bar]
    heading: str = ""
    faint: bool = False
    goal: Fact | None = None
    connected: bool = False


def ranked(
    bars: Sequence[Bar], *, limit: int = 30, ends: int = 10, always: str = ""
) -> tuple[list[Section], str]:
    """Sort bars from the highest to the lowest; of more than `limit`, keep the `ends` highest and lowest.

    The bar named `always` is kept wherever it stands. Returns what is drawn, and words for which of the bars
    that is, where some are left out.
    """
    ordered = sorted(bars, key=lambda bar: -bar.value)
    if len(ordered) <= limit:
        return [Section(ordered)], ""
    left_out = f"… {number(len(ordered) - 2 * ends)} till …"
    note = f"de {words(ends)} högsta och de {words(ends)} lägsta"
    always_shown = [bar for bar in ordered[ends:-ends] if bar.name == always]
    middle = [Section(always_shown, "…", faint=True)] if always_shown else []
    return [Section(ordered[:ends]), *middle, Section(ordered[-ends:], left_out, faint=True)], note


def draw_sections(sections: Sequence[Section], *, above: bool = False, reach: Number = 0) -> Figure:
    """Draw bars that reach at least from zero to `reach`.

    Names stand to the left, clipped if need be, or `above` their bars, on up to two lines.
    """
    bars = [bar for section in sections for bar in section.bars]
    left = 0 if above else STEP + max(width(clip(bar.name, WIDEST), bold=bar.total) for bar in bars)
    ends = [0, reach, *(end for bar in bars for end in (bar.start, bar.end, bar.whole))]
    axes = new_axes(min(ends), max(ends), left=left, right=STEP + max(width(bar.label) for bar in bars))
    bottom = -2.0 * STEP
    for section in sections:
        bottom = _draw_section(axes, bottom + 2 * STEP, section, left)
    return fitted(axes, bottom)


def _draw_section(axes: Axes, top: float, section: Section, left: float) -> float:
    """Draw a heading, bars and names; return how far down the last bar reaches."""
    if section.heading:
        font = {"shift": left, "color": MUTED} if section.faint else {"weight": "bold"}
        top = write_lines(axes, top, wrap(section.heading, WIDTH, bold=True), **font) + STEP
    middles = []
    for bar in section.bars:
        weight = "bold" if bar.total else "normal"
        if left:
            top += APART if bar.total else 0
            write(axes, top + OVER + THICK / 2, clip(bar.name, WIDEST, bold=bar.total), weight=weight)
        else:
            top = write_lines(axes, top, wrap(bar.name, WIDTH), weight=weight)
        middles.append(top + OVER + THICK / 2)
        top += THICK + (STEP if left else BELOW)
    _draw_bars(axes, middles, section)
    if section.goal:
        goal, label = float(section.goal.value), f"mål {section.goal.display}"
        start, end = middles[0] - THICK / 2 - APART, middles[-1] + THICK / 2 + APART
        axes.vlines(goal, start, end, color=ACCENT, lw=2)
        # The words stand above the line and inside the figure.
        beyond = axes.transData.transform((goal, 0))[0] - EDGE + width(label) / 2 - WIDTH
        write(axes, start - LINE / 2, label, x=goal, shift=-max(0, beyond), ha="center")
    return middles[-1] + THICK / 2 + OVER


def _draw_bars(axes: Axes, middles: Sequence[float], section: Section) -> None:
    """Draw bars, to the left if negative, and their figures on the side that is free."""
    rows = list(zip(middles, section.bars, strict=True))
    for y, bar in rows:
        if bar.whole:
            axes.add_patch(Rectangle((0, y - THICK / 2), float(bar.whole), THICK, fc=PAPER, ec=MUTED))
    for y, bar in rows:
        if not bar.missing:
            corner, length = (float(bar.start), y - THICK / 2), float(bar.length)
            colour = MUTED if bar.total and section.connected else ACCENT if bar.value < 0 else MAIN
            fill, edge = (PAPER, colour) if bar.hollow else (colour, "none")
            axes.add_patch(Rectangle(corner, length, THICK, fc=fill, ec=edge))
    reach = THICK / 2 + OVER
    ticks = [(0, y - reach, y + reach) for y, bar in rows if not bar.start]
    if section.connected:
        ticks = [(float(bar.end), y - THICK / 2, y + reach + BELOW - 2 * OVER) for y, bar in rows[:-1]]
    if ticks:
        axes.vlines(*zip(*ticks, strict=True), color=MUTED, lw=1)
    for y, bar in rows:
        colour = MUTED if bar.missing else INK
        write(axes, y, bar.label, x=max(0, bar.start, bar.end, bar.whole), shift=STEP, color=colour)
