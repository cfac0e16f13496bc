"""Decisions that the data refer to, and whether each can be found: by date, paragraph and case number."""

from namndbok.facts.fact import Facts

ANCHORS = ("date", "paragraph", "case_number")


def facts_decisions(facts: Facts) -> None:
    """Add how many decisions there are, and how many have everything that it takes to find them."""
    table = facts.data["decisions"]
    anchored = table[table[list(ANCHORS)].notna().all(axis="columns")]
    facts.add_count("decisions.total", "Beslut i underlaget", "antal rader i beslutstabellen", table)
    formula = "antal beslut med datum, paragraf och ärendenummer"
    facts.add_count("decisions.anchored", "Beslut som går att finna", formula, anchored)
