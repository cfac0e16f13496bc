"""The year's key figures: each is a fact with its words, and bars that compare it with what matters to it.

The bars are drawn for the eye only: the words above each say the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from namndbok.books import Book
from namndbok.facts import Fact, Facts, status_rows
from namndbok.show.charts.bars import THICK
from namndbok.show.charts.layout import ACCENT, MAIN, MUTED, PAPER
from namndbok.show.charts.svg import NAMESPACE
from namndbok.show.markup import Content, Sentence, as_html, as_text, escaped, targets
from namndbok.swedish import Number

FEW = 2
GOALS = {
    "goals.indicators": ("Indikatorer som nåddes", "Indikatorer"),
    "goals.annual": ("Årets mål som nåddes", "Årets mål"),
}
SHARE = re.compile(r"attendance\.[^.]+\.share")


@dataclass(frozen=True)
class GaugeBar:
    """Words with a bar: `share` of its width, from 0 to 1; a `part` is framed, a `goal` marked on it."""

    words: tuple[Content, ...]
    share: Number
    part: bool = True
    goal: Number | None = None


@dataclass(frozen=True)
class KeyFigure:
    """A figure that sums up one side of the year, and the bars below it."""

    label: str
    figure: Content
    bars: Sequence[GaugeBar]

    @property
    def contents(self) -> tuple[Content, ...]:
        """List all that is said, the figure first."""
        return (self.figure, *(Sentence(bar.words) for bar in self.bars if bar.words))


@dataclass(frozen=True, repr=False)
class KeyFigures:
    """The figures that a reader wants first; nothing is shown where there are none."""

    figures: tuple[KeyFigure, ...]

    @property
    def targets(self) -> frozenset[str]:
        """Name the facts and data rows that the figures lead to."""
        return targets(tuple(content for item in self.figures for content in item.contents))

    def _repr_html_(self) -> str:
        items = "\n".join(map(_item_html, self.figures))
        return f'<ul class="key">\n{items}\n</ul>' if items else ""

    def __str__(self) -> str:
        return "\n".join(f"{item.label}: {' · '.join(map(as_text, item.contents))}" for item in self.figures)

    __repr__ = __str__


def list_key_figures(book: Book) -> KeyFigures:
    """List result, turnover, goals, attendance and use of services, those that the year's data has."""
    parts = (_result, _turnover, _goals, _attendance)
    figures = (figure for part in parts for figure in part(book.facts))
    return KeyFigures((*figures, *_adoption(book)))


def _result(facts: Facts) -> Iterator[KeyFigure]:
    if result := facts.get("economy.result"):
        sides = {"Intäkter": facts["economy.income"], "Kostnader": facts["economy.cost"]}
        yield KeyFigure("Årets resultat", result, _amount_bars(sides))


def _turnover(facts: Facts) -> Iterator[KeyFigure]:
    """Yield how far income came from its budget; a year without an outcome has its budget alone."""
    sides = {"Utfall": facts.get("economy.income"), "Budget": facts.get("budget.income")}
    if deviation := facts.get("economy.deviation_income"):
        yield KeyFigure("Intäkter mot budget", deviation, _amount_bars(sides))
    elif sides["Budget"] and not sides["Utfall"]:
        costs = {"Intäkter": sides["Budget"], "Kostnader": facts["budget.cost"]}
        yield KeyFigure("Budgeterade intäkter", sides["Budget"], _amount_bars(costs))


def _amount_bars(sides: dict[str, Fact]) -> list[GaugeBar]:
    """Compare amounts with the largest of them; a negative amount has no bar."""
    largest = max(1, *(fact.value for fact in sides.values()))
    return [GaugeBar((f"{name} ", fact), fact.value / largest, part=False) for name, fact in sides.items()]


