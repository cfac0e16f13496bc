"""Accessible charts of figures that an analyst draws with matplotlib in a notebook of their own.

The numbers behind a figure become a table: from a data frame, or from what the axes show.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from numbers import Real

import matplotlib
import pandas as pd
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import PathCollection
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import ScalarFormatter

from namndbok.errors import NamndbokError
from namndbok.facts import Fact
from namndbok.show.charts.chart import Chart, require_words
from namndbok.show.charts.drawing import INCHES, REAL_TEXT, SIZE
from namndbok.show.charts.svg import accessible_svg
from namndbok.show.markup import CalendarYear, Content, UnlinkedFact
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import plain, slug

FIRST_YEAR, LAST_YEAR = 1900, 2100
SMALL, DECIMALS = Fraction(1, 10), 6


def chart_figure(
    figure: Figure | Axes,
    *,
    title: str,
    description: str,
    table: Table | pd.DataFrame | None = None,
    id: str = "",
) -> Chart:
    """Show a matplotlib figure of one's own as an accessible chart with its numbers.

    `title` is the question that the chart answers. `description` says in words what the picture shows: the
    kind of chart, of what, and what stands out. Without a `table`, the numbers are read from bars, lines and
    points. `id` names the chart on its page where two have the same title. The figure becomes as wide as a
    phone and its text large enough to be read there; numbers on its axes become Swedish; and pyplot closes
    it, so that the notebook does not show it once more.

        fig, ax = plt.subplots()
        ax.barh(fees["Kommun"], fees["Avgift"])
        charts.chart_figure(fig, title="Hur mycket betalar varje kommun?", description="Stapeldiagram …")

    Raises `NamndbokError` where words or numbers are missing, and for images in pixels.
    """
    id, figure = f"c-{slug(id or title)}", figure.get_figure(root=True)
    require_words(id, title, description)
    if table is None:
        table = _frame_of_axes(figure.axes)
    if isinstance(table, pd.DataFrame):
        # The index comes first, unless it only counts the rows.
        counts = isinstance(table.index, pd.RangeIndex)
        frame = table if counts else table.reset_index(allow_duplicates=True)
        rows = (Row(tuple(map(_item, cells))) for cells in frame.itertuples(index=False, name=None))
        table = Table(f"{id}-table", title, tuple(map(str, frame.columns)), tuple(rows))
    _adapt(figure)
    with matplotlib.rc_context(REAL_TEXT):
        svg = accessible_svg(figure, id, title, description, tight=True)
    pyplot.close(figure)
    return Chart(id, title, description, svg, table)


def _adapt(figure: Figure) -> None:
    """Make the figure as wide as a phone, text no smaller than a chart's own, and its axes Swedish."""
    width, height = figure.get_size_inches()
    figure.set_size_inches(INCHES, height * INCHES / width)
    if figure.get_layout_engine() is None:
        figure.set_layout_engine("constrained")
    for axes in figure.axes:
        axes.tick_params(labelsize=SIZE)
        for axis in (axes.xaxis, axes.yaxis):
            if type(axis.get_major_formatter()) is ScalarFormatter and not _shows_years(axis):
                axis.set_major_formatter(lambda value, _: plain(Fraction(value), DECIMALS))
    for label in figure.findobj(Text):
        label.set_fontsize(max(label.get_fontsize(), SIZE))


def _shows_years(axis: Axis) -> bool:
    """Tell whether an axis counts years, which are written without a space: 2031."""
    low, high = sorted(axis.get_view_interval())
    return low >= FIRST_YEAR and high <= LAST_YEAR


def _frame_of_axes(all_axes: Sequence[Axes]) -> pd.DataFrame:
    """Return the bars, lines and points of some axes by where they stand, a column for each set of them.

    Raises `NamndbokError` where there are none, or where several sets cannot be told apart by their places.
    """
    sets, columns = [], []
    for axes in all_axes:
        x, y = axes.xaxis, axes.yaxis
        for bars in axes.containers:
            if isinstance(bars, BarContainer):
                upright = bars.orientation == "vertical"
                places = [bar.get_center()[0 if upright else 1] for bar in bars]
                sets.append((bars, *((x, y) if upright else (y, x)), places, bars.datavalues))
        for line in axes.get_lines():
            # Not axhline and its like, which are there to be read against, nor the caps of error bars.
            if line.get_transform() == axes.transData and line.get_label() != "_nolegend_":
                sets.append((line, x, y, *line.get_data(orig=False)))
        points = (item for item in axes.collections if isinstance(item, PathCollection))
        sets += [(item, x, y, *item.get_offsets().T) for item in points]
    for artist, along, across, places, values in sets:
        label = str(artist.get_label())
        heading = across.get_label_text() if label.startswith("_") else label
        index = pd.Index([_place(along, float(place)) for place in places], dtype=object)
        index = index.rename(along.get_label_text() or "Kategori")
        columns.append(pd.Series(values, index, name=heading or "Värde"))
    if not columns or (len(columns) > 1 and not all(column.index.is_unique for column in columns)):
        raise NamndbokError(
            "Siffrorna bakom diagrammet går inte att läsa ur bilden: ange dem själv, som table=… "
            "(en DataFrame eller en tabell)."
        )
    frame = pd.concat(columns, axis="columns", sort=False).rename_axis(columns[0].index.name)
    labels = list(frame.columns)
    frame.columns = [
        f"{label} {number}" if labels.count(label) > 1 else label for number, label in enumerate(labels, 1)
    ]
    return frame


def _place(axis: Axis, place: float) -> Content:
    """Name a place on an axis as its ticks do; on an axis of numbers it is a number or a year."""
    formatter, ticks = axis.get_major_formatter(), axis.get_majorticklocs()
    if isinstance(formatter, ScalarFormatter) or not len(ticks):
        return CalendarYear(int(place)) if _shows_years(axis) and place.is_integer() else _item(place)
    names = dict(zip(ticks, formatter.format_ticks(ticks), strict=True))
    nearest = names[min(ticks, key=lambda tick: abs(tick - place))]
    return formatter(place) or nearest or plain(Fraction(place))


def _item(cell: object) -> Content:
    """Make what a cell of a table may hold: numbers become Swedish, with more than two decimals if small."""
    if cell is None or cell is pd.NaT:
        return None
    if isinstance(cell, Real | Decimal) and not isinstance(cell, bool):
        if not isfinite(cell):
            return None
        value = Fraction(str(cell))
        small = 0 < abs(value) < SMALL
        return plain(value, DECIMALS) if small else UnlinkedFact(Fact("figure.value", "", value, "", ""))
    if isinstance(cell, CalendarYear | UnlinkedFact | date):
        return cell.date() if isinstance(cell, datetime) else cell
    return str(cell)
