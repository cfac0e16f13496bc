"""Meetings planned and held, and the share of those entitled who were there.

A share of several meetings is all who were present through all who were entitled, which equals the average of
the meetings' shares where every meeting has equally many entitled.
"""

from fractions import Fraction
from math import ceil

import pandas as pd

from namndbok.data import rows_where
from namndbok.facts.fact import Fact, Facts
from namndbok.facts.goals import threshold
from namndbok.swedish import day

BODIES = {"board": "nämnden", "preparatory": "beredningsgruppen"}
PARTS = {"present": "närvarande", "entitled": "kallade"}


def facts_attendance(facts: Facts) -> None:
    """Add plans, held meetings and attendance for both bodies."""
    for body, name in BODIES.items():
        _meetings(facts, body, name)
        for number, row in held_meetings(facts, body).iterrows():
            _meeting(facts, number, row)
        if any(held_meetings(facts, body)["entitled"]):
            _all_meetings(facts, body, name)
            _against_goal(facts, body, name)


def held_meetings(facts: Facts, body: str) -> pd.DataFrame:
    """Return a body's held meetings of the year in order of date."""
    rows = facts.year_rows("meetings")
    return rows[rows["body"] == body].sort_values("date", kind="stable")


def planned_meetings(facts: Facts, body: str) -> pd.DataFrame:
    """Return a body's planned meetings of the year in order of date."""
    rows = facts.year_rows("meeting_plan")
    return rows[rows["body"] == body].sort_values("date", kind="stable")


def margin(present: int, entitled: int, share: Fraction) -> int:
    """Return how many attendances stand above (or, negative, below) the fewest that reach the share."""
    return present - ceil(entitled * share)


def _meetings(facts: Facts, body: str, name: str) -> None:
    at, plan, meetings = f"meetings.{body}", planned_meetings(facts, body), held_meetings(facts, body)
    days = plan[plan["kind"] == "strategy_day"]
    facts.add_count(f"{at}.planned", f"Planerade möten i {name}", "antal rader i mötesplanen", plan)
    facts.add_count(f"{at}.held", f"Genomförda möten i {name}", "antal genomförda möten", meetings)
    formula = "antal rader i mötesplanen som är strategidagar"
    facts.add_count(f"{at}.strategy_days", f"Strategidagar i planen för {name}", formula, days)


def _meeting(facts: Facts, number: int, row: pd.Series) -> None:
    at, where = f"attendance.{row['body']}.{row['date']}", f"{BODIES[row['body']]} {day(row['date'])}"
    for part, word in PARTS.items():
        label = f"{word.capitalize()} kommuner, {where}"
        facts.add_cell(f"{at}.{part}", label, row[part], "count", f"meetings:{number}")
    label, formula = f"Närvaro, {where}", "närvarande ÷ kallade"
    facts.add_ratio(f"{at}.share", label, formula, f"{at}.present", f"{at}.entitled")


def _all_meetings(facts: Facts, body: str, name: str) -> None:
    at = f"attendance.{body}"
    days = [f"{at}.{when}" for when in held_meetings(facts, body)["date"]]
    for part, word in PARTS.items():
        label = f"Summa {word} vid {name}s möten"
        facts.add_total(f"{at}.{part}", label, f"summan av {word}", [f"{one}.{part}" for one in days])
    formula = "summa närvarande ÷ summa kallade"
    facts.add_ratio(f"{at}.share", f"Närvaro i {name}", formula, f"{at}.present", f"{at}.entitled")
    shares = [facts[f"{one}.share"] for one in days if f"{one}.share" in facts]
    lowest = min(shares, key=lambda share: share.value)
    label = f"Lägsta närvaro vid ett möte i {name}"
    facts.add(f"{at}.minimum", label, lowest.value, "ratio", "den lägsta andelen", facts=[lowest.id])


def _against_goal(facts: Facts, body: str, name: str) -> None:
    """Add the attendance that the board has set as its goal, and how many are lacking on average."""
    at, goals = f"attendance.{body}", facts.year_rows("goals")
    cells, own = zip(goals["measure"], goals["unit"], strict=True), (f"{at}.share", f"{at}.minimum")
    goals = rows_where(goals, (measure in own and unit == "percent" for measure, unit in cells))
    if goals.empty:
        return
    limit, row = threshold(goals.iloc[-1]), f"goals:{goals.index[-1]}"
    facts.add_cell(f"{at}.threshold", f"Mål för närvaron i {name}", limit, "stated_ratio", row)
    total = _margin(facts, at, f"{at}.threshold", f"Närvaro utöver målet i {name}")
    for when in held_meetings(facts, body)["date"]:
        _margin(facts, f"{at}.{when}", f"{at}.threshold", f"Närvaro utöver målet, {name} {day(when)}")
    label, formula = f"Närvaror som saknas till målet i {name}", "närvaro utöver målet utan minus, minst noll"
    facts.add(f"{at}.lacking", label, max(-total.value, 0), "count", formula, facts=[total.id])


def _margin(facts: Facts, at: str, limit: str, label: str) -> Fact:
    """Add how many attendances there are above the goal, or negative below it."""
    present, entitled = facts[f"{at}.present"].value, facts[f"{at}.entitled"].value
    parts, formula = [f"{at}.present", f"{at}.entitled", limit], "närvarande − minsta antal som når målet"
    value = margin(present, entitled, facts[limit].value)
    return facts.add(f"{at}.margin", label, value, "count", formula, facts=parts)
