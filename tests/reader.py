"""Facts and pages as the independent reader reads them, made of a few words each."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from namndbok.verify.reading.facts import ReadFact, ReadFacts
from namndbok.verify.reading.page import ReadPage
from namndbok.verify.reading.verdict import Comparison

NBSP = "\N{NO-BREAK SPACE}"


def fact(
    id: str,
    value: object,
    display: str = "",
    *,
    unit: str = "kr",
    formula: str = "uträknad",
    rows: Sequence[str] = (),
    facts: Sequence[str] = (),
    sources: Sequence[str] = (),
) -> ReadFact:
    """Make a fact whose label is its id."""
    exact = Fraction(value)
    lists = tuple(rows), tuple(facts), tuple(sources)
    return ReadFact(id, id, unit, display, formula, *lists, str(exact), exact)


def by_id(*facts: ReadFact) -> ReadFacts:
    """Gather facts as a folder has them."""
    return ReadFacts({fact.id: fact for fact in facts})


def page_of(body: str) -> ReadPage:
    """Read a page of some HTML."""
    return ReadPage("page.html", f"<html>{body}</html>")


def differences(comparisons: Iterable[Comparison]) -> list[tuple[str, str]]:
    """List what was expected and what was found where the two are not the same."""
    return [(mismatch.expected, mismatch.found) for mismatch in comparisons if mismatch]
