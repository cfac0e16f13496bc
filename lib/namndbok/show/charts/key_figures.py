"""The year's key figures: each is a fact with its words, and bars that compare it with what matters to it.

The bars are drawn for the eye only, in the charts' colours: the words above each say the same. First pages
show them, so nothing here imports matplotlib, which takes long.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from namndbok.books import Book
from namndbok.facts import Fact, Facts, status_rows
from namndbok.show.markup import Content, Sentence, Shown, as_text, targets
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
    figures = (_result(facts), _turnover(facts), _goals(facts), _attendance(facts), _adoption(book))
    ids = book.data.package.described["board"].get("key_figures", "").split()
    own = (KeyFigure(facts[id].label, facts[id], ()) for id in ids if id in facts)
    return KeyFigures((*filter(None, figures), *own))


def _result(facts: Facts) -> KeyFigure | None:
    if result := facts.get("economy.result"):
        sides = {"Intäkter": facts["economy.income"], "Kostnader": facts["economy.cost"]}
        return KeyFigure("Årets resultat", result, _amount_bars(sides))
    return None


def _turnover(facts: Facts) -> KeyFigure | None:
    """Return how far income came from its budget; a year without an outcome has its budget alone."""
    sides = {"Utfall": facts.get("economy.income"), "Budget": facts.get("budget.income")}
    if deviation := facts.get("economy.deviation_income"):
        return KeyFigure("Intäkter mot budget", deviation, _amount_bars(sides))
    if sides["Budget"] and not sides["Utfall"]:
        costs = {"Intäkter": sides["Budget"], "Kostnader": facts["budget.cost"]}
        return KeyFigure("Budgeterade intäkter", sides["Budget"], _amount_bars(costs))
    return None


def _amount_bars(sides: Mapping[str, Fact]) -> list[GaugeBar]:
    """Compare amounts with the largest of them; a negative amount has no bar."""
    largest = max(1, *(fact.value for fact in sides.values()))
    return [GaugeBar((f"{name} ", fact), fact.value / largest, part=False) for name, fact in sides.items()]


def _goals(facts: Facts) -> KeyFigure | None:
    """Return how many indicators were met, and how many goals; nothing of those that nobody has judged."""
    bars, figures = [], []
    for prefix, (label, name) in GOALS.items():
        total, judged, met = (facts[f"{prefix}.{part}"] for part in ("total", "judged", "met"))
        if judged.value:
            some = (judged, " har bedömts") if judged.value < total.value else ()
            words = (f"{name} ", met, " av ", total, *((", ", *some) if some else ())) if figures else some
            bars.append(GaugeBar(words, met.value / total.value))
            figures.append((label, Sentence((met, " av ", total))))
    return KeyFigure(*figures[0], bars) if figures else None


def _attendance(facts: Facts) -> KeyFigure | None:
    """Return the attendance in the first body that has met, with that of the next one beside it."""
    shares, bars = [fact for fact in facts.under("attendance") if SHARE.fullmatch(fact.id)][:FEW], []
    for share in shares:
        goal, words = (
            facts.get(share.id.removesuffix("share") + "threshold"),
            (f"{share.label} ", share) if bars else (),
        )
        if goal:
            words = (*words, ", mål " if words else "Mål ", goal)
        bars.append(GaugeBar(words, share.value, goal=goal.value if goal else None))
    return KeyFigure(shares[0].label, shares[0], bars) if shares else None


def _adoption(book: Book) -> KeyFigure | None:
    """Return how many services all municipalities use, and those that the fewest use."""
    facts, names = book.facts, book.data.lookup("services", "service", "name")
    if "services.counted" not in facts:
        return None
    complete, counted, bars = facts["services.complete"], facts["services.counted"], []
    for service in status_rows(facts)["service"]:
        users, of, share = (facts.get(f"services.{service}.{part}") for part in ("users", "of", "share"))
        if share and share.value < 1:
            bars.append(GaugeBar((f"{names[service]} ", users, " av ", of), share.value))
    bars = sorted(bars, key=lambda bar: bar.share)[:FEW]
    figure, whole = Sentence((complete, " av ", counted)), GaugeBar((), complete.value / counted.value)
    return KeyFigure("Tjänster som alla kommuner använder", figure, bars or [whole])
