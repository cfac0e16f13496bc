"""The proposed amounts of the budget lines: this year's, raised, beside this year's."""

from namndbok.facts import SIDES, Facts, budget_name
from namndbok.proposals.budget.increase import Increase

RAISED = "årets belopp uppräknat, i hela kronor"


def add_line_facts(facts: Facts, base_year: int, increase: Increase) -> dict[str, int]:
    """Add the increase, and each line's amounts with what they change; return proposed income by line."""
    id, label = "proposal.increase", "Uppräkning från årets budget"
    facts.add(id, label, increase.share, "stated_ratio", increase.formula, rows=increase.rows)
    rows = facts.data.of_year("budget", base_year)
    for number, row in rows.iterrows():
        line, side = row["line"], row["side"]
        name = f"{budget_name(facts, line)}, {SIDES[side]}"
        now, proposed = f"proposal.now.{line}.{side}", f"proposal.line.{line}.{side}"
        facts.add_cell(now, f"{name} i årets budget", row["amount"], "kr", f"budget:{number}")
        amount, behind = increase.raised(row["amount"]), [now, "proposal.increase"]
        facts.add(proposed, f"{name} i förslaget", amount, "kr", RAISED, facts=behind)
        add_change(facts, proposed, now, name, with_share=side == "income")
    lines = list(dict.fromkeys(rows["line"]))
    for side in SIDES:
        _add_sums(facts, side, lines)
    label, formula = "Föreslaget resultat", "föreslagna intäkter − föreslagna kostnader"
    facts.add_difference("proposal.result", label, formula, "proposal.income", "proposal.cost")
    return {line: facts[id].value for line in lines if (id := f"proposal.line.{line}.income") in facts}


def add_change(facts: Facts, proposed: str, now: str, name: str, *, with_share: bool = True) -> None:
    """Add the change in kronor and, of what is paid, as a share of this year's unless that is nothing."""
    id, formula = f"{proposed}_change", "förslaget − årets belopp"
    facts.add_difference(id, f"{name}, ändring", formula, proposed, now)
    if with_share:
        label, formula = f"{name}, ändring i procent", "ändringen ÷ årets belopp"
        facts.add_ratio(f"{id}_share", label, formula, id, now)


def _add_sums(facts: Facts, side: str, lines: list[str]) -> None:
    name, formula = f"Summa {SIDES[side]}", f"summan av radernas {SIDES[side]}"
    now, proposed = f"proposal.now.{side}", f"proposal.{side}"
    for id, kind, budget in ((now, "now", "årets budget"), (proposed, "line", "förslaget")):
        ids = [f"proposal.{kind}.{line}.{side}" for line in lines]
        facts.add_total(id, f"{name} i {budget}", formula, filter(facts.__contains__, ids))
    add_change(facts, proposed, now, name, with_share=side == "income")
