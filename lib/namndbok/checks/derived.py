"""Checks of derived figures: printed shares, averages, products and counts against what gives them."""

from collections.abc import Iterator

from namndbok.checks.check import Remark, amounts, check
from namndbok.facts import Facts
from namndbok.printed import Printed, comparisons


@check(
    "derived.shares",
    asks="Stämmer tryckta andelar och medelvärden, med vanlig avrundning?",
    why="En andel som är avkortad i stället för avrundad kan hamna på fel sida om en gräns.",
    blind="En andel som är rätt räknad på fel antal.",
)
def check_printed_shares(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each printed share or average that is not the computed one, rounded half up."""
    yield from _differing(facts, "share", "average")


@check(
    "derived.counts",
    asks="Stämmer tryckta antal, produkter och belopp per kommun?",
    why="Läsaren litar på det tryckta antalet och räknar inte själv.",
    blind="Antal som ingen tabell kan räkna fram.",
)
def check_printed_counts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each printed count, product or fee that the tables do not give."""
    yield from _differing(facts, "count", "product", "fee", "other")


def _differing(facts: Facts, *kinds: str) -> Iterator[Remark]:
    return (_remark(facts, one) for one in comparisons(facts, *kinds) if not one.agrees)


def _remark(facts: Facts, one: Printed) -> Remark:
    detail = one.told("tabellerna")
    if one.cut:
        detail += " Decimalerna är avkortade i stället för avrundade."
    return Remark(
        one.key,
        f"Tryckt siffra stämmer inte: {one.fact.label}",
        detail,
        (one.row, *facts.behind(one.fact.id)),
        **amounts(one.computed, one.value, one.unit),
        severity="info" if one.cut else "warning",
    )
