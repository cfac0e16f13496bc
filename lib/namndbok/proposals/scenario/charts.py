"""Charts of a scenario: who pays more and less, and what the equal share does; marked in the picture too."""

from fractions import Fraction

from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.proposals.scenario.scenario import MARK
from namndbok.proposals.scenario.scenario_texts import parameters_text
from namndbok.proposals.scenario.sweep import Sweep
from namndbok.proposals.scenario.tables import table_compared, table_sweep
from namndbok.show.charts import (
    ACCENT,
    BASE,
    EACH,
    GRID,
    INK,
    LINE,
    MAIN,
    MOST,
    MUTED,
    SIZE,
    WIDTH,
    Bar,
    Canvas,
    Chart,
    Place,
    axis_of,
    clip,
    draw_beside,
    make_chart,
    named,
    narrowed,
    ranked,
    scale,
    signed,
    wrap,
)
from namndbok.show.charts import width as wide
from namndbok.swedish import display

GAP, PAPER_LINES = 10, 8
HIGH, TOP = 270, 44
FALLING, RISING = 2, 1
NAMES = 128


def chart_compared(result: Redistribution) -> Chart:
    """Show how much more or less each municipality pays, the most more first."""
    bars = [Bar(name, int(change), signed(int(change))) for name, change in result.change.items()]
    ranking = ranked(bars, most=MOST, each=EACH)
    question = narrowed(f"{MARK}: Vem betalar mer och vem mindre?", ranking.note)
    canvas = _marked(draw_beside(ranking), result)
    return make_chart(canvas, "c-scenario", question, _alt(result), table_compared(result))


def _marked(canvas: Canvas, result: Redistribution) -> Canvas:
    lines = wrap(parameters_text(result), WIDTH, lines=PAPER_LINES)
    canvas.lines((0, canvas.height + GAP), lines, color=MUTED)
    return canvas


def _alt(result: Redistribution) -> str:
    change, start = result.change, "Liggande stapeldiagram över förändringen per kommun."
    parts = [f"{MARK}. {start}"]
    for word, most in (("mer", change.max()), ("mindre", change.min())):
        if most:
            names = [str(name) for name, value in change.items() if value == most]
            parts.append(f"Mest {word} betalar {named(names, 'kommuner')}: {signed(int(most))}.")
    return " ".join(parts if len(parts) > 1 else [*parts, "Ingen kommun betalar mer eller mindre än i dag."])


def chart_sweep(sweep: Sweep) -> Chart:
    """Show how each municipality's change depends on the equal share; a few lines named, the others pale."""
    question = f"{MARK}: Vad betyder andelen lika för varje kommun?"
    canvas = _marked(_draw(sweep), sweep.redistribution)
    return make_chart(canvas, "c-scenario-sweep", question, _sweep_alt(sweep), table_sweep(sweep))


def highlighted(sweep: Sweep) -> tuple[list[str], list[str]]:
    """Name those who gain and those who lose most when more is alike: few enough to label each."""
    rises = (sweep.change.iloc[:, -1] - sweep.change.iloc[:, 0]).sort_values(kind="stable")
    falling, rising = rises[rises < 0], rises[rises > 0]
    return list(falling.index[:FALLING]), list(rising.index[::-1][:RISING])


def _draw(sweep: Sweep) -> Canvas:
    canvas, marks = Canvas(), axis_of([*map(int, sweep.change.min()), *map(int, sweep.change.max())])
    left = max(wide(marks.label(value)) for value in marks.values) + GAP / 2
    x = scale((0, 1), (left, WIDTH - NAMES))
    y = scale((marks.values[0], marks.values[-1]), (TOP + HIGH, TOP))
    canvas.text((0, SIZE), f"{marks.unit} mer (−: mindre) än i dag", color=MUTED)
    for value in marks.values:
        canvas.line((left, y(value)), (x(1), y(value)), color=GRID if value else INK)
        canvas.text((left - GAP / 2, y(value) + BASE), marks.label(value), anchor="end", color=MUTED)
    _draw_lines(canvas, sweep, x, y)
    _draw_shares(canvas, sweep, x)
    return canvas


def _draw_lines(canvas: Canvas, sweep: Sweep, x: Place, y: Place) -> None:
    falling, rising = highlighted(sweep)
    colours = dict.fromkeys(rising, MAIN) | dict.fromkeys(falling, ACCENT)
    for name in sorted(sweep.change.index, key=lambda name: name in colours):
        colour, thick = colours.get(name, MUTED), 2.5 if name in colours else 0.5
        points = [(x(share), y(int(value))) for share, value in sweep.change.loc[name].items()]
        canvas.path(points, color=colour, thick=thick)
    _draw_names(canvas, sweep, [*rising, *falling], x, y)


def _draw_names(canvas: Canvas, sweep: Sweep, names: list[str], x: Place, y: Place) -> None:
    """Write the names at the right end of their lines, each with its break-even point."""
    last, room = sweep.change.iloc[:, -1], NAMES - GAP
    names = sorted(names, key=lambda name: -last[name])
    for name, top in zip(names, apart([y(int(last[name])) for name in names]), strict=True):
        point = sweep.breaks_even(name)
        canvas.text((x(1) + GAP / 2, top + BASE), clip(name, room, bold=True), bold=True)
        if point is not None:
            canvas.dot((x(point), y(0)), 3, fill=INK, edge=INK)
            canvas.text((x(1) + GAP / 2, top + BASE + LINE), f"brytpunkt {_share(point)}", color=MUTED)


def apart(tops: list[float]) -> list[float]:
    """Move labels of two lines apart, and up from below the lowest line of the chart."""
    for place in range(1, len(tops)):
        tops[place] = max(tops[place], tops[place - 1] + 2 * LINE)
    lowest = TOP + HIGH - LINE
    for place in reversed(range(len(tops))):
        tops[place] = min(tops[place], lowest)
        lowest = tops[place] - 2 * LINE
    return tops


def _draw_shares(canvas: Canvas, sweep: Sweep, x: Place) -> None:
    foot, share = TOP + HIGH + LINE + GAP / 2, sweep.redistribution.scenario.equal_share
    for mark in (Fraction(0), Fraction(1, 2), Fraction(1)):
        canvas.text((x(mark), foot), display(mark, "stated_ratio"), anchor="middle", color=MUTED)
    canvas.text((x(Fraction(1, 2)), foot + LINE), "andel lika", anchor="middle", color=MUTED)
    canvas.line((x(share), TOP), (x(share), TOP + HIGH), color=INK, thick=1.5)
    canvas.text((x(share), TOP - 4), f"scenariot {display(share, 'stated_ratio')}", anchor=_anchor(share))


def _anchor(share: Fraction) -> str:
    return "start" if share < Fraction(1, 4) else "end" if share > Fraction(3, 4) else "middle"


def _sweep_alt(sweep: Sweep) -> str:
    falling, rising = highlighted(sweep)
    what = "Linjediagram över förändringen per kommun när andelen lika går från noll till hundra procent."
    start = f"{MARK}. {what}"
    if not rising:
        return f"{start} Andelen har ingen betydelse för någon kommun."
    points = [point for name in sweep.change.index if (point := sweep.breaks_even(name)) is not None]
    even = f" Brytpunkterna ligger från {_share(min(points))} till {_share(max(points))}." if points else ""
    more, less = (named(names, "kommuner") for names in (rising, falling))
    return f"{start} Ju större andel lika, desto mer betalar {more} och desto mindre {less}.{even}"


def _share(share: Fraction) -> str:
    return display(share, "ratio")
