"""Checks of change: goals, wordings and rounding that differ from the year before."""

from collections.abc import Iterator

import pandas as pd

from namndbok.checks.check import Remark, amounts, check
from namndbok.facts import Facts
from namndbok.fees import inhabitants
from namndbok.goals import LEVELS
from namndbok.swedish import day, plain

RULES = {
    "rule": "regeln",
    "measure": "måttet",
    "operator": "jämförelsen",
    "threshold": "gränsen",
    "reading": "läsningen",
}


@check(
    "change.goal",
    asks="Är målens regler desamma som året före?",
    why="En gräns som sänks kan göra ett mål uppnått utan att något har blivit bättre.",
    blind="Mål som har bytt namn mellan åren.",
)
def check_goal_changes(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each goal whose rule, measure or threshold is not that of the year before."""
    for number, goal, earlier_number, earlier in _pairs(facts):
        changed = [column for column in RULES if goal[column] != earlier[column]]
        if changed:
            words = ", ".join(RULES[column] for column in changed)
            detail = f"Jämfört med {earlier['year']} har {words} ändrats för målet: {goal['text']}"
            rows = (f"goals:{number}", f"goals:{earlier_number}")
            shown = [" · ".join(_shown(one[column]) for column in changed) for one in (earlier, goal)]
            yield Remark(
                goal["goal"],
                f"Målet har ändrats: {goal['goal']}",
                detail,
                rows,
                shown[0],
                shown[1],
                severity="info",
            )


@check(
    "change.vanished",
    asks="Finns förra årets mål kvar?",
    why="Ett mål som försvinner utan beslut är inte uppföljt.",
    blind="Mål som har bytt namn; de ser ut som försvunna.",
)
def check_vanished_goals(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each goal of the last earlier year that this year does not have."""
    now, earlier = _goals(facts, facts.year), _last_year(facts)
    if now.empty or earlier is None:
        return
    for number, goal in _goals(facts, earlier).iterrows():
        if goal["goal"] not in set(now["goal"]):
            detail = f"Målet fanns {earlier} men inte {facts.year}: {goal['text']}"
            yield Remark(
                goal["goal"],
                f"Målet finns inte kvar: {goal['goal']}",
                detail,
                (f"goals:{number}",),
                "kvar",
                "borta",
                severity="info",
            )


@check(
    "change.same_comment",
    asks="Är årets kommentar en annan än förra årets?",
    why="Samma mening två år i rad säger inget om året.",
    blind="Kommentarer med samma innehåll i andra ord.",
)
def check_same_comments(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each goal whose comment is word for word that of an earlier year."""
    table = facts.data["goal_reviews"]
    earlier = table[(table["year"] < facts.year) & table["comment"].notna()]
    for number, row in facts.data.of_year("goal_reviews", facts.year).iterrows():
        same = earlier[earlier["comment"] == row["comment"]] if row["comment"] else earlier.iloc[:0]
        if len(same):
            detail = f"Kommentaren är densamma som {same['year'].iloc[-1]}: {row['comment']}"
            rows = (f"goal_reviews:{number}", f"goal_reviews:{same.index[-1]}")
            yield Remark(
                row["goal"],
                f"Samma kommentar som förr: {row['goal']}",
                detail,
                rows,
                "ny text",
                "samma text",
                severity="info",
            )


@check(
    "change.service",
    asks="Har varje tjänst som redovisades förra gången en lägesrapport?",
    why="En tjänst som slutar att nämnas kan vara avslutad, eller glömd.",
    blind="Tjänster som har bytt beteckning.",
)
def check_untold_services(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each service with a status in the last earlier year that has any, and none now."""
    table, names = facts.data["service_status"], facts.data["services"].set_index("service")["name"]
    now, earlier = table[table["year"] == facts.year], table[table["year"] < facts.year]
    latest = earlier[earlier["year"] == max(earlier["year"], default=None)]
    for number, row in latest.iterrows() if len(now) else ():
        if row["service"] not in set(now["service"]):
            name, then = names[row["service"]], row["year"]
            detail = f"{name} redovisades {then} men har ingen lägesrapport {facts.year}."
            title, rows = f"Tjänsten redovisas inte längre: {name}", (f"service_status:{number}",)
            yield Remark(row["service"], title, detail, rows, "en lägesrapport", "saknas", severity="info")


@check(
    "change.volume",
    asks="Har en volym ändrats med mer än en fjärdedel?",
    why="Ett stort språng kan vara en annan räknegrund och inte en annan verklighet.",
    blind="Små ändringar av räknegrunden.",
)
def check_volumes(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each volume that is more than a quarter away from the last year that has it."""
    table = facts.data["service_volumes"]
    earlier = table[table["year"] < facts.year].sort_values("year", kind="stable")
    before = {(row.service, row.measure): row for row in earlier.itertuples()}
    for row in facts.data.of_year("service_volumes", facts.year).itertuples():
        old = before.get((row.service, row.measure))
        if old and abs(row.value - old.value) * 4 > old.value:
            then, now = plain(old.value), plain(row.value)
            detail = f"Antalet {row.measure} var {then} för {old.year} och är {now} för {facts.year}."
            title, key = f"Volymen har ändrats mycket: {row.measure}", f"{row.service}-{row.measure}"
            rows = (f"service_volumes:{row.Index}", f"service_volumes:{old.Index}")
            yield Remark(key, title, detail, rows, then, now, severity="info")


@check(
    "change.population",
    asks="Har en kommuns invånarantal ändrats med mer än en tiondel?",
    why="Så stora ändringar är nästan alltid skrivfel, och avgifter räknas på invånarna.",
    blind="Små fel, och den första dagen med invånarantal.",
)
def check_population(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each number of inhabitants more than a tenth away from the date before."""
    table = facts.data["population"].sort_values("date", kind="stable")
    names = facts.data["municipalities"].set_index("code")["name"]
    for number, row in inhabitants(facts).iterrows():
        earlier = table[(table["municipality"] == row["municipality"]) & (table["date"] < row["date"])]
        old = earlier["population"].iloc[-1] if len(earlier) else row["population"]
        if abs(row["population"] - old) * 10 > old:
            name, then, now = names[row["municipality"]], plain(old), plain(row["population"])
            detail = f"{name} hade {then} invånare men har {now} den {day(row['date'])}."
            rows = (f"population:{number}", f"population:{earlier.index[-1]}")
            title = f"Invånarantalet har ändrats mycket: {name}"
            yield Remark(row["municipality"], title, detail, rows, then, now)


@check(
    "change.forecast",
    asks="Är helårsprognosen i nivå med budgeten?",
    why="När omsättningen växer mycket har verksamhet tillkommit som behöver belopp och beslut.",
    blind="Poster som tar ut varandra i summan.",
)
def check_forecast(facts: Facts) -> Iterator[Remark]:
    """Yield a remark when the forecast income is more than a tenth away from the budget."""
    budget, forecast = facts.get("budget.income"), facts.get("forecast.income")
    if budget and forecast and abs(forecast.value - budget.value) * 10 > abs(budget.value):
        detail = f"Prognosen är {forecast.display} mot budgeterade {budget.display}."
        rows = (*facts.behind(budget.id), *facts.behind(forecast.id))
        title = "Prognosen skiljer sig mycket från budgeten"
        yield Remark("income", title, detail, rows, **amounts(budget.value, forecast.value, "kr"))


def _goals(facts: Facts, year: int) -> pd.DataFrame:
    rows = facts.data.of_year("goals", year)
    return rows[rows["level"].isin(LEVELS)]


def _last_year(facts: Facts) -> int | None:
    return max((year for year in facts.data["goals"]["year"] if year < facts.year), default=None)


def _pairs(facts: Facts) -> Iterator[tuple[int, pd.Series, int, pd.Series]]:
    earlier = _last_year(facts)
    if earlier is None:
        return
    before = {goal["goal"]: (number, goal) for number, goal in _goals(facts, earlier).iterrows()}
    for number, goal in _goals(facts, facts.year).iterrows():
        if goal["goal"] in before:
            yield number, goal, *before[goal["goal"]]


def _shown(value: object) -> str:
    return "ingen" if value is None else plain(value) if not isinstance(value, str) else value