def _goals(facts: Facts) -> Iterator[KeyFigure]:
    """Yield how many indicators were met, and how many goals; nothing of those that nobody has judged."""
    judged = [prefix for prefix in GOALS if facts[f"{prefix}.judged"].value]
    for number, prefix in enumerate(judged[:1]):
        bars = [_goals_bar(facts, other, first=not number) for number, other in enumerate(judged)]
        yield KeyFigure(GOALS[prefix][0], Sentence(_met_of_all(facts, prefix)), bars)


def _goals_bar(facts: Facts, prefix: str, *, first: bool) -> GaugeBar:
    total, judged, met = (facts[f"{prefix}.{part}"] for part in ("total", "judged", "met"))
    some = (judged, " har bedömts") if judged.value < total.value else ()
    if not first:
        some = (f"{GOALS[prefix][1]} ", *_met_of_all(facts, prefix), *((", ", *some) if some else ()))
    return GaugeBar(some, met.value / total.value)


def _met_of_all(facts: Facts, prefix: str) -> tuple[Content, ...]:
    return facts[f"{prefix}.met"], " av ", facts[f"{prefix}.total"]


def _attendance(facts: Facts) -> Iterator[KeyFigure]:
    """Yield the attendance in the first body that has met, with that of the next one beside it."""
    shares = [fact for fact in facts.under("attendance") if SHARE.fullmatch(fact.id)][:FEW]
    if shares:
        bars = [_attendance_bar(facts, share, first=share is shares[0]) for share in shares]
        yield KeyFigure(shares[0].label, shares[0], bars)


def _attendance_bar(facts: Facts, share: Fact, *, first: bool) -> GaugeBar:
    goal = facts.get(share.id.removesuffix("share") + "threshold")
    words = () if first else (f"{share.label} ", share)
    if goal:
        words = (*words, ", mål " if words else "Mål ", goal)
    return GaugeBar(words, share.value, goal=goal.value if goal else None)


def _adoption(book: Book) -> Iterator[KeyFigure]:
    """Yield how many services all municipalities use, and those that the fewest use."""
    if counted := book.facts.get("services.counted"):
        complete = book.facts["services.complete"]
        names = book.data.lookup("services", "service", "name")
        stems = {f"services.{service}": names[service] for service in status_rows(book.facts)["service"]}
        parts = [(stem, share.value) for stem in stems if (share := book.facts.get(f"{stem}.share"))]
        partly = sorted((part for part in parts if part[1] < 1), key=lambda part: part[1])
        bars = [
            GaugeBar(
                (f"{stems[stem]} ", book.facts[f"{stem}.users"], " av ", book.facts[f"{stem}.of"]), share
            )
            for stem, share in partly[:FEW]
        ]
        whole = GaugeBar((), complete.value / counted.value)
        figure = Sentence((complete, " av ", counted))
        yield KeyFigure("Tjänster som alla kommuner använder", figure, bars or [whole])


def _item_html(item: KeyFigure) -> str:
    bars = "".join(map(_bar_html, item.bars))
    label, figure = escaped(item.label), as_html(item.figure)
    return f'<li>\n<p class="label">{label}</p>\n<p class="figure">{figure}</p>\n{bars}</li>'


def _bar_html(bar: GaugeBar) -> str:
    words = f"<p>{''.join(map(as_html, bar.words))}</p>\n" if bar.words else ""
    frame = f'<rect fill="{PAPER}" height="{THICK}" stroke="{MUTED}" width="100%"></rect>' if bar.part else ""
    marked = bar.goal is not None and 0 <= bar.goal <= 1
    goal = (
        f'<rect fill="{ACCENT}" height="{THICK}" width="3" x="{_percent(bar.goal)}"></rect>' if marked else ""
    )
    filled = f'<rect fill="{MAIN}" height="{THICK}" width="{_percent(bar.share)}"></rect>'
    return (
        f'{words}<svg aria-hidden="true" height="{THICK}" width="100%" xmlns="{NAMESPACE}">'
        f"{frame}{filled}{goal}</svg>\n"
    )


def _percent(share: Number) -> str:
    return f"{100 * min(1, max(0, float(share))):.1f}%"
