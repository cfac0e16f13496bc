"""What the proposal means for each municipality, and how much of the budget it reaches."""

from collections.abc import Iterable, Mapping

from namndbok.facts import Facts, row_ids
from namndbok.proposals.budget.line_facts import add_change
from namndbok.proposals.budget.proposed_fee import ProposedFee
from namndbok.proposals.budget.split_model import DECIDED

LABELS = {
    "next": "avgifter i förslaget",
    "now": "samma avgifter i år",
    "waiting": "avgifter i år som saknar förslag",
}


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
    add_change(facts, "proposal.fees.next", "proposal.fees.now", "Alla kommuner")
    _add_counts(facts, fees, incomes)


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
    add_change(facts, f"{pays}.next", f"{pays}.now", name)


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
