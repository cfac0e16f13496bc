"""Charts of the economy: result by line, the way from budget to outcome, and a part of the year."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from namndbok.books import Book, PeriodBook
from namndbok.facts import SIDES, Facts, budget_lines, budget_name, line_name, outcome_rows
from namndbok.show.charts.chart import Chart, chart_bars, chart_ranked, signed
from namndbok.show.charts.drawing import Bar, Section
from namndbok.show.narrative import NOTHING, Prose
from namndbok.swedish import Number, capital, display, words

STAGES = {"interim": "hittills", "budget": "budget", "forecast": "prognos"}
LIMIT, FAR = 7, 8


def chart_result(book: Book) -> Chart | Prose:
    """Show which lines had a surplus and which a deficit: income − cost, in kronor."""
    lines = outcome_rows(book.facts)["line"]
    results = {line_name(book.facts, line): book.facts[f"economy.line.{line}.result"].value for line in lines}
    return chart_ranked("result", book, (Bar(name, value, signed(value)) for name, value in results.items()))


def chart_interim(book: PeriodBook) -> Chart | Prose:
    """Show income and cost of the period beside those of the year's budget and forecast."""
    bars = [
        Bar(f"{capital(word)}, {name}", fact.value, fact.display)
        for side, word in SIDES.items()
        for stage, name in STAGES.items()
        if (fact := book.facts.get(f"{stage}.{side}"))
    ]
    return chart_bars("interim", book, [Section(bars)])


def chart_budget_outcome(book: Book) -> Chart | Prose:
    """Show outcome − budget for income and cost of each line, on two scales if need be."""
    facts, lines = book.facts, {}
    for line in outcome_rows(facts)["line"]:
        ids = {word: f"economy.line.{line}.deviation_{side}" for side, word in SIDES.items()}
        if sides := {word: facts[id].value for word, id in ids.items() if id in facts}:
            lines[line_name(facts, line)] = sides
    if not lines:
        return NOTHING
    sizes = {name: max(map(abs, sides.values())) for name, sides in lines.items()}
    furthest = sorted(sizes, key=lambda name: -sizes[name])[:LIMIT]
    note = f"de {words(LIMIT)} verksamheter där skillnaden är störst" if len(lines) > LIMIT else ""
    shown = {name: lines[name] for name in lines if name in furthest}
    moves = [(name, word, value) for name in shown for word, value in shown[name].items()]
    name, word, value = max(moves, key=lambda move: abs(move[2]))
    moved = f"{display(abs(value), 'kr')} {'högre' if value > 0 else 'lägre'} än"
    context = {"largest": [name] if value else [], "word": word, "moved": moved, "total": len(shown)}
    sections = _deviation_sections(shown, {name: sizes[name] for name in furthest})
    return chart_bars("budget_outcome", book, sections, note=note, **context)


def _deviation_sections(
    lines: Mapping[str, Mapping[str, Number]], sizes: Mapping[str, Number]
) -> list[Section]:
    """Return a section for each line, last those that need a scale of their own, for the others to be seen.

    `sizes` has the largest line first.
    """
    steps = enumerate(pairwise(sizes), 1)
    last = next((count for count, (a, b) in steps if sizes[b] and sizes[a] > FAR * sizes[b]), 0)
    far = list(sizes)[:last]
    scale = Fraction(list(sizes.values())[last], sizes[far[0]]) if far else 1
    sections = []
    for name in sorted(lines, key=lambda name: name in far):
        factor, heading = (scale, f"{name} (på en egen skala)") if name in far else (1, name)
        bars = [Bar(capital(word), value * factor, signed(value)) for word, value in lines[name].items()]
        sections.append(Section(bars, heading))
    return sections


def chart_bridge(book: Book) -> Chart | Prose:
    """Show how budgeted income became the outcome's, line by line, as a bridge; kronor."""
    budget, outcome = (book.facts.get(id) for id in ("budget.income", "economy.income"))
    if not budget or not outcome:
        return NOTHING
    moves = list(_moves(book.facts))
    furthest = [move for move in sorted(moves, key=lambda move: -abs(move[1]))[:LIMIT] if move[1]]
    steps, end = [Bar("Budgeterade intäkter", budget.value, budget.display, total=True)], budget.value
    for name, amount, label in (move for move in moves if move in furthest):
        steps.append(Bar(name, amount, label, start=end))
        end += amount
    if len(furthest) < len(moves):
        name, label = "Övriga" if furthest else "Alla", signed(0) if end == outcome.value else ""
        steps.append(Bar(f"{name} verksamheter", outcome.value - end, label, start=end))
    steps.append(Bar("Årets intäkter", outcome.value, outcome.display, total=True))
    context = {"moved": [name for name, *_ in furthest], "labels": [label for *_, label in furthest]}
    return chart_bars("bridge", book, [Section(steps, connected=True)], **context)


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
