"""What a check is, how one is registered, and how all of them are run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from namndbok.checks.finding import Answer, Finding, Severity, by_severity, stable_id
from namndbok.facts import Facts
from namndbok.swedish import Number, display


@dataclass(frozen=True)
class Remark:
    """What one check found, before it has an id: a key within the check, words, amounts and rows."""

    key: str
    title: str
    detail: str
    rows: tuple[str, ...]
    expected: str = ""
    found: str = ""
    difference: str = ""
    severity: Severity = "warning"


Run = Callable[[Facts], Iterator[Remark]]


@dataclass(frozen=True)
class Check:
    """A check with what it asks, why, and what it cannot see (all in Swedish).

    `needs` are the tables that must have rows of the year for it to have anything to look at, `before` those
    that must have rows of an earlier year.
    """

    id: str
    asks: str
    why: str
    blind: str
    run: Run
    needs: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


CHECKS: dict[str, Check] = {}


def check(
    id: str, *, asks: str, why: str, blind: str, needs: str = "", before: str = ""
) -> Callable[[Run], Run]:
    """Register a function as a check; its id is `family.name`, tables are named with spaces between."""

    def register(function: Run) -> Run:
        CHECKS[id] = Check(id, asks, why, blind, function, tuple(needs.split()), tuple(before.split()))
        return function

    return register


def run_checks(facts: Facts) -> tuple[Finding, ...]:
    """Run every check on a year and join the coordinator's answers; errors come first."""
    answers = _answers(facts)
    found = [finding for id in CHECKS for finding in findings_of(facts, id)]
    return tuple(by_severity(finding.answered(answers.get(finding.id)) for finding in found))


def findings_of(facts: Facts, id: str) -> list[Finding]:
    """Run one check on a year; the findings have no answers yet."""
    return [_finding(facts, id, remark) for remark in CHECKS[id].run(facts)]


def _finding(facts: Facts, check: str, remark: Remark) -> Finding:
    sources = tuple(dict.fromkeys(filter(None, map(facts.source, remark.rows))))
    says = (remark.title, remark.detail, remark.expected, remark.found)
    return Finding(
        id=stable_id(check, facts.year, remark.key, *says),
        check=check,
        severity=remark.severity,
        title=remark.title,
        detail=remark.detail,
        expected=remark.expected,
        found=remark.found,
        difference=remark.difference,
        rows=remark.rows,
        sources=sources,
    )


def _answers(facts: Facts) -> dict[str, Answer]:
    return {row.finding: _answer(row) for row in facts.data["answers"].itertuples()}


def _answer(row: Any) -> Answer:
    when = row.date.isoformat() if row.date else ""
    return Answer(row.answer, row.role or "", when, row.decision, f"answers:{row.Index}")


def amounts(expected: Number, found: Number, unit: str) -> dict[str, str]:
    """Write expected, found and their difference in one unit, as a remark shows them."""
    difference = display(found - expected, "percentage_points" if unit == "percent" else unit)
    return {"expected": display(expected, unit), "found": display(found, unit), "difference": difference}
