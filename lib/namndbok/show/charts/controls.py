"""A chart of the control plan's risks: how probable against how serious, and which weigh the most."""

from dataclasses import dataclass

from namndbok.books import Book
from namndbok.facts import Fact, control_plan
from namndbok.show.charts.canvas import WIDTH, Canvas, Point
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.lettering import BASE, LINE, SIZE, width, wrap
from namndbok.show.charts.svg import GRID, INK, MUTED, PAPER, SOFT
from namndbok.show.charts.wording import counted, named
from namndbok.show.markup import SourcedText, sourced_amount
from namndbok.show.tables.table import Row, Table

ID = "c-risks"
QUESTION = "Vilka risker i kontrollplanen väger tyngst?"
HEADINGS = ("Risk", "Nr", "Riskvärde", "Sannolikhet", "Konsekvens")
LEAST_SCALE, MOST_SCALE = 4, 12
CELL, TALLEST = 60, 320
LEFT, TOP = 34, 24
RADIUS, PITCH, GAP = 10, 24, 7
FEW, LISTED = 6, 10


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
    def cells(self) -> tuple[SourcedText | Fact, ...]:
        """Return the row of the table behind the chart."""
        parts = self.number, self.probability, self.consequence
        first, *rest = (sourced_amount(part, "count", self.row) for part in parts)
        return SourcedText(self.text, self.row), first, self.value, *rest


def chart_risks(book: Book) -> Chart | NoChart:
    """Show each control's risk in a matrix of probability and consequence, and list the risks by value.

    A scale of more than twelve steps, most likely a slip of the pen, gets the list only.
    """
    risks = sorted(_risks(book), key=lambda risk: -risk.value.value)
    if not risks:
        return NoChart(ID, QUESTION)
    rows = tuple(Row(risk.cells, source=risk.row) for risk in risks)
    table = Table(f"{ID}-table", "Risker i kontrollplanen", HEADINGS, rows)
    return make_chart(_draw(risks), ID, QUESTION, _alt(book.year, risks), table)


def _risks(book: Book) -> list[Risk]:
    controls = control_plan(book.facts)["control"]
    values = {control: book.facts.get(f"controls.{control}.risk_value") for control in controls}
    return [
        Risk(row.number, row.risk, row.probability, row.consequence, value, f"controls:{row.Index}")
        for row in control_plan(book.facts).itertuples()
        if (value := values[row.control])
    ]


def _alt(year: int, risks: list[Risk]) -> str:
    count = counted(len(risks), "en risk", "risker")
    kind = "Matris med sannolikhet och konsekvens" if _scale(risks) <= MOST_SCALE else "Lista efter riskvärde"
    start = f"{kind} för {count} i kontrollplanen {year}."
    top = [risk for risk in risks if risk.value.value == risks[0].value.value]
    highest = f"Högst riskvärde, {risks[0].value.display}, har"
    if len(top) > 1:
        return f"{start} {highest} {named([f'nummer {risk.number}' for risk in top], 'risker')}."
    rest = f" Därefter följer riskvärde {risks[1].value.display}." if len(risks) > 1 else ""
    return f"{start} {highest} {_placed(top[0])}.{rest}"


def _placed(risk: Risk) -> str:
    place = f"sannolikhet {risk.probability}, konsekvens {risk.consequence}"
    return f"nummer {risk.number} ({place}): {risk.text.rstrip('.')}"


def _draw(risks: list[Risk]) -> Canvas:
    canvas = Canvas()
    if _scale(risks) <= MOST_SCALE:
        _draw_matrix(canvas, risks, _scale(risks))
    _draw_list(canvas, risks, canvas.height + GAP)
    return canvas


def _scale(risks: list[Risk]) -> int:
    return max(LEAST_SCALE, *(max(risk.probability, risk.consequence) for risk in risks))


def _draw_matrix(canvas: Canvas, risks: list[Risk], count: int) -> None:
    cell = (WIDTH - LEFT - 1) / count, min(CELL, TALLEST / count)
    _draw_grid(canvas, count, cell)
    cells: dict[Point, list[Risk]] = {}
    for risk in risks:
        across, down = risk.probability - 1, count - risk.consequence
        cells.setdefault((LEFT + across * cell[0], TOP + down * cell[1]), []).append(risk)
    for corner, here in cells.items():
        _draw_cell(canvas, corner, cell, here)


def _draw_grid(canvas: Canvas, count: int, cell: Point) -> None:
    right, bottom = LEFT + count * cell[0], TOP + count * cell[1]
    canvas.text((0, SIZE), "Konsekvens ↑", color=MUTED)
    for step in range(count + 1):
        x, y = LEFT + step * cell[0], TOP + step * cell[1]
        canvas.line((x, TOP), (x, bottom), color=GRID)
        canvas.line((LEFT, y), (right, y), color=GRID)
    for step in range(count):
        x, y = LEFT + (step + 0.5) * cell[0], bottom - (step + 0.5) * cell[1]
        canvas.text((x, bottom + LINE), str(step + 1), anchor="middle", color=MUTED)
        canvas.text((LEFT - GAP, y + BASE), str(step + 1), anchor="end", color=MUTED)
    canvas.text((right, bottom + 2 * LINE), "Sannolikhet →", anchor="end", color=MUTED)


def _draw_cell(canvas: Canvas, corner: Point, cell: Point, risks: list[Risk]) -> None:
    (left, top), (wide, high) = corner, cell
    canvas.box(corner, cell, fill=SOFT, edge=GRID)
    value, across = f"värde {risks[0].value.display}", int(wide // PITCH)
    told = wide > width(value) and len(risks) <= across * int((high - LINE) // PITCH)
    if told:
        high -= LINE
        canvas.text((left + wide / 2, top + high + LINE - GAP), value, anchor="middle")
    tokens = _fitting([str(risk.number) for risk in risks], across * int(high // PITCH))
    rows = [tokens[start : start + across] for start in range(0, len(tokens), across)]
    for number, row in enumerate(rows):
        y = top + high / 2 + (number - (len(rows) - 1) / 2) * PITCH
        for column, token in enumerate(row):
            _draw_number(canvas, (left + wide / 2 + (column - (len(row) - 1) / 2) * PITCH, y), token)


def _fitting(tokens: list[str], most: int) -> list[str]:
    """Keep what there is room for; the last place says how many more there are."""
    return tokens if len(tokens) <= most else [*tokens[: most - 1], f"+{len(tokens) - most + 1}"]


def _draw_number(canvas: Canvas, at: Point, token: str) -> None:
    more = token.startswith("+")
    if not more:
        canvas.dot(at, RADIUS)
    canvas.text((at[0], at[1] + BASE), token, anchor="middle", color=INK if more else PAPER)


def _draw_list(canvas: Canvas, risks: list[Risk], y: float) -> None:
    canvas.text((WIDTH, y + SIZE), "riskvärde", anchor="end", color=MUTED)
    y += LINE + GAP
    for risk in risks[:LISTED]:
        _draw_number(canvas, (RADIUS + 1, y + SIZE - BASE), str(risk.number))
        canvas.text((WIDTH, y + SIZE), risk.value.display, anchor="end", bold=True)
        lines = wrap(risk.text, WIDTH - LEFT - 2 * SIZE, lines=3 if len(risks) <= FEW else 1)
        y = canvas.lines((LEFT, y), lines) + GAP
    if len(risks) > LISTED:
        canvas.lines((LEFT, y), [f"… {len(risks) - LISTED} till"], color=MUTED)
