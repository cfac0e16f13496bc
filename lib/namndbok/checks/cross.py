"""Checks across tables: one quantity in two places, and the outcome against budget and forecast."""

from collections.abc import Iterator

from namndbok.checks.check import Remark, amounts, check
from namndbok.facts import (
    SIDES,
    Fact,
    Facts,
    budget_name,
    fee_components,
    line_name,
    outcome_rows,
    rounded_to,
    row_ids,
)
from namndbok.swedish import day, display, plural

COUNTED_OF = {"service_status": "of", "initiative_programs": "of", "meetings": "entitled"}
MOST_GROWTH = 10


@check(
    "cross.fees_budget",
    asks="Är kommunernas avgifter tillsammans lika stora som budgetraden som de betalar?",
    why="Annars tas mer eller mindre ut av kommunerna än vad nämnden har beslutat.",
    blind="Avgifter som inte hör till någon budgetrad.",
    needs="fees budget",
)
def check_fees_against_budget(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each budget line whose income is not the sum of the fees that belong to it."""
    steps = facts.data.column("budget", "precision")
    for line, components in fee_components(facts).groupby("budget_line", sort=False):
        budget = facts.get(f"budget.line.{line}.income")
        fees = [facts[f"fees.{component}.total"] for component in components["component"]]
        total = sum(fee.value for fee in fees)
        if budget and rounded_to(total, steps[int(budget.rows[0].split(":")[1])]) != budget.value:
            name = budget_name(facts, line)
            title = f"Avgifter och budget skiljer sig: {name}"
            paid = f"Avgifterna för {name} är tillsammans {display(total, 'kr')}"
            detail = f"{paid}, budgetraden {budget.display}."
            rows = (*budget.rows, *(row for fee in fees for row in fee.rows))
            shown = amounts(budget.value, total, "kr")
            yield Remark(line, title, detail, rows, **shown, severity="error")


@check(
    "cross.users_payers",
    asks="Är det lika många kommuner som använder en tjänst som betalar för den?",
    why="Den som betalar utan att använda, eller tvärtom, har rätt att fråga varför.",
    blind="Om det är samma kommuner; bara antalen jämförs, eftersom dokumenten sällan säger vilka.",
    needs="fees service_status",
)
def check_users_against_payers(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each service where the number of users is not the number of those who pay."""
    names = facts.data.lookup("services", "service", "name")
    for service, components in fee_components(facts).groupby("service", sort=False):
        users = facts.get(f"services.{service}.users")
        payers = [facts[f"fees.{component}.payers"] for component in components["component"]]
        most = max(payers, key=lambda fact: fact.value)
        if users and users.value != most.value:
            using, paying = (
                f"{count.display} {plural(count.value, 'kommun', 'kommuner')}" for count in (users, most)
            )
            name = names[service]
            title = f"Användare och betalande skiljer sig: {name}"
            detail = f"{name}: {using} använder tjänsten, men {paying} betalar för den."
            shown = amounts(users.value, most.value, "count")
            yield Remark(service, title, detail, (*users.rows, *most.rows), **shown)


@check(
    "cross.membership",
    asks="Är ”av x kommuner” lika många som kommunerna i nämnden?",
    why="Andelar räknas på antalet kommuner.",
    blind="En kommun som har bytts ut mot en annan.",
)
def check_membership(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each table and count `x of y` whose y is not the number of municipalities."""
    members = facts["municipalities.count"]
    for table, column in COUNTED_OF.items():
        rows, name = facts.year_rows(table), facts.data.package.tables[table].title
        rows = rows[rows[column].notna() & (rows[column] != members.value)]
        for count, wrong in rows.groupby(column, sort=False):
            few = "En rad" if len(wrong) == 1 else f"{len(wrong)} rader"
            title = f"Annat antal kommuner än nämndens: {name}"
            detail = f"{few} i tabellen {name} räknar av {count} kommuner, men nämnden har {members.display}."
            shown = amounts(members.value, count, "count")
            yield Remark(f"{table}-{count}", title, detail, row_ids(wrong), **shown)


@check(
    "cross.in_use_since",
    asks="Säger olika dokument samma sak om när en tjänst togs i drift?",
    why="När samma händelse har två årtal är ett av dokumenten fel.",
    blind="Tjänster som bara ett dokument tar upp.",
)
def check_in_use_since(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each service whose first year differs from what an earlier status said."""
    table, names = facts.data["service_status"], facts.data.lookup("services", "service", "name")
    known = table[table["in_use_since"].notna()].sort_values("date", kind="stable")
    for service, rows in known.groupby("service", sort=False):
        last = rows.iloc[-1]
        other = rows[rows["in_use_since"] != last["in_use_since"]]
        if last["year"] == facts.year and len(other):
            before, name = other.iloc[-1], names[service]
            then, now = str(before["in_use_since"]), str(last["in_use_since"])
            detail = (
                f"{name} togs i drift {then} enligt uppgiften från {day(before['date'])}, "
                f"men {now} enligt den från {day(last['date'])}."
            )
            rows = (f"service_status:{before.name}", f"service_status:{last.name}")
            title = f"Olika år för driftstart: {name}"
            yield Remark(service, title, detail, rows, then, now, severity="error")


@check(
    "cross.turnover",
    asks="Är intäkterna i utfallet i nivå med budgeten, rad för rad?",
    why="När utfallet är mycket större än budgeten har verksamhet tillkommit som inte syns i budgetbeslutet.",
    blind="Poster som saknas i både budget och utfall.",
    needs="budget outcome",
)
def check_turnover(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each line whose income is over a tenth away from the budget, or for the total."""
    grown = False
    for line in outcome_rows(facts)["line"]:
        pair = _pair(facts, f"economy.line.{line}.budget_income", f"economy.line.{line}.income")
        if pair and differ_much(*pair):
            grown = True
            yield _grown(facts, line, line_name(facts, line), *pair)
    total = _pair(facts, "budget.income", "economy.income")
    if total and not grown and differ_much(*total):
        yield _grown(facts, "income", "Summa intäkter", *total)


@check(
    "cross.forecast",
    asks="Slog helårsprognosen in?",
    why="En prognos som är långt från utfallet har inte gett nämnden något att styra efter.",
    blind="Rader som tar ut varandra i summan.",
    needs="forecast",
)
def check_forecast_came_true(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each side of the outcome that is more than a tenth away from the last forecast."""
    for side, word in SIDES.items():
        pair = _pair(facts, f"forecast.{side}", f"economy.{side}")
        if pair and differ_much(*pair):
            forecast, outcome = pair
            title = f"Prognosen slog inte in: {word}"
            detail = f"Årets {word} blev {outcome.display}; prognosen var {forecast.display}."
            rows = (*facts.rows_behind(forecast.id), *facts.rows_behind(outcome.id))
            yield Remark(side, title, detail, rows, **amounts(forecast.value, outcome.value, "kr"))


def differ_much(expected: Fact, outcome: Fact) -> bool:
    """Tell whether an amount is more than a tenth away from the expected one."""
    return abs(outcome.value - expected.value) * MOST_GROWTH > abs(expected.value)


def _pair(facts: Facts, expected: str, outcome: str) -> tuple[Fact, Fact] | None:
    return (facts[expected], facts[outcome]) if expected in facts and outcome in facts else None


def _grown(facts: Facts, key: str, name: str, budget: Fact, outcome: Fact) -> Remark:
    amount = f"{outcome.display} mot budgeterade {budget.display}"
    detail = f"{name}: intäkterna blev {amount}. Skillnaden behöver förklaras."
    rows = (*facts.rows_behind(budget.id), *facts.rows_behind(outcome.id))
    title = f"Intäkterna skiljer sig mycket från budgeten: {name}"
    return Remark(key, title, detail, rows, **amounts(budget.value, outcome.value, "kr"))
