"""Charts of the economy: the result by line, the outcome against the budget, and a part of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from namndbok.books import Book, PeriodBook
from namndbok.facts import SIDES, Fact, Facts, line_name, outcome_rows
from namndbok.show.charts.bars import Bar, Section, draw_sections, ranked
from namndbok.show.charts.chart import Chart, NoChart, counted, make_chart, named, narrowed, signed
from namndbok.show.charts.layout import (
    GAP,
    Axis,
    axis_of,
    fitted,
    from_edge,
    new_axes,
    pixels,
    write,
    write_lines,
)
from namndbok.show.charts.style import GRID, LINE, MAIN, MUTED, PAPER, WIDTH, styled, width, wrap
from namndbok.show.markup import AnchorLink
from namndbok.show.tables.economy import table_interim
from namndbok.swedish import capital, display, words

RESULT = "Vilka verksamheter gick med överskott och vilka med underskott?"
BUDGET = "Hur blev utfallet jämfört med budgeten?"
INTERIM = "Hur mycket av årets intäkter och kostnader har kommit hittills?"
STAGES = {"interim": "hittills", "budget": "budget", "forecast": "prognos"}
LIMIT = 8
LEFT = 96
ROW = 19
RINGS = {"marker": "o", "ls": "", "ms": 11, "mfc": PAPER, "mec": MAIN, "mew": 1.5}
DOTS = RINGS | {"ms": 5, "mfc": MAIN}


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
    figure = draw_sections(sections, above=True)
    return make_chart(
        figure, "c-result", question, description, AnchorLink("Resultat per verksamhet", "t-outcome")
    )


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


@dataclass(frozen=True)
class Pair:
    """One side (income or cost) of a line: what was budgeted, and what it became."""

    line: str
    side: str
    budget: Fact
    outcome: Fact
    deviation: Fact


Pairs = Sequence[Pair]


@styled
def chart_budget_outcome(book: Book) -> Chart | NoChart:
    """Show income and cost of each line as a move from budget to outcome, in kronor."""
    facts = book.facts
    lines = [pairs for line in outcome_rows(facts)["line"] if (pairs := _pairs(facts, line))]
    if not lines:
        return NoChart("c-budget-outcome", BUDGET)
    sizes = {number: max(abs(pair.deviation.value) for pair in pairs) for number, pairs in enumerate(lines)}
    furthest = sorted(sizes, key=lambda number: -sizes[number])[:LIMIT]
    moved = [lines[number] for number in sorted(furthest)]
    note = f"de {words(LIMIT)} verksamheter där skillnaden är störst" if len(moved) < len(lines) else ""
    description, numbers = (
        _description(book, moved, note),
        AnchorLink("Utfall jämfört med budget", "t-deviation"),
    )
    return make_chart(_draw(moved), "c-budget-outcome", narrowed(BUDGET, note), description, numbers)


def _pairs(facts: Facts, line: str) -> Pairs:
    stem, name = f"economy.line.{line}", line_name(facts, line)
    return [
        Pair(name, word, facts[f"{stem}.budget_{side}"], facts[f"{stem}.{side}"], deviation)
        for side, word in SIDES.items()
        if (deviation := facts.get(f"{stem}.deviation_{side}"))
    ]


def _description(book: Book, lines: Sequence[Pairs], note: str) -> str:
    count = note or counted(len(lines), "en verksamhet", "verksamheter")
    parts = [f"Punktdiagram med intäkter och kostnader {book.year}, från budget till utfall, för {count}."]
    furthest = max((pair for pairs in lines for pair in pairs), key=lambda pair: abs(pair.deviation.value))
    if furthest.deviation.value:
        parts.append(f"Störst är skillnaden för {furthest.line}: {_moved(furthest, 'blev ')}.")
    ids = ("budget.{}", "economy.{}", "economy.deviation_{}")
    totals = [Pair("", word, *(book.facts[id.format(side)] for id in ids)) for side, word in SIDES.items()]
    return " ".join([*parts, f"Sammanlagt blev {' och '.join(map(_moved, totals))}."])


def _moved(pair: Pair, verb: str = "") -> str:
    """Say which way and how far: `intäkterna (blev) 1 000 kr högre än budgeterat`."""
    size, way = display(abs(pair.deviation.value), "kr"), "högre" if pair.deviation.value > 0 else "lägre"
    return f"{pair.side}na {verb}{f'{size} {way} än' if pair.deviation.value else 'som'} budgeterat"


def _draw(lines: Sequence[Pairs]) -> Figure:
    """Draw each line's income and cost below its name, from a ring to a dot, with the key above them all."""
    pairs = [pair for line in lines for pair in line]
    marks = axis_of([fact.value for pair in pairs for fact in (pair.budget, pair.outcome)])
    room = max(width(signed(pair.deviation.value)) for pair in pairs) + RINGS["ms"]
    axes = new_axes(marks.values[0], marks.values[-1], left=LEFT, right=room)
    _draw_key(axes, marks)
    top, middles = 2 * LINE + GAP, []
    for line in lines:
        top = write_lines(axes, top, wrap(line[0].line, WIDTH, bold=True), weight="bold")
        axes.vlines(marks.values, top, top + len(line) * ROW, color=GRID, lw=1)
        middles += [top + (number + 0.5) * ROW for number in range(len(line))]
        top += len(line) * ROW + GAP
    budgets, outcomes = [pair.budget.value for pair in pairs], [pair.outcome.value for pair in pairs]
    axes.hlines(middles, budgets, outcomes, color=MAIN, lw=2)
    axes.plot(budgets, middles, **RINGS)
    axes.plot(outcomes, middles, **DOTS)
    for middle, pair in zip(middles, pairs, strict=True):
        write(axes, middle, capital(pair.side))
        write(axes, middle, signed(pair.deviation.value), shift=WIDTH, ha="right")
    return fitted(axes, top - GAP)


def _draw_key(axes: Axes, marks: Axis) -> None:
    """Name the marks and the columns, and as many values of the axis as have room: all, or first and last."""
    middle = LINE / 2
    for left, name, mark in ((0, "budget", RINGS), (LEFT, "utfall", DOTS)):
        axes.plot(left + mark["ms"] / 2 + 1, middle, transform=from_edge(axes), **mark)
        write(axes, middle, name, shift=left + mark["ms"] + 6)
    write(axes, middle, "utfall − budget", shift=WIDTH, ha="right", color=MUTED)
    write(axes, middle + LINE, marks.unit, color=MUTED)
    places = [pixels(axes, value) for value in marks.values]
    room = min((high - low for low, high in pairwise(places)), default=WIDTH)
    fit = max(width(marks.label(value)) for value in marks.values) + GAP <= room
    for value in marks.values if fit else (marks.values[0], marks.values[-1]):
        write(axes, middle + LINE, marks.label(value), x=value, ha="center", color=MUTED)
