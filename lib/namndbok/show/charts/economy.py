"""Charts of the economy: result by line, the way from budget to outcome, and a part of the year."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from namndbok.books import Book, PeriodBook
from namndbok.facts import SIDES, Facts, budget_lines, budget_name, line_name, outcome_rows
from namndbok.show.charts.bars import Bar, Section, draw_sections, outliers, ranked
from namndbok.show.charts.chart import (
    Chart,
    NoChart,
    counted,
    finding_and_description,
    make_chart,
    narrowed,
    signed,
)
from namndbok.show.charts.style import styled
from namndbok.show.markup import AnchorLink
from namndbok.show.tables.economy import table_interim
from namndbok.swedish import Number, capital, display, words

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
    finding, description = finding_and_description("result", book, note=note, **_extremes(bars))
    figure, numbers = draw_sections(sections, above=True), AnchorLink("Resultat per verksamhet", "t-outcome")
    return make_chart(figure, "c-result", narrowed(RESULT, note), description, numbers, finding=finding)


def _extremes(bars: Sequence[Bar]) -> dict[str, Any]:
    """Name the lines with the largest surplus and the largest deficit, and all that have either."""
    found = {"total": len(bars)}
    for word, sign in (("over", 1), ("under", -1)):
        found[word] = [bar.name for bar in bars if sign * bar.value > 0]
        size = max(sign * bar.value for bar in bars)
        found[f"most_{word}"] = [bar.name for bar in bars if sign * bar.value == size > 0]
        found[f"largest_{word}"] = display(size, "kr")
    return found


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
    numbers = AnchorLink(table_interim(book).caption, "t-interim")
    finding, description = finding_and_description("interim", book)
    figure = draw_sections([Section(bars)])
    return make_chart(figure, "c-interim", INTERIM, description, numbers, finding=finding)


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
    moves = [(name, word, value) for name in shown for word, value in shown[name].items()]
    name, word, value = max(moves, key=lambda move: abs(move[2]))
    moved = f"{display(abs(value), 'kr')} {'högre' if value > 0 else 'lägre'} än"
    about = note or counted(len(shown), "en verksamhet", "verksamheter")
    said = {"largest": [name] if value else [], "word": word, "moved": moved, "about": about}
    finding, description = finding_and_description("budget", book, **said)
    figure, numbers = (
        draw_sections(_deviation_sections(shown)),
        AnchorLink("Utfall jämfört med budget", "t-deviation"),
    )
    question = narrowed(BUDGET, note)
    return make_chart(figure, "c-budget-outcome", question, description, numbers, finding=finding)


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


@styled
def chart_bridge(book: Book) -> Chart | NoChart:
    """Show how budgeted income became the outcome's, line by line, as a bridge; kronor."""
    budget, outcome = (book.facts.get(id) for id in ("budget.income", "economy.income"))
    if not budget or not outcome:
        return NoChart("c-bridge", BRIDGE)
    moves = list(_moves(book.facts))
    furthest = [move for move in sorted(moves, key=lambda move: -abs(move[1]))[:LIMIT] if move[1]]
    steps, end = [Bar("Budgeterade intäkter", budget.value, budget.display, total=True)], budget.value
    for name, amount, label in (move for move in moves if move in furthest):
        steps.append(Bar(name, amount, label, start=end))
        end += amount
    if len(furthest) < len(moves):
        label = signed(0) if end == outcome.value else ""
        steps.append(
            Bar(
                "Övriga verksamheter" if furthest else "Alla verksamheter",
                outcome.value - end,
                label,
                start=end,
            )
        )
    steps.append(Bar("Årets intäkter", outcome.value, outcome.display, total=True))
    said = {"moved": [name for name, *_ in furthest], "labels": [label for *_, label in furthest]}
    finding, description = finding_and_description("bridge", book, **said)
    figure = draw_sections([Section(steps, connected=True)], above=True)
    numbers = AnchorLink("Utfall jämfört med budget", "t-deviation")
    return make_chart(figure, "c-bridge", BRIDGE, description, numbers, finding=finding)


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
