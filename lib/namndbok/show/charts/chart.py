"""A chart that cannot exist without a title and a description in words, with the numbers behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from namndbok.books import Book
from namndbok.errors import NamndbokError
from namndbok.show.charts.svg import accessible_svg, parted
from namndbok.show.markup import AnchorLink, Shown
from namndbok.show.narrative import narrate
from namndbok.show.tables.table import Table
from namndbok.swedish import Number, display, listing, words

SHORTEST_TITLE, SHORTEST_DESCRIPTION = 10, 40
FEW = 3


@dataclass(frozen=True, repr=False)
class Chart(Shown):
    """A picture with its title, a description in words and its numbers.

    The title says what was found, and the `question` below it what was asked; or the question is the title.
    Its numbers are a table of its own, or a link to a table on the same page.
    """

    id: str
    title: str
    description: str
    svg: str
    numbers: Table | AnchorLink
    question: str = ""

    def __post_init__(self) -> None:
        require_words(self.id, self.title, self.description)

    @property
    def targets(self) -> frozenset[str]:
        """Name the facts and data rows that the chart leads to."""
        return self.numbers.targets if isinstance(self.numbers, Table) else frozenset()

    @property
    def words(self) -> str:
        """Return what the picture shows, in words for everybody."""
        return parted(self.description)[1]

    def __str__(self) -> str:
        return f"{self.title}\n{self.description}"


def require_words(id: str, title: str, description: str) -> None:
    """Raise `NamndbokError` unless a title and a description say something."""
    if len(title.strip()) < SHORTEST_TITLE:
        raise NamndbokError(
            f"Diagrammet {id} saknar en rubrik (title): skriv frågan som det svarar på, till exempel "
            "”Hur mycket betalar varje kommun?”"
        )
    if len(description.strip()) < SHORTEST_DESCRIPTION or description.strip() == title.strip():
        raise NamndbokError(
            f"Diagrammet {id} saknar en beskrivning i ord (description): skriv för den som inte ser bilden "
            f"vad den visar, med minst {SHORTEST_DESCRIPTION} tecken, till exempel ”Stapeldiagram över "
            "avgifterna 2024; högst är Alby med 5 000 kr”."
        )


def make_chart(
    name: str,
    book: Book,
    figure: Figure,
    numbers: Table | AnchorLink,
    *,
    note: str = "",
    id: str = "",
    **context: object,
) -> Chart:
    """Make a chart of a figure in the charts' own style, with the words of `texts/charts/<name>.md`.

    The first paragraph is the question, the last what the picture shows, and one between them, if there is
    one, what was found, which becomes the title. `note` says what is shown of many; `context` is what only
    this text may speak of.
    """
    context |= {"counted": counted, "named": named, "words": words, "note": note}
    question, *finding, description = narrate(f"charts/{name}", book, **context).text.split("\n\n")
    id, question = id or f"c-{name.replace('_', '-')}", narrowed(question, note)
    title, asked = (finding[0], question) if finding else (question, "")
    return Chart(id, title, description, accessible_svg(figure, id, title, description), numbers, asked)


def counted(count: int, singular: str, plural: str) -> str:
    """Write a count with its noun: one of it in full (`en verksamhet`), the plural alone (`verksamheter`)."""
    return singular if count == 1 else f"{words(count) if count else 'inga'} {plural}"


def named(names: Sequence[str], plural: str) -> str:
    """Name up to three, else say how many: `Alby och Berga`, `fyra kommuner`."""
    return listing(list(names)) if len(names) <= FEW else f"{words(len(names))} {plural}"


def narrowed(question: str, note: str) -> str:
    """Add to a question what the chart is limited to, if it is."""
    return f"{question.removesuffix('?')} ({note})?" if note else question


def signed(value: Number) -> str:
    """Write an amount in kronor with its sign, plus included; zero has none."""
    return ("+" if value > 0 else "") + display(value, "kr")
