"""A chart of the control plan's risks: how probable against how serious, and which weigh the most."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from namndbok.books import Book
from namndbok.facts import Fact, control_plan
from namndbok.show.charts.chart import Chart, NoChart, finding_and_description, make_chart
from namndbok.show.charts.layout import fitted, new_axes, write, write_lines
from namndbok.show.charts.style import (
    GRID,
    INK,
    LINE,
    MAIN,
    MUTED,
    PAPER,
    SIZE,
    SOFT,
    WIDTH,
    styled,
    width,
    wrap,
)
from namndbok.show.markup import AnchorLink

QUESTION = "Vilka risker i kontrollplanen väger tyngst?"
LEAST_SCALE, MOST_SCALE = 4, 12
CELL, TALLEST = 60, 320
LEFT, TOP = 34, 24
DOT, PITCH, GAP = 20, 24, 7
FEW, LISTED = 6, 10


@dataclass(frozen=True)
class Risk:
    """One control's risk and where it stands in the matrix."""

    number: int
    text: str
    probability: int
    consequence: int
    value: Fact


@styled
def chart_risks(book: Book) -> Chart | NoChart:
    """Show each control's risk in a matrix of probability and consequence, and list the risks by value.

    A scale of more than twelve steps, most likely a slip of the pen, gets the list only.
    """
    risks = [
        Risk(row.number, row.risk, row.probability, row.consequence, value)
        for row in control_plan(book.facts).itertuples()
        if (value := book.facts.get(f"controls.{row.control}.risk_value"))
    ]
    if not risks:
        return NoChart("c-risks", QUESTION)
    risks.sort(key=lambda risk: -risk.value.value)
    axes, steps = new_axes(), _scale(risks)
    bottom = _draw_matrix(axes, risks, steps) if steps <= MOST_SCALE else 0
    figure = fitted(axes, _draw_list(axes, risks, bottom + GAP))
    numbers = AnchorLink("Risker i kontrollplanen", "t-controls")
    said = {"top": [risk for risk in risks if risk.value.value == risks[0].value.value], "risks": risks}
    finding, description = finding_and_description("risks", book, drawn=steps <= MOST_SCALE, **said)
    return make_chart(figure, "c-risks", QUESTION, description, numbers, finding=finding)


def _scale(risks: list[Risk]) -> int:
    return max(LEAST_SCALE, *(max(risk.probability, risk.consequence) for risk in risks))


def _draw_matrix(axes: Axes, risks: list[Risk], steps: int) -> float:
    """Draw the matrix with every risk's number in its cell; return where it ends."""
    size = wide, high = (WIDTH - LEFT - 1) / steps, min(CELL, TALLEST / steps)
    cells: dict[tuple[float, float], list[Risk]] = {}
    for risk in risks:
        across, down = risk.probability - 1, steps - risk.consequence
        cells.setdefault((LEFT + across * wide, TOP + down * high), []).append(risk)
    for corner, risks_in_cell in cells.items():
        _draw_cell(axes, corner, size, risks_in_cell)
    return _draw_scales(axes, steps, size)


def _draw_scales(axes: Axes, steps: int, size: tuple[float, float]) -> float:
    (wide, high), right = size, LEFT + steps * size[0]
    bottom = TOP + steps * high
    axes.vlines([LEFT + step * wide for step in range(steps + 1)], TOP, bottom, color=GRID, lw=1)
    axes.hlines([TOP + step * high for step in range(steps + 1)], LEFT, right, color=GRID, lw=1)
    write(axes, LINE / 2, "Konsekvens ↑", color=MUTED)
    for step in range(steps):
        write(axes, bottom + LINE - 4, str(step + 1), x=LEFT + (step + 0.5) * wide, ha="center", color=MUTED)
        write(axes, bottom - (step + 0.5) * high, str(step + 1), shift=LEFT - GAP, ha="right", color=MUTED)
    write(axes, bottom + 2 * LINE - 4, "Sannolikhet →", shift=right, ha="right", color=MUTED)
    return bottom + 2 * LINE + 5


def _draw_cell(axes: Axes, corner: tuple[float, float], size: tuple[float, float], risks: list[Risk]) -> None:
    """Draw the numbers of a cell's risks in rows, and their value below them where there is room."""
    (left, top), (wide, high) = corner, size
    axes.barh(top + high / 2, wide, high, left, fc=SOFT, ec="none")
    middle, value, across = left + wide / 2, f"värde {risks[0].value.display}", int(wide // PITCH)
    if wide > width(value) and len(risks) <= across * int((high - LINE) // PITCH):
        high -= LINE
        write(axes, top + high + LINE - GAP - 4, value, x=middle, ha="center")
    numbers, room = [str(risk.number) for risk in risks], across * int(high // PITCH)
    if len(numbers) > room:  # The last place says how many more there are.
        numbers[room - 1 :] = [f"+{len(numbers) - room + 1}"]
    rows = [numbers[start : start + across] for start in range(0, len(numbers), across)]
    for down, row in enumerate(rows):
        y = top + high / 2 + (down - (len(rows) - 1) / 2) * PITCH
        first = middle - (len(row) - 1) / 2 * PITCH
        _draw_numbers(axes, [first + place * PITCH for place in range(len(row))], y, row)


def _draw_numbers(axes: Axes, places: Sequence[float], y: float, numbers: Sequence[str]) -> None:
    """Draw numbers on dots; one that says how many more there are has no dot."""
    for x, number in zip(places, numbers, strict=True):
        if not (more := number.startswith("+")):
            axes.plot(x, y, "o", ms=DOT, mfc=MAIN, mec=MAIN, mew=1.5)
        write(axes, y, number, x=x, ha="center", color=INK if more else PAPER)


def _draw_list(axes: Axes, risks: list[Risk], top: float) -> float:
    """List the risks by value, with the number that each has in the matrix; return where the list ends."""
    write(axes, top + LINE / 2, "riskvärde", shift=WIDTH, ha="right", color=MUTED)
    top += LINE + GAP
    for risk in risks[:LISTED]:
        middle = top + LINE / 2
        _draw_numbers(axes, [DOT / 2 + 1], middle, [str(risk.number)])
        write(axes, middle, risk.value.display, shift=WIDTH, ha="right", weight="bold")
        lines = wrap(risk.text, WIDTH - LEFT - 2 * SIZE, lines=3 if len(risks) <= FEW else 1)
        top = write_lines(axes, top, lines, shift=LEFT) + GAP
    if len(risks) > LISTED:
        top = write_lines(axes, top, [f"… {len(risks) - LISTED} till"], shift=LEFT, color=MUTED) + GAP
    return top - GAP
