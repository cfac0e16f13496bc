"""What the board should settle before it decides on a proposal; each question is a finding with its rows."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from namndbok.checks import Finding, by_severity, numbered, stable_id
from namndbok.facts import Facts, budget_name, row_ids
from namndbok.proposals.budget.proposal_facts import NONE
from namndbok.proposals.budget.proposed_fee import BASES, OBSTACLES, WORDS, Assumptions, ProposedFee
from namndbok.swedish import day, display, listing

QUESTIONS = WORDS["questions"]


def open_questions(
    facts: Facts, assumptions: Assumptions, fees: tuple[ProposedFee, ...]
) -> tuple[Finding, ...]:
    """List what is to be settled, errors first: lines without a split, and what rests on no decision."""
    findings = []

    def ask(word: str, words: str, key: str, rows: Iterable[str], **named: Any) -> None:
        check, rows, severity = f"proposal.{word}", tuple(rows), "error" if word == "split" else "warning"
        title, detail = (text.format(**named) for text in QUESTIONS[words])
        sources = tuple(dict.fromkeys(filter(None, map(facts.source, rows))))
        id = stable_id(check, facts.year, key, title, detail)
        findings.append(Finding(id, check, severity, title, detail, "", "", "", rows, sources))

    budget = facts.data.of_year("budget", assumptions.base_year)
    budget_rows = {line: row_ids(rows) for line, rows in budget.groupby("line", sort=False)}
    names = {line: budget_name(facts, line) for line in budget_rows}
    for line, reason in unsplit_lines(facts, assumptions, fees):
        ask("split", "split", line, budget_rows[line], name=names[line], reason=reason)
    for line, rows in budget_rows.items():
        income, cost = (facts.get(f"proposal.line.{line}.{side}") for side in ("income", "cost"))
        if income and cost and income.value != cost.value:
            named = {"name": names[line], "income": income.display, "cost": cost.display}
            named["difference"] = display(income.value - cost.value, "kr")
            named["payers"] = QUESTIONS["too_much" if income.value > cost.value else "too_little"]
            ask("balance", "balance", line, rows, **named)
    for line in dict.fromkeys(fee.line for fee in fees):
        components = [fee.rows_now for fee in fees if fee.line == line]
        paid = sum(amount for rows in components for amount in rows["fee"] if amount)
        income = facts[f"proposal.now.{line}.income"]
        if paid and paid != income.value:
            named = {"name": names[line], "paid": display(paid, "kr"), "income": income.display}
            rows = (*budget_rows[line], *(row for rows in components for row in row_ids(rows)))
            ask("fees", "fees", line, rows, **named)
    split = [fee for fee in fees if fee.split is not None]
    models = {
        basis: [fee for fee in split if fee.model.basis == basis] for basis in BASES if basis in QUESTIONS
    }
    for key, concerned in (models | {"several": [fee for fee in split if not fee.model.is_only]}).items():
        places = (row.rsplit(":", 1) for fee in concerned for row in fee.model.rows)
        rows = sorted({(table, int(number)) for table, number in places})
        if concerned:
            named = listing([fee.name for fee in concerned])
            ask("model", key, key, (f"{table}:{number}" for table, number in rows), fees=named)
    counted = assumptions.population_date
    if counted and counted >= date(assumptions.year, 1, 1):
        rows = [fact.rows[0] for fact in facts.under("proposal.population")]
        ask("population", "late", "late", rows, day=day(counted))
    if facts["proposal.increase"].formula == NONE:
        notes = facts.data["budget_notes"]
        agreed = notes[notes["index"].notna() & (notes["year"] <= assumptions.year)].tail(1)
        named = {"base_year": assumptions.base_year, "index": "".join(agreed["index"])}
        rows = row_ids(agreed) or row_ids(budget)
        ask("increase", "agreed" if len(agreed) else "none", "none", rows, **named)
    return tuple(by_severity(numbered(facts.year, findings)))


def unsplit_lines(
    facts: Facts, assumptions: Assumptions, fees: tuple[ProposedFee, ...]
) -> Iterator[tuple[str, str]]:
    """Yield each budget line that is not fully split, with the reason."""
    for line in dict.fromkeys(facts.data.of_year("budget", assumptions.base_year)["line"]):
        of_line = [fee for fee in fees if fee.line == line]
        if f"proposal.line.{line}.income" not in facts:
            yield line, OBSTACLES["no_income"]
        elif not of_line:
            yield line, OBSTACLES["no_component"]
        elif obstacles := [fee.model.obstacle for fee in of_line if fee.split is None]:
            yield line, " ".join(dict.fromkeys(obstacles))
