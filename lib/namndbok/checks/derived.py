"""Checks of derived figures: printed shares, averages, products and counts against what gives them."""

from collections.abc import Iterator
from fractions import Fraction

from namndbok.checks.check import Remark, amounts, check
from namndbok.facts import (
    Facts,
    PrintedFigure,
    group_same_figures,
    measuring_fact,
    printed_figures,
    reviewed_goals,
    rounded_to,
)
from namndbok.swedish import listing


@check(
    "derived.shares",
    asks="Stämmer tryckta andelar och medelvärden, med vanlig avrundning?",
    why="En andel som är avkortad i stället för avrundad kan hamna på fel sida om en gräns.",
    blind="En andel som är rätt räknad på fel antal.",
    needs="printed",
)
def check_printed_shares(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each printed share or average that is not the computed one, rounded half up."""
    yield from _differing(facts, "share", "average")


@check(
    "derived.counts",
    asks="Stämmer tryckta antal, produkter och belopp per kommun?",
    why="Läsaren litar på det tryckta antalet och räknar inte själv.",
    blind="Antal som ingen tabell kan räkna fram.",
    needs="printed",
)
def check_printed_counts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each printed count, product or fee that the tables do not give."""
    yield from _differing(facts, "count", "product", "fee", "other")


@check(
    "derived.measured",
    asks="Är värdet i bedömningen av ett mål det som tabellerna ger?",
    why="En bedömning som vilar på ett annat tal än tabellernas går inte att pröva.",
    blind="Mål utan mått, och värden som också är tryckta.",
    needs="goals goal_reviews",
)
def check_measured_values(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each review whose value its fact does not give, unless `printed` has it too."""
    rows = facts.year_rows("printed")
    printed = set(zip(rows["fact"], rows["value"], strict=True))
    for _, goal in reviewed_goals(facts).iterrows():
        fact, value, unit = measuring_fact(facts, goal), goal["measured"], goal["unit"]
        if fact is None or value is None or (fact.id, value) in printed:
            continue
        exact = fact.value * (100 if unit == "percent" else 1)
        if value != rounded_to(exact, Fraction(1, Fraction(value).denominator)):
            title, shown = f"Uppmätt värde stämmer inte: {fact.label}", amounts(exact, value, unit)
            measured, computed = shown["found"], shown["expected"]
            detail = f"{fact.label}: bedömningen har {measured}, men tabellerna ger {computed}."
            rows = (goal["review"], *facts.rows_behind(fact.id))
            yield Remark(goal["goal"], title, detail, rows, **shown, severity="error")


def _differing(facts: Facts, *kinds: str) -> Iterator[Remark]:
    wrong = [figure for figure in printed_figures(facts, *kinds) if not figure.agrees]
    for same in group_same_figures(figure for figure in wrong if not figure.truncated):
        yield _wrong(facts, same)
    truncated = [figure for figure in wrong if figure.truncated]
    if truncated:
        yield _truncated(facts, truncated)


def _wrong(facts: Facts, same: list[PrintedFigure]) -> Remark:
    figure = same[0]
    title, detail = f"Tryckt siffra stämmer inte: {figure.fact.label}", figure.comparison_with("tabellerna")
    rows = (*(other.row for other in same), *facts.rows_behind(figure.fact.id))
    shown = amounts(figure.computed, figure.value, figure.unit)
    return Remark(figure.key, title, detail, rows, **shown, severity="error")


def _truncated(facts: Facts, figures: list[PrintedFigure]) -> Remark:
    title = "Tryckta siffror är avkortade i stället för avrundade"
    differences = " ".join(figure.comparison_with("tabellerna") for figure in figures)
    detail = f"{differences} Decimalerna är avkortade i stället för avrundade."
    rows = tuple(row for figure in figures for row in (figure.row, *facts.rows_behind(figure.fact.id)))
    rounded = [figure.format_value(rounded_to(figure.computed, figure.precision)) for figure in figures]
    printed = [figure.format_value(figure.value) for figure in figures]
    return Remark("cut", title, detail, rows, listing(rounded), listing(printed), severity="info")
