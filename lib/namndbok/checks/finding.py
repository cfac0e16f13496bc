"""What a check has to say of data that is valid but disagrees with itself, with a rule or with a document."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning", "info"]
SEVERITIES: dict[Severity, str] = {"error": "Fel", "warning": "Varning", "info": "Upplysning"}


@dataclass(frozen=True)
class Answer:
    """What the coordinator answered to a finding: text, role, date and decision; `row` is where it stands."""

    text: str
    role: str
    date: str
    decision: str | None
    row: str


@dataclass(frozen=True)
class Finding:
    """One disagreement: what was expected, what was found, and where."""

    id: str
    check: str
    severity: Severity
    title: str
    detail: str
    expected: str
    found: str
    difference: str
    rows: tuple[str, ...]
    sources: tuple[str, ...]
    answer: Answer | None = None

    @property
    def status(self) -> Literal["open", "answered"]:
        """Tell whether somebody has answered the finding."""
        return "answered" if self.answer else "open"

    def answered(self, answer: Answer | None) -> "Finding":
        """Return the finding with its answer."""
        return replace(self, answer=answer)


def stable_id(check: str, year: int, key: str, *says: str) -> str:
    """Make an id that is the same from run to run and changes when what the finding says changes.

    It is `check.year.key.digest`, of characters that need no escaping in a page.
    """
    digest = hashlib.sha256("\n".join(says).encode()).hexdigest()[:8]
    return f"{check}.{year}.{re.sub(r'[^a-z0-9_-]+', '-', key.lower())}.{digest}"


def year_of(id: str) -> int | None:
    """Return the year that a finding's id names, or None where the text is no such id."""
    parts = id.split(".")
    return int(parts[2]) if len(parts) == 5 and re.fullmatch(r"\d{4}", parts[2], re.ASCII) else None


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings with errors first, otherwise as they were found."""
    order = list(SEVERITIES)
    return sorted(findings, key=lambda finding: order.index(finding.severity))
