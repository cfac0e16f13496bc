"""A chart of the outcome against the budget: how far each line's income and cost moved, and which way."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from namndbok.books import Book
from namndbok.facts import SIDES, Fact, Facts, line_name, outcome_rows
from namndbok.show.charts.axis import Axis, axis_of
from namndbok.show.charts.canvas import WIDTH, Canvas, Place, scale
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.lettering import BASE, LINE, SIZE, width, wrap
from namndbok.show.charts.svg import GRID, MAIN, MUTED, PAPER
from namndbok.show.charts.wording import counted, narrowed, signed
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import capital, display, words

ID = "c-budget-outcome"
QUESTION = "Hur blev utfallet jämfört med budgeten?"
HEADINGS = ("Verksamhet", "Utfall − budget", "Budget", "Utfall")
MOST = 8
LEFT = 96
ROW, GAP = 19, 10
RING, DOT = 5.5, 2.5


@dataclass(frozen=True)
class Pair:
    """One side (income or cost) of a line: what was budgeted, and what it became."""

    line: str
    side: str
    budget: Fact
    outcome: Fact
    deviation: Fact

    @property
    def cells(self) -> tuple[str, Fact, Fact, Fact]:
        """Return the row of the table behind the chart."""
        return f"{self.line}, {self.side}", self.deviation, self.budget, self.outcome


Pairs = Sequence[Pair]


def chart_budget_outcome(book: Book) -> Chart | NoChart:
    """Show income and cost of each line as a move from budget to outcome, in kronor."""
    facts = book.facts
    lines = [pairs for line in outcome_rows(facts)["line"] if (pairs := _pairs(facts, line))]
    if not lines:
        return NoChart(ID, QUESTION)
    shown, totals = _furthest(lines), _totals(facts)
    note = f"de {words(MOST)} verksamheter där skillnaden är störst" if len(shown) < len(lines) else ""
    rows = [Row(pair.cells) for pairs in lines for pair in pairs]
    rows += [Row(pair.cells, total=True) for pair in totals]
    table = Table(f"{ID}-table", "Utfall jämfört med budget", HEADINGS, tuple(rows))
    return make_chart(_draw(shown), ID, narrowed(QUESTION, note), _alt(book.year, shown, totals, note), table)


def _pairs(facts: Facts, line: str) -> Pairs:
    at, name = f"economy.line.{line}", line_name(facts, line)
    return [
        Pair(name, word, facts[f"{at}.budget_{side}"], facts[f"{at}.{side}"], facts[f"{at}.deviation_{side}"])
        for side, word in SIDES.items()
        if f"{at}.deviation_{side}" in facts
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
    kept = sorted(size, key=lambda number: -size[number])[:MOST]
    return [lines[number] for number in sorted(kept)]


def _alt(year: int, lines: Sequence[Pairs], totals: Pairs, note: str) -> str:
    count = note or counted(len(lines), "en verksamhet", "verksamheter")
    parts = [f"Punktdiagram med intäkter och kostnader {year}, från budget till utfall, för {count}."]
    most = max((pair for pairs in lines for pair in pairs), key=lambda pair: abs(pair.deviation.value))
    if most.deviation.value:
        parts.append(f"Störst är skillnaden för {most.line}: {most.side}na blev {_compared(most)}.")
    sums = " och ".join(f"{pair.side}na {_compared(pair)}" for pair in totals)
    return " ".join([*parts, f"Sammanlagt blev {sums}."])


def _compared(pair: Pair) -> str:
    value = pair.deviation.value
    if not value:
        return "som budgeterat"
    return f"{display(abs(value), 'kr')} {'högre' if value > 0 else 'lägre'} än budgeterat"


def _draw(lines: Sequence[Pairs]) -> Canvas:
    every = [pair for pairs in lines for pair in pairs]
    marks = axis_of([fact.value for pair in every for fact in (pair.budget, pair.outcome)])
    room = max(width(signed(pair.deviation.value)) for pair in every) + 2 * RING
    place = scale((marks.values[0], marks.values[-1]), (LEFT, WIDTH - room))
    canvas, y = Canvas(), 2 * LINE + GAP
    _draw_key(canvas, marks, place)
    for pairs in lines:
        y = canvas.lines((0, y), wrap(pairs[0].line, WIDTH, bold=True), bold=True)
        for value in marks.values:
            canvas.line((place(value), y), (place(value), y + len(pairs) * ROW), color=GRID)
        for pair in pairs:
            _draw_pair(canvas, y + ROW / 2, pair, place)
            y += ROW
        y += GAP
    return canvas


def _draw_key(canvas: Canvas, marks: Axis, place: Place) -> None:
    middle = SIZE - BASE
    canvas.dot((RING + 1, middle), RING, fill=PAPER)
    canvas.text((3 * RING, SIZE), "budget")
    canvas.dot((LEFT, middle), DOT)
    canvas.text((LEFT + 2 * RING, SIZE), "utfall")
    canvas.text((WIDTH, SIZE), "utfall − budget", anchor="end", color=MUTED)
    canvas.text((0, LINE + SIZE), marks.unit, color=MUTED)
    for value in _labelled(marks, place):
        canvas.text((place(value), LINE + SIZE), marks.label(value), anchor="middle", color=MUTED)


def _labelled(marks: Axis, place: Place) -> Sequence[int]:
    """Keep every mark whose label has room beside the others', else the first and the last."""
    room = min((place(high) - place(low) for low, high in pairwise(marks.values)), default=WIDTH)
    fit = max(width(marks.label(value)) for value in marks.values) + GAP <= room
    return marks.values if fit else (marks.values[0], marks.values[-1])


def _draw_pair(canvas: Canvas, y: float, pair: Pair, place: Place) -> None:
    budget, outcome = place(pair.budget.value), place(pair.outcome.value)
    canvas.text((0, y + BASE), capital(pair.side))
    canvas.line((budget, y), (outcome, y), color=MAIN, thick=2)
    canvas.dot((budget, y), RING, fill=PAPER)
    canvas.dot((outcome, y), DOT)
    canvas.text((WIDTH, y + BASE), signed(pair.deviation.value), anchor="end")
