"""Charts of the economy: results, the way from budget to outcome, a part of the year, and what each pays."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from namndbok.books import Book, MunicipalityBook, PeriodBook
from namndbok.facts import (
    SIDES,
    Facts,
    budget_lines,
    budget_name,
    fee_components,
    line_name,
    outcome_rows,
)
from namndbok.show.charts.chart import CHARTS, Chart, chart_bars, chart_ranked, signed
from namndbok.show.charts.drawing import Bar, Section
from namndbok.show.narrative import NOTHING, Prose
from namndbok.show.tables.table import Row, make_table, preset
from namndbok.swedish import Number, capital, words

STAGES = {"interim": "hittills", "budget": "budget", "forecast": "prognos"}
LIMIT, FAR = 7, 8
ALL = "Alla kommuner"


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
    context = {"largest": [name] if value else [], "word": word, "value": value, "total": len(shown)}
    # Last stand the lines that need a scale of their own, for the others to be seen.
    steps = enumerate(pairwise(sizes[name] for name in furthest), 1)
    far = furthest[: next((count for count, (size, less) in steps if less and size > FAR * less), 0)]
    scale = Fraction(sizes[furthest[len(far)]], sizes[far[0]]) if far else 1
    sections = []
    for name in sorted(shown, key=far.__contains__):
        factor, heading = (scale, f"{name} (på en egen skala)") if name in far else (1, name)
        bars = [Bar(capital(word), value * factor, signed(value)) for word, value in shown[name].items()]
        sections.append(Section(bars, heading))
    return chart_bars("budget_outcome", book, sections, note=note, **context)


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


def chart_municipalities(name: str, book: Book) -> Chart | Prose:
    """Show the fact of each municipality that `charts.json` has under a name, the highest first.

    Where that is one municipality's `own`, its bar is filled and always shown, the others are in outline.
    """
    spec, bars = CHARTS[name], {}
    own = book.name if "own" in spec else ""
    for code, municipality in book.data.lookup("municipalities", "code", "name").items():
        if fact := book.facts.get(spec["fact"].format(code)):
            label = ("+" if "signed" in spec and fact.value > 0 else "") + fact.display
            hollow = bool(own) and municipality != own
            bars[municipality] = Bar(municipality, fact.value, label, hollow=hollow)
    return NOTHING if own and own not in bars else chart_ranked(name, book, bars.values(), always=own)


chart_fees = preset(chart_municipalities, "Show each municipality's fees in the budget, kronor.", "fees")
chart_fees_per_inhabitant = preset(
    chart_municipalities, "Show each municipality's fees in the budget per inhabitant.", "fees_per_inhabitant"
)
chart_place = preset(chart_municipalities, "Show one municipality's fee per inhabitant among all.", "place")


def chart_own_fees(book: MunicipalityBook) -> Chart | Prose:
    """Show what a municipality pays per inhabitant for each yearly fee, beside all together."""
    names, rows, sections = book.data.lookup("fee_components", "component", "name"), {}, []
    for component in fee_components(book.facts)["component"]:
        ids = (f"{prefix}.{component}.per_inhabitant" for prefix in (book.prefix, "sheets.all"))
        own, mean = map(book.facts.get, ids)
        if own and mean:
            bars = [Bar(book.name, own.value, own.display), Bar(ALL, mean.value, mean.display, hollow=True)]
            sections.append(Section(bars, names[component]))
            rows[names[component]] = own, mean
    more = [name for name, (own, mean) in rows.items() if own.value > mean.value]
    lines = [Row((name, *facts)) for name, facts in rows.items()]
    table = make_table("c-own-fees-table", lines, more=(book.name, ALL))
    return chart_bars("own_fees", book, sections, numbers=table, more=more, rows=rows)


def chart_own_shares(book: MunicipalityBook) -> Chart | Prose:
    """Show a municipality's part of the fees in the board's budget beside its part of the inhabitants."""
    fees, people = (book.facts.get(f"{book.prefix}.{part}_share") for part in ("fee", "population"))
    if not fees or not people:
        return NOTHING
    bars = [
        Bar("Andel av avgifterna", fees.value, fees.display),
        Bar("Andel av invånarna", people.value, people.display, hollow=True),
    ]
    return chart_bars("own_shares", book, [Section(bars)])
