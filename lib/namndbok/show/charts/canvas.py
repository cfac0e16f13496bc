"""A surface to draw a chart on, as wide as a phone: a unit is a pixel there, and y grows downwards.

What is drawn becomes a matplotlib figure: no pyplot, no global state, and none of the user's settings.
"""

from collections.abc import Callable, Sequence

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from namndbok.show.charts.lettering import LINE, SIZE, tidy
from namndbok.show.charts.svg import INK, MAIN, MUTED, NONE, settings
from namndbok.swedish import Number

EDGE = 2
WIDTH = 360 - 2 * EDGE
DPI = 72
DESCENT = 5
ANCHORS = {"start": "left", "middle": "center", "end": "right"}

Point = tuple[float, float]
Place = Callable[[Number], float]


class Canvas:
    """Marks in the order in which they are drawn."""

    def __init__(self) -> None:
        self.height = 0.0
        self._marks: list[Callable[[], Artist]] = []

    def text(
        self, at: Point, text: str, *, anchor: str = "start", color: str = INK, bold: bool = False
    ) -> None:
        """Write one line from, around or up to a point on its baseline."""
        font = {"size": SIZE, "weight": "bold" if bold else "normal", "color": color}
        font |= {"ha": ANCHORS[anchor], "va": "baseline"}
        self._add(at[1] + DESCENT, lambda: Text(*at, tidy(text), **font))

    def lines(self, at: Point, lines: Sequence[str], *, color: str = INK, bold: bool = False) -> float:
        """Write lines below a corner; return where the next row begins."""
        for number, line in enumerate(lines):
            self.text((at[0], at[1] + number * LINE + SIZE), line, color=color, bold=bold)
        return at[1] + len(lines) * LINE

    def box(self, at: Point, size: Point, *, fill: str = MAIN, edge: str = NONE) -> None:
        """Draw a rectangle from its upper left corner."""
        self._add(at[1] + size[1], lambda: Rectangle(at, *size, fc=fill, ec=edge, lw=1))

    def shape(self, points: Sequence[Point], *, fill: str = MAIN) -> None:
        """Fill a polygon."""
        bottom = max(y for _, y in points)
        self._add(bottom, lambda: Polygon(points, fc=fill, ec=NONE))

    def line(self, start: Point, end: Point, *, color: str = MUTED, thick: float = 1) -> None:
        """Draw a straight line."""
        self.path((start, end), color=color, thick=thick)

    def path(self, points: Sequence[Point], *, color: str = MUTED, thick: float = 1) -> None:
        """Draw straight lines from point to point."""
        xs, ys = zip(*points, strict=True)
        self._add(max(ys), lambda: Line2D(xs, ys, color=color, lw=thick))

    def dot(self, at: Point, radius: float, *, fill: str = MAIN, edge: str = MAIN, mark: str = "o") -> None:
        """Draw a round dot around a point, or with `mark` "D" a diamond."""
        style = {"marker": mark, "ms": 2 * radius, "mfc": fill, "mec": edge, "mew": 1.5, "ls": ""}
        self._add(at[1] + radius, lambda: Line2D([at[0]], [at[1]], **style))

    def figure(self) -> Figure:
        """Draw everything as a matplotlib figure, as high as its lowest mark."""
        across, down = WIDTH + 2 * EDGE, round(self.height) + 2 * EDGE
        with settings():
            figure = Figure(figsize=(across / DPI, down / DPI), dpi=DPI, frameon=False)
            place = Affine2D().scale(1, -1).translate(EDGE, down - EDGE)
            for order, draw in enumerate(self._marks):
                mark = draw()
                mark.set(transform=place, zorder=order)
                figure.add_artist(mark)
        return figure

    def _add(self, bottom: float, draw: Callable[[], Artist]) -> None:
        self.height = max(self.height, bottom)
        self._marks.append(draw)


def scale(values: tuple[Number, Number], places: Point) -> Place:
    """Return the function that places a value between two `places` as it lies between two `values`."""
    (low, high), (left, right) = values, places
    return lambda value: left + (right - left) * float(value - low) / float((high - low) or 1)
