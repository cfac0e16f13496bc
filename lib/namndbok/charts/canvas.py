"""A surface 360 units wide to draw a chart on; a unit is a pixel on a phone, and y grows downwards.

What is drawn becomes a matplotlib figure: no pyplot, no global state, and none of the user's settings.
"""

from collections.abc import Callable, Sequence

from matplotlib.axes import Axes
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from namndbok.charts.lettering import LINE, SIZE, tidy
from namndbok.charts.svg import INK, MAIN, MUTED, settings
from namndbok.swedish import Number

WIDTH = 360
DPI = 72
NONE = "none"
ANCHORS = {"start": "left", "middle": "center", "end": "right"}

Point = tuple[float, float]
Place = Callable[[Number], float]


class Canvas:
    """Marks in the order in which they are drawn."""

    def __init__(self) -> None:
        self.height = 0.0
        self._marks: list[Callable[[Axes], Artist]] = []

    def text(self, x: float, y: float, text: str, *, anchor: str = "start", color: str = INK, bold: bool = False) -> None:
        """Write one line; `y` is its baseline."""
        font = {"size": SIZE, "weight": "bold" if bold else "normal", "color": color}
        self._add(y + 5, lambda axes: axes.text(x, y, tidy(text), ha=ANCHORS[anchor], va="baseline", **font))

    def lines(self, x: float, y: float, lines: Sequence[str], *, color: str = INK, bold: bool = False) -> float:
        """Write lines below each other, the first in a row that begins at `y`; return where the next row begins."""
        for number, line in enumerate(lines):
            self.text(x, y + number * LINE + SIZE, line, color=color, bold=bold)
        return y + len(lines) * LINE

    def box(self, x: float, y: float, size: Point, *, fill: str = MAIN, edge: str = NONE) -> None:
        """Draw a rectangle whose upper left corner is at x, y."""
        self._add(y + size[1], lambda axes: axes.add_patch(Rectangle((x, y), *size, fc=fill, ec=edge, lw=1)))

    def shape(self, points: Sequence[Point], *, fill: str = MAIN) -> None:
        """Fill a polygon."""
        self._add(max(y for _, y in points), lambda axes: axes.add_patch(Polygon(points, fc=fill, ec=NONE)))

    def line(self, start: Point, end: Point, *, color: str = MUTED, width: float = 1, dashed: bool = False) -> None:
        """Draw a straight line."""
        style = {"color": color, "lw": width, "ls": "--" if dashed else "-"}
        self._add(max(start[1], end[1]), lambda axes: axes.add_line(Line2D(*zip(start, end, strict=True), **style)))

    def dot(self, x: float, y: float, radius: float, *, fill: str = MAIN, edge: str = MAIN, mark: str = "o") -> None:
        """Draw a round dot around x, y, or with `mark` "D" a diamond."""
        style = {"marker": mark, "ms": 2 * radius, "mfc": fill, "mec": edge, "mew": 1.5, "ls": ""}
        self._add(y + radius, lambda axes: axes.add_line(Line2D([x], [y], **style)))

    def figure(self) -> Figure:
        """Draw everything as a matplotlib figure, as high as its lowest mark."""
        height = round(self.height) + 2
        with settings():
            figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, frameon=False)
            axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0))
            axes.set_axis_off()
            for order, draw in enumerate(self._marks):
                draw(axes).set_zorder(order)
        return figure

    def _add(self, bottom: float, draw: Callable[[Axes], Artist]) -> None:
        self.height = max(self.height, bottom)
        self._marks.append(draw)


def scale(values: tuple[Number, Number], places: Point) -> Place:
    """Return the function that places a value between two `values` at its share of the way between two `places`."""
    (low, high), (left, right) = values, places
    return lambda value: left + (right - left) * float(value - low) / float((high - low) or 1)
