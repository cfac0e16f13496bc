"""A chart of how many municipalities use each joint service."""

from namndbok.book import Book
from namndbok.charts.bars import Bar, Ranking, draw_below, ranked
from namndbok.charts.chart import Chart, NoChart, chart
from namndbok.charts.wording import counted, named
from namndbok.services import status
from namndbok.tables.table import Row, Table

ID = "c-adoption"
QUESTION = "Hur många kommuner använder de gemensamma tjänsterna?"
HEADINGS = ("Tjänst", "Använder", "Av", "Andel")
MOST, EACH = 12, 5


def chart_adoption(book: Book) -> Chart | NoChart:
    """Show each service's users as a part of all who could use it, the most used first."""
    at = [f"services.{service}" for service in status(book.facts)["service"]]
    at = [name for name in at if f"{name}.share" in book.facts]
    if not at:
        return NoChart(ID, QUESTION)
    rows = tuple(_row(book, name) for name in sorted(at, key=lambda name: -book.facts[f"{name}.share"].value))
    bars = [Bar(str(name), share.value, f"{users.display} av {of.display}", of=1) for name, users, of, share in (row.cells for row in rows)]
    ranking = ranked(bars, most=MOST, each=EACH)
    table = Table(f"{ID}-table", "Kommuner som använder varje tjänst", HEADINGS, rows)
    return chart(draw_below(ranking), ID, ranking.caption(QUESTION), _alt(book, bars, ranking), table)


def _row(book: Book, at: str) -> Row:
    names = book.data["services"].set_index("service")["name"]
    figures = (book.facts[f"{at}.{part}"] for part in ("users", "of", "share"))
    return Row((names[at.removeprefix("services.")], *figures))


def _alt(book: Book, bars: list[Bar], ranking: Ranking) -> str:
    count = counted(len(bars), "en gemensam tjänst", "gemensamma tjänster")
    start = f"Liggande stapeldiagram över hur många kommuner som använde {count} {book.year}{ranking.note and ', ' + ranking.note}."
    most, least = bars[0], min(bars, key=lambda bar: bar.value)
    if most.value == least.value:
        return f"{start} Störst andel, {_which(bars, most)}."
    return f"{start} Störst andel, {_which(bars, most)}. Minst andel, {_which(bars, least)}."


def _which(bars: list[Bar], one: Bar) -> str:
    same = [bar.name for bar in bars if bar.label == one.label]
    return f"{one.label} kommuner, använder {named(same, 'av tjänsterna')}"
