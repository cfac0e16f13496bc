"""What does not agree? Checks of a year's tables, each family in one file; none knows any year's figures."""

from namndbok.checks import change, completeness, conflict, cross, form, missing, rules, sums, time, unmatched
from namndbok.checks.check import (
    AREAS,
    CHECKS,
    DESCRIPTIONS,
    SEVERITIES,
    Answer,
    Check,
    Finding,
    Severity,
    by_severity,
    facts_findings,
    numbered,
    run_checks,
    stable_id,
    year_of,
)

# A family registers its checks when it is imported.
FAMILIES = (change, completeness, conflict, cross, form, missing, rules, sums, time, unmatched)
for id in DESCRIPTIONS:
    CHECKS[id] = CHECKS.pop(id)

__all__ = [
    "AREAS", "CHECKS", "SEVERITIES", "Answer", "Check", "Finding", "Severity", "by_severity",
    "facts_findings", "numbered", "run_checks", "stable_id", "year_of",
]  # fmt: skip
