"""Meetings planned and held, events held, and the share of those entitled who were present at meetings.

A share of several meetings is all who were present through all who were entitled. Where equally many are
entitled at every meeting, that is the average of the meetings' shares.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import pandas as pd

from namndbok.data import Data, rows_where
from namndbok.facts.fact import Facts
from namndbok.facts.goals import threshold
from namndbok.facts.wording import named
from namndbok.swedish import capital

COUNTS = ("present", "entitled")


@dataclass(frozen=True)
class Body:
    """A body that meets: its name in the definite form, and what one or more of its meetings are called."""

    code: str
    name: str
    article: str
    meeting: str
    meetings: str

    @property
    def capital(self) -> str:
        """Return the name to begin a sentence with."""
        return capital(self.name)

    @property
    def one(self) -> str:
        """Return one meeting with its article: `ett sammanträde`."""
        return f"{self.article} {self.meeting}"

    @property
    def neuter(self) -> bool:
        """Tell whether a meeting is `ett`, not `en`."""
        return self.article == "ett"


def bodies(data: Data) -> list[Body]:
    """List the bodies that meet, in the board's order."""
    return [Body(*row) for row in data["bodies"].itertuples(index=False)]


def body_names(data: Data) -> Mapping[str, str]:
    """Return the name in the definite form of each body that meets, by its code, in the board's order."""
    return data.lookup("bodies", "body", "name")


def facts_attendance(facts: Facts) -> None:
    """Add how many meetings were planned and held, and the attendance at them, for each body."""
    for body, name in body_names(facts.data).items():
        plan, meetings = planned_meetings(facts, body), held_meetings(facts, body)
        days, cells = plan[plan["kind"] == "strategy_day"], {"body": body, "name": name}
        for part, rows in {"planned": plan, "held": meetings, "strategy_days": days}.items():
            facts.add_count(*named(f"meetings.{{body}}.{part}", **cells), rows)
        for number, row in meetings.iterrows():
            meeting, cells["date"] = f"attendance.{body}.{row['date']}", row["date"]
            for count in COUNTS:
                id_and_label = named(f"attendance.{{body}}.{{date}}.{count}", **cells)
                facts.add_cell(*id_and_label, row[count], "count", f"meetings:{number}")
            share = named("attendance.{body}.{date}.share", **cells)
            facts.add_ratio(*share, f"{meeting}.present", f"{meeting}.entitled")
        if any(meetings["entitled"]):
            _all_meetings(facts, body, name)
            _against_goal(facts, body, name)


def facts_events(facts: Facts) -> None:
    """Add how many events of each kind were held."""
    rows, kinds = facts.year_rows("events"), facts.data.package.tables["events"].field("kind").labels
    for kind in dict.fromkeys([*kinds, *rows["kind"]]):
        told = named("events.{kind}.held", kind=kind, name=kinds.get(kind, kind))
        facts.add_count(*told, rows[rows["kind"] == kind])


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


def _all_meetings(facts: Facts, body: str, name: str) -> None:
    prefix = f"attendance.{body}"
    meetings = [f"{prefix}.{when}" for when in held_meetings(facts, body)["date"]]
    cells = {"body": body, "name": name}
    for count in COUNTS:
        told = named(f"attendance.{{body}}.{count}", **cells)
        facts.add_total(*told, [f"{meeting}.{count}" for meeting in meetings])
    share = named("attendance.{body}.share", **cells)
    facts.add_ratio(*share, f"{prefix}.present", f"{prefix}.entitled")
    shares = [facts[f"{meeting}.share"] for meeting in meetings if f"{meeting}.share" in facts]
    lowest = min(shares, key=lambda share: share.value)
    facts.state(named("attendance.{body}.minimum", **cells), lowest.value, "ratio", facts=[lowest.id])


def _against_goal(facts: Facts, body: str, name: str) -> None:
    """Add the attendance that the board has set as its goal, and how many are lacking on average."""
    prefix, goals = f"attendance.{body}", facts.year_rows("goals")
    measures = (f"{prefix}.share", f"{prefix}.minimum")
    cells = zip(goals["measure"], goals["unit"], strict=True)
    goals = rows_where(goals, (measure in measures and unit == "percent" for measure, unit in cells))
    if goals.empty:
        return
    limit, row = threshold(goals.iloc[-1]), f"goals:{goals.index[-1]}"
    cells = {"body": body, "name": name}
    facts.add_cell(*named("attendance.{body}.threshold", **cells), limit, "stated_ratio", row)
    days = {f".{when}": {**cells, "date": when} for when in held_meetings(facts, body)["date"]}
    for when, told in {"": cells, **days}.items():
        inputs = (f"{prefix}{when}.present", f"{prefix}{when}.entitled", f"{prefix}.threshold")
        above = margin(*(facts[id].value for id in inputs))
        id = "attendance.{body}.{date}.margin" if when else "attendance.{body}.margin"
        facts.state(named(id, **told), above, "count", facts=inputs)
    total = f"{prefix}.margin"
    lacking = max(-facts[total].value, 0)
    facts.state(named("attendance.{body}.lacking", **cells), lacking, "count", facts=[total])
