"""The proposed amounts of the budget lines: this year's, raised, beside this year's."""

from namndbok.budgeting.increase import Increase
from namndbok.economy import SIDES, budget_name
from namndbok.facts import Facts

RAISED = "årets belopp uppräknat, i hela kronor"


def facts_amounts(facts: Facts, base: int, increase: Increase) -> dict[str, int]:
    """Add the increase, and each line's amounts with what they change; return proposed income by line."""
    at, label = "proposal.increase", "Uppräkning från årets budget"
    facts.add(at, label, increase.share, "stated_ratio", increase.formula, rows=increase.rows)
    rows = facts.data.of_year("budget", base)
    for number, row in rows.iterrows():
        _amount(facts, (row["line"], row["side"]), row["amount"], f"budget:{number}", increase)
    lines = list(dict.fromkeys(rows["line"]))
    for side, word in SIDES.items():
        for when in ("this_year", "line"):
            parts = [f"proposal.{when}.{line}.{side}" for line in lines]
            label = f"Summa {word} i {'årets budget' if when == 'this_year' else 'förslaget'}"
            name = "proposal.this_year" if when == "this_year" else "proposal"
            facts.total(
                f"{name}.{side}", label, f"summan av radernas {word}", filter(facts.__contains__, parts)
            )
        compare(facts, f"proposal.{side}", f"proposal.this_year.{side}", f"Summa {word}")
    label, formula = "Föreslaget resultat", "föreslagna intäkter − föreslagna kostnader"
    facts.difference("proposal.result", label, formula, "proposal.income", "proposal.cost")
    return {line: facts[id].value for line in lines if (id := f"proposal.line.{line}.income") in facts}


def compare(facts: Facts, proposed: str, this_year: str, name: str) -> None:
    """Add the change in kronor and, unless it is from nothing, as a share."""
    change, label = f"{proposed}_change", f"{name}, ändring"
    facts.difference(change, label, "förslaget − årets belopp", proposed, this_year)
    label = f"{name}, ändring i procent"
    facts.ratio(f"{proposed}_change_share", label, "ändringen ÷ årets belopp", change, this_year)


def _amount(facts: Facts, named: tuple[str, str], amount: int, row: str, increase: Increase) -> None:
    line, side = named
    name = f"{budget_name(facts, line)}, {SIDES[side]}"
    before, after = f"proposal.this_year.{line}.{side}", f"proposal.line.{line}.{side}"
    facts.quote(before, f"{name} i årets budget", amount, "kr", row)
    proposed = increase.raised(amount)
    inputs = [before, "proposal.increase"]
    facts.add(after, f"{name} i förslaget", proposed, "kr", RAISED, facts=inputs)
    compare(facts, after, before, name)
