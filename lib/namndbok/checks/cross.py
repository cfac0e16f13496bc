"""Checks across tables: the same quantity told in two places."""

from collections.abc import Iterator

from namndbok.checks.check import Remark, amounts, check
from namndbok.facts import Facts
from namndbok.fees import components


@check(
    "cross.fees_budget",
    asks="Är summan av kommunernas avgifter lika stor som budgetraden som de betalar?",
    why="Annars tas mer eller mindre ut av kommunerna än vad nämnden har beslutat.",
    blind="Avgifter som inte hör till någon budgetrad.",
)
def check_fees_against_budget(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each component whose fees do not add up to its budget line's income."""
    for component in components(facts).itertuples():
        line = f"budget.line.{component.budget_line}.income"
        fees = facts[f"fees.{component.component}.total"]
        if component.budget_line and line in facts and facts[line].value != fees.value:
            detail = f"Avgifterna för {component.name} är tillsammans {fees.display}, budgetraden {facts[line].display}."
            yield Remark(
                component.component, f"Avgifter och budget skiljer sig: {component.name}", detail,
                (*facts[line].rows, *fees.rows), **amounts(facts[line].value, fees.value, "kr"), severity="error",
            )  # fmt: skip


@check(
    "cross.users_payers",
    asks="Är det lika många kommuner som använder en tjänst som betalar för den?",
    why="Den som betalar utan att använda, eller tvärtom, har rätt att fråga varför.",
    blind="Att det är samma kommuner: bara antalen jämförs när dokumenten inte säger vilka som använder tjänsten.",
)
def check_users_against_payers(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each service where the number of users is not the number of those who pay."""
    names = facts.data["services"].set_index("service")["name"]
    for service, own in components(facts).groupby("service", sort=False):
        users = f"services.{service}.users"
        payers = max((facts[f"fees.{name}.payers"] for name in own["component"]), key=lambda fact: fact.value)
        if users in facts and facts[users].value != payers.value:
            detail = f"{names[service]}: {facts[users].display} kommuner använder tjänsten, men {payers.display} har en avgift."
            yield Remark(
                service, f"Användare och betalande skiljer sig: {names[service]}", detail, (*facts[users].rows, *facts[payers.facts[0]].rows),
                **amounts(facts[users].value, payers.value, "count"),
            )  # fmt: skip


@check(
    "cross.membership",
    asks="Är ”av x kommuner” lika många som kommunerna i nämnden?",
    why="Andelar räknas på antalet kommuner.",
    blind="En kommun som har bytts ut mot en annan.",
)
def check_membership(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each count `x of y` whose y is not the number of municipalities."""
    count = facts["municipalities.count"]
    for table, column, label in (("service_status", "of", "service"), ("meetings", "entitled", "date")):
        for number, row in facts.data.of_year(table, facts.year).iterrows():
            if row[column] is not None and row[column] != count.value:
                detail = f"{row[label]}: räknat av {row[column]} kommuner, men nämnden har {count.display}."
                title = f"Fel antal kommuner: {row[label]}"
                yield Remark(f"{table}-{row[label]}", title, detail, (f"{table}:{number}",), **amounts(count.value, row[column], "count"))


@check(
    "cross.in_use_since",
    asks="Säger olika dokument samma sak om när en tjänst togs i drift?",
    why="Samma milstolpe med två årtal visar att ett av dokumenten är fel.",
    blind="Tjänster som bara ett dokument tar upp.",
)
def check_in_use_since(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each service whose first year differs from what an earlier status said."""
    table = facts.data["service_status"]
    names = facts.data["services"].set_index("service")["name"]
    known = table[table["in_use_since"].notna()].sort_values("date", kind="stable")
    for service, rows in known.groupby("service", sort=False):
        latest, earlier = rows.iloc[-1], rows[rows["in_use_since"] != rows.iloc[-1]["in_use_since"]]
        if latest["year"] == facts.year and len(earlier):
            first = earlier.iloc[-1]
            detail = f"{names[service]}: {first['date'].isoformat()} sades i drift sedan {first['in_use_since']}, nu {latest['in_use_since']}."
            yield Remark(
                service, f"Olika år för driftstart: {names[service]}", detail,
                (f"service_status:{earlier.index[-1]}", f"service_status:{rows.index[-1]}"),
                str(first["in_use_since"]), str(latest["in_use_since"]),
            )  # fmt: skip


@check(
    "cross.turnover",
    asks="Är omsättningen i utfallet i nivå med budgeten?",
    why="När utfallet är mycket större än budgeten har verksamhet tillkommit som inte syns i budgetbeslutet.",
    blind="Poster som saknas i både budget och utfall.",
)
def check_turnover(facts: Facts) -> Iterator[Remark]:
    """Yield a remark when income in the outcome is more than a tenth away from the budget."""
    if "economy.income" not in facts or "budget.income" not in facts:
        return
    budget, outcome = facts["budget.income"], facts["economy.income"]
    if abs(outcome.value - budget.value) * 10 > budget.value:
        detail = f"Intäkterna blev {outcome.display} mot budgeterade {budget.display}. Skillnaden behöver en förklaring i berättelsen."
        rows = [row for name in (*budget.facts, *outcome.facts) for row in facts[name].rows]
        yield Remark("income", "Omsättningen avviker från budgeten", detail, tuple(rows), **amounts(budget.value, outcome.value, "kr"))
