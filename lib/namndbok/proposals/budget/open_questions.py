"""What the board should settle before it decides on a proposal; each question is a finding with its rows."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from namndbok.checks import Finding, Severity, by_severity, numbered, stable_id
from namndbok.facts import Facts, budget_name, row_ids
from namndbok.proposals.budget.line_facts import NONE
from namndbok.proposals.budget.proposed_fee import KEPT, REPRODUCED, STATED, Assumptions, ProposedFee
from namndbok.swedish import day, display, listing

NO_COMPONENT = "Ingen avgift hör till raden, så det framgår inte vem som betalar den."
NO_INCOME = "Raden har en kostnad men ingen intäkt, så ingen betalar den."
UNDECIDED = {
    STATED: "Modellen är beskriven, men det finns inget beslut om den.",
    REPRODUCED: "Modellen är återskapad ur årets avgifter, som den ger på kronan, men är inte beslutad.",
    KEPT: "Ingen modell ger årets avgifter. Förslaget behåller deras proportioner, på begäran.",
}
SEVERAL = "Förslaget bygger på den modell som är enklast att säga. De andra kan ge andra avgifter nästa år."
# Severity, the last word of the check, what tells the question from others of it, title, detail and rows.
Question = tuple[Severity, str, str, str, str, Iterable[str]]


def open_questions(
    facts: Facts, assumptions: Assumptions, fees: tuple[ProposedFee, ...]
) -> tuple[Finding, ...]:
    """List what is to be settled, errors first: lines without a split, and what rests on no decision."""
    questions = (
        _line_questions(facts, assumptions, fees),
        _model_questions(fees),
        _assumption_questions(facts, assumptions),
    )
    findings = []
    for severity, word, key, title, detail, rows in chain.from_iterable(questions):
        check, rows = f"proposal.{word}", tuple(rows)
        sources = tuple(dict.fromkeys(filter(None, map(facts.source, rows))))
        id = stable_id(check, facts.year, key, title, detail)
        findings.append(Finding(id, check, severity, title, detail, "", "", "", rows, sources))
    return tuple(by_severity(numbered(facts.year, findings)))


def unsplit_lines(
    facts: Facts, assumptions: Assumptions, fees: tuple[ProposedFee, ...]
) -> Iterator[tuple[str, str]]:
    """Yield each budget line that is not fully split, with the reason."""
    for line in dict.fromkeys(facts.data.of_year("budget", assumptions.base_year)["line"]):
        own_fees = [fee for fee in fees if fee.line == line]
        if f"proposal.line.{line}.income" not in facts:
            yield line, NO_INCOME
        elif not own_fees:
            yield line, NO_COMPONENT
        elif obstacles := [fee.model.obstacle for fee in own_fees if fee.split is None]:
            yield line, " ".join(dict.fromkeys(obstacles))


def _line_questions(
    facts: Facts, assumptions: Assumptions, fees: tuple[ProposedFee, ...]
) -> Iterator[Question]:
    """Yield lines that are not split, that do not balance, and whose level the proposal moves."""
    budget = facts.data.of_year("budget", assumptions.base_year)
    budget_rows = {line: row_ids(rows) for line, rows in budget.groupby("line", sort=False)}
    for line, reason in unsplit_lines(facts, assumptions, fees):
        title = f"Budgetpost utan fördelning: {budget_name(facts, line)}"
        yield "error", "split", line, title, reason, budget_rows[line]
    for line, rows in budget_rows.items():
        income, cost = (facts.get(f"proposal.line.{line}.{side}") for side in ("income", "cost"))
        if income and cost and income.value != cost.value:
            title = f"Intäkt och kostnad är olika: {budget_name(facts, line)}"
            payers = (
                "Den betalas av kommunerna som har avgiften, utöver vad raden kostar."
                if income.value > cost.value
                else "Ingen avgift täcker den: nämnden behöver besluta vem som betalar."
            )
            detail = (
                f"Intäkten är {income.display} och kostnaden {cost.display} i förslaget, som följer årets "
                f"budget. Skillnaden är {display(income.value - cost.value, 'kr')}. {payers}"
            )
            yield "warning", "balance", line, title, detail, rows
    for line in dict.fromkeys(fee.line for fee in fees):
        components = [fee.rows_now for fee in fees if fee.line == line]
        paid = sum(amount for rows in components for amount in rows["fee"] if amount)
        income = facts[f"proposal.now.{line}.income"]
        if paid and paid != income.value:
            title = f"Årets avgifter är inte årets budget: {budget_name(facts, line)}"
            detail = (
                f"Årets avgifter är {display(paid, 'kr')} och årets intäkt på raden {income.display}. "
                "Förslaget fördelar radens belopp."
            )
            fee_rows = (row for rows in components for row in row_ids(rows))
            yield "warning", "fees", line, title, detail, (*budget_rows[line], *fee_rows)


def _model_questions(fees: tuple[ProposedFee, ...]) -> Iterator[Question]:
    """Yield what the models without a decision rest on, and those that other models would do as well."""
    split = [fee for fee in fees if fee.split is not None]
    questions = [
        (basis, "Modell utan beslut", detail, [fee for fee in split if fee.model.basis == basis])
        for basis, detail in UNDECIDED.items()
    ]
    several = [fee for fee in split if not fee.model.is_only]
    questions.append(("several", "Flera modeller ger årets avgifter", SEVERAL, several))
    for key, title, detail, concerned in questions:
        if concerned:
            title = f"{title}: {listing([fee.name for fee in concerned])}"
            places = (row.rsplit(":", 1) for fee in concerned for row in fee.model.rows)
            rows = sorted({(table, int(number)) for table, number in places})
            yield "warning", "model", key, title, detail, (f"{table}:{number}" for table, number in rows)


def _assumption_questions(facts: Facts, assumptions: Assumptions) -> Iterator[Question]:
    """Yield a population that is not known before the year, and amounts that are not raised."""
    counted = assumptions.population_date
    if counted and counted >= date(assumptions.year, 1, 1):
        title = "Folkmängden är senare än budgetåret börjar"
        detail = (
            f"Förslaget räknar med invånarna den {day(counted)}. En budget som beslutas innan året börjar "
            "kan inte bygga på dem: välj en tidigare dag."
        )
        rows = [fact.rows[0] for fact in facts.under("proposal.population")]
        yield "warning", "population", "late", title, detail, rows
    if facts["proposal.increase"].formula == NONE:
        notes, budget = facts.data["budget_notes"], facts.data.of_year("budget", assumptions.base_year)
        agreed = notes[notes["index"].notna() & (notes["year"] <= assumptions.year)].tail(1)
        title = "Uppräkningen är inte medräknad"
        detail = f"Raderna har samma belopp som i budgeten för {assumptions.base_year}."
        for index in agreed["index"]:
            title, detail = (
                "Avtalets uppräkning är inte medräknad",
                f"Beloppen ska räknas upp med {index}. {detail}",
            )
        yield "warning", "increase", "none", title, detail, row_ids(agreed) or row_ids(budget)
