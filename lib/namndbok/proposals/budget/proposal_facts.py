"""The facts of a proposal: the budget lines, each municipality beside this year, and how much is split."""

from collections.abc import Iterable, Mapping

from namndbok.facts import SIDES, Facts, budget_name, row_ids
from namndbok.proposals.budget.increase import Increase
from namndbok.proposals.budget.proposed_fee import ProposedFee
from namndbok.proposals.budget.split_model import DECIDED

RAISED = "årets belopp uppräknat, i hela kronor"
LABELS = {
    "next": "avgifter i förslaget",
    "now": "samma avgifter i år",
    "waiting": "avgifter i år som saknar förslag",
}


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
        _add_change(facts, proposed, now, name, with_share=side == "income")
    lines = list(dict.fromkeys(rows["line"]))
    for side in SIDES:
        _add_sums(facts, side, lines)
    label, formula = "Föreslaget resultat", "föreslagna intäkter − föreslagna kostnader"
    facts.add_difference("proposal.result", label, formula, "proposal.income", "proposal.cost")
    return {line: facts[id].value for line in lines if (id := f"proposal.line.{line}.income") in facts}


def add_comparison(facts: Facts, fees: tuple[ProposedFee, ...], incomes: Mapping[str, int]) -> None:
    """Add proposed fees beside this year's of the same components, by municipality and in all, and counts.

    `incomes`: the proposed income of each budget line.
    """
    table = facts.data["municipalities"]
    for code, name in zip(table["code"], table["name"], strict=True):
        _add_municipality(facts, code, name, fees)
    for kind, label in LABELS.items():
        ids = [f"proposal.pays.{code}.{kind}" for code in table["code"]]
        facts.add_total(f"proposal.fees.{kind}", f"Alla {label}", "summan av kommunerna", ids)
    _add_change(facts, "proposal.fees.next", "proposal.fees.now", "Alla kommuner")
    _add_counts(facts, fees, incomes)


def _add_sums(facts: Facts, side: str, lines: list[str]) -> None:
    name, formula = f"Summa {SIDES[side]}", f"summan av radernas {SIDES[side]}"
    now, proposed = f"proposal.now.{side}", f"proposal.{side}"
    for id, kind, budget in ((now, "now", "årets budget"), (proposed, "line", "förslaget")):
        ids = [f"proposal.{kind}.{line}.{side}" for line in lines]
        facts.add_total(id, f"{name} i {budget}", formula, filter(facts.__contains__, ids))
    _add_change(facts, proposed, now, name, with_share=side == "income")


def _add_change(facts: Facts, proposed: str, now: str, name: str, *, with_share: bool = True) -> None:
    """Add the change in kronor and, of what is paid, as a share of this year's unless that is nothing."""
    id, formula = f"{proposed}_change", "förslaget − årets belopp"
    facts.add_difference(id, f"{name}, ändring", formula, proposed, now)
    if with_share:
        label, formula = f"{name}, ändring i procent", "ändringen ÷ årets belopp"
        facts.add_ratio(f"{id}_share", label, formula, id, now)


def _add_municipality(facts: Facts, code: str, name: str, fees: tuple[ProposedFee, ...]) -> None:
    split = [fee.component for fee in fees if fee.split is not None]
    waiting = [fee.component for fee in fees if fee.split is None]
    ids = {
        "next": [f"proposal.fee.{component}.{code}" for component in split],
        "now": [f"proposal.now.fee.{component}.{code}" for component in split],
        "waiting": [f"proposal.now.fee.{component}.{code}" for component in waiting],
    }
    pays = f"proposal.pays.{code}"
    for kind, label in LABELS.items():
        known = filter(facts.__contains__, ids[kind])
        facts.add_total(f"{pays}.{kind}", f"{name}, {label}", "summan av kommunens avgifter", known)
    _add_change(facts, f"{pays}.next", f"{pays}.now", name)


def _add_counts(facts: Facts, fees: tuple[ProposedFee, ...], incomes: Mapping[str, int]) -> None:
    """Add how many lines have an income, how many of these are split, and how many fees are decided."""
    split = [line for line in incomes if _is_split(line, fees)]
    unsplit = [line for line in incomes if line not in split]
    decided = [fee for fee in fees if fee.split is not None and fee.model.basis == DECIDED]
    _add_count(facts, "lines", "Budgetrader med intäkt", _line_rows(facts, incomes))
    _add_count(facts, "split", "Budgetrader med fördelning", _line_rows(facts, split))
    _add_count(facts, "unsplit", "Budgetrader utan fördelning", _line_rows(facts, unsplit))
    ids, label = [f"proposal.line.{line}.income" for line in unsplit], "Föreslagna intäkter utan fördelning"
    facts.add_total("proposal.unsplit", label, "summan av radernas intäkter", ids)
    _add_count(facts, "decided", "Avgifter med beslutad modell", [fee.model.rows[0] for fee in decided])


def _is_split(line: str, fees: tuple[ProposedFee, ...]) -> bool:
    """Tell whether a line has fees and all of them are split."""
    splits = [fee.split for fee in fees if fee.line == line]
    return bool(splits) and None not in splits


def _line_rows(facts: Facts, lines: Iterable[str]) -> list[str]:
    table = facts.data["budget_lines"]
    return [row for line in lines for row in row_ids(table[table["budget_line"] == line])]


def _add_count(facts: Facts, name: str, label: str, rows: list[str]) -> None:
    formula = f"antal {label[0].lower()}{label[1:]}"
    facts.add(f"proposal.count.{name}", label, len(rows), "count", formula, rows=rows)
