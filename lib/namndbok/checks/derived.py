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
from namndbok.swedish import Number, listing


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
    """Yield a remark for each review whose value its fact does not give, unless it is printed and told so."""
    rows = facts.year_rows("printed")
    printed = set(zip(rows["fact"], rows["value"], strict=True))
    for _, goal in reviewed_goals(facts).iterrows():
        fact, value, unit = measuring_fact(facts, goal), goal["measured"], goal["unit"]
        if fact is None or value is None or (fact.id, value) in printed:
            continue
        exact = fact.value * (100 if unit == "percent" else 1)
        if value != rounded_to(exact, Fraction(1, Fraction(value).denominator)):
            told = amounts(exact, value, unit)
            detail = f"{fact.label}: bedömningen har {told['found']}, men tabellerna ger {told['expected']}."
            title, rows = (
                f"Uppmätt värde stämmer inte: {fact.label}",
                (goal["review"], *facts.rows_behind(fact.id)),
            )
            yield Remark(goal["goal"], title, detail, rows, **told, severity="error")


def _differing(facts: Facts, *kinds: str) -> Iterator[Remark]:
    wrong = [one for one in printed_figures(facts, *kinds) if not one.agrees]
    yield from (_remark(facts, group) for group in group_same_figures(one for one in wrong if not one.cut))
    cut = [one for one in wrong if one.cut]
    if cut:
        yield _all_cut(facts, cut)


def _remark(facts: Facts, group: list[PrintedFigure]) -> Remark:
    one = group[0]
    return Remark(
        one.key,
        f"Tryckt siffra stämmer inte: {one.fact.label}",
        one.told("tabellerna"),
        (*(other.row for other in group), *facts.rows_behind(one.fact.id)),
        **amounts(one.computed, one.value, one.unit),
        severity="error",
    )


def _all_cut(facts: Facts, cut: list[PrintedFigure]) -> Remark:
    told = " ".join(one.told("tabellerna") for one in cut)
    detail = f"{told} Decimalerna är avkortade i stället för avrundade."
    shares = [listing([one.shown(value) for one, value in zip(cut, of, strict=True)]) for of in _both(cut)]
    rows = tuple(row for one in cut for row in (one.row, *facts.rows_behind(one.fact.id)))
    title = "Tryckta siffror är avkortade i stället för avrundade"
    return Remark("cut", title, detail, rows, *shares, severity="info")


def _both(cut: list[PrintedFigure]) -> tuple[list[Number], list[Number]]:
    """Return what the figures would be when rounded, and what they are."""
    return [rounded_to(one.computed, one.precision) for one in cut], [one.value for one in cut]
