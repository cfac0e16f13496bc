"""Charts of what a proposed budget changes for each municipality."""

from dataclasses import dataclass

from namndbok.budgeting import Proposal
from namndbok.charts.bars import Bar, draw_beside, ranked
from namndbok.charts.chart import Chart, NoChart, chart
from namndbok.charts.wording import counted, named, narrowed
from namndbok.facts import Fact
from namndbok.tables.table import Row, Table

MOST, EACH = 30, 10


@dataclass(frozen=True)
class Subject:
    """What one of the two charts is about: its facts, and the words of caption, description and table."""

    id: str
    question: str
    over: str
    caption: str
    part: str


KRONOR = Subject(
    "c-change",
    "Hur många kronor ändras varje kommuns avgifter i förslaget (ej beslutat)?",
    "ändringen i kronor av kommunernas avgifter i förslaget, som inte är beslutat",
    "Ändring i kronor per kommun: förslag – ej beslutat",
    "next_change",
)
PER_CENT = Subject(
    "c-change-share",
    "Hur många procent ändras varje kommuns avgifter i förslaget (ej beslutat)?",
    "ändringen i procent av kommunernas avgifter i förslaget, som inte är beslutat",
    "Ändring i procent per kommun: förslag – ej beslutat",
    "next_change_share",
)


def chart_change(proposal: Proposal) -> Chart | NoChart:
    """Show how each municipality's fees change in kronor, the largest increase first."""
    return _chart(proposal, KRONOR)


def chart_change_share(proposal: Proposal) -> Chart | NoChart:
    """Show how each municipality's fees change in per cent of this year's, the largest increase first."""
    return _chart(proposal, PER_CENT)


def _chart(proposal: Proposal, subject: Subject) -> Chart | NoChart:
    changes = sorted(_changes(proposal, subject), key=lambda change: -change[1].value)
    if not changes:
        return NoChart(subject.id, subject.question)
    ranking = ranked([Bar(name, one.value, _signed(one)) for name, one in changes], most=MOST, each=EACH)
    table = Table(f"{subject.id}-table", subject.caption, ("Kommun", "Ändring"), tuple(map(Row, changes)))
    alt = _alt(subject, changes, ranking.note)
    return chart(draw_beside(ranking), subject.id, narrowed(subject.question, ranking.note), alt, table)


def _changes(proposal: Proposal, subject: Subject) -> list[tuple[str, Fact]]:
    names = proposal.data["municipalities"].set_index("code")["name"]
    ids = ((name, f"proposal.pays.{code}.{subject.part}") for code, name in names.items())
    return [(name, proposal.facts[id]) for name, id in ids if id in proposal.facts]


def _alt(subject: Subject, changes: list[tuple[str, Fact]], note: str) -> str:
    count = counted(len(changes), "en kommun", "kommuner")
    said = [f"Liggande stapeldiagram över {subject.over}: {count}{note and ', ' + note}."]
    (_, highest), (_, lowest) = changes[0], changes[-1]
    if highest.value == lowest.value:
        return f"{said[0]} Lika för alla: {_signed(highest)}."
    if highest.value > 0:
        said.append(f"Mest höjs {_who(changes, highest)}.")
    if lowest.value < 0:
        said.append(f"Mest sänks {_who(changes, lowest)}.")
    return " ".join(said)


def _who(changes: list[tuple[str, Fact]], change: Fact) -> str:
    names = [name for name, one in changes if one.value == change.value]
    return f"{named(names, 'kommuner')} med {_signed(change)}"


def _signed(change: Fact) -> str:
    return ("+" if change.value > 0 else "") + change.display
