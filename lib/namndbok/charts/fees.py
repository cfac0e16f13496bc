"""Charts of what each municipality pays through the board's budget, in all and per inhabitant."""

from dataclasses import dataclass

from namndbok.book import Book
from namndbok.charts.bars import Bar, Ranking, draw_beside, ranked
from namndbok.charts.chart import Chart, NoChart, chart
from namndbok.charts.wording import counted, named
from namndbok.facts import Fact
from namndbok.tables.table import Row, Table

MOST, EACH = 30, 10


@dataclass(frozen=True)
class Subject:
    """What one of the two charts is about, in the words of its caption, description and table."""

    id: str
    question: str
    over: str
    heading: str


TOTAL = Subject("c-fees", "Hur mycket betalar varje kommun genom nämndens budget?", "avgifterna i nämndens budget", "Avgift")
SHARE = Subject(
    "c-fees-per-inhabitant", "Hur mycket betalar varje kommun per invånare?", "avgifterna i nämndens budget per invånare",
    "Avgift per invånare",
)  # fmt: skip


def chart_fees(book: Book) -> Chart | NoChart:
    """Show each municipality's fees in the board's budget, in kronor, the highest first."""
    return _chart(book, TOTAL, "fees.budgeted")


def chart_fees_per_inhabitant(book: Book) -> Chart | NoChart:
    """Show each municipality's fees in the board's budget divided by its inhabitants, the highest first."""
    return _chart(book, SHARE, "fees.budgeted.per_inhabitant")


def _chart(book: Book, subject: Subject, at: str) -> Chart | NoChart:
    names = book.data["municipalities"].set_index("code")["name"]
    fees = {name: book.facts[f"{at}.{code}"] for code, name in names.items() if f"{at}.{code}" in book.facts}
    if not fees:
        return NoChart(subject.id, subject.question)
    ranking = ranked([Bar(name, fact.value, fact.display) for name, fact in fees.items()], most=MOST, each=EACH)
    ordered = sorted(fees.items(), key=lambda fee: -fee[1].value)
    rows = tuple(Row(fee) for fee in ordered)
    table = Table(f"{subject.id}-table", f"Kommunernas {subject.over}", ("Kommun", subject.heading), rows)
    return chart(draw_beside(ranking), subject.id, ranking.caption(subject.question), _alt(book.year, subject, fees, ranking), table)


def _alt(year: int, subject: Subject, fees: dict[str, Fact], ranking: Ranking) -> str:
    count = counted(len(fees), "en kommun", "kommuner")
    note = ranking.note or "den högsta först"
    start = f"Liggande stapeldiagram över {subject.over} {year} för {count}, {note}."
    highest, lowest = (choose(fees.values(), key=lambda fact: fact.value) for choose in (max, min))
    if highest.value == lowest.value:
        return f"{start} Alla betalar lika mycket: {highest.display}."
    return f"{start} Högst är {_who(fees, highest)}, lägst {_who(fees, lowest)}."


def _who(fees: dict[str, Fact], fee: Fact) -> str:
    names = [name for name, fact in fees.items() if fact.value == fee.value]
    return f"{named(names, 'kommuner')} med {fee.display}"
