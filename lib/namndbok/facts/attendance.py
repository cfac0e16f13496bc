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
from namndbok.facts.fact import Fact, Facts
from namndbok.facts.goals import threshold
from namndbok.swedish import capital, day

COUNTS = {"present": "närvarande", "entitled": "kallade"}


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
        prefix, plan, meetings = f"meetings.{body}", planned_meetings(facts, body), held_meetings(facts, body)
        days = plan[plan["kind"] == "strategy_day"]
        facts.add_count(f"{prefix}.planned", f"Planerade möten i {name}", "antal rader i mötesplanen", plan)
        label, formula = f"Genomförda möten i {name}", "antal genomförda möten"
        facts.add_count(f"{prefix}.held", label, formula, meetings)
        formula = "antal rader i mötesplanen som är strategidagar"
        facts.add_count(f"{prefix}.strategy_days", f"Strategidagar i planen för {name}", formula, days)
        for number, row in meetings.iterrows():
            _one_meeting(facts, name, number, row)
        if any(meetings["entitled"]):
            _all_meetings(facts, body, name)
            _against_goal(facts, body, name)


def facts_events(facts: Facts) -> None:
    """Add how many events of each kind were held."""
    rows, kinds = facts.year_rows("events"), facts.data.package.tables["events"].field("kind").labels
    for kind in dict.fromkeys([*kinds, *rows["kind"]]):
        label = f"Genomförda {kinds.get(kind, kind)}"
        facts.add_count(f"events.{kind}.held", label, "antal genomförda insatser", rows[rows["kind"] == kind])


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


def _one_meeting(facts: Facts, name: str, number: int, row: pd.Series) -> None:
    prefix, meeting = f"attendance.{row['body']}.{row['date']}", f"{name} {day(row['date'])}"
    for count, word in COUNTS.items():
        label = f"{word.capitalize()} kommuner, {meeting}"
        facts.add_cell(f"{prefix}.{count}", label, row[count], "count", f"meetings:{number}")
    label, formula = f"Närvaro, {meeting}", "närvarande ÷ kallade"
    facts.add_ratio(f"{prefix}.share", label, formula, f"{prefix}.present", f"{prefix}.entitled")


def _all_meetings(facts: Facts, body: str, name: str) -> None:
    prefix = f"attendance.{body}"
    meetings = [f"{prefix}.{when}" for when in held_meetings(facts, body)["date"]]
    for count, word in COUNTS.items():
        label, formula = f"Summa {word} vid {name}s möten", f"summan av {word}"
        facts.add_total(f"{prefix}.{count}", label, formula, [f"{meeting}.{count}" for meeting in meetings])
    label, formula = f"Närvaro i {name}", "summa närvarande ÷ summa kallade"
    facts.add_ratio(f"{prefix}.share", label, formula, f"{prefix}.present", f"{prefix}.entitled")
    shares = [facts[f"{meeting}.share"] for meeting in meetings if f"{meeting}.share" in facts]
    lowest = min(shares, key=lambda share: share.value)
    label, formula = f"Lägsta närvaro vid ett möte i {name}", "den lägsta andelen"
    facts.add(f"{prefix}.minimum", label, lowest.value, "ratio", formula, facts=[lowest.id])


def _against_goal(facts: Facts, body: str, name: str) -> None:
    """Add the attendance that the board has set as its goal, and how many are lacking on average."""
    prefix, goals = f"attendance.{body}", facts.year_rows("goals")
    measures = (f"{prefix}.share", f"{prefix}.minimum")
    cells = zip(goals["measure"], goals["unit"], strict=True)
    goals = rows_where(goals, (measure in measures and unit == "percent" for measure, unit in cells))
    if goals.empty:
        return
    limit, row = threshold(goals.iloc[-1]), f"goals:{goals.index[-1]}"
    facts.add_cell(f"{prefix}.threshold", f"Mål för närvaron i {name}", limit, "stated_ratio", row)
    total = _margin(facts, prefix, f"{prefix}.threshold", f"Närvaro utöver målet i {name}")
    for when in held_meetings(facts, body)["date"]:
        label = f"Närvaro utöver målet, {name} {day(when)}"
        _margin(facts, f"{prefix}.{when}", f"{prefix}.threshold", label)
    label, lacking = f"Närvarande som fattas till målet i {name}", max(-total.value, 0)
    formula = "närvaro utöver målet utan minus, minst noll"
    facts.add(f"{prefix}.lacking", label, lacking, "count", formula, facts=[total.id])


def _margin(facts: Facts, prefix: str, limit: str, label: str) -> Fact:
    """Add how many attendances there are above the goal, or negative below it."""
    inputs = (f"{prefix}.present", f"{prefix}.entitled", limit)
    value, formula = margin(*(facts[id].value for id in inputs)), "närvarande − minsta antal som når målet"
    return facts.add(f"{prefix}.margin", label, value, "count", formula, facts=inputs)
