"""Checks across tables: one quantity in two places, and the outcome against budget and forecast."""

from collections.abc import Iterator

from namndbok.checks.check import Remark, amounts, check
from namndbok.facts import (
    SIDES,
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
            noun, name = plural(users.value, "kommun", "kommuner"), names[service]
            title = f"Användare och betalande skiljer sig: {name}"
            shown = amounts(users.value, most.value, "count")
            payer = f"{most.display} {plural(most.value, 'kommun', 'kommuner')}"
            detail = f"{name}: {users.display} {noun} använder tjänsten, men {payer} betalar för den."
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
    title = "Intäkterna skiljer sig mycket från budgeten: {name}"
    detail = "{name}: intäkterna blev {outcome} mot budgeterade {expected}. Skillnaden behöver förklaras."
    grown = []
    for line in outcome_rows(facts)["line"]:
        name, prefix = line_name(facts, line), f"economy.line.{line}"
        grown += far_apart(facts, line, f"{prefix}.budget_income", f"{prefix}.income", title, detail, name)
    total = far_apart(facts, "income", "budget.income", "economy.income", title, detail, "Summa intäkter")
    yield from grown or total


@check(
    "cross.forecast",
    asks="Slog helårsprognosen in?",
    why="En prognos som är långt från utfallet har inte gett nämnden något att styra efter.",
    blind="Rader som tar ut varandra i summan.",
    needs="forecast",
)
def check_forecast_came_true(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each side of the outcome that is more than a tenth away from the last forecast."""
    title, detail = "Prognosen slog inte in: {name}", "Årets {name} blev {outcome}; prognosen var {expected}."
    for side, word in SIDES.items():
        yield from far_apart(facts, side, f"forecast.{side}", f"economy.{side}", title, detail, word)


def far_apart(
    facts: Facts, key: str, expected: str, outcome: str, title: str, detail: str, name: str = ""
) -> Iterator[Remark]:
    """Yield a remark if a fact is over a tenth away from the expected one; the texts may name both."""
    first, second = facts.get(expected), facts.get(outcome)
    if first and second and abs(second.value - first.value) * MOST_GROWTH > abs(first.value):
        words = {"name": name, "expected": first.display, "outcome": second.display}
        rows = (*facts.rows_behind(expected), *facts.rows_behind(outcome))
        shown = amounts(first.value, second.value, "kr")
        yield Remark(key, title.format(**words), detail.format(**words), rows, **shown)
