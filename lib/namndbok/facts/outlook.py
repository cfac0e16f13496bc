"""What is already known of a goal when a part of the year has passed: met, out of reach, or still open."""

from fractions import Fraction
from math import ceil

import pandas as pd

from namndbok.facts.attendance import body_names, held_meetings, planned_meetings
from namndbok.facts.fact import Fact, Facts
from namndbok.facts.goals import (
    EVERY_MEETING,
    GOAL_LEVELS,
    add_reviews,
    measuring_fact,
    reaches_threshold,
    reviewed_goals,
    threshold,
)
from namndbok.facts.periods import Period
from namndbok.facts.wording import named

# Measures that only grow during a year.
COUNTED = ("meetings.", "events.")
PROMISED = ("expected", "met")

BROKEN, REACHED, OPEN, PLANNED, UNPLANNED = "broken", "reached", "open", "planned", "unplanned"
BELOW, ABOVE, UNKNOWN, UNMEASURED = "below", "above", "unknown", "unmeasured"
OUTLOOK_WORDS = {
    BROKEN: "Kan inte längre nås",
    REACHED: "Redan nått",
    OPEN: "Inte nått än, kan ännu nås",
    PLANNED: "Inte nått än; planen räcker",
    UNPLANNED: "Inte nått än; planen räcker inte",
    BELOW: "Under gränsen hittills, kan ännu nås",
    ABOVE: "Når gränsen hittills, kan ännu missas",
    UNKNOWN: "Går inte att mäta än",
    UNMEASURED: "",
}


def facts_outlook(facts: Facts, period: Period) -> None:
    """Add how many meetings are left in each body's plan, and what its attendance goal asks of them.

    And how many goals and indicators are expected to be met, and how many of these no longer can be.
    """
    for body, name in body_names(facts.data).items():
        plan = planned_meetings(facts, body)
        left = plan.loc[[number for number, when in plan["date"].items() if when > period.end]]
        facts.add_count(*named("meetings.{body}.left", body=body, name=name), left)
        if f"attendance.{body}.threshold" in facts:
            _attendance_left(facts, body, name)
    goals = reviewed_goals(facts)
    for level, prefix in GOAL_LEVELS.items():
        forecasts = goals[(goals["level"] == level) & (goals["kind"] == "forecast")]
        expected = forecasts[forecasts["assessment"].isin(PROMISED)]
        add_reviews(facts, named(f"{prefix}.forecast"), forecasts)
        add_reviews(facts, named(f"{prefix}.expected"), expected)
    broken, promised = goals.loc[contradicted_forecasts(facts)], goals[goals["assessment"].isin(PROMISED)]
    add_reviews(facts, named("goals.contradicted"), broken, _measures(facts, promised))


def goal_outlook(facts: Facts, goal: pd.Series) -> str:
    """Return what is known, a key of `OUTLOOK_WORDS`, of a reviewed goal at the end of the facts' period."""
    fact = measuring_fact(facts, goal)
    if goal["measure"] is None or goal["threshold"] is None:
        return UNMEASURED
    if fact is None:
        return UNKNOWN
    if goal["reading"] == EVERY_MEETING:
        return ABOVE if reaches_threshold(goal, fact.value) else BROKEN
    if goal["measure"].startswith(COUNTED):
        return _counted_outlook(facts, goal, fact)
    return _average_outlook(facts, goal, fact)


def contradicted_forecasts(facts: Facts) -> list[int]:
    """List the goals, by row, whose forecast says that they will be met although they no longer can be."""
    goals = reviewed_goals(facts)
    goals = goals[goals["assessment"].isin(PROMISED)]
    return [number for number, goal in goals.iterrows() if goal_outlook(facts, goal) == BROKEN]


def _measures(facts: Facts, goals: pd.DataFrame) -> list[str]:
    """Name the facts that tell whether goals can still be met."""
    ids = dict.fromkeys(fact.id for _, goal in goals.iterrows() if (fact := measuring_fact(facts, goal)))
    left = (f"{id.rpartition('.')[0]}.{part}" for id in ids for part in ("threshold", "places", "needed"))
    return [*ids, *dict.fromkeys(id for id in left if id in facts)]


def _attendance_left(facts: Facts, body: str, name: str) -> None:
    """Add how many attendances are left in the plan, if as many are entitled, and how many must be filled."""
    prefix, meetings = f"attendance.{body}", f"meetings.{body}.left"
    last = f"{prefix}.{max(held_meetings(facts, body)['date'])}.entitled"
    places = facts[last].value * facts[meetings].value
    told = {part: named(f"attendance.{{body}}.{part}", body=body, name=name) for part in ("places", "needed")}
    facts.state(told["places"], places, "count", facts=[last, meetings])
    inputs = [f"{prefix}.{word}" for word in ("threshold", "entitled", "places", "present")]
    limit, entitled, _, present = (facts[id].value for id in inputs)
    needed = max(ceil((entitled + places) * Fraction(limit)) - present, 0)
    facts.state(told["needed"], needed, "count", facts=inputs)


def _counted_outlook(facts: Facts, goal: pd.Series, fact: Fact) -> str:
    limit, is_upper = threshold(goal), goal["operator"] != ">="
    if is_upper and fact.value > limit:
        return BROKEN
    if reaches_threshold(goal, fact.value):
        return ABOVE if is_upper else REACHED
    left = facts.get(goal["measure"].removesuffix(".held") + ".left")
    if left is None:
        return OPEN
    return PLANNED if fact.value + left.value >= limit else UNPLANNED


def _average_outlook(facts: Facts, goal: pd.Series, fact: Fact) -> str:
    prefix = goal["measure"].removesuffix(".share")
    places, needed = facts.get(f"{prefix}.places"), facts.get(f"{prefix}.needed")
    if places and needed and goal["operator"] == ">=":
        if needed.value > places.value:
            return BROKEN
        if not needed.value:
            return REACHED
    return ABOVE if reaches_threshold(goal, fact.value) else BELOW
