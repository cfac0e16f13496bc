"""A chart of how many municipalities use each joint service."""

from collections.abc import Iterator

from namndbok.books import Book
from namndbok.facts import status_rows
from namndbok.show.charts.bars import Bar, draw_sections, ranked
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.style import styled
from namndbok.show.charts.wording import counted, named, narrowed
from namndbok.show.markup import AnchorLink

ID = "c-adoption"
QUESTION = "Hur många kommuner använder de gemensamma tjänsterna?"
NUMBERS = AnchorLink("Kommuner som använder varje tjänst", "t-services")
LIMIT, ENDS = 12, 5


@styled
def chart_adoption(book: Book) -> Chart | NoChart:
    """Show each service's users as a part of all who could use it, the most used first."""
    bars = list(_bars(book))
    if not bars:
        return NoChart(ID, QUESTION)
    ranking = ranked(bars, limit=LIMIT, ends=ENDS)
    question, description = narrowed(QUESTION, ranking.note), _description(book.year, bars, ranking.note)
    return make_chart(draw_sections(ranking.sections, above=True), ID, question, description, NUMBERS)


def _bars(book: Book) -> Iterator[Bar]:
    """Yield a bar for each service whose users are known."""
    names = book.data["services"].set_index("service")["name"]
    for service in status_rows(book.facts)["service"]:
        parts = [book.facts.get(f"services.{service}.{part}") for part in ("users", "of", "share")]
        if all(parts):
            users, of, share = parts
            yield Bar(names[service], share.value, f"{users.display} av {of.display}", whole=1)


def _description(year: int, bars: list[Bar], note: str) -> str:
    count = counted(len(bars), "en gemensam tjänst", "gemensamma tjänster")
    over = f"hur många kommuner som använde {count} {year}"
    highest, lowest = (choose(bars, key=lambda bar: bar.value) for choose in (max, min))
    start = (
        f"Liggande stapeldiagram över {over}{note and ', ' + note}. Störst andel, {_users(bars, highest)}."
    )
    return start if highest.value == lowest.value else f"{start} Minst andel, {_users(bars, lowest)}."


def _users(bars: list[Bar], bar: Bar) -> str:
    names = [other.name for other in bars if other.label == bar.label]
    return f"{bar.label} kommuner, använder {named(names, 'av tjänsterna')}"
