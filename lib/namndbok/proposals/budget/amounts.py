"""The proposed amounts of the budget lines: this year's, raised, beside this year's."""

from namndbok.facts import SIDES, Facts, budget_name
from namndbok.proposals.budget.increase import Increase

RAISED = "årets belopp uppräknat, i hela kronor"


def facts_amounts(facts: Facts, base: int, increase: Increase) -> dict[str, int]:
    """Add the increase, and each line's amounts with what they change; return proposed income by line."""
    at, label = "proposal.increase", "Uppräkning från årets budget"
    facts.add(at, label, increase.share, "stated_ratio", increase.formula, rows=increase.rows)
    rows = facts.data.of_year("budget", base)
    for number, row in rows.iterrows():
        _amount(facts, (row["line"], row["side"]), row["amount"], f"budget:{number}", increase)
    lines = list(dict.fromkeys(rows["line"]))
    for side in SIDES:
        _sums(facts, side, lines)
    label, formula = "Föreslaget resultat", "föreslagna intäkter − föreslagna kostnader"
    facts.add_difference("proposal.result", label, formula, "proposal.income", "proposal.cost")
    return {line: facts[id].value for line in lines if (id := f"proposal.line.{line}.income") in facts}


def compare(facts: Facts, proposed: str, now: str, name: str) -> None:
    """Add the change in kronor and, unless it is from nothing, as a share."""
    change = _change(facts, proposed, now, name)
    label = f"{name}, ändring i procent"
    facts.add_ratio(f"{proposed}_change_share", label, "ändringen ÷ årets belopp", change, now)


def _change(facts: Facts, proposed: str, now: str, name: str) -> str:
    id, formula = f"{proposed}_change", "förslaget − årets belopp"
    return facts.add_difference(id, f"{name}, ändring", formula, proposed, now).id


def _amount(facts: Facts, named: tuple[str, str], amount: int, row: str, increase: Increase) -> None:
    """Add a line's amount this year and next; in per cent what is paid is compared, which is the income."""
    line, side = named
    name = f"{budget_name(facts, line)}, {SIDES[side]}"
    before, after = f"proposal.now.{line}.{side}", f"proposal.line.{line}.{side}"
    facts.add_cell(before, f"{name} i årets budget", amount, "kr", row)
    inputs = [before, "proposal.increase"]
    facts.add(after, f"{name} i förslaget", increase.raised(amount), "kr", RAISED, facts=inputs)
    (compare if side == "income" else _change)(facts, after, before, name)


def _sums(facts: Facts, side: str, lines: list[str]) -> None:
    word, formula = SIDES[side], f"summan av radernas {SIDES[side]}"
    for id, parts, when in (("now.", "now", "årets budget"), ("", "line", "förslaget")):
        named = [one for line in lines if (one := f"proposal.{parts}.{line}.{side}") in facts]
        facts.add_total(f"proposal.{id}{side}", f"Summa {word} i {when}", formula, named)
    (compare if side == "income" else _change)(
        facts, f"proposal.{side}", f"proposal.now.{side}", f"Summa {word}"
    )
