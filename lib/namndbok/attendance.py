"""Meetings planned and held, and the share of those entitled who were there.

A share of several meetings is all who were present through all who were entitled, which equals the average of the
meetings' shares where every meeting has equally many entitled.
"""

from datetime import date
from fractions import Fraction
from math import ceil

import pandas as pd

from namndbok.facts import Facts, refs
from namndbok.swedish import day

BODIES = {"board": "nämnden", "preparatory": "beredningsgruppen"}


def facts_attendance(facts: Facts) -> None:
    """Add plans, held meetings and attendance for both bodies."""
    for body, name in BODIES.items():
        _meetings(facts, body, name)
        _shares(facts, body, name)


def held(facts: Facts, body: str) -> pd.DataFrame:
    """Return a body's held meetings of the year in order of date."""
    rows = facts.data.of_year("meetings", facts.year)
    return rows[rows["body"] == body].sort_values("date", kind="stable")


def planned(facts: Facts, body: str) -> pd.DataFrame:
    """Return a body's planned meetings of the year in order of date."""
    rows = facts.data.of_year("meeting_plan", facts.year)
    return rows[rows["body"] == body].sort_values("date", kind="stable")


def share_present(present: int, entitled: int) -> Fraction:
    """Return the share of those entitled who were present."""
    return Fraction(present, entitled)


def margin(present: int, entitled: int, threshold: Fraction) -> int:
    """Return how many attendances stand above (or, negative, below) the fewest that reach the threshold."""
    return present - ceil(entitled * threshold)


def _meetings(facts: Facts, body: str, name: str) -> None:
    plan, rows = planned(facts, body), held(facts, body)
    strategy = plan[plan["kind"] == "strategy_day"]
    at = f"meetings.{body}"
    facts.add(
        f"{at}.planned", f"Planerade möten i {name}", len(plan), "count", "antal rader i mötesplanen",
        rows=refs("meeting_plan", plan.index),
    )  # fmt: skip
    facts.add(
        f"{at}.held", f"Genomförda möten i {name}", len(rows), "count", "antal genomförda möten",
        rows=refs("meetings", rows.index),
    )  # fmt: skip
    facts.add(
        f"{at}.strategy_days", f"Strategidagar i planen för {name}", len(strategy), "count",
        "antal rader i mötesplanen som är strategidagar", rows=refs("meeting_plan", strategy.index),
    )  # fmt: skip


def _shares(facts: Facts, body: str, name: str) -> None:
    rows = held(facts, body)
    at = f"attendance.{body}"
    for number, row in rows.iterrows():
        _meeting(facts, f"{at}.{row['date']}", name, row["date"], row["present"], row["entitled"], f"meetings:{number}")
    days = [f"{at}.{when}" for when in rows["date"]]
    if not days:
        return
    for part, word in (("present", "närvarande"), ("entitled", "kallade")):
        facts.total(f"{at}.{part}", f"Summa {word} vid {name}s möten", f"summan av {word}", [f"{one}.{part}" for one in days])
    facts.ratio(f"{at}.share", f"Närvaro i {name}", "summa närvarande ÷ summa kallade", f"{at}.present", f"{at}.entitled")
    lowest = min((facts[f"{one}.share"] for one in days), key=lambda fact: fact.value)
    facts.add(f"{at}.minimum", f"Lägsta närvaro vid ett möte i {name}", lowest.value, "ratio", "den lägsta andelen", facts=[lowest.id])
    _against_threshold(facts, at, name)


def _against_threshold(facts: Facts, at: str, name: str) -> None:
    """Add the attendance that the board has set as its goal, and how many attendances are lacking on average."""
    goals = facts.data.of_year("goals", facts.year)
    goals = goals[goals["measure"].isin([f"{at}.share", f"{at}.minimum"]) & goals["threshold"].notna()]
    if goals.empty:
        return
    limit = Fraction(goals["threshold"].iloc[-1]) / 100
    facts.quote(f"{at}.threshold", f"Mål för närvaron i {name}", limit, "ratio", f"goals:{goals.index[-1]}")
    present, entitled = facts[f"{at}.present"].value, facts[f"{at}.entitled"].value
    facts.add(
        f"{at}.lacking", f"Närvaror som fattas till målet i {name}", max(-margin(present, entitled, limit), 0), "count",
        "minsta antal närvarande som når målet − summa närvarande, minst noll",
        facts=[f"{at}.present", f"{at}.entitled", f"{at}.threshold"],
    )  # fmt: skip


def _meeting(facts: Facts, at: str, name: str, when: date, present: int, entitled: int, row: str) -> None:
    facts.quote(f"{at}.present", f"Närvarande kommuner, {name} {day(when)}", present, "count", row)
    facts.quote(f"{at}.entitled", f"Kallade kommuner, {name} {day(when)}", entitled, "count", row)
    formula = "närvarande ÷ kallade"
    facts.ratio(f"{at}.share", f"Närvaro, {name} {day(when)}", formula, f"{at}.present", f"{at}.entitled")
