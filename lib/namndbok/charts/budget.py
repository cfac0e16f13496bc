"""A chart of the outcome against the budget: for each line, how far income and cost moved and which way."""

from dataclasses import dataclass

from namndbok.book import Book
from namndbok.charts.axis import Axis, axis
from namndbok.charts.canvas import WIDTH, Canvas, Place, scale
from namndbok.charts.chart import Chart, NoChart, chart
from namndbok.charts.lettering import BASE, LINE, SIZE, width, wrap
from namndbok.charts.svg import GRID, MAIN, MUTED, PAPER
from namndbok.charts.wording import capital, counted, signed
from namndbok.economy import SIDES, line_name, outcome_rows
from namndbok.facts import Fact, Facts
from namndbok.swedish import display, words
from namndbok.tables.table import Row, Table

ID = "c-budget-outcome"
QUESTION = "Hur blev utfallet jämfört med budgeten?"
HEADINGS = ("Verksamhet", "Utfall − budget", "Budget", "Utfall")
MOST = 8
LEFT = 96
RADIUS = 5.5
ROW = 19
GAP = 10


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


def chart_budget_outcome(book: Book) -> Chart | NoChart:
    """Show income and cost of each line as a move from budget to outcome, in kronor."""
    facts = book.facts
    lines = [pairs for line in outcome_rows(facts)["line"] if (pairs := _pairs(facts, line))]
    if not lines:
        return NoChart(ID, QUESTION)
    shown = _furthest(lines)
    note = f"de {words(MOST)} verksamheter där skillnaden är störst" if len(shown) < len(lines) else ""
    question = f"{QUESTION[:-1]} ({note})?" if note else QUESTION
    totals = _totals(facts)
    rows = [Row(pair.cells) for pairs in lines for pair in pairs] + [Row(pair.cells, total=True) for pair in totals]
    table = Table(f"{ID}-table", "Utfall jämfört med budget", HEADINGS, tuple(rows))
    return chart(_draw(shown), ID, question, _alt(book.year, shown, totals, note), table)


def _pairs(facts: Facts, line: str) -> list[Pair]:
    at = f"economy.line.{line}"
    sides = {side: word for side, word in SIDES.items() if f"{at}.deviation_{side}" in facts}
    return [
        Pair(line_name(facts, line), word, facts[f"{at}.budget_{side}"], facts[f"{at}.{side}"], facts[f"{at}.deviation_{side}"])
        for side, word in sides.items()
    ]


def _totals(facts: Facts) -> list[Pair]:
    return [
        Pair("Summa", word, facts[f"budget.{side}"], facts[f"economy.{side}"], facts[f"economy.deviation_{side}"])
        for side, word in SIDES.items()
    ]


def _size(pairs: list[Pair]) -> int:
    return max(abs(pair.deviation.value) for pair in pairs)


def _furthest(lines: list[list[Pair]]) -> list[list[Pair]]:
    kept = sorted(range(len(lines)), key=lambda number: -_size(lines[number]))[:MOST]
    return [lines[number] for number in sorted(kept)]


def _alt(year: int, lines: list[list[Pair]], totals: list[Pair], note: str) -> str:
    count = counted(len(lines), "en verksamhet", "verksamheter")
    parts = [f"Punktdiagram med intäkter och kostnader {year} för {count}{note and ' (' + note + ')'}, från budget till utfall."]
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


def _draw(lines: list[list[Pair]]) -> Canvas:
    every = [pair for pairs in lines for pair in pairs]
    marks = axis([fact.value for pair in every for fact in (pair.budget, pair.outcome)])
    room = max(width(signed(pair.deviation.value)) for pair in every) + 2 * RADIUS
    place = scale((marks.values[0], marks.values[-1]), (LEFT, WIDTH - room))
    canvas = Canvas()
    _draw_key(canvas, marks, place)
    y = 2 * LINE + GAP
    for pairs in lines:
        y = canvas.lines(0, y, wrap(pairs[0].line, WIDTH, bold=True), bold=True)
        for value in marks.values:
            canvas.line((place(value), y), (place(value), y + len(pairs) * ROW), color=GRID)
        for pair in pairs:
            _draw_pair(canvas, y + ROW / 2, pair, place)
            y += ROW
        y += GAP
    return canvas


def _draw_key(canvas: Canvas, marks: Axis, place: Place) -> None:
    middle, budget, outcome = SIZE - BASE, RADIUS + 1, LEFT + RADIUS
    canvas.dot(budget, middle, RADIUS, fill=PAPER)
    canvas.text(budget + 2 * RADIUS, SIZE, "budget")
    canvas.dot(outcome, middle, RADIUS - 3)
    canvas.text(outcome + 2 * RADIUS, SIZE, "utfall")
    canvas.text(WIDTH, SIZE, "utfall − budget", anchor="end", color=MUTED)
    canvas.text(0, LINE + SIZE, marks.unit, color=MUTED)
    for value in marks.values:
        canvas.text(place(value), LINE + SIZE, marks.label(value), anchor="middle", color=MUTED)


def _draw_pair(canvas: Canvas, y: float, pair: Pair, place: Place) -> None:
    budget, outcome = place(pair.budget.value), place(pair.outcome.value)
    canvas.text(0, y + BASE, capital(pair.side))
    canvas.dot(budget, y, RADIUS, fill=PAPER)
    if abs(outcome - budget) > RADIUS:
        canvas.line((budget + (RADIUS if outcome > budget else -RADIUS), y), (outcome, y), color=MAIN, width=2)
    canvas.dot(outcome, y, RADIUS - 3)
    canvas.text(WIDTH, y + BASE, signed(pair.deviation.value), anchor="end")
