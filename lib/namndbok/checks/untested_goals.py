"""Checks of what is missing among the goals: rules, verdicts and the values that they rest on."""

from collections.abc import Iterator

import pandas as pd

from namndbok.checks.check import Remark, check
from namndbok.checks.finding import Severity
from namndbok.data import rows_where
from namndbok.facts import Facts, measuring_fact, outcome_rows, reviewed_goals
from namndbok.swedish import plural

VERDICTS = ("met", "not_met")


@check(
    "missing.measure",
    asks="Går varje mål för året att pröva, med gräns eller regel?",
    why="Ett mål utan gräns kan inte prövas.",
    blind="Om gränsen är rimlig, och mål på lång sikt.",
    needs="goals",
)
def check_measures(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the annual goals and indicators that have neither rule nor threshold."""
    rows = reviewed_goals(facts)
    rows = rows[rows["rule"].isna() & rows["threshold"].isna()]
    yield from _goals(rows, "rules", "utan regel och gräns", ("en regel eller gräns", "saknas"), "info")


@check(
    "missing.verdict",
    asks="Har varje mål för året en bedömning?",
    why="Den som läser ska få veta om målet nåddes.",
    blind="Mål som kan mätas; de prövas för sig. År som inte är slut.",
    needs="goals",
)
def check_verdicts(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the goals without a verdict that the tables cannot measure either."""
    rows = reviewed_goals(facts)
    rows = rows_where(
        rows, (goal["assessment"] is None and not _measurable(facts, goal) for _, goal in rows.iterrows())
    )
    if len(outcome_rows(facts)):
        yield from _goals(rows, "verdicts", "utan bedömning", ("en bedömning", "saknas"), "warning")


@check(
    "missing.measured",
    asks="Är det uppmätta värdet redovisat för varje mål som har bedömts?",
    why="En bedömning utan sitt värde kan läsaren inte pröva.",
    blind="Mål utan mått, och om det redovisade värdet är rätt.",
    needs="goals goal_reviews",
)
def check_measured(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the verdicts whose measured value stands neither in the review nor in print."""
    printed = set(facts.year_rows("printed")["fact"])
    rows = reviewed_goals(facts)
    rows = rows[rows["assessment"].isin(VERDICTS) & rows["measured"].isna()]
    measures = (measuring_fact(facts, goal) for _, goal in rows.iterrows())
    rows = rows_where(rows, (fact and fact.id not in printed for fact in measures))
    yield from _goals(rows, "values", "bedömda utan värde", ("värdet som avgör", "saknas"), "info")


def _measurable(facts: Facts, goal: pd.Series) -> bool:
    return (
        goal["threshold"] is not None and bool(goal["operator"]) and measuring_fact(facts, goal) is not None
    )


def _goals(
    rows: pd.DataFrame, key: str, what: str, shown: tuple[str, str], severity: Severity
) -> Iterator[Remark]:
    if len(rows):
        title = f"{len(rows)} mål {what}" if len(rows) > 1 else f"Ett mål {what}"
        detail = f"{plural(len(rows), 'Målet', 'Målen')}: {' '.join(rows['text'])}"
        where = [
            row for number, goal in rows.iterrows() for row in (f"goals:{number}", goal["review"]) if row
        ]
        yield Remark(key, title, detail, tuple(where), *shown, severity=severity)
