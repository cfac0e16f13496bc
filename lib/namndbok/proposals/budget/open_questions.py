"""What the board should settle before it decides on a proposal; each question is a finding with its rows."""

from collections.abc import Iterator
from datetime import date

from namndbok.checks import Finding, Severity, by_severity, stable_id
from namndbok.facts import Facts, budget_name, row_ids
from namndbok.proposals.budget.proposed_fee import KEPT, REPRODUCED, STATED, Assumptions, ProposedFee
from namndbok.swedish import day, display, listing

NO_COMPONENT = "Ingen avgift hör till raden, så det framgår inte vem som betalar den."
NO_INCOME = "Raden har en kostnad men ingen intäkt, så ingen betalar den."
UNDECIDED = {
    STATED: "Dokumentet beskriver modellen, men inget beslut om den finns i underlaget.",
    REPRODUCED: "Modellen är återskapad ur årets avgifter, som den ger på kronan; beslut saknas.",
    KEPT: "Ingen modell ger årets avgifter. Förslaget behåller deras proportioner, på begäran.",
}


def open_questions(
    facts: Facts, assumptions: Assumptions, fees: tuple[ProposedFee, ...]
) -> tuple[Finding, ...]:
    """List what is to be settled, errors first: lines without a split, and what rests on no decision."""
    findings = [
        *_unsplit(facts, assumptions, fees),
        *_unbalanced(facts, assumptions),
        *_unequal(facts, assumptions, fees),
        *_undecided(facts, fees),
        *_late_population(facts, assumptions),
        *_no_increase(facts, assumptions),
    ]
    return tuple(by_severity(findings))


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


def _unsplit(facts: Facts, assumptions: Assumptions, fees: tuple[ProposedFee, ...]) -> Iterator[Finding]:
    for line, reason in unsplit_lines(facts, assumptions, fees):
        title = f"Budgetpost utan fördelning: {budget_name(facts, line)}"
        rows = _budget_rows(facts, assumptions, line)
        yield _finding(facts, ("split", line), title, reason, rows, severity="error")


def _unbalanced(facts: Facts, assumptions: Assumptions) -> Iterator[Finding]:
    for line in dict.fromkeys(facts.data.of_year("budget", assumptions.base_year)["line"]):
        income, cost = (facts.get(f"proposal.line.{line}.{side}") for side in ("income", "cost"))
        if income and cost and income.value != cost.value:
            title = f"Intäkt och kostnad är olika: {budget_name(facts, line)}"
            detail = (
                f"Intäkten är {income.display} och kostnaden {cost.display} i förslaget, som följer årets "
                f"budget. Skillnaden är {display(income.value - cost.value, 'kr')}."
            )
            yield _finding(facts, ("balance", line), title, detail, _budget_rows(facts, assumptions, line))


def _unequal(facts: Facts, assumptions: Assumptions, fees: tuple[ProposedFee, ...]) -> Iterator[Finding]:
    """Yield lines whose fees this year are not the line's income, so that the proposal moves their level."""
    for line in dict.fromkeys(fee.line for fee in fees):
        own_fees = [fee for fee in fees if fee.line == line]
        paid = sum(filter(None, (amount for fee in own_fees for amount in fee.rows_now["fee"])))
        income = facts[f"proposal.now.{line}.income"]
        if paid and paid != income.value:
            title = f"Årets avgifter är inte årets budget: {budget_name(facts, line)}"
            detail = (
                f"Årets avgifter är {display(paid, 'kr')} och årets intäkt på raden {income.display}. "
                "Förslaget fördelar radens belopp."
            )
            fee_rows = (row for fee in own_fees for row in row_ids(fee.rows_now))
            rows = (*_budget_rows(facts, assumptions, line), *fee_rows)
            yield _finding(facts, ("fees", line), title, detail, rows)


def _undecided(facts: Facts, fees: tuple[ProposedFee, ...]) -> Iterator[Finding]:
    """Yield what the models without a decision rest on, and those that other models would do as well."""
    split = [fee for fee in fees if fee.split is not None]
    for basis, detail in UNDECIDED.items():
        undecided = [fee for fee in split if fee.model.basis == basis]
        if undecided:
            yield _model_finding(facts, basis, "Modell utan beslut", detail, undecided)
    several = [fee for fee in split if not fee.model.is_only]
    if several:
        detail = (
            "Förslaget bygger på den modell som är enklast att säga. De andra kan ge andra avgifter nästa år."
        )
        yield _model_finding(facts, "several", "Flera modeller ger årets avgifter", detail, several)


def _model_finding(facts: Facts, key: str, title: str, detail: str, fees: list[ProposedFee]) -> Finding:
    def place(row: str) -> tuple[str, int]:
        table, number = row.rsplit(":", 1)
        return table, int(number)

    title = f"{title}: {listing([fee.name for fee in fees])}"
    rows = sorted({row for fee in fees for row in fee.model.rows}, key=place)
    return _finding(facts, ("model", key), title, detail, rows)


def _late_population(facts: Facts, assumptions: Assumptions) -> Iterator[Finding]:
    counted = assumptions.population_date
    if counted and counted >= date(assumptions.year, 1, 1):
        title = "Folkmängden är senare än budgetåret börjar"
        detail = (
            f"Förslaget räknar med invånarna den {day(counted)}. En budget som beslutas innan året börjar "
            "kan inte bygga på dem: välj en tidigare dag."
        )
        rows = [fact.rows[0] for fact in facts.under("proposal.population")]
        yield _finding(facts, ("population", "late"), title, detail, rows)


def _no_increase(facts: Facts, assumptions: Assumptions) -> Iterator[Finding]:
    if not facts["proposal.increase"].value:
        title = "Beloppen är inte uppräknade"
        detail = "Raderna har samma belopp som i årets budget, eftersom ingen uppräkning är vald."
        rows = row_ids(facts.data.of_year("budget", assumptions.base_year))
        yield _finding(facts, ("increase", "none"), title, detail, rows, severity="info")


def _budget_rows(facts: Facts, assumptions: Assumptions, line: str) -> tuple[str, ...]:
    rows = facts.data.of_year("budget", assumptions.base_year)
    return row_ids(rows[rows["line"] == line])


def _finding(
    facts: Facts,
    key: tuple[str, str],
    title: str,
    detail: str,
    rows: object,
    *,
    severity: Severity = "warning",
) -> Finding:
    """Make a finding; `key` is the last word of its check, and what tells it from others of the check."""
    check, rows = f"proposal.{key[0]}", tuple(rows)
    sources = tuple(dict.fromkeys(filter(None, map(facts.source, rows))))
    id = stable_id(check, facts.year, key[1], title, detail)
    return Finding(id, check, severity, title, detail, "", "", "", rows, sources)
