"""Checks of change: volumes, inhabitants and forecasts that are far from what was known before."""

from collections.abc import Iterator

from namndbok.checks.check import Remark, amounts, check
from namndbok.checks.turnover import apart
from namndbok.data import rows_where
from namndbok.facts import Facts, inhabitant_rows, population_date
from namndbok.swedish import day, plain


@check(
    "change.volume",
    asks="Har en volym ändrats med mer än en fjärdedel?",
    why="Ett stort språng kan vara en annan räknegrund och inte en annan verklighet.",
    blind="Små ändringar av räknegrunden.",
    before="service_volumes",
)
def check_volumes(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each volume that is more than a quarter away from the last year that has it."""
    table = facts.data["service_volumes"]
    earlier = table[table["year"] < facts.year].sort_values("year", kind="stable")
    before = {(row.service, row.measure): row for row in earlier.itertuples()}
    for row in facts.year_rows("service_volumes").itertuples():
        old = before.get((row.service, row.measure))
        if old and abs(row.value - old.value) * 4 > old.value:
            then, now = plain(old.value), plain(row.value)
            detail = f"Antalet {row.measure} var {then} för {old.year} och är {now} för {facts.year}."
            title, key = f"Volymen har ändrats mycket: {row.measure}", f"{row.service}-{row.measure}"
            rows = (f"service_volumes:{row.Index}", f"service_volumes:{old.Index}")
            yield Remark(key, title, detail, rows, then, now, plain(row.value - old.value), "info")


@check(
    "change.population",
    asks="Har en kommuns invånarantal ändrats med mer än en tiondel?",
    why="Så stora ändringar är nästan alltid skrivfel, och avgifter räknas på invånarna.",
    blind="Små fel, och den första dagen med invånarantal.",
    needs="population",
)
def check_population(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each number of inhabitants more than a tenth away from the date before."""
    table, used = facts.data["population"], population_date(facts)
    earlier = rows_where(table, (when < used for when in table["date"])).sort_values("date", kind="stable")
    before = {row.municipality: row for row in earlier.itertuples()}
    names = facts.data.by("municipalities", "code", "name")
    for row in inhabitant_rows(facts).itertuples():
        old = before.get(row.municipality, row)
        if abs(row.population - old.population) * 10 > old.population:
            name, told = names[row.municipality], amounts(old.population, row.population, "count")
            detail = f"{name} hade {told['expected']} invånare men har {told['found']} den {day(row.date)}."
            rows = (f"population:{row.Index}", f"population:{old.Index}")
            title = f"Invånarantalet har ändrats mycket: {name}"
            yield Remark(row.municipality, title, detail, rows, **told)


@check(
    "change.forecast",
    asks="Är helårsprognosen i nivå med budgeten?",
    why="När omsättningen växer mycket har verksamhet tillkommit som behöver belopp och beslut.",
    blind="Poster som tar ut varandra i summan.",
    needs="forecast budget",
)
def check_forecast(facts: Facts) -> Iterator[Remark]:
    """Yield a remark when the forecast income is more than a tenth away from the budget."""
    budget, forecast = facts.get("budget.income"), facts.get("forecast.income")
    if budget and forecast and apart(budget, forecast):
        detail = f"Intäkterna väntas bli {forecast.display} mot budgeterade {budget.display}."
        rows = (*facts.rows_behind(budget.id), *facts.rows_behind(forecast.id))
        title = "Prognosen skiljer sig mycket från budgeten"
        yield Remark("income", title, detail, rows, **amounts(budget.value, forecast.value, "kr"))
