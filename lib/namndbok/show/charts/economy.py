"""A chart of the result by outcome line."""

from namndbok.books import Book
from namndbok.facts import line_name, outcome_rows
from namndbok.show.charts.bars import Bar, draw_sections, ranked
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.style import styled
from namndbok.show.charts.wording import counted, named, narrowed, signed
from namndbok.show.markup import AnchorLink
from namndbok.swedish import display

ID = "c-result"
QUESTION = "Vilka verksamheter gick med överskott och vilka med underskott?"
NUMBERS = AnchorLink("Resultat per verksamhet", "t-outcome")
LIMIT, ENDS = 12, 5


@styled
def chart_result(book: Book) -> Chart | NoChart:
    """Show which lines had a surplus and which a deficit: income − cost, in kronor."""
    results = [
        (line_name(book.facts, line), book.facts[f"economy.line.{line}.result"].value)
        for line in outcome_rows(book.facts)["line"]
    ]
    if not results:
        return NoChart(ID, QUESTION)
    bars = [Bar(name, result, signed(result)) for name, result in results]
    ranking = ranked(bars, limit=LIMIT, ends=ENDS)
    question, description = narrowed(QUESTION, ranking.note), _description(book, bars, ranking.note)
    return make_chart(draw_sections(ranking.sections, above=True), ID, question, description, NUMBERS)


def _description(book: Book, bars: list[Bar], note: str) -> str:
    lines = counted(len(bars), "en verksamhet", "verksamheter")
    parts = [f"Liggande stapeldiagram över resultatet {book.year} för {lines}{note and ', ' + note}."]
    above, below = [bar for bar in bars if bar.value > 0], [bar for bar in bars if bar.value < 0]
    for word, group in (("överskott", above), ("underskott", below)):
        parts.append(f"Störst {word} har {_largest(group)}." if group else f"Ingen verksamhet har {word}.")
    result = book.facts["economy.result"]
    return " ".join([*parts, f"Tillsammans blir det {result.display}."])


def _largest(bars: list[Bar]) -> str:
    size = max(abs(bar.value) for bar in bars)
    names = [bar.name for bar in bars if abs(bar.value) == size]
    return f"{named(names, 'verksamheter')} med {display(size, 'kr')}"
