"""Check of rules: a goal with a strategy day beside its meetings."""

from collections.abc import Iterator

from namndbok.checks.check import Remark, check
from namndbok.facts import BODIES, Facts, reviewed_goals

WORD = "strategidag"


@check(
    "rules.strategy_day",
    asks="Finns strategidagen som regeln kräver, när målet sägs vara nått?",
    why="En regel med två villkor är nådd först när båda är det.",
    blind="Andra villkor än strategidagar; ett mål har bara ett mått.",
    needs="goals goal_reviews meeting_plan",
)
def check_strategy_days(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each goal said to be met that asks for a strategy day, where the plan has none."""
    for number, goal in reviewed_goals(facts).iterrows():
        body = next((one for one in BODIES if f".{one}." in (goal["measure"] or "")), None)
        if body and goal["assessment"] == "met" and WORD in (goal["rule"] or "").lower():
            days = facts[f"meetings.{body}.strategy_days"]
            if not days.value:
                detail = (
                    f"Regeln är ”{goal['rule']}”, men mötesplanen för {BODIES[body]} har ingen strategidag."
                )
                rows = (f"goals:{number}", goal["review"])
                title = f"Strategidag saknas: {goal['goal']}"
                yield Remark(goal["goal"], title, detail, rows, "en strategidag", "ingen")
