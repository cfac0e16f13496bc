"""Checks of what is missing: results, decisions, splits and follow-up that an auditor asks for."""

import re
from collections.abc import Iterator

from namndbok.checks.check import Remark, check
from namndbok.controls import plan
from namndbok.economy import budget_lines, budget_name, outcome_rows
from namndbok.facts import Facts, refs
from namndbok.fees import components
from namndbok.goals import measured, reviewed
from namndbok.swedish import day, display

BUDGET = re.compile(r"[Bb]udget (\d{4})")
VERDICTS = ("met", "not_met")


@check(
    "missing.control_result",
    asks="Är varje beslutat kontrollmoment följt upp med resultat, datum och underlag?",
    why="En kontroll utan resultat är inte gjord, så vitt någon kan se.",
    blind="Om resultatet är riktigt.",
)
def check_control_results(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each control that lacks result, date or evidence."""
    for number, row in plan(facts).iterrows():
        columns = {"result": "resultat", "result_date": "datum", "evidence": "underlag"}
        lacking = [word for column, word in columns.items() if row[column] is None]
        if lacking:
            detail = f"Kontrollmoment {row['number']} saknar {', '.join(lacking)}: {row['risk']}"
            title = f"Kontrollmoment {row['number']} är inte redovisat"
            yield Remark(
                row["control"],
                title,
                detail,
                (f"controls:{number}",),
                "resultat, datum och underlag",
                f"saknar {', '.join(lacking)}",
            )


@check(
    "missing.measure",
    asks="Går varje mål för året att mäta, med gräns och regel?",
    why="Ett mål utan gräns kan inte prövas.",
    blind="Om gränsen är rimlig.",
)
def check_measures(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each annual goal or indicator without a rule."""
    for number, goal in reviewed(facts).iterrows():
        if not goal["rule"] and goal["threshold"] is None:
            detail = f"Målet har ingen regel och ingen gräns: {goal['text']}"
            yield Remark(
                goal["goal"],
                f"Mål utan regel: {goal['goal']}",
                detail,
                (f"goals:{number}",),
                "en regel",
                "saknas",
                severity="info",
            )


@check(
    "missing.verdict",
    asks="Har varje mål för året en bedömning?",
    why="Den som läser ska få veta om målet nåddes.",
    blind="Mål som kan mätas; de prövas för sig.",
)
def check_verdicts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each goal without a verdict that the tables cannot measure either."""
    if outcome_rows(facts).empty:
        return
    for number, goal in reviewed(facts).iterrows():
        if goal["assessment"] is None and goal["threshold"] is None:
            detail = f"Nämnden har inte bedömt målet: {goal['text']}"
            rows = tuple(filter(None, (f"goals:{number}", goal["review"])))
            yield Remark(
                goal["goal"], f"Mål utan bedömning: {goal['goal']}", detail, rows, "en bedömning", "saknas"
            )


@check(
    "missing.budget_decision",
    asks="Finns beslutet om årets budget, med datum och paragraf?",
    why="Utan beslut går det inte att veta vilken budget som gäller.",
    blind="Beslut vars rubrik inte nämner budget och år.",
)
def check_budget_decision(facts: Facts) -> Iterator[Remark]:
    """Yield a remark when the year has a budget and no decision that names it."""
    rows = facts.data.of_year("budget", facts.year)
    titles = facts.data["decisions"]["title"]
    if len(rows) and not any("budget" in title.lower() and str(facts.year) in title for title in titles):
        detail = f"Budgeten för {facts.year} finns i tabellen, men inget beslut om den."
        yield Remark(
            "budget",
            "Beslut om budgeten saknas",
            detail,
            tuple(f"budget:{number}" for number in rows.index),
            "ett beslut",
            "saknas",
            severity="info",
        )


@check(
    "missing.split",
    asks="Har varje budgetrad en fördelning per kommun?",
    why="Kommunerna ska kunna se vad de betalar för.",
    blind="Om fördelningen är riktig.",
)
def check_splits(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each budget line that no fee component pays, once the year is over."""
    if outcome_rows(facts).empty:
        return
    paid = set(components(facts)["budget_line"])
    rows = facts.data.of_year("budget", facts.year)
    for line in budget_lines(facts):
        if line not in paid:
            where = tuple(f"budget:{number}" for number in rows.index[rows["line"] == line])
            name = budget_name(facts, line)
            yield Remark(
                line,
                f"Budgetrad utan fördelning: {name}",
                f"Ingen avgiftstabell hör till {name}.",
                where,
                "en fördelning",
                "saknas",
            )


@check(
    "missing.service_status",
    asks="Har varje tjänst som kommunerna betalar för en lägesrapport?",
    why="Den som betalar ska få veta hur det går.",
    blind="Tjänster som ingen betalar för.",
)
def check_service_status(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each service with fees and no status for the year."""
    told = set(facts.data.of_year("service_status", facts.year)["service"])
    names = facts.data["services"].set_index("service")["name"]
    table = components(facts)
    for service, own in table[table["service"].notna()].groupby("service", sort=False):
        if service not in told:
            rows = tuple(f"fee_components:{number}" for number in own.index)
            detail = f"{names[service]} har avgifter {facts.year} men ingen lägesrapport."
            yield Remark(
                service,
                f"Tjänst utan lägesrapport: {names[service]}",
                detail,
                rows,
                "en lägesrapport",
                "saknas",
                severity="info",
            )


@check(
    "missing.recommendation",
    asks="Har revisorernas tidigare rekommendationer och anmärkningar lett till någon åtgärd?",
    why="En synpunkt som bara är besvarad eller lagd till handlingarna är inte åtgärdad.",
    blind="Åtgärder som inte är dokumenterade.",
)
def check_recommendations(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each recommendation or remark of an earlier year that nothing says is done."""
    table = facts.data["recommendations"]
    rows = table[(table["status"] != "done") & (table["year"] < facts.year)]
    for (year, number), own in rows.groupby(["year", "number"], sort=True):
        text, where = own["text"].iloc[0], tuple(refs(own))
        status = facts.data.label("recommendations", "status", own["status"].iloc[0]).lower()
        title = f"Revisorernas synpunkt utan redovisad åtgärd: {text.rstrip('.')}"
        detail = f"Synpunkten för {year} är {status}, men ingen uppgift visar att den är åtgärdad: {text}"
        yield Remark(f"{year}-{number}", title, detail, where, "åtgärdad", status, severity="info")


@check(
    "missing.measured",
    asks="Är det uppmätta värdet redovisat för varje mål som har bedömts?",
    why="En bedömning utan sitt värde kan läsaren inte pröva.",
    blind="Mål utan mått.",
)
def check_measured(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each verdict whose measured value stands neither in the review nor in print."""
    printed = set(facts.data.of_year("printed", facts.year)["fact"])
    for number, goal in reviewed(facts).iterrows():
        fact = measured(facts, goal)
        told = goal["measured"] is not None or not fact or fact.id in printed
        if goal["assessment"] in VERDICTS and not told:
            title, rows = f"Bedömning utan värde: {goal['goal']}", (f"goals:{number}", goal["review"])
            detail = f"Målet är bedömt, men värdet som avgör är inte redovisat: {goal['text']}"
            yield Remark(goal["goal"], title, detail, rows, fact.display, "saknas", severity="info")


@check(
    "missing.budget_figures",
    asks="Finns beloppen i varje budget som nämnden har beslutat under året?",
    why="Ett beslut om en budget vars belopp inte finns går inte att följa upp.",
    blind="Beslut vars rubrik inte är budget och år.",
)
def check_budget_figures(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each decision of the year on a budget that has no rows."""
    for number, row in facts.data["decisions"].iterrows():
        named = BUDGET.search(row["title"])
        if named and row["date"].year == facts.year and facts.data.of_year("budget", int(named[1])).empty:
            title, rows = f"Budgeten har inga belopp: {named[0]}", (f"decisions:{number}",)
            detail = f"Nämnden beslutade {day(row['date'])} om {named[0]}, men underlaget har inga belopp."
            yield Remark(named[1], title, detail, rows, "belopp", "saknas", severity="info")


@check(
    "missing.claim_basis",
    asks="Går påståenden om procent och kronor att räkna fram?",
    why="En besparing i procent utan underlag är en åsikt.",
    blind="Påståenden som inte är avskrivna, och tal som av en slump är lika med ett annat.",
)
def check_claims(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each claim in per cent or kronor whose value no fact has."""
    known = {
        ("percent", fact.value * 100) if fact.unit == "ratio" else (fact.unit, fact.value)
        for fact in facts.values()
    }
    for number, row in facts.data.of_year("claims", facts.year).iterrows():
        if (
            row["unit"] in ("percent", "kr")
            and row["value"] is not None
            and (row["unit"], row["value"]) not in known
        ):
            title, detail = f"Påstående utan underlag: {row['id']}", f"Ingen tabell ger talet: {row['text']}"
            rows, shown = (f"claims:{number}",), display(row["value"], row["unit"])
            yield Remark(row["id"], title, detail, rows, "ett underlag", shown, severity="info")


@check(
    "missing.distribution",
    asks="Säger varje del av finansieringen hur den fördelas?",
    why="Den som betalar ska kunna räkna om sin del.",
    blind="Om fördelningen är beskriven så att den går att räkna om.",
)
def check_distribution(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each part of the financing without a distribution."""
    for number, row in facts.data.of_year("financing", facts.year).iterrows():
        if not row["distribution"]:
            title, rows = f"Finansiering utan fördelning: {row['name']}", (f"financing:{number}",)
            detail = f"Det står inte hur {row['name']} fördelas mellan kommunerna."
            yield Remark(str(row["number"]), title, detail, rows, "en fördelning", "saknas", severity="info")
