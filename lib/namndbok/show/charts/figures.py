"""Accessible charts of figures that an analyst draws with matplotlib in a notebook of their own."""

from fractions import Fraction

import matplotlib
import pandas as pd
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import ScalarFormatter

from namndbok.show.charts.chart import Chart, require_words
from namndbok.show.charts.lettering import SIZE
from namndbok.show.charts.readout import DECIMALS, shows_years, table_of_axes, table_of_frame
from namndbok.show.charts.style import INCHES, REAL_TEXT
from namndbok.show.charts.svg import accessible_svg
from namndbok.show.tables.table import Table
from namndbok.swedish import plain, slug


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
    numbers = _numbers(table, figure, id, title)
    _adapt(figure)
    with matplotlib.rc_context(REAL_TEXT):
        svg = accessible_svg(figure, id, title, description, tight=True)
    pyplot.close(figure)
    return Chart(id, title, description, svg, numbers)


def _numbers(table: Table | pd.DataFrame | None, figure: Figure, id: str, title: str) -> Table:
    if isinstance(table, Table):
        return table
    if table is not None:
        return table_of_frame(table, f"{id}-table", title)
    return table_of_axes(figure.axes, f"{id}-table", title)


def _adapt(figure: Figure) -> None:
    """Make the figure as wide as a phone, text no smaller than a chart's own, and its axes Swedish."""
    width, height = figure.get_size_inches()
    figure.set_size_inches(INCHES, height * INCHES / width)
    if figure.get_layout_engine() is None:
        figure.set_layout_engine("constrained")
    for axes in figure.axes:
        axes.tick_params(labelsize=SIZE)
        for axis in (axes.xaxis, axes.yaxis):
            if type(axis.get_major_formatter()) is ScalarFormatter and not shows_years(axis):
                axis.set_major_formatter(lambda value, _: plain(Fraction(value), DECIMALS))
    for label in figure.findobj(Text):
        label.set_fontsize(max(label.get_fontsize(), SIZE))
