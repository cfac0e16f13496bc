"""What the board should settle before it decides on a proposal; each is a finding with its rows."""

from collections.abc import Iterator
from datetime import date

from namndbok.checks import Finding, Severity, by_severity, stable_id
from namndbok.facts import Facts, budget_name, row_ids
from namndbok.proposals.budget.part import Part, Terms
from namndbok.swedish import day, display, listing

NO_COMPONENT = "Ingen avgift hör till raden, så det framgår inte vem som betalar den."
NO_INCOME = "Raden har en kostnad men ingen intäkt, så ingen betalar den."


def concerns(facts: Facts, terms: Terms, parts: tuple[Part, ...]) -> tuple[Finding, ...]:
    """List what is to be settled, errors first: lines without a split, and what rests on no decision."""
    families = (_unsplit(facts, terms, parts), _unbalanced(facts, terms), _unequal(facts, terms, parts))
    found = [one for family in families for one in family]
    found += [*_undecided(facts, parts), *_late(facts, terms), *_flat(facts, terms)]
    return tuple(by_severity(found))


def undistributed(facts: Facts, terms: Terms, parts: tuple[Part, ...]) -> Iterator[tuple[str, str]]:
    """Yield each budget line that is not fully split, with the reason."""
    rows = facts.data.of_year("budget", terms.base)
    for line in dict.fromkeys(rows["line"]):
        own = [part for part in parts if part.line == line]
        if f"proposal.line.{line}.income" not in facts:
            yield line, NO_INCOME
        elif not own:
            yield line, NO_COMPONENT
        elif lacking := [part for part in own if part.split is None]:
            yield line, " ".join(dict.fromkeys(part.model.why for part in lacking))


def _unsplit(facts: Facts, terms: Terms, parts: tuple[Part, ...]) -> Iterator[Finding]:
    for line, why in undistributed(facts, terms, parts):
        title = f"Budgetpost utan fördelning: {budget_name(facts, line)}"
        yield _finding(facts, ("split", line), title, why, _budget_rows(facts, terms, line), "error")


def _unbalanced(facts: Facts, terms: Terms) -> Iterator[Finding]:
    rows = facts.data.of_year("budget", terms.base)
    for line in dict.fromkeys(rows["line"]):
        income, cost = (facts.get(f"proposal.line.{line}.{side}") for side in ("income", "cost"))
        if income and cost and income.value != cost.value:
            title = f"Intäkt och kostnad är olika: {budget_name(facts, line)}"
            detail = (
                f"Intäkten är {income.display} och kostnaden {cost.display} i förslaget, som följer årets "
                f"budget. Skillnaden är {display(income.value - cost.value, 'kr')}."
            )
            yield _finding(facts, ("balance", line), title, detail, _budget_rows(facts, terms, line))


def _unequal(facts: Facts, terms: Terms, parts: tuple[Part, ...]) -> Iterator[Finding]:
    """Yield lines whose fees this year are not the line's income, so that the proposal moves their level."""
    for line in dict.fromkeys(part.line for part in parts):
        own = [part for part in parts if part.line == line]
        paid = sum(filter(None, (fee for part in own for fee in part.fees["fee"])))
        income = facts[f"proposal.now.{line}.income"]
        if paid and paid != income.value:
            title = f"Årets avgifter är inte årets budget: {budget_name(facts, line)}"
            detail = (
                f"Årets avgifter är {display(paid, 'kr')} och årets intäkt på raden {income.display}. "
                "Förslaget fördelar radens belopp."
            )
            rows = (*_budget_rows(facts, terms, line), *(row for part in own for row in row_ids(part.fees)))
            yield _finding(facts, ("fees", line), title, detail, rows)


def _undecided(facts: Facts, parts: tuple[Part, ...]) -> Iterator[Finding]:
    """Yield what the models without a decision rest on, and those that other models would do as well."""
    for basis, detail in WHENCE.items():
        own = [part for part in parts if part.split is not None and part.model.basis == basis]
        if own:
            yield _of(facts, basis, f"Modell utan beslut: {_named(own)}", detail, own)
    several = [part for part in parts if part.split is not None and not part.model.alone]
    if several:
        title = f"Flera modeller ger årets avgifter: {_named(several)}"
        detail = (
            "Förslaget bygger på den modell som är enklast att säga. De andra kan ge andra avgifter nästa år."
        )
        yield _of(facts, "several", title, detail, several)


def _of(facts: Facts, key: str, title: str, detail: str, parts: list[Part]) -> Finding:
    rows = {row for part in parts for row in part.model.rows}
    return _finding(facts, ("model", key), title, detail, sorted(rows, key=_in_order))


def _in_order(row: str) -> tuple[str, int]:
    table, number = row.rsplit(":", 1)
    return table, int(number)


def _named(parts: list[Part]) -> str:
    return listing([part.name for part in parts])


def _late(facts: Facts, terms: Terms) -> Iterator[Finding]:
    counted = terms.counted
    if counted and counted >= date(terms.year, 1, 1):
        title = "Folkmängden är senare än budgetåret börjar"
        detail = (
            f"Förslaget räknar med invånarna den {day(counted)}. En budget som beslutas innan året börjar "
            "kan inte bygga på dem: välj en tidigare dag."
        )
        rows = [fact.rows[0] for fact in facts.under("proposal.population")]
        yield _finding(facts, ("population", "late"), title, detail, rows)


def _flat(facts: Facts, terms: Terms) -> Iterator[Finding]:
    if not facts["proposal.increase"].value:
        title = "Beloppen är inte uppräknade"
        detail = "Raderna har samma belopp som i årets budget, eftersom ingen uppräkning är vald."
        rows = row_ids(facts.data.of_year("budget", terms.base))
        yield _finding(facts, ("increase", "none"), title, detail, rows, "info")


WHENCE = {
    "stated": "Dokumentet beskriver modellen, men inget beslut om den finns i underlaget.",
    "reproduced": "Modellen är återskapad ur årets avgifter, som den ger på kronan; beslut saknas.",
    "kept": "Ingen modell ger årets avgifter. Förslaget behåller deras proportioner, på begäran.",
}


def _budget_rows(facts: Facts, terms: Terms, line: str) -> list[str]:
    rows = facts.data.of_year("budget", terms.base)
    return row_ids(rows[rows["line"] == line])


def _finding(
    facts: Facts,
    key: tuple[str, str],
    title: str,
    detail: str,
    rows: object,
    severity: Severity = "warning",
) -> Finding:
    check, rows = f"proposal.{key[0]}", tuple(rows)
    sources = tuple(dict.fromkeys(filter(None, map(facts.source, rows))))
    id = stable_id(check, facts.year, key[1], title, detail)
    return Finding(id, check, severity, title, detail, "", "", "", rows, sources)
