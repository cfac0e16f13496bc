"""What is already known of a goal when a part of the year has passed: met, out of reach, or still open."""

from fractions import Fraction
from math import ceil

import pandas as pd

from namndbok.facts.attendance import BODIES, held_meetings, planned_meetings
from namndbok.facts.fact import Fact, Facts, row_ids
from namndbok.facts.goals import (
    GOAL_LEVELS,
    LEVEL_NAMES,
    measuring_fact,
    reaches_threshold,
    reviewed_goals,
    threshold,
)
from namndbok.facts.periods import Period, later

EVERY_MEETING = "every_meeting"
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
    UNMEASURED: "Mäts inte i tabellerna",
}


def facts_outlook(facts: Facts, period: Period) -> None:
    """Add how many meetings are left in each body's plan, and what its attendance goal asks of them."""
    for body, name in BODIES.items():
        plan = planned_meetings(facts, body)
        left = plan.loc[list(later(plan, period.end))]
        label, formula = f"Möten kvar i planen för {name}", "antal rader i mötesplanen efter perioden"
        facts.add(f"meetings.{body}.left", label, len(left), "count", formula, rows=row_ids(left))
        if f"attendance.{body}.threshold" in facts:
            _asked(facts, body, name)
    _forecasts(facts)


def _asked(facts: Facts, body: str, name: str) -> None:
    """Add how many attendances are left in the plan, if as many are entitled, and how many must be filled."""
    at, meetings = f"attendance.{body}", f"meetings.{body}.left"
    last = f"{at}.{max(held_meetings(facts, body)['date'])}.entitled"
    places = facts[last].value * facts[meetings].value
    label, formula = f"Närvaroplatser kvar i planen för {name}", "kallade vid det senaste mötet × möten kvar"
    facts.add(f"{at}.places", label, places, "count", formula, facts=[last, meetings])
    present, entitled, limit = (facts[f"{at}.{part}"] for part in ("present", "entitled", "threshold"))
    lacking = max(ceil((entitled.value + places) * Fraction(limit.value)) - present.value, 0)
    label = f"Närvaroplatser kvar som måste fyllas för målet i {name}"
    formula = "målet gånger alla platser under året, uppåt till ett helt tal, utom dem som redan har fyllts"
    parts = [limit.id, entitled.id, f"{at}.places", present.id]
    facts.add(f"{at}.needed", label, lacking, "count", formula, facts=parts)


def _forecasts(facts: Facts) -> None:
    """Add how many goals and indicators are expected to be met, and how many of these no longer can be."""
    table = reviewed_goals(facts)
    for level, at in GOAL_LEVELS.items():
        rows = table[(table["level"] == level) & (table["kind"] == "forecast")]
        expected, name = rows[rows["assessment"].isin(PROMISED)], LEVEL_NAMES[at]
        _reviews(facts, f"{at}.forecast", f"Prognoser bland {name}", rows)
        _reviews(facts, f"{at}.expected", f"Väntas nås bland {name}", expected)
    broken = table.loc[contradicted_forecasts(facts)]
    _reviews(facts, "goals.contradicted", "Prognoser som inte längre kan hålla", broken)


def _reviews(facts: Facts, id: str, label: str, rows: pd.DataFrame) -> None:
    facts.add(id, label, len(rows), "count", "antal i nämndens prognos", rows=rows["review"])


def goal_outlook(facts: Facts, goal: pd.Series) -> str:
    """Tell what is known of a goal of `reviewed` at the end of the period that the facts are of."""
    value = measuring_fact(facts, goal)
    if goal["measure"] is None or goal["threshold"] is None:
        return UNMEASURED
    if value is None:
        return UNKNOWN
    if goal["reading"] == EVERY_MEETING:
        return ABOVE if reaches_threshold(goal, value.value) else BROKEN
    if goal["measure"].startswith(COUNTED):
        return _counted(facts, goal, value)
    return _averaged(facts, goal, value)


def _counted(facts: Facts, goal: pd.Series, value: Fact) -> str:
    limit, upper = threshold(goal), goal["operator"] != ">="
    if upper and value.value > limit:
        return BROKEN
    if reaches_threshold(goal, value.value):
        return ABOVE if upper else REACHED
    left = facts.get(goal["measure"].removesuffix(".held") + ".left")
    if left is None:
        return OPEN
    return PLANNED if value.value + left.value >= limit else UNPLANNED


def _averaged(facts: Facts, goal: pd.Series, value: Fact) -> str:
    at = goal["measure"].removesuffix(".share")
    places, needed = facts.get(f"{at}.places"), facts.get(f"{at}.needed")
    if places and needed and goal["operator"] == ">=":
        if needed.value > places.value:
            return BROKEN
        if not needed.value:
            return REACHED
    return ABOVE if reaches_threshold(goal, value.value) else BELOW


def contradicted_forecasts(facts: Facts) -> list[int]:
    """List the goals, by row, whose forecast says that they will be met although they no longer can be."""
    table = reviewed_goals(facts)
    broken = (goal for goal in table.iterrows() if goal_outlook(facts, goal[1]) == BROKEN)
    return [number for number, goal in broken if goal["assessment"] in PROMISED]
