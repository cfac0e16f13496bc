"""What is to be reported, and whether it was: by the year wheel, and by decisions, controls and goals.

A commitment is known from the day after it was decided. The result of a control and the verdict on a goal are
due at the meeting that deals with the year's report. Every state is that of the morning of a day: what is
reported on the day itself is still to be reported then.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from namndbok.data import Data
from namndbok.facts.fact import Facts
from namndbok.facts.follow_up import decisions_on, meeting_years
from namndbok.facts.goals import GOAL_LEVELS
from namndbok.facts.wording import named

STATES = {
    "late": "försenat",
    "due": "ska redovisas",
    "coming": "kommande",
    "open": "ingen dag satt",
    "done_late": "redovisat för sent",
    "done": "redovisat",
}
KINDS = {"year_wheel": "årshjul", "controls": "resultat av kontroll", "goals": "bedömning av mål"}
# A day, and the rows that say so.
Dated = tuple[date | None, tuple[str, ...]]
UNDATED: Dated = (None, ())
# What stands in these tables is reported with the year, at the meeting that deals with its report.
REVIEWED = ("controls", "goals")
WAITING = ("late", "due", "coming", "open")
# Follows what a year has taken over from the one before, until somebody has decided it.
UNDECIDED = " (att besluta)"
# What is counted, by the states that it covers.
COUNTED = {"late": ("late",), "due": ("due",), "waiting": WAITING}


@dataclass(frozen=True)
class Commitment:
    """Something to be reported: what, by which role, since when, by which day, and when it was.

    `row` is where it stands, such as `year_wheel:3`, and `basis` are other rows that set its days; `due` is
    None where no day is set.
    """

    row: str
    text: str
    kind: str
    since: date
    owner: str | None = None
    due: date | None = None
    reported: date | None = None
    decision: str | None = None
    evidence: str | None = None
    basis: tuple[str, ...] = ()

    def state(self, day: date) -> str:
        """Return its state, one of `STATES`, on the morning of a day."""
        if self.reported and self.reported < day:
            return "done_late" if self.due and self.reported > self.due else "done"
        if not self.due:
            return "open"
        same_month = (self.due.year, self.due.month) == (day.year, day.month)
        return "late" if self.due < day else "due" if same_month else "coming"


def commitments_on(data: Data, day: date, *states: str) -> list[Commitment]:
    """List what was known on the morning of a day, what is late first and then by the day it is due.

    Only what then has one of `states`, if any are given.
    """
    return _known(_commitments(data), day, *states)


def closing_day(data: Data, year: int) -> date:
    """Return the day after a year's last meeting, or the first of the next year if that is later."""
    meetings = (day for day, folder in meeting_years(data).items() if folder == year)
    return max([date(year, 12, 31), *meetings]) + timedelta(1)


def facts_commitments(facts: Facts) -> None:
    """Add how much is late and due at each of the year's meetings, and how much waits when it is over."""
    meetings = [day for day, year in meeting_years(facts.data).items() if year == facts.year]
    every = list(_commitments(facts.data))
    counts = [(day, "{date}.", ("late", "due")) for day in meetings]
    for day, prefix, words in (*counts, (closing_day(facts.data, facts.year), "", ("late", "waiting"))):
        known = _known(every, day)
        # The year closes the day after its last meeting.
        inputs = [id for when in (day, day - timedelta(1)) if (id := f"decisions.{when}.cases") in facts][:1]
        if basis := [*dict.fromkeys(row for item in known for row in (item.row, *item.basis))]:
            told = named(f"commitments.{prefix}basis", date=day)
            inputs.append(facts.state(told, len(basis), "count", rows=basis).id)
        for word in words if known else ():
            rows = [item.row for item in known if item.state(day) in COUNTED[word]]
            told = named(f"commitments.{prefix}{word}", date=day)
            used = inputs if rows or len(inputs) > 1 else ()
            facts.state(told, len(rows), "count", rows=rows, facts=used)


def _known(commitments: Iterable[Commitment], day: date, *states: str) -> list[Commitment]:
    order = [*STATES]
    known = (item for item in commitments if item.since < day and item.state(day) in (states or order))
    return sorted(known, key=lambda item: (order.index(item.state(day)), item.due or date.max))


def _commitments(data: Data) -> Iterator[Commitment]:
    """Yield a commitment for each row that asks for something; for goals, only of years that are over."""
    decided, issued = (_days(data, *key) for key in (("decisions", "decision"), ("documents", "document")))
    reports, reviews = decisions_on(data, "annual_report"), data["goal_reviews"]
    reports = {
        row.year: (row.date, (row.paper_row, f"decisions:{row.Index}")) for row in reports.itertuples()
    }
    reviews = reviews[(reviews["kind"] == "verdict") & reviews["assessment"].notna()]
    judged = {
        (row.year, row.goal): (row.through, (f"goal_reviews:{row.Index}",)) for row in reviews.itertuples()
    }
    asked, goals = data["recommendations"], data["goals"]
    asked = asked[asked["status"].isin(["open", "answered"])].drop_duplicates(["year", "number"])
    goals = goals[goals["level"].isin([*GOAL_LEVELS]) & goals["year"].isin(data.years)]
    for rows in (data["year_wheel"], data["follow_ups"], asked, data["controls"], goals):
        table, undecided = rows.index.name, data.undecided(rows.index.name)
        for number, row in rows.to_dict("index").items():
            year, decision = row.get("year"), row.get("decision") if row.get("decision") in decided else None
            known = (date(year - 1, 12, 31), ()) if year else issued[row["source"]]
            begun, report = decided.get(decision, known), reports.get(year, UNDATED)
            due = report if table in REVIEWED else (row.get("due"), ())
            reported = row.get("reported") or row.get("result_date"), ()
            if not reported[0]:
                review = judged.get((year, row.get("goal")), UNDATED)
                reported = review if review[0] or not row.get("result") else report
            yield Commitment(
                f"{table}:{number}",
                (row.get("text") or row["risk"]) + UNDECIDED * (number in undecided),
                KINDS.get(table) or data.label(table, "kind", row["kind"]),
                begun[0] or date.min,
                row.get("owner"),
                due[0],
                reported[0],
                decision,
                row.get("evidence"),
                (*begun[1], *due[1], *reported[1]),
            )


def _days(data: Data, table: str, key: str) -> dict[str, Dated]:
    """Return the day of each row of a table, and the row, by the row's key."""
    rows = data[table].to_dict("index").items()
    return {row[key]: (row["date"], (f"{table}:{number}",)) for number, row in rows}
