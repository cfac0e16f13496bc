"""Goals and indicators: what was to be reached, what was measured, and what the board concluded."""

from collections.abc import Callable
from fractions import Fraction
from operator import eq, ge, le

import pandas as pd

from namndbok.facts import Fact, Facts, refs
from namndbok.swedish import Number

OPERATORS: dict[str, Callable[[Number, Number], bool]] = {">=": ge, "<=": le, "=": eq}
LEVELS = {"annual": "goals.annual", "indicator": "goals.indicators"}
NAMES = {"goals.annual": "årets mål", "goals.indicators": "indikatorerna"}


def facts_goals(facts: Facts) -> None:
    """Add how many goals and indicators were judged, and how many of them were met."""
    facts.add(
        "events.competence.held", "Genomförda kompetenshöjande insatser", len(_events(facts)), "count",
        "antal genomförda insatser", rows=refs("events", _events(facts).index),
    )  # fmt: skip
    table = reviewed(facts)
    for level, at in LEVELS.items():
        rows = table[table["level"] == level]
        every = refs("goals", rows.index)
        facts.add(f"{at}.total", f"Antal, {NAMES[at]}", len(rows), "count", "antal rader i måltabellen", rows=every)
        judged = rows[rows["assessment"].notna()]
        _counted(facts, f"{at}.judged", f"Bedömda bland {NAMES[at]}", judged)
        _counted(facts, f"{at}.met", f"Uppnådda bland {NAMES[at]}", judged[judged["assessment"] == "met"])
    for number, row in table.iterrows():
        _threshold(facts, number, row)


def _events(facts: Facts) -> pd.DataFrame:
    rows = facts.data.of_year("events", facts.year)
    return rows[rows["kind"] == "competence"]


def reviewed(facts: Facts) -> pd.DataFrame:
    """Return the year's annual goals and indicators with the latest review of each.

    Adds the columns assessment, kind, through, measured, measured_unit, comment and review (a row such as
    `goal_reviews:4`); they are None for a goal that nobody reviewed.
    """
    rows = facts.data.of_year("goals", facts.year)
    rows = rows[rows["level"].isin(LEVELS)].sort_values(["level", "number"], kind="stable")
    reviews = facts.data.of_year("goal_reviews", facts.year).sort_values("through", kind="stable")
    latest = {review["goal"]: (number, review) for number, review in reviews.iterrows()}
    for column in ("assessment", "kind", "through", "measured", "measured_unit", "comment"):
        cells = [latest[goal][1][column] if goal in latest else None for goal in rows["goal"]]
        rows = rows.assign(**{column: pd.Series(cells, index=rows.index, dtype=object)})
    found = [f"goal_reviews:{latest[goal][0]}" if goal in latest else None for goal in rows["goal"]]
    return rows.assign(review=pd.Series(found, index=rows.index, dtype=object))


def measured(facts: Facts, goal: pd.Series) -> Fact | None:
    """Return the fact that measures a goal, or None where the goal cannot be measured by the tables."""
    return facts[goal["measure"]] if goal["measure"] and goal["measure"] in facts else None


def threshold(goal: pd.Series) -> Fraction:
    """Return a goal's threshold in the unit of its fact: a share of 1 where it is stated in per cent."""
    return Fraction(goal["threshold"]) / (100 if goal["unit"] == "percent" else 1)


def met(goal: pd.Series, value: Number) -> bool:
    """Tell whether a value reaches a goal's threshold."""
    return OPERATORS[goal["operator"]](value, threshold(goal))


def _counted(facts: Facts, id: str, label: str, rows: pd.DataFrame) -> None:
    facts.add(id, label, len(rows), "count", "antal i nämndens bedömning", rows=[row for row in rows["review"] if row])


def _threshold(facts: Facts, number: int, goal: pd.Series) -> None:
    if goal["threshold"] is not None:
        unit = "ratio" if goal["unit"] == "percent" else "count"
        label = f"Gräns för målet {goal['goal']}"
        facts.quote(f"goals.{goal['goal']}.threshold", label, threshold(goal), unit, f"goals:{number}")
