"""Charts of a scenario: who pays more and less, and what the equal share does; marked in the picture too."""

from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from namndbok.proposals.scenario.redistribution import Redistribution, Sweep
from namndbok.proposals.scenario.scenario import MARK
from namndbok.proposals.scenario.tables import parameters_text, table_compared, table_sweep
from namndbok.show import AnchorLink
from namndbok.show.charts import (
    ACCENT,
    GAP,
    GRID,
    INK,
    LINE,
    MAIN,
    MUTED,
    Axis,
    Bar,
    Chart,
    axis_of,
    clip,
    draw_sections,
    fitted,
    make_chart,
    named,
    narrowed,
    new_axes,
    ranked,
    signed,
    styled,
    width,
    write,
)
from namndbok.swedish import Number, display

HIGH, TOP = 270, 44
FALLING, RISING = 2, 1
NAMES = 128


@styled
def chart_compared(redistribution: Redistribution) -> Chart:
    """Show how much more or less each municipality pays, the most more first."""
    bars = [Bar(name, int(change), signed(int(change))) for name, change in redistribution.change.items()]
    sections, note = ranked(bars)
    question = narrowed(f"{MARK}: Vem betalar mer och vem mindre?", note)
    figure = draw_sections(sections, foot=parameters_text(redistribution))
    table = table_compared(redistribution)
    numbers = AnchorLink(table.caption, table.id)
    return make_chart(figure, "c-scenario", question, _description(redistribution), numbers)


def _description(redistribution: Redistribution) -> str:
    change, start = redistribution.change, "Liggande stapeldiagram över förändringen per kommun."
    parts = [f"{MARK}. {start}"]
    for word, most in (("mer", change.max()), ("mindre", change.min())):
        if most:
            names = [str(name) for name, value in change.items() if value == most]
            parts.append(f"Mest {word} betalar {named(names, 'kommuner')}: {signed(int(most))}.")
    return " ".join(parts if len(parts) > 1 else [*parts, "Ingen kommun betalar mer eller mindre än i dag."])


@styled
def chart_sweep(sweep: Sweep) -> Chart:
    """Show how each municipality's change depends on the equal share; a few lines named, the others pale."""
    question = f"{MARK}: Vad betyder andelen lika för varje kommun?"
    description, table = _sweep_description(sweep), table_sweep(sweep)
    numbers = AnchorLink(table.caption, table.id)
    return make_chart(_draw(sweep), "c-scenario-sweep", question, description, numbers)


def highlighted(sweep: Sweep) -> tuple[list[str], list[str]]:
    """Name those who gain and those who lose most when more is alike: few enough to label each."""
    rises = (sweep.change.iloc[:, -1] - sweep.change.iloc[:, 0]).sort_values(kind="stable")
    falling, rising = rises[rises < 0], rises[rises > 0]
    return list(falling.index[:FALLING]), list(rising.index[::-1][:RISING])


def _draw(sweep: Sweep) -> Figure:
    marks = axis_of([*map(int, sweep.change.min()), *map(int, sweep.change.max())])
    labels = max(width(marks.label(value)) for value in marks.values)
    axes = new_axes(0, 1, left=labels + GAP / 2, right=NAMES)
    write(axes, LINE / 2, f"{marks.unit} mer (−: mindre) än i dag", color=MUTED)
    for value in marks.values:
        axes.hlines(_y(marks, value), 0, 1, color=GRID if value else INK, lw=1)
        write(axes, _y(marks, value), marks.label(value), shift=labels, ha="right", color=MUTED)
    _draw_lines(axes, sweep, marks)
    _draw_shares(axes, sweep)
    return fitted(axes, TOP + HIGH + GAP / 2 + 2 * LINE + 5, foot=parameters_text(sweep.redistribution))


def _y(marks: Axis, value: Number) -> float:
    """Return how far down in the figure a change stands."""
    low, high = marks.values[0], marks.values[-1]
    return TOP + HIGH * float(high - value) / float((high - low) or 1)


def _draw_lines(axes: Axes, sweep: Sweep, marks: Axis) -> None:
    falling, rising = highlighted(sweep)
    colours = dict.fromkeys(rising, MAIN) | dict.fromkeys(falling, ACCENT)
    for name in sorted(sweep.change.index, key=lambda name: name in colours):
        shares, changes = zip(*sweep.change.loc[name].items(), strict=True)
        heights = [_y(marks, int(change)) for change in changes]
        thick = 2.5 if name in colours else 0.5
        axes.plot([float(share) for share in shares], heights, color=colours.get(name, MUTED), lw=thick)
    _draw_names(axes, sweep, [*rising, *falling], marks)


def _draw_names(axes: Axes, sweep: Sweep, names: list[str], marks: Axis) -> None:
    """Write the names at the right end of their lines, each with its break-even point."""
    last = sweep.change.iloc[:, -1]
    names = sorted(names, key=lambda name: -last[name])
    for name, y in zip(names, apart([_y(marks, int(last[name])) for name in names]), strict=True):
        point = sweep.breaks_even(name)
        write(axes, y, clip(name, NAMES - GAP, bold=True), x=1, shift=GAP / 2, weight="bold")
        if point is not None:
            axes.plot(float(point), _y(marks, 0), "o", ms=6, mfc=INK, mec=INK, mew=1.5)
            write(axes, y + LINE, f"brytpunkt {display(point, 'ratio')}", x=1, shift=GAP / 2, color=MUTED)


def apart(tops: list[float]) -> list[float]:
    """Move labels of two lines apart, and up from below the lowest line of the chart."""
    for place in range(1, len(tops)):
        tops[place] = max(tops[place], tops[place - 1] + 2 * LINE)
    lowest = TOP + HIGH - LINE
    for place in reversed(range(len(tops))):
        tops[place] = min(tops[place], lowest)
        lowest = tops[place] - 2 * LINE
    return tops


def _draw_shares(axes: Axes, sweep: Sweep) -> None:
    """Name the ends and the middle of the equal share, and mark the scenario's own."""
    foot, share = TOP + HIGH + LINE / 2 + GAP, sweep.redistribution.scenario.equal_share
    for mark in (Fraction(0), Fraction(1, 2), Fraction(1)):
        write(axes, foot, display(mark, "stated_ratio"), x=mark, ha="center", color=MUTED)
    write(axes, foot + LINE, "andel lika", x=Fraction(1, 2), ha="center", color=MUTED)
    axes.vlines(float(share), TOP, TOP + HIGH, color=INK, lw=1.5)
    anchor = "left" if share < Fraction(1, 4) else "right" if share > Fraction(3, 4) else "center"
    write(axes, TOP - LINE / 2, f"scenariot {display(share, 'stated_ratio')}", x=share, ha=anchor)


def _sweep_description(sweep: Sweep) -> str:
    falling, rising = highlighted(sweep)
    what = "Linjediagram över förändringen per kommun när andelen lika går från noll till hundra procent."
    start = f"{MARK}. {what}"
    if not rising:
        return f"{start} Andelen har ingen betydelse för någon kommun."
    points = [point for name in sweep.change.index if (point := sweep.breaks_even(name)) is not None]
    low, high = (display(end(points), "ratio") if points else "" for end in (min, max))
    even = f" Brytpunkterna ligger från {low} till {high}." if points else ""
    more, less = (named(names, "kommuner") for names in (rising, falling))
    return f"{start} Ju större andel lika, desto mer betalar {more} och desto mindre {less}.{even}"
