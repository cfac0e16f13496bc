"""Checks across tables: the same quantity told in two places."""

from collections.abc import Iterator

import pandas as pd

from namndbok.checks.check import Remark, amounts, check
from namndbok.facts import Fact, Facts, budget_name, fee_components, rounded_to, row_ids
from namndbok.swedish import day, display, plural

COUNTED_OF = {"service_status": "of", "initiative_programs": "of", "meetings": "entitled"}


@check(
    "cross.fees_budget",
    asks="Är kommunernas avgifter tillsammans lika stora som budgetraden som de betalar?",
    why="Annars tas mer eller mindre ut av kommunerna än vad nämnden har beslutat.",
    blind="Avgifter som inte hör till någon budgetrad.",
    needs="fees budget",
)
def check_fees_against_budget(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each budget line whose income is not the sum of the fees that belong to it."""
    for line, own in fee_components(facts).groupby("budget_line", sort=False):
        budget = facts.get(f"budget.line.{line}.income")
        fees = [facts[f"fees.{component}.total"] for component in own["component"]]
        total = sum(fee.value for fee in fees)
        if budget and rounded_to(total, _precision(facts, budget)) != budget.value:
            name = budget_name(facts, line)
            paid = f"Avgifterna för {name} är tillsammans {display(total, 'kr')}"
            yield Remark(
                line,
                f"Avgifter och budget skiljer sig: {name}",
                f"{paid}, budgetraden {budget.display}.",
                (*budget.rows, *(row for fee in fees for row in fee.rows)),
                **amounts(budget.value, total, "kr"),
                severity="error",
            )


@check(
    "cross.users_payers",
    asks="Är det lika många kommuner som använder en tjänst som betalar för den?",
    why="Den som betalar utan att använda, eller tvärtom, har rätt att fråga varför.",
    blind="Om det är samma kommuner; bara antalen jämförs, eftersom dokumenten sällan säger vilka.",
    needs="fees service_status",
)
def check_users_against_payers(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each service where the number of users is not the number of those who pay."""
    names = facts.data.by("services", "service", "name")
    for service, own in fee_components(facts).groupby("service", sort=False):
        users = facts.get(f"services.{service}.users")
        payers = max((facts[f"fees.{part}.payers"] for part in own["component"]), key=lambda fact: fact.value)
        if users and users.value != payers.value:
            name, using, paying = names[service], _municipalities(users), _municipalities(payers)
            yield Remark(
                service,
                f"Användare och betalande skiljer sig: {name}",
                f"{name}: {using} använder tjänsten, men {paying} betalar för den.",
                (*users.rows, *payers.rows),
                **amounts(users.value, payers.value, "count"),
            )


@check(
    "cross.membership",
    asks="Är ”av x kommuner” lika många som kommunerna i nämnden?",
    why="Andelar räknas på antalet kommuner.",
    blind="En kommun som har bytts ut mot en annan.",
)
def check_membership(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each table and count `x of y` whose y is not the number of municipalities."""
    count = facts["municipalities.count"]
    for table, column in COUNTED_OF.items():
        rows, title = facts.year_rows(table), facts.data.package.tables[table].title
        rows = rows[rows[column].notna() & (rows[column] != count.value)]
        for value, own in rows.groupby(column, sort=False):
            where = f"{'En rad' if len(own) == 1 else f'{len(own)} rader'} i tabellen {title}"
            yield Remark(
                f"{table}-{value}",
                f"Annat antal kommuner än nämndens: {title}",
                f"{where} räknar av {value} kommuner, men nämnden har {count.display}.",
                row_ids(own),
                **amounts(count.value, value, "count"),
            )


@check(
    "cross.in_use_since",
    asks="Säger olika dokument samma sak om när en tjänst togs i drift?",
    why="När samma händelse har två årtal är ett av dokumenten fel.",
    blind="Tjänster som bara ett dokument tar upp.",
)
def check_in_use_since(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each service whose first year differs from what an earlier status said."""
    table = facts.data["service_status"]
    known = table[table["in_use_since"].notna()].sort_values("date", kind="stable")
    for service, rows in known.groupby("service", sort=False):
        latest = rows.iloc[-1]
        earlier = rows[rows["in_use_since"] != latest["in_use_since"]]
        if latest["year"] == facts.year and len(earlier):
            yield _moved(facts, service, earlier, rows)


def _precision(facts: Facts, budget: Fact) -> int:
    return facts.data["budget"].at[int(budget.rows[0].split(":")[1]), "precision"]


def _municipalities(count: Fact) -> str:
    return f"{count.display} {plural(count.value, 'kommun', 'kommuner')}"


def _moved(facts: Facts, service: str, earlier: pd.DataFrame, rows: pd.DataFrame) -> Remark:
    name = facts.data.by("services", "service", "name")[service]
    before, now = earlier.iloc[-1], rows.iloc[-1]
    detail = (
        f"{name} togs i drift {before['in_use_since']} enligt uppgiften från {day(before['date'])}, "
        f"men {now['in_use_since']} enligt den från {day(now['date'])}."
    )
    where = (f"service_status:{earlier.index[-1]}", f"service_status:{rows.index[-1]}")
    years = str(before["in_use_since"]), str(now["in_use_since"])
    title = f"Olika år för driftstart: {name}"
    return Remark(service, title, detail, where, *years, severity="error")
