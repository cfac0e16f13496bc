"""A chart of a part of the year: what has come in and been spent, beside the year's budget and forecast."""

from namndbok.books import PeriodBook
from namndbok.facts import SIDES
from namndbok.show.charts.bars import Bar, Section, draw_sections
from namndbok.show.charts.chart import Chart, NoChart, make_chart
from namndbok.show.charts.style import styled
from namndbok.show.markup import AnchorLink
from namndbok.show.tables.interim import table_interim
from namndbok.swedish import capital

ID = "c-interim"
QUESTION = "Hur mycket av årets intäkter och kostnader har kommit hittills?"
NAMES = {"interim": "hittills", "budget": "budget", "forecast": "prognos"}


@styled
def chart_interim(book: PeriodBook) -> Chart | NoChart:
    """Show income and cost of the period beside those of the year's budget and forecast."""
    bars = [
        Bar(f"{capital(word)}, {name}", fact.value, fact.display)
        for side, word in SIDES.items()
        for stage, name in NAMES.items()
        if (fact := book.facts.get(f"{stage}.{side}"))
    ]
    if not bars:
        return NoChart(ID, QUESTION)
    numbers = AnchorLink(table_interim(book).caption, "t-interim")
    return make_chart(draw_sections([Section(bars)]), ID, QUESTION, _description(book), numbers)


def _description(book: PeriodBook) -> str:
    parts = [f"Liggande stapeldiagram över intäkter och kostnader {book.period.name} och hela året."]
    for side, word in SIDES.items():
        share, so_far = book.facts.get(f"interim.{side}_share"), book.facts[f"interim.{side}"]
        of = f", {share.display} av årets budget" if share else ""
        parts.append(f"{capital(word)} hittills är {so_far.display}{of}.")
    return " ".join(parts)
