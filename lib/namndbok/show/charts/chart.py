"""A chart that cannot exist without a title and a description in words, with the numbers behind it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib.figure import Figure

from namndbok.books import Book
from namndbok.errors import NamndbokError
from namndbok.show.charts.drawing import Bar, Section, draw_sections, ranked, styled
from namndbok.show.charts.svg import accessible_svg, parted
from namndbok.show.markup import AnchorLink, Shown
from namndbok.show.narrative import NOTHING, Prose, narrate
from namndbok.show.tables.table import Table
from namndbok.swedish import Number, display, listing, words

# What is drawn, of which fact of each municipality, and where its numbers are; `texts/charts` has the words.
CHARTS = json.loads(Path(__file__).with_name("charts.json").read_text(encoding="utf-8"))
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


@styled
def chart_bars(
    name: str, book: Book, sections: Sequence[Section], *, reach: Number = 0, **options: object
) -> Chart | Prose:
    """Draw bars as `draw_sections` does, and make a chart of them, if there are any, as `make_chart` does."""
    if not any(section.bars for section in sections):
        return NOTHING
    above = CHARTS.get(name, {}).get("above", False)
    return make_chart(name, book, draw_sections(sections, above=above, reach=reach), **options)


def chart_ranked(name: str, book: Book, bars: Iterable[Bar], *, always: str = "") -> Chart | Prose:
    """Show bars from the highest to the lowest, of many those at the ends.

    Its text may speak of `bars` in that order, and of `alike(bar)`: the names of those that are as high.
    """
    ordered = sorted(bars, key=lambda bar: -bar.value)
    limits = {limit: CHARTS[name][limit] for limit in ("limit", "ends") if limit in CHARTS[name]}
    sections, note = ranked(ordered, always=always, **limits)

    def alike(bar: Bar) -> list[str]:
        return [other.name for other in ordered if other.value == bar.value]

    return chart_bars(name, book, sections, note=note, bars=ordered, alike=alike)


def make_chart(
    name: str,
    book: Book,
    figure: Figure,
    numbers: Table | None = None,
    *,
    note: str = "",
    id: str = "",
    **context: object,
) -> Chart:
    """Make a chart of a figure in the charts' own style, with the words of `texts/charts/<name>.md`.

    The first paragraph is the question, the last what the picture shows, and one between them, if there is
    one, what was found, which becomes the title. `note` says what is shown of many; `context` is what only
    this text may speak of. Without `numbers` those are in the table that `charts.json` names.
    """
    shown = numbers or AnchorLink(*CHARTS[name]["numbers"])
    context |= {"counted": counted, "display": display, "named": named, "words": words, "note": note}
    question, *finding, description = narrate(f"charts/{name}", book, **context).text.split("\n\n")
    id, question = id or f"c-{name.replace('_', '-')}", narrowed(question, note)
    title, asked = (finding[0], question) if finding else (question, "")
    return Chart(id, title, description, accessible_svg(figure, id, title, description), shown, asked)


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
