"""Checks of change: goals, wordings and rounding that differ from the year before."""

from collections.abc import Iterator

import pandas as pd

from namndbok.checks.check import Remark, check
from namndbok.facts import Facts
from namndbok.goals import LEVELS
from namndbok.swedish import plain

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
    """Yield a remark for each goal whose rule, measure, threshold or reading differs from the last year that had it."""
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
    "change.volume",
    asks="Har en volym ändrats med mer än en fjärdedel?",
    why="Ett stort språng kan vara en annan räknegrund och inte en annan verklighet.",
    blind="Små ändringar av räknegrunden.",
)
def check_volumes(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each volume that fell by more than a quarter since the last year that has it."""
    table = facts.data["service_volumes"]
    for number, row in facts.data.of_year("service_volumes", facts.year).iterrows():
        same = table[
            (table["service"] == row["service"])
            & (table["measure"] == row["measure"])
            & (table["year"] < facts.year)
        ]
        if len(same) and row["value"] * 4 < same["value"].iloc[-1] * 3:
            before = same.sort_values("year").iloc[-1]
            detail = f"Antalet {row['measure']} var {plain(before['value'])} för {before['year']} och är {plain(row['value'])} för {facts.year}."
            rows = (f"service_volumes:{number}", f"service_volumes:{before.name}")
            title = f"Volymen har minskat mycket: {row['measure']}"
            yield Remark(
                f"{row['service']}-{row['measure']}",
                title,
                detail,
                rows,
                plain(before["value"]),
                plain(row["value"]),
                severity="info",
            )


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
