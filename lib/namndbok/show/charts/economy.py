"""Charts of the economy: result by line, the way from budget to outcome, and a part of the year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from matplotlib.figure import Figure

from namndbok.books import Book, PeriodBook
from namndbok.facts import SIDES, Facts, budget_lines, budget_name, line_name, outcome_rows
from namndbok.show.charts.bars import BELOW, OVER, THICK, Bar, Section, draw_sections, outliers, ranked
from namndbok.show.charts.chart import Chart, NoChart, counted, make_chart, named, narrowed, signed
from namndbok.show.charts.layout import GAP, fitted, new_axes, write, write_lines
from namndbok.show.charts.style import ACCENT, MAIN, MUTED, WIDTH, styled, width, wrap
from namndbok.show.markup import AnchorLink
from namndbok.show.narrative import narrate
from namndbok.show.tables.economy import table_interim
from namndbok.swedish import Number, capital, display, listing, words

RESULT = "Vilka verksamheter gick med överskott och vilka med underskott?"
BUDGET = "Hur blev utfallet jämfört med budgeten?"
BRIDGE = "Vad skiljer årets intäkter från budgetens?"
INTERIM = "Hur mycket av årets intäkter och kostnader har kommit hittills?"
STAGES = {"interim": "hittills", "budget": "budget", "forecast": "prognos"}
LIMIT = 7
FEW = 3


@styled
def chart_result(book: Book) -> Chart | NoChart:
    """Show which lines had a surplus and which a deficit: income − cost, in kronor."""
    results = [
        (line_name(book.facts, line), book.facts[f"economy.line.{line}.result"].value)
        for line in outcome_rows(book.facts)["line"]
    ]
    if not results:
        return NoChart("c-result", RESULT)
    bars = [Bar(name, result, signed(result)) for name, result in results]
    sections, note = ranked(bars, limit=12, ends=5)
    question, description = narrowed(RESULT, note), _result_description(book, bars, note)
    figure, title = draw_sections(sections, above=True), narrate("charts/result", book, **_extremes(bars))
    numbers = AnchorLink("Resultat per verksamhet", "t-outcome")
    return make_chart(figure, "c-result", title.text, description, numbers, question=question)


def _extremes(bars: Sequence[Bar]) -> dict[str, Any]:
    """Name the lines with the largest surplus and the largest deficit, and all that have either."""
    found = {"total": len(bars)}
    for word, sign in (("over", 1), ("under", -1)):
        found[word] = [bar.name for bar in bars if sign * bar.value > 0]
        size = max(sign * bar.value for bar in bars)
        found[f"most_{word}"] = [bar.name for bar in bars if sign * bar.value == size > 0]
    return found


def _result_description(book: Book, bars: list[Bar], note: str) -> str:
    lines = counted(len(bars), "en verksamhet", "verksamheter")
    parts = [f"Liggande stapeldiagram över resultatet {book.year} för {lines}{note and ', ' + note}."]
    for word, sign in (("överskott", 1), ("underskott", -1)):
        size = max(sign * bar.value for bar in bars)
        names = [bar.name for bar in bars if sign * bar.value == size]
        largest = f"Störst {word} har {named(names, 'verksamheter')} med {display(size, 'kr')}."
        parts.append(largest if size > 0 else f"Ingen verksamhet har {word}.")
    return " ".join([*parts, f"Tillsammans blir det {book.facts['economy.result'].display}."])


@styled
def chart_interim(book: PeriodBook) -> Chart | NoChart:
    """Show income and cost of the period beside those of the year's budget and forecast."""
    bars = [
        Bar(f"{capital(word)}, {name}", fact.value, fact.display)
        for side, word in SIDES.items()
        for stage, name in STAGES.items()
        if (fact := book.facts.get(f"{stage}.{side}"))
    ]
    if not bars:
        return NoChart("c-interim", INTERIM)
    parts = [f"Liggande stapeldiagram över intäkter och kostnader {book.period.name} och hela året."]
    for side, word in SIDES.items():
        share, so_far = book.facts.get(f"interim.{side}_share"), book.facts[f"interim.{side}"]
        of = f", {share.display} av årets budget" if share else ""
        parts.append(f"{capital(word)} hittills är {so_far.display}{of}.")
    numbers = AnchorLink(table_interim(book).caption, "t-interim")
    return make_chart(draw_sections([Section(bars)]), "c-interim", INTERIM, " ".join(parts), numbers)


@styled
def chart_budget_outcome(book: Book) -> Chart | NoChart:
    """Show outcome − budget for income and cost of each line, on two scales if need be."""
    facts, lines = book.facts, {}
    for line in outcome_rows(facts)["line"]:
        ids = {word: f"economy.line.{line}.deviation_{side}" for side, word in SIDES.items()}
        if sides := {word: facts[id].value for word, id in ids.items() if id in facts}:
            lines[line_name(facts, line)] = sides
    if not lines:
        return NoChart("c-budget-outcome", BUDGET)
    sizes = {name: max(map(abs, sides.values())) for name, sides in lines.items()}
    furthest = sorted(sizes, key=lambda name: -sizes[name])
    note = f"de {words(LIMIT)} verksamheter där skillnaden är störst" if len(lines) > LIMIT else ""
    shown = {name: lines[name] for name in lines if name in furthest[:LIMIT]}
    description, largest = (
        _deviations_description(book, shown, note),
        furthest[:1] if any(sizes.values()) else [],
    )
    numbers, title = (
        AnchorLink("Utfall jämfört med budget", "t-deviation"),
        narrate("charts/budget", book, largest=largest),
    )
    figure, question = draw_sections(_deviation_sections(shown)), narrowed(BUDGET, note)
    return make_chart(figure, "c-budget-outcome", title.text, description, numbers, question=question)


