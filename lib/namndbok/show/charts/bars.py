"""Horizontal bars with the name beside or above each and the figure after it: no axis to read off."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from namndbok.show.charts.layout import fitted, new_axes, write, write_lines
from namndbok.show.charts.lettering import clip, width, wrap
from namndbok.show.charts.style import ACCENT, INK, MAIN, MUTED, PAPER, WIDTH
from namndbok.swedish import Number, number, words

THICK = 13
GAP = 7
BELOW = 11
WIDEST = 140
STEP = THICK + GAP
OVER = THICK / 2 + 2


@dataclass(frozen=True)
class Bar:
    """One bar with its figure; `of` is the whole that it is a part of, drawn as an empty frame.

    `hollow` bars are drawn in outline; where `missing`, words stand in the figure's place.
    """

    name: str
    value: Number
    label: str
    of: Number = 0
    hollow: bool = False
    missing: bool = False

    @property
    def length(self) -> Number:
        """Return how far the bar reaches: a part larger than its whole fills the frame."""
        return min(self.value, self.of) if self.of else self.value

    @property
    def colour(self) -> str:
        """Return the colour of what is above or below zero."""
        return ACCENT if self.value < 0 else MAIN


@dataclass(frozen=True)
class Ranking:
    """Bars from the highest to the lowest; of very many, `left_out` in the middle are missing."""

    highest: tuple[Bar, ...]
    lowest: tuple[Bar, ...] = ()
    left_out: int = 0

    @property
    def bars(self) -> tuple[Bar, ...]:
        """List the bars that are drawn."""
        return self.highest + self.lowest

    @property
    def note(self) -> str:
        """Say which of the bars are drawn, where some are not."""
        count = words(len(self.lowest))
        return f"de {count} högsta och de {count} lägsta" if self.left_out else ""


def ranked(bars: Sequence[Bar], *, most: int = 30, ends: int = 10) -> Ranking:
    """Sort bars by value; of more than `most`, keep the `ends` highest and the `ends` lowest."""
    ordered = tuple(sorted(bars, key=lambda bar: -bar.value))
    if len(ordered) <= most:
        return Ranking(ordered)
    return Ranking(ordered[:ends], ordered[-ends:], len(ordered) - 2 * ends)


def draw_beside(ranking: Ranking, *, foot: str = "") -> Figure:
    """Draw bars with short names, clipped if need be, to the left of them."""
    names = [[clip(bar.name, WIDEST)] for bar in ranking.bars]
    return _draw(ranking, names, max(width(name) for (name,) in names) + GAP, foot)


def draw_below(ranking: Ranking) -> Figure:
    """Draw bars with long names, on up to two lines, above them."""
    return _draw(ranking, [wrap(bar.name, WIDTH) for bar in ranking.bars], 0)


def bar_axes(bars: Sequence[Bar], left: float, *, whole: Number = 0) -> Axes:
    """Return axes with room for every bar, at least from zero to `whole`, and for every figure."""
    reach = [0, whole, *(value for bar in bars for value in (bar.length, bar.of))]
    return new_axes(min(reach), max(reach), left=left, right=max(width(bar.label) for bar in bars) + GAP)


def draw_bars(axes: Axes, middles: Sequence[float], bars: Sequence[Bar]) -> None:
    """Draw bars from zero, to the left if negative, and their figures on the side that is free."""
    rows = list(zip(middles, bars, strict=True))
    if framed := [(y, bar) for y, bar in rows if bar.of]:
        ys, wholes = zip(*framed, strict=True)
        axes.barh(ys, [float(bar.of) for bar in wholes], THICK, fc=PAPER, ec=MUTED)
    if present := [(y, bar) for y, bar in rows if not bar.missing]:
        ys, filled = zip(*present, strict=True)
        fills = [PAPER if bar.hollow else bar.colour for bar in filled]
        edges = [bar.colour if bar.hollow else "none" for bar in filled]
        axes.barh(ys, [float(bar.length) for bar in filled], THICK, color=fills, ec=edges)
    axes.vlines([0] * len(rows), [y - OVER for y in middles], [y + OVER for y in middles], color=MUTED, lw=1)
    for y, bar in rows:
        colour = MUTED if bar.missing else INK
        write(axes, y, bar.label, x=max(0, bar.length, bar.of), shift=GAP, color=colour)


def _draw(ranking: Ranking, names: Sequence[Sequence[str]], left: float, foot: str = "") -> Figure:
    axes, gap = bar_axes(ranking.bars, left), GAP if left else BELOW
    top, middles = 2.0, []
    for position, lines in enumerate(names):
        if ranking.left_out and position == len(ranking.highest):
            rest = f"… {number(ranking.left_out)} till …"
            top = write_lines(axes, top - 2, [rest], shift=left, color=MUTED) + GAP
        if left:
            write(axes, top + THICK / 2, lines[0])
        else:
            top = write_lines(axes, top - 2, lines) + 2
        middles.append(top + THICK / 2)
        top += THICK + gap
    draw_bars(axes, middles, ranking.bars)
    return fitted(axes, top - gap + 2, foot=foot)
