"""Checks of rules: whether a verdict, a forecast or a risk value follows from what was measured."""

from collections.abc import Iterator

import pandas as pd

from namndbok.checks.check import Remark, check
from namndbok.facts import (
    EVERY_MEETING,
    Fact,
    Facts,
    body_names,
    control_plan,
    explained_lines,
    line_name,
    measuring_fact,
    outcome_rows,
    reaches_threshold,
    reviewed_goals,
)

VERDICTS = {"met": True, "not_met": False}
STRATEGY_DAY = "strategidag"


@check("rules.verdict")
def check_verdicts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each verdict that the measured value contradicts."""
    for number, goal, value in measurable_goals(facts):
        verdict = VERDICTS.get(goal["assessment"])
        if verdict is not None and verdict != reaches_threshold(goal, value.value):
            yield _against_threshold(facts, number, goal)


@check("rules.missing_verdict")
def check_missing_verdicts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each measurable goal without assessment; after the year, a forecast is none."""
    over = not outcome_rows(facts).empty
    begun = over or not facts.year_rows("goal_reviews").empty
    for number, goal, _ in measurable_goals(facts):
        if begun and (goal["assessment"] is None or (over and goal["kind"] != "verdict")):
            yield _against_threshold(facts, number, goal)


@check("rules.every_meeting")
def check_forecasts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each goal that counts every meeting, is expected to be met, and already is not."""
    for number, goal, lowest in measurable_goals(facts):
        expected = goal["reading"] == EVERY_MEETING and goal["assessment"] == "expected"
        if expected and not reaches_threshold(goal, lowest.value):
            limit, share = facts[f"goals.{goal['goal']}.threshold"].display, lowest.display
            rows = (f"goals:{number}", goal["review"], *facts.rows_behind(lowest.id))
            yield Remark(goal["goal"], rows, goal=goal, expected=limit, found=share)


@check("rules.risk_value")
def check_risk_values(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each risk value in the control plan that is not the product."""
    for number, row in control_plan(facts).iterrows():
        product, printed = facts[f"controls.{row['control']}.risk_value"], row["risk_value"]
        if printed is not None and printed != product.value:
            shown = {"expected": product.display, "found": str(printed)}
            yield Remark(row["control"], [f"controls:{number}"], row=row, **shown)


@check("rules.unexplained")
def check_unexplained(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each outcome line with a deficit that no explanation speaks of."""
    explained = explained_lines(facts)
    for number, line in outcome_rows(facts)["line"].items():
        result = facts[f"economy.line.{line}.result"]
        if result.value < 0 and line not in explained:
            yield Remark(line, [f"outcome:{number}"], name=line_name(facts, line), result=result)


@check("rules.strategy_day")
def check_strategy_days(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each goal said to be met that asks for a strategy day, where the plan has none."""
    for number, goal in reviewed_goals(facts).iterrows():
        body = next((body for body in body_names(facts.data) if f".{body}." in (goal["measure"] or "")), None)
        asked = body and goal["assessment"] == "met" and STRATEGY_DAY in (goal["rule"] or "").lower()
        if asked and not facts[f"meetings.{body}.strategy_days"].value:
            rows, name = (f"goals:{number}", goal["review"]), body_names(facts.data)[body]
            yield Remark(goal["goal"], rows, goal=goal, name=name)


def measurable_goals(facts: Facts) -> Iterator[tuple[int, pd.Series, Fact]]:
    """Yield number, row and measure of each goal that the tables can hold against its threshold."""
    for number, goal in reviewed_goals(facts).iterrows():
        value = measuring_fact(facts, goal)
        if goal["threshold"] is not None and goal["operator"] and value:
            yield number, goal, value


def _against_threshold(facts: Facts, number: int, goal: pd.Series) -> Remark:
    value, limit = measuring_fact(facts, goal), facts[f"goals.{goal['goal']}.threshold"].display
    verb = "når" if reaches_threshold(goal, value.value) else "når inte"
    assessment = facts.data.label("goal_reviews", "assessment", goal["assessment"]) or "ingen"
    rows = filter(None, (f"goals:{number}", goal["review"], *facts.rows_behind(value.id)))
    shown = {"expected": limit, "found": value.display}
    return Remark(goal["goal"], rows, goal=goal, verb=verb, assessment=assessment, **shown)
