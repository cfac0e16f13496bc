"""Checks of time: meetings planned against meetings held, and one list of them against another."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest

import pandas as pd

from namndbok.checks.check import Remark, check
from namndbok.data import rows_where
from namndbok.facts import BODIES, Facts, held_meetings, planned_meetings
from namndbok.swedish import day

Meeting = tuple[int, date]


@check(
    "time.meetings",
    asks="Hölls mötena de dagar som planen säger?",
    why="En plan som sägs vara följd ska gå att känna igen i protokollen.",
    blind="Möten som varken finns i planen eller bland de hållna.",
    needs="meeting_plan meetings",
)
def check_meeting_days(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each planned day without a meeting, with the one that was held instead, if any."""
    for body, name in BODIES.items():
        rows, plan = held_meetings(facts, body), planned_meetings(facts, body)
        if rows.empty or plan.empty:
            continue
        plan = rows_where(plan, (when <= _through(facts, rows) for when in plan["date"]))
        spans = [_days(row.date, row.end_date) for row in plan.itertuples()]
        missed = rows_where(plan, (not own & set(rows["date"]) for own in spans))
        other = rows[~rows["date"].isin(set().union(*spans))]
        for one, two in zip_longest(missed["date"].items(), other["date"].items()):
            yield _meeting(body, name, one, two)


@check(
    "time.held_list",
    asks="Är möteslistan densamma som mötena i närvarotabellen?",
    why="Två listor över samma möten ska ha samma dagar.",
    blind="Ett möte som saknas i båda.",
    needs="held_list meetings",
)
def check_held_list(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each day of a body's meetings that stands in only one of the two lists."""
    listed = facts.year_rows("held_list")
    for body, rows in listed.groupby("body", sort=True):
        meetings = held_meetings(facts, body)
        for when in sorted(set(rows["date"]) ^ set(meetings["date"])):
            where = [f"held_list:{number}" for number in rows.index[rows["date"] == when]]
            where += [f"meetings:{number}" for number in meetings.index[meetings["date"] == when]]
            only = "möteslistan" if where[0].startswith("held_list") else "närvarotabellen"
            detail = f"Mötet {day(when)} i {BODIES[body]} finns bara i {only}."
            title, key = f"Möteslistorna skiljer sig: {day(when)}", f"{body}-{when}"
            yield Remark(key, title, detail, tuple(where), "i båda", f"bara i {only}")


def _through(facts: Facts, rows: pd.DataFrame) -> date:
    """Return the last day that the year's outcome or meetings cover; what is still to come is not missed."""
    return max([*facts.year_rows("outcome")["through"], *rows["date"]])


def _days(start: date, end: date | None) -> set[date]:
    return {start + timedelta(days=at) for at in range(((end or start) - start).days + 1)}


def _meeting(body: str, name: str, missed: Meeting | None, other: Meeting | None) -> Remark:
    rows = [f"meeting_plan:{missed[0]}"] if missed else []
    rows += [f"meetings:{other[0]}"] if other else []
    expected, found = (day(one[1]) if one else "inget möte" for one in (missed, other))
    if missed and other:
        detail = f"Mötet i {name} var planerat till {expected} men hölls {found}."
    elif missed:
        detail = f"Mötet i {name} var planerat till {expected}, men inget möte är redovisat."
    else:
        detail = f"Mötet i {name} {found} finns inte i planen."
    when = (missed or other)[1]
    title = f"Mötet hölls inte som planerat: {name}, {day(when)}"
    return Remark(f"{body}-{when}", title, detail, tuple(rows), expected, found)
