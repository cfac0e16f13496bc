"""A chart of the control plan's risks: how probable against how serious, and which weigh the most."""

from dataclasses import dataclass

from namndbok.book import Book
from namndbok.charts.canvas import WIDTH, Canvas, Point
from namndbok.charts.chart import Chart, NoChart, chart
from namndbok.charts.lettering import BASE, LINE, SIZE, width, wrap
from namndbok.charts.svg import GRID, INK, MUTED, PAPER, SOFT
from namndbok.charts.wording import counted, named
from namndbok.controls import plan
from namndbok.facts import Fact
from namndbok.markup import Quoted, amount
from namndbok.tables.table import Row, Table

ID = "c-risks"
QUESTION = "Vilka risker i kontrollplanen väger tyngst?"
HEADINGS = ("Nr", "Risk", "Riskvärde", "Sannolikhet", "Konsekvens")
LEAST_SCALE = 4
CELL, TALLEST = 60, 320
LEFT, TOP = 34, 24
RADIUS, PITCH, GAP = 10, 24, 7
FEW, LISTED = 6, 12


@dataclass(frozen=True)
class Risk:
    """One control's risk and where it stands in the matrix; `row` is where it comes from."""

    number: int
    text: str
    probability: int
    consequence: int
    value: Fact
    row: str

    @property
    def cells(self) -> tuple[Quoted | Fact, ...]:
        """Return the row of the table behind the chart."""
        first, *rest = (amount(part, "count", self.row) for part in (self.number, self.probability, self.consequence))
        return first, Quoted(self.text, self.row), self.value, *rest


def chart_risks(book: Book) -> Chart | NoChart:
    """Show each control's risk in a matrix of probability and consequence, and list the risks by value."""
    risks = sorted(_risks(book), key=lambda risk: -risk.value.value)
    if not risks:
        return NoChart(ID, QUESTION)
    table = Table(f"{ID}-table", "Risker i kontrollplanen", HEADINGS, tuple(Row(risk.cells, source=risk.row) for risk in risks))
    return chart(_draw(risks), ID, QUESTION, _alt(book.year, risks), table)


def _risks(book: Book) -> list[Risk]:
    return [
        Risk(
            row["number"], row["risk"], row["probability"], row["consequence"],
            book.facts[f"controls.{row['control']}.risk_value"], f"controls:{number}",
        )  # fmt: skip
        for number, row in plan(book.facts).iterrows()
        if f"controls.{row['control']}.risk_value" in book.facts
    ]


def _alt(year: int, risks: list[Risk]) -> str:
    count = counted(len(risks), "en risk", "risker")
    start = f"Matris med sannolikhet och konsekvens för {count} i kontrollplanen {year}."
    top = [risk for risk in risks if risk.value.value == risks[0].value.value]
    if len(top) > 1:
        texts = named([f"nummer {risk.number}" for risk in top], "risker")
        return f"{start} Högst riskvärde, {risks[0].value.display}, har {texts}."
    first = top[0]
    product = f"sannolikhet {first.probability} × konsekvens {first.consequence}"
    text = first.text.rstrip(".")
    rest = f" Därefter följer riskvärde {risks[1].value.display}." if len(risks) > 1 else ""
    return f"{start} Högst riskvärde, {first.value.display} ({product}), har risk nummer {first.number}: {text}.{rest}"


def _draw(risks: list[Risk]) -> Canvas:
    canvas = Canvas()
    count = max(LEAST_SCALE, *(max(risk.probability, risk.consequence) for risk in risks))
    cell = (WIDTH - LEFT - 1) / count, min(CELL, TALLEST / count)
    _draw_grid(canvas, count, cell)
    cells: dict[tuple[int, int], list[Risk]] = {}
    for risk in risks:
        cells.setdefault((risk.probability, risk.consequence), []).append(risk)
    for (probability, consequence), here in cells.items():
        _draw_cell(canvas, (LEFT + (probability - 1) * cell[0], TOP + (count - consequence) * cell[1]), cell, here)
    _draw_list(canvas, risks, canvas.height + LINE)
    return canvas


def _draw_grid(canvas: Canvas, count: int, cell: Point) -> None:
    right, bottom = LEFT + count * cell[0], TOP + count * cell[1]
    canvas.text(0, SIZE, "Konsekvens ↑", color=MUTED)
    for step in range(count + 1):
        x, y = LEFT + step * cell[0], TOP + step * cell[1]
        canvas.line((x, TOP), (x, bottom), color=GRID)
        canvas.line((LEFT, y), (right, y), color=GRID)
    for step in range(count):
        canvas.text(LEFT + (step + 0.5) * cell[0], bottom + LINE, str(step + 1), anchor="middle", color=MUTED)
        canvas.text(LEFT - 8, bottom - (step + 0.5) * cell[1] + BASE, str(step + 1), anchor="end", color=MUTED)
    canvas.text(right, bottom + 2 * LINE, "Sannolikhet →", anchor="end", color=MUTED)


def _draw_cell(canvas: Canvas, corner: Point, cell: Point, risks: list[Risk]) -> None:
    (left, top), (wide, high) = corner, cell
    canvas.box(left, top, cell, fill=SOFT, edge=GRID)
    value = f"värde {risks[0].value.display}"
    roomy = wide > width(value) and high > PITCH + LINE
    across, down = int(wide // PITCH), int((high - (LINE if roomy else 0)) // PITCH)
    tokens = _fitting([str(risk.number) for risk in risks], across * down)
    rows = [tokens[start : start + across] for start in range(0, len(tokens), across)]
    y = top + (high - (LINE if roomy else 0) - len(rows) * PITCH + PITCH) / 2
    for row in rows:
        for column, token in enumerate(row):
            _draw_number(canvas, left + wide / 2 + (column - (len(row) - 1) / 2) * PITCH, y, token)
        y += PITCH
    if roomy:
        canvas.text(left + wide / 2, top + high - SIZE / 2, value, anchor="middle")


def _fitting(tokens: list[str], most: int) -> list[str]:
    return tokens if len(tokens) <= most else [*tokens[: most - 1], f"+{len(tokens) - most + 1}"]


def _draw_number(canvas: Canvas, x: float, y: float, token: str) -> None:
    number = not token.startswith("+")
    if number:
        canvas.dot(x, y, RADIUS)
    canvas.text(x, y + BASE, token, anchor="middle", color=PAPER if number else INK)


def _draw_list(canvas: Canvas, risks: list[Risk], y: float) -> None:
    canvas.text(WIDTH, y + SIZE, "riskvärde", anchor="end", color=MUTED)
    y += LINE + GAP
    for risk in risks[:LISTED]:
        _draw_number(canvas, RADIUS + 1, y + SIZE - BASE, str(risk.number))
        canvas.text(WIDTH, y + SIZE, risk.value.display, anchor="end", bold=True)
        room = WIDTH - LEFT - 2 * SIZE
        y = canvas.lines(LEFT, y, wrap(risk.text, room, lines=3 if len(risks) <= FEW else 1)) + GAP
    if len(risks) > LISTED:
        canvas.lines(LEFT, y, [f"… {len(risks) - LISTED} till"], color=MUTED)
