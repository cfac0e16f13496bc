"""A chart that cannot exist without a title and a description in words, with the numbers behind it.

It is made of a figure of the library's own, or of one that an analyst draws with matplotlib in a notebook:
the numbers behind that become a table, from a data frame or from what the axes show.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from numbers import Real
from pathlib import Path

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import PathCollection
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import ScalarFormatter

from namndbok.books import Book
from namndbok.facts import Fact
from namndbok.show.charts.drawing import INCHES, REAL_TEXT, SIZE, Bar, Section, draw_sections, ranked, styled
from namndbok.show.charts.svg import accessible_svg, parted
from namndbok.show.markup import AnchorLink, CalendarYear, Content, Shown, UnlinkedFact
from namndbok.show.narrative import NOTHING, Prose, narrate
from namndbok.show.notebook import page_error
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import Number, display, listing, plain, slug, words

# What is drawn, of which fact of each municipality, and where its numbers are; `texts/charts` has the words.
CHARTS = json.loads(Path(__file__).with_name("charts.json").read_text(encoding="utf-8"))
SHORTEST_TITLE, SHORTEST_DESCRIPTION = 10, 40
FEW = 3
FIRST_YEAR, LAST_YEAR = 1900, 2100
SMALL, DECIMALS = Fraction(1, 10), 6


@dataclass(frozen=True, repr=False)
class Chart(Shown):
    """A picture with its title, a description in words and its numbers.

    The title says what was found, and the `question` below it what was asked; or the question is the title.
    Its numbers are a table of its own, or a link to a table on the same page.
    """

    id: str
    title: str
    description: str
    svg: str
    numbers: Table | AnchorLink
    question: str = ""

    def __post_init__(self) -> None:
        require_words(self.id, self.title, self.description)

    @property
    def targets(self) -> frozenset[str]:
        """Name the facts and data rows that the chart leads to."""
        return self.numbers.targets if isinstance(self.numbers, Table) else frozenset()

    @property
    def words(self) -> str:
        """Return what the picture shows, in words for everybody."""
        return parted(self.description)[1]

    def __str__(self) -> str:
        return f"{self.title}\n{self.description}"


def require_words(id: str, title: str, description: str) -> None:
    """Raise `NamndbokError` unless a title and a description say something."""
    if len(title.strip()) < SHORTEST_TITLE:
        raise page_error("chart_without_title", id=id)
    if len(description.strip()) < SHORTEST_DESCRIPTION or description.strip() == title.strip():
        raise page_error("chart_without_description", id=id, least=SHORTEST_DESCRIPTION)


@styled
def chart_bars(
    name: str, book: Book, sections: Sequence[Section], *, reach: Number = 0, **options: object
) -> Chart | Prose:
    """Draw bars as `draw_sections` does, and make a chart of them, if there are any, as `make_chart` does."""
    if not any(section.bars for section in sections):
        return NOTHING
    above = CHARTS.get(name, {}).get("above", False)
    return make_chart(name, book, draw_sections(sections, above=above, reach=reach), **options)


def chart_ranked(name: str, book: Book, bars: Iterable[Bar], *, always: str = "") -> Chart | Prose:
    """Show bars from the highest to the lowest, of many those at the ends.

    Its text may speak of `bars` in that order, and of `alike(bar)`: the names of those that are as high.
    """
    ordered = sorted(bars, key=lambda bar: -bar.value)
    limits = {limit: CHARTS[name][limit] for limit in ("limit", "ends") if limit in CHARTS[name]}
    sections, note = ranked(ordered, always=always, **limits)

    def alike(bar: Bar) -> list[str]:
        return [other.name for other in ordered if other.value == bar.value]

    return chart_bars(name, book, sections, note=note, bars=ordered, alike=alike)


def make_chart(
    name: str,
    book: Book,
    figure: Figure,
    numbers: Table | None = None,
    *,
    note: str = "",
    id: str = "",
    **context: object,
) -> Chart:
    """Make a chart of a figure in the charts' own style, with the words of `texts/charts/<name>.md`.

    The first paragraph is the question, the last what the picture shows, and one between them, if there is
    one, what was found, which becomes the title. `note` says what is shown of many; `context` is what only
    this text may speak of. Without `numbers` those are in the table that `charts.json` names.
    """
    shown = numbers or AnchorLink(*CHARTS[name]["numbers"])
    context |= {"counted": counted, "display": display, "named": named, "words": words, "note": note}
    question, *finding, description = narrate(f"charts/{name}", book, **context).text.split("\n\n")
    id, question = id or f"c-{name.replace('_', '-')}", narrowed(question, note)
    title, asked = (finding[0], question) if finding else (question, "")
    return Chart(id, title, description, accessible_svg(figure, id, title, description), shown, asked)


def counted(count: int, singular: str, plural: str) -> str:
    """Write a count with its noun: one of it in full (`en verksamhet`), the plural alone (`verksamheter`)."""
    return singular if count == 1 else f"{words(count) if count else 'inga'} {plural}"


def named(names: Sequence[str], plural: str) -> str:
    """Name up to three, else say how many: `Alby och Berga`, `fyra kommuner`."""
    return listing(list(names)) if len(names) <= FEW else f"{words(len(names))} {plural}"


def narrowed(question: str, note: str) -> str:
    """Add to a question what the chart is limited to, if it is."""
    return f"{question.removesuffix('?')} ({note})?" if note else question


def signed(value: Number) -> str:
    """Write an amount in kronor with its sign, plus included; zero has none."""
    return ("+" if value > 0 else "") + display(value, "kr")


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
    from matplotlib import pyplot  # slow to import, and needed here only

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
        raise page_error("chart_without_numbers")
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
