"""Goals and indicators: what was to be reached, what was measured, and what the board concluded."""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import partial
from operator import eq, ge, le

import pandas as pd

from namndbok.data import rows_where
from namndbok.facts.fact import Fact, Facts, row_ids
from namndbok.facts.wording import named
from namndbok.swedish import Number

OPERATORS: dict[str, Callable[[Number, Number], bool]] = {">=": ge, "<=": le, "=": eq}
GOAL_LEVELS = {"annual": "goals.annual", "indicator": "goals.indicators"}
EVERY_MEETING = "every_meeting"
REVIEW_COLUMNS = ("assessment", "kind", "through", "measured", "measured_unit", "comment")


def facts_goals(facts: Facts) -> None:
    """Add how many goals and indicators were judged and met, and the threshold of each that has one.

    Comes after the families that measure, since a threshold is shown in the unit of its measure.
    """
    goals = reviewed_goals(facts)
    for level, prefix in GOAL_LEVELS.items():
        facts.add_count(*named(f"{prefix}.total"), goals[goals["level"] == level])
    judged = goals[(goals["kind"] == "verdict") & goals["assessment"].notna()]
    for level, prefix in GOAL_LEVELS.items():
        rows = judged[judged["level"] == level]
        add_reviews(facts, named(f"{prefix}.judged"), rows)
        met = rows[rows["assessment"] == "met"]
        add_reviews(facts, named(f"{prefix}.met"), met)
    add_reviews(facts, named("goals.missed"), missed_goals(facts))
    measurable = goals[goals["measure"].notna() & goals["threshold"].notna()]
    facts.add_count(*named("goals.measurable"), measurable)
    for number, goal in goals[goals["threshold"].notna()].iterrows():
        measure, told = measuring_fact(facts, goal), named("goals.{goal}.threshold", goal=goal["goal"])
        unit = "stated_ratio" if goal["unit"] == "percent" else measure.unit if measure else "count"
        facts.add_cell(*told, threshold(goal), unit, f"goals:{number}")


def reviewed_goals(facts: Facts) -> pd.DataFrame:
    """Return the year's annual goals and indicators with the latest review of each.

    Adds the columns assessment, kind, through, measured, measured_unit, comment and review (a row such as
    `goal_reviews:4`); they are None for a goal that nobody reviewed.
    """
    return facts.data.once(("reviewed_goals", facts.year), partial(_reviewed, facts))


def _reviewed(facts: Facts) -> pd.DataFrame:
    goals = facts.year_rows("goals")
    goals = rows_where(goals, (level in GOAL_LEVELS for level in goals["level"]))
    goals = goals.sort_values("number", kind="stable").sort_values("level", kind="stable")
    reviews = facts.year_rows("goal_reviews").sort_values("through", kind="stable")
    reviews = reviews.assign(review=row_ids(reviews)).drop_duplicates("goal", keep="last").set_index("goal")
    joined = goals.join(reviews[[*REVIEW_COLUMNS, "review"]].astype(object), on="goal")
    return joined.where(joined.notna(), None)


def missed_goals(facts: Facts) -> pd.DataFrame:
    """Return the annual goals and indicators that the board has judged as not, or not wholly, met."""
    goals = reviewed_goals(facts)
    judged = goals[(goals["kind"] == "verdict") & goals["assessment"].notna()]
    return judged[judged["assessment"] != "met"]


def measuring_fact(facts: Facts, goal: pd.Series) -> Fact | None:
    """Return the fact that measures a goal, or None where the tables cannot measure it.

    A goal for every meeting is measured at the meeting with the fewest present. A share is no measure of a
    number, nor a number of a share.
    """
    measure = goal["measure"] or ""
    if goal["reading"] == EVERY_MEETING and re.fullmatch(r"attendance\..+\.share", measure):
        measure = measure.removesuffix(".share") + ".minimum"
    fact = facts.get(measure)
    return fact if fact and (fact.unit == "ratio") == (goal["unit"] == "percent") else None


def threshold(goal: pd.Series) -> Fraction:
    """Return a goal's threshold in the unit of its fact: a share of 1 where it is stated in per cent."""
    return Fraction(goal["threshold"]) / (100 if goal["unit"] == "percent" else 1)


def reaches_threshold(goal: pd.Series, value: Number) -> bool:
    """Tell whether a value reaches a goal's threshold."""
    return OPERATORS[goal["operator"]](value, threshold(goal))


def add_reviews(
    facts: Facts, told: tuple[str, ...], rows: pd.DataFrame, measures: Iterable[str] = ()
) -> None:
    """Add how many goals there are, among all of their levels, with the board's reviews of them as rows."""
    among = [f"{GOAL_LEVELS[level]}.total" for level in dict.fromkeys(rows["level"])]
    facts.state(told, len(rows), "count", rows=rows["review"], facts=[*among, *measures])