def _deviation_sections(lines: Mapping[str, Mapping[str, Number]]) -> list[Section]:
    """Return a section for each line, last those that need a scale of their own."""
    sizes = {name: max(map(abs, sides.values())) for name, sides in lines.items()}
    far = outliers(sizes)
    scale = Fraction(max(sizes[name] for name in sizes if name not in far), max(far.values())) if far else 1
    sections = []
    for name in sorted(lines, key=lambda name: name in far):
        factor, heading = (scale, f"{name} (på en egen skala)") if name in far else (1, name)
        bars = [Bar(capital(word), value * factor, signed(value)) for word, value in lines[name].items()]
        sections.append(Section(bars, heading))
    return sections


def _deviations_description(book: Book, lines: Mapping[str, Mapping[str, Number]], note: str) -> str:
    count = note or counted(len(lines), "en verksamhet", "verksamheter")
    parts = [f"Liggande stapeldiagram över utfall − budget {book.year}, intäkter och kostnader, för {count}."]
    moves = [(name, word, value) for name, sides in lines.items() for word, value in sides.items()]
    name, word, value = max(moves, key=lambda move: abs(move[2]))
    if value:
        parts.append(f"Störst är skillnaden för {name}: {_moved(word, value, 'blev ')}.")
    totals = (_moved(word, book.facts[f"economy.deviation_{side}"].value) for side, word in SIDES.items())
    return " ".join([*parts, f"Sammanlagt blev {' och '.join(totals)}."])


def _moved(word: str, deviation: Number, verb: str = "") -> str:
    """Say which way and how far: `intäkterna (blev) 1 000 kr högre än budgeterat`."""
    size, way = display(abs(deviation), "kr"), "högre" if deviation > 0 else "lägre"
    return f"{word}na {verb}{f'{size} {way} än' if deviation else 'som'} budgeterat"


@dataclass(frozen=True)
class Step:
    """A part of the way from one total to another, from `start` to `end` kronor; a `total` stands on zero."""

    name: str
    start: Number
    end: Number
    label: str
    total: bool = False


@styled
def chart_bridge(book: Book) -> Chart | NoChart:
    """Show how budgeted income became the outcome's, line by line, as a bridge; kronor."""
    budget, outcome = (book.facts.get(id) for id in ("budget.income", "economy.income"))
    if not budget or not outcome:
        return NoChart("c-bridge", BRIDGE)
    moves = list(_moves(book.facts))
    furthest = [move for move in sorted(moves, key=lambda move: -abs(move[1]))[:LIMIT] if move[1]]
    steps, end = [Step("Budgeterade intäkter", 0, budget.value, budget.display, total=True)], budget.value
    for name, amount, label in (move for move in moves if move in furthest):
        steps.append(Step(name, end, end + amount, label))
        end += amount
    if len(furthest) < len(moves):
        label = signed(0) if end == outcome.value else ""
        steps.append(
            Step("Övriga verksamheter" if furthest else "Alla verksamheter", end, outcome.value, label)
        )
    steps.append(Step("Årets intäkter", 0, outcome.value, outcome.display, total=True))
    moved = [f"{name} {label}" for name, _, label in furthest]
    description = (
        f"Brodiagram från {budget.display} i budgeterade intäkter {book.year} till {outcome.display}. "
        f"{'Mellan dem ligger ' + listing(moved[:FEW]) if moved else 'Ingen verksamhet avviker'}."
    )
    title = narrate("charts/bridge", book, moved=[name for name, _, _ in furthest])
    numbers = AnchorLink("Utfall jämfört med budget", "t-deviation")
    return make_chart(_draw_bridge(steps), "c-bridge", title.text, description, numbers, question=BRIDGE)


def _moves(facts: Facts) -> Iterator[tuple[str, Number, str]]:
    """Yield name, amount and label of each line: its deviation, or all of it where only one side has it."""
    lines = list(outcome_rows(facts)["line"])
    for line in lines:
        deviation = facts.get(f"economy.line.{line}.deviation_income")
        name, amount = line_name(facts, line), deviation or facts[f"economy.line.{line}.income"]
        yield name if deviation else f"{name} (utanför budgeten)", amount.value, signed(amount.value)
    outcome_of = facts.data.lookup("budget_lines", "budget_line", "outcome_line")
    for line in budget_lines(facts):
        budgeted = facts.get(f"budget.line.{line}.income")
        if budgeted and outcome_of[line] not in lines:
            yield f"{budget_name(facts, line)} (utan utfall)", -budgeted.value, budgeted.display


def _draw_bridge(steps: Sequence[Step]) -> Figure:
    """Draw a bar below each name, from where the one before ended; what goes down has another colour."""
    ends = [0, *(step.end for step in steps), *(step.start for step in steps)]
    axes = new_axes(min(ends), max(ends), right=GAP + max(width(step.label) for step in steps))
    top, middles = 0.0, []
    for step in steps:
        top = write_lines(axes, top, wrap(step.name, WIDTH), weight="bold" if step.total else "normal")
        middles.append(top + OVER + THICK / 2)
        top += THICK + BELOW
    colours = [MUTED if step.total else MAIN if step.end >= step.start else ACCENT for step in steps]
    lengths, starts = [float(step.end - step.start) for step in steps], [float(step.start) for step in steps]
    axes.barh(middles, lengths, THICK, starts, color=colours)
    for step, middle in zip(steps[:-1], middles, strict=False):
        axes.vlines(float(step.end), middle - THICK / 2, middle + THICK / 2 + BELOW - OVER, color=MUTED, lw=1)
    for step, middle in zip(steps, middles, strict=True):
        write(axes, middle, step.label, x=max(step.start, step.end), shift=GAP)
    return fitted(axes, middles[-1] + THICK / 2 + OVER)
