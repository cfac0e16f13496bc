"""Axes that are laid out by hand, row by row: x counts what is shown, y pixels downwards from the top.

The width of every text is known beforehand, so nothing has to be tried, as matplotlib's own layouts do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D, Transform, blended_transform_factory

from namndbok.show.charts.style import BASE, EDGE, INCH, INCHES, LINE, MUTED, WIDTH, wrap
from namndbok.swedish import Number, plain

GAP = 10
FOOT_LINES = 8
UNITS = {10**12: "biljoner kr", 10**9: "miljarder kr", 10**6: "miljoner kr", 10**3: "tusen kr", 1: "kr"}
INTERVALS = 3


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
        axes.text(shift, y + BASE, text, transform=from_edge(axes), va="baseline", **font)
    else:
        place = {"textcoords": "offset points", "annotation_clip": False, "va": "baseline"}
        axes.annotate(text, (float(x), y), (shift, -BASE), **place, **font)


def write_lines(axes: Axes, top: float, lines: Sequence[str], *, shift: float = 0, **font: str) -> float:
    """Write lines below `top`, from the figure's left edge; return where the next row begins."""
    for number, line in enumerate(lines):
        write(axes, top + (number + 0.5) * LINE, line, shift=shift, **font)
    return top + len(lines) * LINE


def fitted(axes: Axes, height: float, *, foot: str = "") -> Figure:
    """Return the figure, as high as its rows; a text in grey may stand at its foot."""
    if foot:
        lines = wrap(foot, WIDTH, lines=FOOT_LINES)
        height = write_lines(axes, height + GAP, lines, color=MUTED)
    figure, whole = axes.get_figure(root=True), round(height)
    figure.set_size_inches(INCHES, (whole + 2 * EDGE) / INCH)
    axes.set_ylim(whole + EDGE, -EDGE)
    for artist in axes.get_children():
        artist.set_clip_on(False)
    return figure


def pixels(axes: Axes, x: Number) -> float:
    """Return how far from the figure's left edge a value of x stands."""
    return axes.transData.transform((float(x), 0))[0] - EDGE


def from_edge(axes: Axes) -> Transform:
    """Return the transform of points whose x is pixels from the figure's left edge."""
    return blended_transform_factory(Affine2D().translate(EDGE, 0), axes.transData)


@dataclass(frozen=True)
class Axis:
    """Marks at `values` kronor; `size` is how many kronor make one of the unit that the labels count in."""

    values: tuple[int, ...]
    size: int

    @property
    def unit(self) -> str:
        """Name the unit of the labels, to be said once."""
        return UNITS[self.size]

    def label(self, value: int) -> str:
        """Write a mark in the axis' unit."""
        return plain(Fraction(value, self.size))


def axis_of(amounts: Sequence[Number]) -> Axis:
    """Choose marks that span zero and some amounts in kronor, in about three steps of 1, 2 or 5 × 10ⁿ."""
    low, high = min(0, *amounts), max(0, *amounts)
    steps = (step * 10**power for power in count() for step in (1, 2, 5))
    step = next(step for step in steps if step * INTERVALS >= high - low)
    values = tuple(range(low // step * step, -(-high // step) * step + 1, step))
    return Axis(values, max(size for size in UNITS if size <= step))
