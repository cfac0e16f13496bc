"""The year's key figures: each is a fact with its words, and bars that compare it with what matters to it.

The bars are drawn for the eye only, in the charts' colours: the words above each say the same. First pages
show them, so nothing here imports matplotlib, which takes long.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from namndbok.books import Book
from namndbok.facts import Facts, status_rows
from namndbok.show.markup import Content, Sentence, Shown, as_text, targets
from namndbok.swedish import Number

FEW = 2
GOALS = {
    "goals.indicators": ("Indikatorer som nåddes", "Indikatorer"),
    "goals.annual": ("Årets mål som nåddes", "Årets mål"),
}
# A label, the figure, and the amounts that are compared; the last for a year without an outcome.
AMOUNTS = (
    ("Årets resultat", "economy.result", {"Intäkter": "economy.income", "Kostnader": "economy.cost"}),
    (
        "Intäkter mot budget",
        "economy.deviation_income",
        {"Utfall": "economy.income", "Budget": "budget.income"},
    ),
    ("Budgeterade intäkter", "budget.income", {"Intäkter": "budget.income", "Kostnader": "budget.cost"}),
)
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
    bars: Sequence[GaugeBar] = ()

    @property
    def contents(self) -> tuple[Content, ...]:
        """List all that is said, the figure first."""
        return (self.figure, *(Sentence(bar.words) for bar in self.bars if bar.words))


@dataclass(frozen=True, repr=False)
class KeyFigures(Shown):
    """The figures that a reader wants first; nothing is shown where there are none."""

    figures: tuple[KeyFigure, ...]

    @property
    def targets(self) -> frozenset[str]:
        """Name the facts and data rows that the figures lead to."""
        return targets(tuple(content for item in self.figures for content in item.contents))

    def __str__(self) -> str:
        return "\n".join(f"{item.label}: {' · '.join(map(as_text, item.contents))}" for item in self.figures)


def list_key_figures(book: Book) -> KeyFigures:
    """List result, turnover, goals, attendance, use of services and what the board adds, if known."""
    facts = book.facts
    ids = book.data.package.described["board"].get("key_figures", "").split()
    others = (KeyFigure(facts[id].label, facts[id]) for id in ids if id in facts)
    return KeyFigures((*_amounts(facts), *_goals(facts), *_attendance(facts), *_adoption(book), *others))


def _amounts(facts: Facts) -> Iterator[KeyFigure]:
    """Yield amounts, each with bars that compare some with the largest of them; a negative one has no bar."""
    for label, id, sides in AMOUNTS:
        if id in facts and (id != "budget.income" or "economy.income" not in facts):
            amounts = {name: facts[side] for name, side in sides.items()}
            largest = max(1, *(fact.value for fact in amounts.values()))
            bars = ((f"{name} ", fact) for name, fact in amounts.items())
            yield KeyFigure(
                label, facts[id], [GaugeBar(bar, bar[1].value / largest, part=False) for bar in bars]
            )


def _goals(facts: Facts) -> Iterator[KeyFigure]:
    """Yield how many indicators were met, with how many goals; nothing of those that nobody has judged."""
    bars, figures = [], []
    for prefix, (label, name) in GOALS.items():
        total, judged, met = (facts[f"{prefix}.{part}"] for part in ("total", "judged", "met"))
        if judged.value:
            some = (judged, " har bedömts") if judged.value < total.value else ()
            words = (f"{name} ", met, " av ", total, *((", ", *some) if some else ())) if figures else some
            bars.append(GaugeBar(words, met.value / total.value))
            figures.append((label, Sentence((met, " av ", total))))
    if figures:
        yield KeyFigure(*figures[0], bars)


def _attendance(facts: Facts) -> Iterator[KeyFigure]:
    """Yield the attendance in the first body that has met, with that of the next one beside it."""
    shares, bars = [fact for fact in facts.under("attendance") if SHARE.fullmatch(fact.id)][:FEW], []
    for share in shares:
        goal = facts.get(share.id.removesuffix("share") + "threshold")
        words = (f"{share.label} ", share) if bars else ()
        if goal:
            words = (*words, ", mål " if words else "Mål ", goal)
        bars.append(GaugeBar(words, share.value, goal=goal.value if goal else None))
    if shares:
        yield KeyFigure(shares[0].label, shares[0], bars)


def _adoption(book: Book) -> Iterator[KeyFigure]:
    """Yield how many services all municipalities use, and those that the fewest use."""
    facts, names, bars = book.facts, book.data.lookup("services", "service", "name"), []
    for service in status_rows(facts)["service"]:
        users, of, share = (facts.get(f"services.{service}.{part}") for part in ("users", "of", "share"))
        if share and share.value < 1:
            bars.append(GaugeBar((f"{names[service]} ", users, " av ", of), share.value))
    if counted := facts.get("services.counted"):
        complete = facts["services.complete"]
        fewest = sorted(bars, key=lambda bar: bar.share)[:FEW]
        figure = Sentence((complete, " av ", counted))
        whole = GaugeBar((), complete.value / counted.value)
        yield KeyFigure("Tjänster som alla kommuner använder", figure, fewest or [whole])
