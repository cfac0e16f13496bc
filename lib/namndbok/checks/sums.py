"""Checks of sums: what is printed as a total or a difference against the rows that it is made of."""

from collections.abc import Iterator, Mapping
from itertools import islice

from namndbok.checks.check import Remark, amounts, check
from namndbok.facts import (
    AS_IT_STANDS,
    Fact,
    Facts,
    PrintedFigure,
    budget_lines,
    budget_name,
    group_same_figures,
    printed_figures,
    printed_figures_in,
)
from namndbok.swedish import Number

AMOUNTS = {"fees": "fee", "population": "population"}


@check(
    "sums.printed",
    asks="Stämmer tryckta summor och skillnader med raderna som de är räknade ur?",
    why="En summa som inte går att räkna om kan inte ligga till grund för ett beslut.",
    blind="Två fel som tar ut varandra, och summor vars rader inte finns i underlaget.",
    needs="printed",
)
def check_printed_sums(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each total or difference that is printed, once or more, and its rows do not give."""
    figures = printed_figures(facts, "total", "difference")
    wrong = (one for one in figures if not one.agrees and not omitted_rows(facts, one))
    return (_differing(facts, group) for group in group_same_figures(wrong))


@check(
    "sums.population",
    asks="Stämmer den tryckta summan av invånarna på den dag som avgifterna räknas på?",
    why="Avgift per invånare blir fel om en kommuns invånarantal är fel avskrivet.",
    blind="Dagar vars summa inte är tryckt.",
    needs="population",
)
def check_population_sum(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each printed total of inhabitants, under another year, that its rows do not give."""
    printed = facts.data["printed"]
    rows = printed[(printed["year"] != facts.year) & printed["fact"].str.startswith("population.")]
    wrong = (one for one in printed_figures_in(facts, rows) if not one.agrees)
    return (_differing(facts, group) for group in group_same_figures(wrong))


@check(
    "sums.budget_balance",
    asks="Har varje budgetrad lika stora intäkter som kostnader?",
    why="En rad som inte går jämnt ut betalas av någon annan rad.",
    blind="Rader som är fel med lika mycket på båda sidor.",
    needs="budget",
)
def check_budget_balance(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each budget line whose income and cost differ."""
    for line in budget_lines(facts):
        at, name = f"budget.line.{line}", budget_name(facts, line)
        income, cost = facts.get(f"{at}.income"), facts.get(f"{at}.cost")
        if not income or not cost or income.value == cost.value:
            continue
        detail = f"{name} har intäkter på {income.display} men kostnader på {cost.display}."
        yield Remark(
            line,
            f"Budgetraden går inte jämnt ut: {name}",
            detail + _twin(facts, line, cost),
            income.rows + cost.rows,
            **amounts(income.value, cost.value, "kr"),
        )


def omitted_rows(facts: Facts, one: PrintedFigure) -> tuple[str, ...]:
    """Return the fewest rows, one or two, whose amounts together are exactly what a printed total lacks.

    Returns none where several choices fit, since nothing then tells which rows were left out.
    """
    lacking = one.computed - one.value
    parts = _parts(facts, one.fact) if lacking and one.kind == "total" else {}
    for choices in (_singles, _pairs):
        fitting = list(islice(choices(parts, lacking), 2))
        if fitting:
            return fitting[0] if len(fitting) == 1 else ()
    return ()


def _singles(parts: Mapping[str, Number], wanted: Number) -> Iterator[tuple[str, ...]]:
    return ((row,) for row, amount in parts.items() if amount == wanted)


def _pairs(parts: Mapping[str, Number], wanted: Number) -> Iterator[tuple[str, ...]]:
    """Yield each two rows whose amounts together are what is wanted, the one that stands first first."""
    seen: dict[Number, list[str]] = {}
    for row, amount in parts.items():
        yield from ((other, row) for other in seen.get(wanted - amount, ()))
        seen.setdefault(amount, []).append(row)


def _parts(facts: Facts, total: Fact) -> dict[str, Number]:
    """Return the amounts of a total's rows, where each part stands in one row."""
    own = [facts[name] for name in total.facts if facts[name].formula == AS_IT_STANDS]
    parts = {fact.rows[0]: fact.value for fact in own}
    for row in total.rows:
        table, number = row.split(":")
        if table in AMOUNTS:
            parts[row] = facts.data.column(table, AMOUNTS[table])[int(number)]
    return parts


def _differing(facts: Facts, group: list[PrintedFigure]) -> Remark:
    one, detail = group[0], group[0].told("raderna")
    if one.rounding:
        step = one.shown(one.precision)
        detail += f" Beloppen är avrundade till närmaste {step}, så skillnaden kan bero på avrundning."
    return Remark(
        one.key,
        f"Tryckt belopp stämmer inte: {one.fact.label}",
        detail,
        (*(other.row for other in group), *facts.rows_behind(one.fact.id)),
        **amounts(one.computed, one.value, one.unit),
        severity="info" if one.rounding else "error",
    )


def _twin(facts: Facts, line: str, cost: Fact) -> str:
    others = [other for other in budget_lines(facts) if other != line and cost.value]
    twins = [other for other in others if f"budget.line.{other}.cost" in facts]
    twins = [other for other in twins if facts[f"budget.line.{other}.cost"].value == cost.value]
    if not twins:
        return ""
    where = budget_name(facts, twins[0])
    return f" Samma kostnad står på raden {where}; beloppet kan vara avskrivet från fel rad."
