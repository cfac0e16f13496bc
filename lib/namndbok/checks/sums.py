"""Checks of sums: what is printed as a total, a difference or a result against the rows that it is made of."""

from collections.abc import Iterator
from itertools import combinations

from namndbok.checks.check import Remark, amounts, check
from namndbok.facts import Fact, Facts
from namndbok.printed import Printed, comparisons

MOST_OMITTED = 2


@check(
    "sums.printed",
    asks="Stämmer tryckta summor och resultat med raderna som de räknas från?",
    why="En summa som inte går att räkna om kan inte ligga till grund för ett beslut.",
    blind="Två fel som tar ut varandra, och en summa vars rader saknas i underlaget.",
)
def check_printed_sums(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each printed total or difference that its rows do not give."""
    for one in comparisons(facts, "total", "difference"):
        if not one.agrees and not omitted_rows(facts, one):
            yield _remark(facts, one)


@check(
    "sums.budget_balance",
    asks="Har varje budgetrad lika stora intäkter som kostnader?",
    why="Nämnden är intäktsfinansierad: en rad som inte går jämnt ut betalas av någon annan rad.",
    blind="En rad som är fel med lika mycket på båda sidor.",
)
def check_budget_balance(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each budget line whose income and cost differ."""
    for income in [fact for fact in facts.under("budget.line") if fact.id.endswith(".income")]:
        at = income.id.removesuffix(".income")
        if f"{at}.cost" not in facts:
            continue
        cost = facts[f"{at}.cost"]
        if income.value != cost.value:
            name = cost.label.rsplit(",", 1)[0]
            detail = f"Raden {name} har intäkter på {income.display} men kostnader på {cost.display}.{_twin(facts, cost)}"
            yield Remark(
                at.rsplit(".", 1)[-1], f"Budgetraden {name} går inte jämnt ut", detail, income.rows + cost.rows,
                **amounts(income.value, cost.value, "kr"), severity="error",
            )  # fmt: skip


def omitted_rows(facts: Facts, one: Printed) -> tuple[str, ...]:
    """Return the fewest rows, at most two, whose amounts together are exactly what a printed total lacks."""
    lacking = one.computed - one.value
    parts = _parts(facts, one.fact) if lacking and one.kind == "total" else {}
    for size in range(1, MOST_OMITTED + 1):
        fitting = [rows for rows in combinations(parts, size) if sum(parts[row] for row in rows) == lacking]
        if len(fitting) == 1:
            return fitting[0]
    return ()


def _parts(facts: Facts, total: Fact) -> dict[str, int]:
    """Return the amounts of the rows that a fee column's total is made of."""
    rows = [row for row in total.rows if row.startswith("fees:")]
    return {row: facts.data["fees"].at[int(row.split(":")[1]), "fee"] for row in rows}


def _remark(facts: Facts, one: Printed) -> Remark:
    detail = f"{one.label}: tryckt {_shown(one, one.value)}, men raderna ger {_shown(one, one.computed)}."
    related = [facts[name] for name in one.fact.facts]
    rows = (one.row, *one.fact.rows, *(row for fact in related for row in fact.rows))
    severity = "error" if one.precision == 1 else "info"
    if severity == "info":
        detail += " Källan avrundar till tusental, så skillnaden kan bero på avrundning."
    return Remark(
        one.key, f"Tryckt belopp stämmer inte: {one.label}", detail, tuple(dict.fromkeys(rows)),
        **amounts(one.computed, one.value, one.unit), severity=severity,
    )  # fmt: skip


def _shown(one: Printed, value) -> str:
    return amounts(value, value, one.unit)["found"]


def _twin(facts: Facts, cost: Fact) -> str:
    twins = [
        fact for fact in facts.under("budget.line")
        if fact.id.endswith(".cost") and fact.id != cost.id and fact.value == cost.value
    ]  # fmt: skip
    if not twins:
        return ""
    return f" Samma belopp står på kostnadsraden {twins[0].label.rsplit(',', 1)[0]}; beloppet kan ha skrivits av från fel rad."
