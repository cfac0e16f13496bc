"""Charts of what each municipality pays through the board's budget, in all and per inhabitant."""

from dataclasses import dataclass

from namndbok.book import Book
from namndbok.charts.bars import Bar, draw_beside, ranked
from namndbok.charts.chart import Chart, NoChart, chart
from namndbok.charts.wording import counted, named, narrowed
from namndbok.facts import Fact
from namndbok.swedish import capital
from namndbok.tables.table import Row, Table

MOST, EACH = 30, 10


@dataclass(frozen=True)
class Subject:
    """What one of the two charts is about: its facts, and the words of caption, description and table."""

    id: str
    question: str
    over: str
    heading: str
    facts: str


TOTAL = Subject(
    "c-fees",
    "Hur mycket betalar varje kommun genom nämndens budget?",
    "kommunernas avgifter i nämndens budget",
    "Avgift",
    "fees.budgeted",
)
SHARE = Subject(
    "c-fees-per-inhabitant",
    "Hur mycket betalar varje kommun per invånare?",
    "kommunernas avgifter per invånare i nämndens budget",
    "Avgift per invånare",
    "fees.budgeted.per_inhabitant",
)


def chart_fees(book: Book) -> Chart | NoChart:
    """Show each municipality's fees in the board's budget, in kronor, the highest first."""
    return _chart(book, TOTAL)


def chart_fees_per_inhabitant(book: Book) -> Chart | NoChart:
    """Show each municipality's fees in the board's budget divided by its inhabitants, the highest first."""
    return _chart(book, SHARE)


def _chart(book: Book, subject: Subject) -> Chart | NoChart:
    fees = sorted(_fees(book, subject), key=lambda fee: -fee[1].value)
    if not fees:
        return NoChart(subject.id, subject.question)
    ranking = ranked([Bar(name, fact.value, fact.display) for name, fact in fees], most=MOST, each=EACH)
    headings = ("Kommun", subject.heading)
    table = Table(f"{subject.id}-table", capital(subject.over), headings, tuple(map(Row, fees)))
    alt = _alt(f"{subject.over} {book.year}", fees, ranking.note)
    return chart(draw_beside(ranking), subject.id, narrowed(subject.question, ranking.note), alt, table)


def _fees(book: Book, subject: Subject) -> list[tuple[str, Fact]]:
    names = book.data["municipalities"].set_index("code")["name"]
    found = [(name, book.facts.get(f"{subject.facts}.{code}")) for code, name in names.items()]
    return [(name, fact) for name, fact in found if fact]


def _alt(over: str, fees: list[tuple[str, Fact]], note: str) -> str:
    count = counted(len(fees), "en kommun", "kommuner")
    start = f"Liggande stapeldiagram över {over}: {count}{note and ', ' + note}."
    (_, highest), (_, lowest) = fees[0], fees[-1]
    if highest.value == lowest.value:
        return f"{start} Lika för alla: {highest.display}."
    return f"{start} Högst är {_who(fees, highest)}, lägst {_who(fees, lowest)}."


def _who(fees: list[tuple[str, Fact]], fee: Fact) -> str:
    return f"{named([name for name, fact in fees if fact.value == fee.value], 'kommuner')} med {fee.display}"
