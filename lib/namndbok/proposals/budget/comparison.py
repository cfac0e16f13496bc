"""What the proposal means for each municipality, and how much of the budget it reaches."""

from collections.abc import Mapping

from namndbok.facts import Facts, row_ids
from namndbok.proposals.budget.amounts import compare
from namndbok.proposals.budget.model import DECIDED
from namndbok.proposals.budget.part import Part


def facts_comparison(facts: Facts, parts: tuple[Part, ...], amounts: Mapping[str, int]) -> None:
    """Add proposed fees beside this year's of the same components, by municipality and in all, and counts."""
    table = facts.data["municipalities"]
    for code, name in zip(table["code"], table["name"], strict=True):
        _municipality(facts, code, name, parts)
    for suffix, word in (("next", "avgifter i förslaget"), ("now", "samma avgifter i år")):
        ids = [f"proposal.pays.{code}.{suffix}" for code in table["code"]]
        facts.add_total(f"proposal.fees.{suffix}", f"Alla {word}", "summan av kommunerna", ids)
    ids = [f"proposal.pays.{code}.waiting" for code in table["code"]]
    label = "Alla avgifter i år som saknar förslag"
    facts.add_total("proposal.fees.waiting", label, "summan av kommunerna", ids)
    compare(facts, "proposal.fees.next", "proposal.fees.now", "Alla kommuner")
    _counts(facts, parts, amounts)


def split_lines(parts: tuple[Part, ...], amounts: Mapping[str, int]) -> list[str]:
    """List the budget lines whose every component is split."""
    whole = {line: [part for part in parts if part.line == line] for line in amounts}
    return [line for line, own in whole.items() if own and all(part.split is not None for part in own)]


def _municipality(facts: Facts, code: str, name: str, parts: tuple[Part, ...]) -> None:
    at = f"proposal.pays.{code}"
    done, waiting = (
        [one for one in parts if one.split is not None],
        [one for one in parts if one.split is None],
    )
    new = [f"proposal.fee.{part.component}.{code}" for part in done]
    old = [f"proposal.now.fee.{part.component}.{code}" for part in done]
    left = [f"proposal.now.fee.{part.component}.{code}" for part in waiting]
    formula = "summan av kommunens avgifter"
    facts.add_total(f"{at}.next", f"{name}, avgifter i förslaget", formula, filter(facts.__contains__, new))
    facts.add_total(f"{at}.now", f"{name}, samma avgifter i år", formula, filter(facts.__contains__, old))
    facts.add_total(
        f"{at}.waiting",
        f"{name}, avgifter i år som saknar förslag",
        formula,
        filter(facts.__contains__, left),
    )
    compare(facts, f"{at}.next", f"{at}.now", name)


def _counts(facts: Facts, parts: tuple[Part, ...], amounts: Mapping[str, int]) -> None:
    table, done = facts.data["budget_lines"], split_lines(parts, amounts)
    rows = {line: table[table["budget_line"] == line] for line in amounts}
    _count(facts, "lines", "Budgetrader med intäkt", [row for line in amounts for row in row_ids(rows[line])])
    split = [row for line in done for row in row_ids(rows[line])]
    _count(facts, "split", "Budgetrader med fördelning", split)
    left = [row for line in amounts if line not in done for row in row_ids(rows[line])]
    _count(facts, "unsplit", "Budgetrader utan fördelning", left)
    ids = [f"proposal.line.{line}.income" for line in amounts if line not in done]
    formula = "summan av radernas intäkter"
    facts.add_total("proposal.unsplit", "Föreslagna intäkter utan fördelning", formula, ids)
    decided = [part for part in parts if part.split is not None and part.model.basis == DECIDED]
    _count(facts, "decided", "Avgifter med beslutad modell", [part.model.rows[0] for part in decided])


def _count(facts: Facts, name: str, label: str, rows: list[str]) -> None:
    facts.add(
        f"proposal.count.{name}", label, len(rows), "count", f"antal {label[0].lower()}{label[1:]}", rows=rows
    )
