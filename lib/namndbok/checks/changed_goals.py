"""Checks of change: goals, rules and comments that differ from the year before, or do not."""

import re
from collections.abc import Iterator

import pandas as pd

from namndbok.checks.check import Remark, check
from namndbok.facts import GOAL_LEVELS, Facts, row_ids
from namndbok.swedish import listing, plain

YEAR = re.compile(r"\b\d{4}\b")
WORDING = {"text": "ordalydelsen", "rule": "regeln"}
LIMITS = {
    "measure": "måttet",
    "operator": "jämförelsen",
    "threshold": "gränsen",
    "reading": "läsningen",
}
RULES = WORDING | LIMITS


@check(
    "change.goal",
    asks="Är målens ordalydelse och regler desamma som förra gången?",
    why="En gräns som sänks kan göra ett mål uppnått utan att något har blivit bättre.",
    blind="Mål som har bytt beteckning mellan åren.",
    before="goals",
)
def check_goal_changes(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each goal whose wording, rule or threshold is not what it was the last time."""
    for number, goal, earlier_number, earlier in _pairs(facts):
        changed = [column for column in RULES if _bare(goal[column]) != _bare(earlier[column])]
        if changed:
            what = listing([RULES[column] for column in changed])
            detail = f"Sedan {earlier['year']} har {what} ändrats för målet: {goal['text']}"
            rows = (f"goals:{number}", f"goals:{earlier_number}")
            before, now = (_shown(one, changed) for one in (earlier, goal))
            title = f"Målet är ett annat än förr: {goal['goal']}"
            yield Remark(goal["goal"], title, detail, rows, before, now, severity="info")


@check(
    "change.vanished",
    asks="Finns förra årets mål kvar?",
    why="Ett mål som försvinner utan beslut är inte uppföljt.",
    blind="Mål som har bytt beteckning; de ser ut som försvunna.",
    before="goals",
)
def check_vanished_goals(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the goals of the last earlier year that this year does not have."""
    now, year = _goals(facts, facts.year), _last_year(facts)
    if now.empty or year is None:
        return
    earlier = _goals(facts, year)
    gone = earlier[~earlier["goal"].isin(now["goal"])]
    if len(gone):
        told = " ".join(gone["text"])
        detail = f"Målen fanns {year} men inte {facts.year}: {told}"
        title, named = f"Mål från {year} som inte finns kvar", listing(list(gone["goal"]))
        yield Remark("goals", title, detail, row_ids(gone), named, "saknas", severity="info")


@check(
    "change.same_comment",
    asks="Är årets kommentar en annan än förra årets?",
    why="Samma mening två år i rad säger inget om året.",
    blind="Kommentarer med samma innehåll i andra ord.",
    before="goal_reviews",
)
def check_same_comments(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each goal whose comment is word for word that of an earlier year."""
    table = facts.data["goal_reviews"]
    earlier = table[(table["year"] < facts.year) & table["comment"].notna()]
    for number, row in facts.year_rows("goal_reviews").iterrows():
        same = earlier[earlier["comment"] == row["comment"]] if row["comment"] else earlier.iloc[:0]
        if len(same):
            detail = f"Kommentaren är ordagrant den från {same['year'].iloc[-1]}: {row['comment']}"
            rows = (f"goal_reviews:{number}", f"goal_reviews:{same.index[-1]}")
            title, key = f"Samma kommentar som förr: {row['goal']}", f"{row['goal']}-{row['through']}"
            yield Remark(key, title, detail, rows, "en ny text", "samma text", severity="info")


def _goals(facts: Facts, year: int) -> pd.DataFrame:
    rows = facts.data.of_year("goals", year)
    return rows[rows["level"].isin(GOAL_LEVELS)]


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


def _bare(value: object) -> object:
    """Leave out years, since a goal may name its own."""
    return YEAR.sub("", value) if isinstance(value, str) else value


def _shown(goal: pd.Series, changed: list[str]) -> str:
    """Write what has changed: the wording, or where a limit has changed the rule as it is told."""
    limits = [goal[column] for column in LIMITS if column in changed]
    if not limits:
        return goal[changed[0]] or "ingen regel"
    if "rule" in changed:
        return goal["rule"] or "ingen regel"
    return " · ".join(
        "ingen" if one is None else one if isinstance(one, str) else plain(one) for one in limits
    )
