"""A chart that cannot exist without a description that says what it shows, with the numbers behind it."""

from dataclasses import dataclass

from namndbok.errors import NamndbokError
from namndbok.show.charts.canvas import Canvas
from namndbok.show.charts.svg import svg
from namndbok.show.markup import escaped
from namndbok.show.tables.table import Table

SHORTEST = 40
# The table of the reports that holds a chart's numbers; a chart without one carries them itself.
TOLD_IN = {
    "c-result": "t-outcome",
    "c-interim": "t-interim",
    "c-budget-outcome": "t-deviation",
    "c-attendance": "t-attendance-board",
    "c-risks": "t-controls",
    "c-fees": "t-fees-budgeted",
    "c-fees-per-inhabitant": "t-per-inhabitant",
    "c-adoption": "t-services",
    "c-projects": "t-project",
    "c-scenario": "t-scenario",
    "c-scenario-sweep": "t-scenario-sweep",
    "c-change": "t-comparison",
    "c-change-share": "t-comparison",
}


@dataclass(frozen=True, repr=False)
class Chart:
    """A picture that answers a question (its caption), with a description in words and a table."""

    id: str
    question: str
    alt: str
    svg: str
    table: Table

    def __post_init__(self) -> None:
        if not self.question.strip().endswith("?"):
            raise NamndbokError(
                f"Diagrammet {self.id} saknar en rubrik som säger vilken fråga det svarar på."
            )
        if len(self.alt.strip()) < SHORTEST:
            raise NamndbokError(f"Diagrammet {self.id} saknar en beskrivning i ord av vad det visar.")

    def _repr_html_(self) -> str:
        question = escaped(self.question)
        return (
            f'<figure class="chart" id="{self.id}">\n<figcaption>{question}</figcaption>\n{self.svg}\n'
            f"{self._numbers(question)}\n</figure>"
        )

    def _numbers(self, question: str) -> str:
        """Lead to the numbers behind: a table that the report shows anyway, or else one that opens here."""
        if self.id in TOLD_IN:
            return f'<p>Siffrorna: <a href="#{TOLD_IN[self.id]}">{escaped(self.table.caption)}</a></p>'
        summary = f'<summary>Siffrorna bakom: <span class="question">{question}</span></summary>'
        return f"<details>{summary}\n{self.table._repr_html_()}\n</details>"

    def __str__(self) -> str:
        return f"{self.question}\n{self.alt}"

    __repr__ = __str__


@dataclass(frozen=True, repr=False)
class NoChart:
    """A question that the data cannot answer."""

    id: str
    question: str

    def _repr_html_(self) -> str:
        return f'<p class="empty">{escaped(str(self))}</p>'

    def __str__(self) -> str:
        return f"{self.question} Det finns inga uppgifter i underlaget."

    __repr__ = __str__


def make_chart(canvas: Canvas, id: str, question: str, alt: str, table: Table) -> Chart:
    """Make a chart of what has been drawn."""
    return Chart(id, question, alt, svg(canvas.figure(), id, question, alt), table)
