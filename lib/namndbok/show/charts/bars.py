"""Horizontal bars with the name beside or above each and the figure after it: no axis to read off."""

from collections.abc import Sequence
from dataclasses import dataclass

from namndbok.show.charts.canvas import WIDTH, Canvas, Place, scale
from namndbok.show.charts.lettering import BASE, clip, width, wrap
from namndbok.show.charts.svg import ACCENT, MAIN, MUTED, PAPER
from namndbok.swedish import Number, number, words

THICK = 13
GAP = 7
BELOW = 11
WIDEST = 140


@dataclass(frozen=True)
class Bar:
    """One bar; `of` is the whole that it is a part of, drawn as an empty frame."""

    name: str
    value: Number
    label: str
    of: Number = 0


@dataclass(frozen=True)
class Ranking:
    """Bars from the highest to the lowest; of very many, `left_out` in the middle are missing."""

    highest: tuple[Bar, ...]
    lowest: tuple[Bar, ...] = ()
    left_out: int = 0

    @property
    def shown(self) -> tuple[Bar, ...]:
        """List the bars that are drawn."""
        return self.highest + self.lowest

    @property
    def note(self) -> str:
        """Say which of the bars are shown, where some are not."""
        each = words(len(self.lowest))
        return f"de {each} högsta och de {each} lägsta" if self.left_out else ""


def ranked(bars: Sequence[Bar], *, most: int, each: int) -> Ranking:
    """Sort bars by value; of more than `most`, keep the `each` highest and the `each` lowest."""
    ordered = tuple(sorted(bars, key=lambda bar: -bar.value))
    if len(ordered) <= most:
        return Ranking(ordered)
    return Ranking(ordered[:each], ordered[-each:], len(ordered) - 2 * each)


def draw_beside(ranking: Ranking) -> Canvas:
    """Draw bars with short names, clipped if need be, to the left of them."""
    names = [[clip(bar.name, WIDEST)] for bar in ranking.shown]
    return _draw(ranking, names, max(width(name) for (name,) in names) + GAP)


def draw_below(ranking: Ranking) -> Canvas:
    """Draw bars with long names, on up to two lines, above them."""
    return _draw(ranking, [wrap(bar.name, WIDTH) for bar in ranking.shown], 0)


def draw_bar(canvas: Canvas, y: float, bar: Bar, place: Place) -> None:
    """Draw one bar from zero, to the left if it is negative, and its figure on the side that is free.

    A part that is larger than its whole fills the frame; the figure tells.
    """
    zero, end = place(0), place(min(bar.value, bar.of) if bar.of else bar.value)
    if bar.of:
        canvas.box((zero, y), (place(bar.of) - zero, THICK), fill=PAPER, edge=MUTED)
    canvas.box((min(zero, end), y), (abs(end - zero), THICK), fill=ACCENT if bar.value < 0 else MAIN)
    canvas.line((zero, y - 2), (zero, y + THICK + 2))
    canvas.text((max(zero, end, place(bar.of)) + GAP, y + THICK / 2 + BASE), bar.label)


def _draw(ranking: Ranking, names: Sequence[Sequence[str]], left: float) -> Canvas:
    values = [0, *(number for bar in ranking.shown for number in (bar.value, bar.of))]
    room = max(width(bar.label) for bar in ranking.shown) + GAP
    place = scale((min(values), max(values)), (left, WIDTH - room))
    canvas, y = Canvas(), 2.0
    for position, (bar, lines) in enumerate(zip(ranking.shown, names, strict=True)):
        if ranking.left_out and position == len(ranking.highest):
            y = canvas.lines((left, y - 2), [f"… {number(ranking.left_out)} till …"], color=MUTED) + GAP
        if left:
            canvas.text((0, y + THICK / 2 + BASE), lines[0])
        else:
            y = canvas.lines((0, y - 2), lines) + 2
        draw_bar(canvas, y, bar, place)
        y += THICK + (GAP if left else BELOW)
    return canvas
