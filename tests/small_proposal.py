"""Proposals for the year after the sound board's, with something changed."""

from datetime import date

from namndbok.proposals.budget import Assumptions, Proposal, propose
from typed import YEAR, sound

NEXT = YEAR + 1
MODELS = """
    component | from_year | equal_share | decision
    basic     | 2031      | 100         | d1
    archive   | 2031      | 0           | d1
"""
DECISIONS = "decision | date | title | outcome | paragraph\n d1 | 2030-11-05 | Budget | Antogs | § 21"


def small_proposal(
    *without: str, percent: float = 0, series: str = "", keep: bool = False, counted: object = None, **changes
) -> Proposal:
    """Propose a budget for the sound board, whose two fees have decided models unless they are changed."""
    tables = {"split_models": MODELS, "decisions": DECISIONS} | changes
    data = sound(*without, **{name: text for name, text in tables.items() if name not in without})
    assumptions = Assumptions(NEXT, YEAR, counted or date(2030, 12, 31), keep)
    return propose(data, assumptions, percent=percent, series=series)


def values(proposal: Proposal, prefix: str) -> dict[str, object]:
    """Return the values of the facts under a prefix, by what follows it."""
    return {fact.id.removeprefix(f"{prefix}."): fact.value for fact in proposal.facts.under(prefix)}


def titles(proposal: Proposal) -> list[str]:
    """List what is to be settled."""
    return [finding.title for finding in proposal.findings]
