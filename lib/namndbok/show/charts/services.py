"""A chart of how many municipalities use each joint service."""

from namndbok.books import Book
from namndbok.facts import status_rows
from namndbok.show.charts.bars import Bar, draw_below, ranked
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.style import styled
from namndbok.show.charts.wording import counted, named, narrowed
from namndbok.show.tables.table import Row, Table

ID = "c-adoption"
QUESTION = "Hur många kommuner använder de gemensamma tjänsterna?"
HEADINGS = ("Tjänst", "Använder", "Av", "Andel")
MOST, ENDS = 12, 5


@styled
def chart_adoption(book: Book) -> Chart | NoChart:
    """Show each service's users as a part of all who could use it, the most used first."""
    rows = [_row(book, service) for service in status_rows(book.facts)["service"]]
    rows = sorted((row for row in rows if all(row.cells)), key=lambda row: -row.cells[-1].value)
    if not rows:
        return NoChart(ID, QUESTION)
    bars = [_bar(row) for row in rows]
    ranking = ranked(bars, most=MOST, ends=ENDS)
    table = Table(f"{ID}-table", "Kommuner som använder varje tjänst", HEADINGS, tuple(rows))
    question, description = narrowed(QUESTION, ranking.note), _description(book.year, bars, ranking.note)
    return make_chart(draw_below(ranking), ID, question, description, table, numbers_in="t-services")


def _row(book: Book, service: str) -> Row:
    names = book.data["services"].set_index("service")["name"]
    figures = (book.facts.get(f"services.{service}.{part}") for part in ("users", "of", "share"))
    return Row((names[service], *figures))


def _bar(row: Row) -> Bar:
    name, users, of, share = row.cells
    return Bar(name, share.value, f"{users.display} av {of.display}", of=1)


def _description(year: int, bars: list[Bar], note: str) -> str:
    count = counted(len(bars), "en gemensam tjänst", "gemensamma tjänster")
    over = f"hur många kommuner som använde {count} {year}"
    start = (
        f"Liggande stapeldiagram över {over}{note and ', ' + note}. Störst andel, {_users(bars, bars[0])}."
    )
    return start if bars[0].value == bars[-1].value else f"{start} Minst andel, {_users(bars, bars[-1])}."


def _users(bars: list[Bar], bar: Bar) -> str:
    names = [other.name for other in bars if other.label == bar.label]
    return f"{bar.label} kommuner, använder {named(names, 'av tjänsterna')}"
