"""Horizontal bars with the name beside or above each and the figure after it: no axis to read off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from namndbok.books import Book
from namndbok.show.charts.chart import Chart, make_chart
from namndbok.show.charts.layout import (
    ACCENT,
    EDGE,
    INK,
    LINE,
    MAIN,
    MUTED,
    PAPER,
    WIDTH,
    clip,
    fitted,
    new_axes,
    styled,
    width,
    wrap,
    write,
    write_lines,
)
from namndbok.show.markup import AnchorLink
from namndbok.show.tables.table import Table
from namndbok.swedish import Number, number, words

THICK = 13
GAP = 7
BELOW = 11
OVER = 2
APART = 4
WIDEST = 140
FAR = 8


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
    def end(self) -> Number:
        """Return where the bar ends that begins at `start`."""
        return self.start + self.length

    @property
    def length(self) -> Number:
        """Return how far the bar reaches: a part larger than its whole fills the frame."""
        return min(self.value, self.whole) if self.whole else self.value

    @property
    def colour(self) -> str:
        """Return the colour of what is above or below zero."""
        return ACCENT if self.value < 0 else MAIN


@dataclass(frozen=True)
class Section:
    """Bars below a heading (`faint` says what is left out), with a goal drawn across them if there is one.

    Where they are `connected`, each begins where the one before ended, and totals are grey.
    """

    bars: Sequence[Bar]
    heading: str = ""
    faint: bool = False
    goal: Number | None = None
    goal_label: str = ""
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
    kept = [bar for bar in ordered[ends:-ends] if bar.name == always]
    middle = [Section(kept, "…", faint=True)] if kept else []
    return [Section(ordered[:ends]), *middle, Section(ordered[-ends:], left_out, faint=True)], note


def outliers(sizes: Mapping[str, Number]) -> dict[str, Number]:
    """Return those sizes beside which the others would hardly be seen; none if no step is that large."""
    ordered = sorted(sizes, key=lambda name: -sizes[name])
    for count, (larger, smaller) in enumerate(pairwise(ordered), 1):
        if sizes[smaller] and sizes[larger] > FAR * sizes[smaller]:
            return {name: sizes[name] for name in ordered[:count]}
    return {}


@styled
def chart_bars(
    name: str,
    book: Book,
    sections: Sequence[Section],
    numbers: Table | AnchorLink,
    *,
    above: bool = False,
    reach: Number = 0,
    **options: object,
) -> Chart:
    """Draw bars as `draw_sections` does, and make a chart of them as `make_chart` does."""
    return make_chart(name, book, draw_sections(sections, above=above, reach=reach), numbers, **options)


def draw_sections(sections: Sequence[Section], *, above: bool = False, reach: Number = 0) -> Figure:
    """Draw bars that reach at least from zero to `reach`.

    Names stand to the left, clipped if need be, or `above` their bars, on up to two lines.
    """
    bars = [bar for section in sections for bar in section.bars]
    left = 0 if above else GAP + max(width(clip(bar.name, WIDEST), bold=bar.total) for bar in bars)
    ends = [0, reach, *(end for bar in bars for end in (bar.start, bar.end, bar.whole))]
    axes = new_axes(min(ends), max(ends), left=left, right=GAP + max(width(bar.label) for bar in bars))
    bottom = -2.0 * GAP
    for section in sections:
        bottom = _draw_section(axes, bottom + 2 * GAP, section, left)
    return fitted(axes, bottom)


def _draw_section(axes: Axes, top: float, section: Section, left: float) -> float:
    """Draw a heading, bars and names; return how far down the last bar reaches."""
    if section.heading:
        font = {"shift": left, "color": MUTED} if section.faint else {"weight": "bold"}
        top = write_lines(axes, top, wrap(section.heading, WIDTH, bold=True), **font) + GAP
    middles = []
    for bar in section.bars:
        weight = "bold" if bar.total else "normal"
        if left:
            top += APART if bar.total else 0
            write(axes, top + OVER + THICK / 2, clip(bar.name, WIDEST, bold=bar.total), weight=weight)
        else:
            top = write_lines(axes, top, wrap(bar.name, WIDTH), weight=weight)
        middles.append(top + OVER + THICK / 2)
        top += THICK + (GAP if left else BELOW)
    _draw_bars(axes, middles, section)
    if section.goal is not None:
        start, end = middles[0] - THICK / 2 - APART, middles[-1] + THICK / 2 + APART
        axes.vlines(float(section.goal), start, end, color=ACCENT, lw=2)
        goal, _ = axes.transData.transform((float(section.goal), 0))
        beyond = goal - EDGE + width(section.goal_label) / 2 - WIDTH
        shift = -max(0, beyond)  # The words stand above the line and inside the figure.
        write(axes, start - LINE / 2, section.goal_label, x=section.goal, shift=shift, ha="center")
    return middles[-1] + THICK / 2 + OVER


def _draw_bars(axes: Axes, middles: Sequence[float], section: Section) -> None:
    """Draw bars, to the left if negative, and their figures on the side that is free."""
    rows = list(zip(middles, section.bars, strict=True))
    if wholes := [(y, float(bar.whole)) for y, bar in rows if bar.whole]:
        axes.barh(*zip(*wholes, strict=True), THICK, fc=PAPER, ec=MUTED)
    if parts := [(y, bar) for y, bar in rows if not bar.missing]:
        colours = [MUTED if bar.total and section.connected else bar.colour for _, bar in parts]
        fills = [PAPER if bar.hollow else colour for (_, bar), colour in zip(parts, colours, strict=True)]
        edges = [bar.colour if bar.hollow else "none" for _, bar in parts]
        lengths, starts = (
            [float(size(bar)) for _, bar in parts] for size in map(attrgetter, ("length", "start"))
        )
        axes.barh([y for y, _ in parts], lengths, THICK, starts, color=fills, ec=edges)
    reach = THICK / 2 + OVER
    ticks = [(0, y - reach, y + reach) for y, bar in rows if not bar.start]
    if section.connected:
        ticks = [(float(bar.end), y - THICK / 2, y + reach + BELOW - 2 * OVER) for y, bar in rows[:-1]]
    if ticks:
        axes.vlines(*zip(*ticks, strict=True), color=MUTED, lw=1)
    for y, bar in rows:
        colour = MUTED if bar.missing else INK
        write(axes, y, bar.label, x=max(0, bar.start, bar.end, bar.whole), shift=GAP, color=colour)
