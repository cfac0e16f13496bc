"""A chart of the outcome against the budget: how far each line's income and cost moved, and which way."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from namndbok.books import Book
from namndbok.facts import SIDES, Fact, Facts, line_name, outcome_rows
from namndbok.show.charts.axis import Axis, axis_of
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.layout import GAP, fitted, from_edge, new_axes, pixels, write, write_lines
from namndbok.show.charts.lettering import LINE, width, wrap
from namndbok.show.charts.style import GRID, MAIN, MUTED, PAPER, WIDTH, styled
from namndbok.show.charts.wording import counted, narrowed, signed
from namndbok.show.markup import AnchorLink
from namndbok.swedish import capital, display, words

ID = "c-budget-outcome"
QUESTION = "Hur blev utfallet jämfört med budgeten?"
NUMBERS = AnchorLink("Utfall jämfört med budget", "t-deviation")
LIMIT = 8
LEFT = 96
ROW = 19
RING, DOT = 11, 5
RINGS = {"marker": "o", "ls": "", "ms": RING, "mfc": PAPER, "mec": MAIN, "mew": 1.5}
DOTS = RINGS | {"ms": DOT, "mfc": MAIN}


@dataclass(frozen=True)
class Pair:
    """One side (income or cost) of a line: what was budgeted, and what it became."""

    line: str
    side: str
    budget: Fact
    outcome: Fact
    deviation: Fact


Pairs = Sequence[Pair]


@styled
def chart_budget_outcome(book: Book) -> Chart | NoChart:
    """Show income and cost of each line as a move from budget to outcome, in kronor."""
    facts = book.facts
    lines = [pairs for line in outcome_rows(facts)["line"] if (pairs := _pairs(facts, line))]
    if not lines:
        return NoChart(ID, QUESTION)
    moved, totals = _furthest(lines), _totals(facts)
    note = f"de {words(LIMIT)} verksamheter där skillnaden är störst" if len(moved) < len(lines) else ""
    question, description = narrowed(QUESTION, note), _description(book.year, moved, totals, note)
    return make_chart(_draw(moved), ID, question, description, NUMBERS)


def _pairs(facts: Facts, line: str) -> Pairs:
    stem, name = f"economy.line.{line}", line_name(facts, line)
    return [
        Pair(name, word, facts[f"{stem}.budget_{side}"], facts[f"{stem}.{side}"], deviation)
        for side, word in SIDES.items()
        if (deviation := facts.get(f"{stem}.deviation_{side}"))
    ]


def _totals(facts: Facts) -> Pairs:
    ids = [
        (word, f"budget.{side}", f"economy.{side}", f"economy.deviation_{side}")
        for side, word in SIDES.items()
    ]
    return [Pair("Summa", word, *(facts[id] for id in parts)) for word, *parts in ids]


def _furthest(lines: Sequence[Pairs]) -> list[Pairs]:
    """Keep the lines that moved the most, in the order they came."""
    size = {number: max(abs(pair.deviation.value) for pair in pairs) for number, pairs in enumerate(lines)}
    kept = sorted(size, key=lambda number: -size[number])[:LIMIT]
    return [lines[number] for number in sorted(kept)]


def _description(year: int, lines: Sequence[Pairs], totals: Pairs, note: str) -> str:
    count = note or counted(len(lines), "en verksamhet", "verksamheter")
    parts = [f"Punktdiagram med intäkter och kostnader {year}, från budget till utfall, för {count}."]
    furthest = max((pair for pairs in lines for pair in pairs), key=lambda pair: abs(pair.deviation.value))
    if furthest.deviation.value:
        parts.append(
            f"Störst är skillnaden för {furthest.line}: {furthest.side}na blev {_compared(furthest)}."
        )
    sums = " och ".join(f"{pair.side}na {_compared(pair)}" for pair in totals)
    return " ".join([*parts, f"Sammanlagt blev {sums}."])


def _compared(pair: Pair) -> str:
    value = pair.deviation.value
    if not value:
        return "som budgeterat"
    return f"{display(abs(value), 'kr')} {'högre' if value > 0 else 'lägre'} än budgeterat"


def _draw(lines: Sequence[Pairs]) -> Figure:
    """Draw each line's income and cost below its name, from a ring to a dot, with the key above them all."""
    pairs = [pair for line in lines for pair in line]
    marks = axis_of([fact.value for pair in pairs for fact in (pair.budget, pair.outcome)])
    room = max(width(signed(pair.deviation.value)) for pair in pairs) + RING
    axes = new_axes(marks.values[0], marks.values[-1], left=LEFT, right=room)
    _draw_key(axes, marks)
    top, middles = 2 * LINE + GAP, []
    for line in lines:
        top = write_lines(axes, top, wrap(line[0].line, WIDTH, bold=True), weight="bold")
        axes.vlines(marks.values, top, top + len(line) * ROW, color=GRID, lw=1)
        middles += [top + (number + 0.5) * ROW for number in range(len(line))]
        top += len(line) * ROW + GAP
    _draw_moves(axes, middles, pairs)
    return fitted(axes, top - GAP)


def _draw_key(axes: Axes, marks: Axis) -> None:
    middle = LINE / 2
    for left, name, mark in ((0, "budget", RINGS), (LEFT, "utfall", DOTS)):
        axes.plot(left + mark["ms"] / 2 + 1, middle, transform=from_edge(axes), **mark)
        write(axes, middle, name, shift=left + mark["ms"] + 6)
    write(axes, middle, "utfall − budget", shift=WIDTH, ha="right", color=MUTED)
    write(axes, middle + LINE, marks.unit, color=MUTED)
    for value in _labelled(axes, marks):
        write(axes, middle + LINE, marks.label(value), x=value, ha="center", color=MUTED)


def _labelled(axes: Axes, marks: Axis) -> Sequence[int]:
    """Keep every mark if their labels have room beside each other, else the first and the last."""
    places = [pixels(axes, value) for value in marks.values]
    room = min((high - low for low, high in pairwise(places)), default=WIDTH)
    fit = max(width(marks.label(value)) for value in marks.values) + GAP <= room
    return marks.values if fit else (marks.values[0], marks.values[-1])


def _draw_moves(axes: Axes, middles: Sequence[float], pairs: Pairs) -> None:
    budgets, outcomes = [pair.budget.value for pair in pairs], [pair.outcome.value for pair in pairs]
    axes.hlines(middles, budgets, outcomes, color=MAIN, lw=2)
    axes.plot(budgets, middles, **RINGS)
    axes.plot(outcomes, middles, **DOTS)
    for middle, pair in zip(middles, pairs, strict=True):
        write(axes, middle, capital(pair.side))
        write(axes, middle, signed(pair.deviation.value), shift=WIDTH, ha="right")
