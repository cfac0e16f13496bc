"""Checks of sums: what is printed as a total or a difference against the rows that it is made of."""

from collections.abc import Iterator, Mapping
from itertools import islice

from namndbok.checks.check import Remark, amounts, check
from namndbok.facts import (
    AS_IT_STANDS,
    SIDES,
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
    wrong = (figure for figure in figures if not figure.agrees and not omitted_rows(facts, figure))
    return (_differing(facts, same) for same in group_same_figures(wrong))


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
    wrong = (figure for figure in printed_figures_in(facts, rows) if not figure.agrees)
    return (_differing(facts, same) for same in group_same_figures(wrong))


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
        income, cost = (facts.get(f"budget.line.{line}.{side}") for side in SIDES)
        if income and cost and income.value != cost.value:
            name = budget_name(facts, line)
            title = f"Budgetraden går inte jämnt ut: {name}"
            detail = f"{name} har intäkter på {income.display} men kostnader på {cost.display}."
            detail += _same_cost_elsewhere(facts, line, cost)
            shown = amounts(income.value, cost.value, "kr")
            yield Remark(line, title, detail, income.rows + cost.rows, **shown)


def omitted_rows(facts: Facts, figure: PrintedFigure) -> tuple[str, ...]:
    """Return the fewest rows, one or two, whose amounts together are exactly what a printed total lacks.

    Returns none where several choices fit, since nothing then tells which rows were left out.
    """
    lacking = figure.computed - figure.value
    terms = _terms(facts, figure.fact) if lacking and figure.kind == "total" else {}
    for choices in (_single_rows, _pairs_of_rows):
        fitting = list(islice(choices(terms, lacking), 2))
        if fitting:
            return fitting[0] if len(fitting) == 1 else ()
    return ()


def _single_rows(terms: Mapping[str, Number], lacking: Number) -> Iterator[tuple[str, ...]]:
    return ((row,) for row, amount in terms.items() if amount == lacking)


def _pairs_of_rows(terms: Mapping[str, Number], lacking: Number) -> Iterator[tuple[str, ...]]:
    """Yield each two rows whose amounts together are what is lacking, in the order of the rows."""
    rows: dict[Number, list[str]] = {}
    for row, amount in terms.items():
        yield from ((other, row) for other in rows.get(lacking - amount, ()))
        rows.setdefault(amount, []).append(row)


def _terms(facts: Facts, total: Fact) -> dict[str, Number]:
    """Return the amounts of a total's rows, where each term stands in one row."""
    cells = [facts[name] for name in total.facts if facts[name].formula == AS_IT_STANDS]
    terms = {fact.rows[0]: fact.value for fact in cells}
    for row in total.rows:
        table, number = row.split(":")
        if table in AMOUNTS:
            terms[row] = facts.data.column(table, AMOUNTS[table])[int(number)]
    return terms


def _differing(facts: Facts, same: list[PrintedFigure]) -> Remark:
    figure, detail = same[0], same[0].comparison_with("raderna")
    if figure.may_be_rounding:
        step = figure.format_value(figure.precision)
        detail += f" Beloppen är avrundade till närmaste {step}, så skillnaden kan bero på avrundning."
    title = f"Tryckt belopp stämmer inte: {figure.fact.label}"
    rows = (*(other.row for other in same), *facts.rows_behind(figure.fact.id))
    severity = "info" if figure.may_be_rounding else "error"
    shown = amounts(figure.computed, figure.value, figure.unit)
    return Remark(figure.key, title, detail, rows, **shown, severity=severity)


def _same_cost_elsewhere(facts: Facts, line: str, cost: Fact) -> str:
    """Name the first other budget line with the same cost, which the amount may have been copied from."""
    for other in budget_lines(facts):
        same = facts.get(f"budget.line.{other}.cost")
        if other != line and same and cost.value and same.value == cost.value:
            where = budget_name(facts, other)
            return f" Samma kostnad står på raden {where}; beloppet kan vara avskrivet från fel rad."
    return ""
