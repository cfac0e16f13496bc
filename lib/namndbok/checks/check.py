"""What a check is, how one is registered, and how all of them are run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from namndbok.facts import Facts
from namndbok.findings import Answer, Finding, Severity, by_severity, stable_id
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


@dataclass(frozen=True)
class Check:
    """A check with what it asks, why, and what it cannot see (all in Swedish)."""

    id: str
    family: str
    asks: str
    why: str
    blind: str
    run: Callable[[Facts], Iterator[Remark]]


CHECKS: dict[str, Check] = {}


def check(id: str, *, asks: str, why: str, blind: str) -> Callable[[Callable[[Facts], Iterator[Remark]]], Callable]:
    """Register a function as a check; its id is `family.name`."""

    def register(function: Callable[[Facts], Iterator[Remark]]) -> Callable[[Facts], Iterator[Remark]]:
        CHECKS[id] = Check(id, id.split(".")[0], asks, why, blind, function)
        return function

    return register


def run_checks(facts: Facts) -> tuple[Finding, ...]:
    """Run every check on a year and join the coordinator's answers; errors come first."""
    answers = _answers(facts)
    found = [_finding(facts, one, remark) for one in CHECKS.values() for remark in one.run(facts)]
    return tuple(by_severity(finding.answered(answers.get(finding.id)) for finding in found))


def _finding(facts: Facts, one: Check, remark: Remark) -> Finding:
    key = f"{facts.year}.{remark.key}"
    sources = tuple(dict.fromkeys(filter(None, map(facts.source, remark.rows))))
    id = stable_id(one.id, key, remark.title, remark.detail, remark.expected, remark.found)
    return Finding(
        id, one.id, remark.severity, remark.title, remark.detail, remark.expected, remark.found, remark.difference,
        remark.rows, sources,
    )  # fmt: skip


def _answers(facts: Facts) -> dict[str, Answer]:
    table = facts.data["answers"]
    return {row.finding: Answer(row.answer, row.role, row.date.isoformat(), row.decision) for row in table.itertuples()}


def amounts(expected: Number, found: Number, unit: str) -> dict[str, str]:
    """Write expected, found and their difference in one unit, as a remark shows them."""
    texts = (display(value, unit) for value in (expected, found, found - expected))
    return dict(zip(("expected", "found", "difference"), texts, strict=True))
