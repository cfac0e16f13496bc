"""Checks of time: dates against their document, meetings against their plan, schedules that ended."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest

import pandas as pd

from namndbok.checks.check import (
    EXPECTATIONS,
    Remark,
    check,
    records_of,
    row_remark,
    rows_of,
    title_of,
)
from namndbok.checks.prose import mentions, service_names, telling_words
from namndbok.data import rows_where
from namndbok.facts import (
    Facts,
    body_names,
    closing_day,
    commitments_on,
    held_meetings,
    outcome_rows,
    planned_meetings,
    row_ids,
    status_rows,
)
from namndbok.swedish import day, listing, month, slug

MONTHS = [month(number) for number in range(1, 13)]
UNTIL = re.compile(
    rf"(?:fram till|till och med|senast|före|innan) ({'|'.join(MONTHS)}) (\d{{4}})", re.IGNORECASE
)
REPORTED_TABLES = ("year_wheel", "follow_ups")
HALF_A_YEAR, DAY = 183, timedelta(1)
INTRODUCED = "införande"
FINISHED = ("avslut", "drift", "förvaltning", "genomför", "klar")


@check("time.after_document")
def check_after_document(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each table and document with meetings or events dated after the document."""
    dates = facts.data.lookup("documents", "document", "date")
    for table in ("meetings", "held_list", "events"):
        for source, rows in facts.year_rows(table).groupby("source", sort=False):
            issued = dates.get(source)
            late = rows_where(rows, (issued and when > issued for when in rows["date"]))
            days = listing([day(when) for when in late["date"]])
            yield Remark(f"{table}-{source}", row_ids(late), issued=issued, found=days)


@check("time.reporting")
def check_reporting(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for what is due and not reported when the year is over, or was reported late in it."""
    closing = closing_day(facts.data, facts.year)
    known = commitments_on(facts.data, closing) if facts.year in facts.data.years else ()
    for commitment in known:
        if commitment.due and commitment.row.split(":")[0] in REPORTED_TABLES:
            state, key = commitment.state(closing), f"{commitment.due}-{slug(commitment.text)}"
            late_in_year = state == "done_late" and commitment.reported.year == facts.year
            if state == "late" or late_in_year:
                yield Remark(key, [commitment.row], case=state, commitment=commitment)


@check("time.passed")
def check_passed(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each table and month, over half a year before the document, that texts await."""
    dates, passed = facts.data.lookup("documents", "document", "date"), {}
    for table, column in EXPECTATIONS["awaiting"].items():
        for number, row in facts.year_rows(table).iterrows():
            for words in UNTIL.finditer(row[column] or ""):
                until = date(int(words[2]), MONTHS.index(words[1].lower()) + 1, 1)
                issued = dates.get(row["source"])
                if issued and (issued - until).days > HALF_A_YEAR:
                    passed.setdefault((table, until, words[0], issued), []).append(f"{table}:{number}")
    for (table, until, words, issued), rows in passed.items():
        yield Remark(f"{table}-{until}-{issued}", dict.fromkeys(rows), issued=issued, found=words)


@check("time.meetings")
def check_meeting_days(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each planned day without a meeting, with the one that was held instead, if any."""
    for body, name in body_names(facts.data).items():
        meetings, plan = held_meetings(facts, body), planned_meetings(facts, body)
        if meetings.empty or plan.empty:
            continue
        # What is still to come when the year's outcome and meetings end is not missed.
        last = max([*facts.year_rows("outcome")["through"], *meetings["date"]])
        plan = rows_where(plan, (when <= last for when in plan["date"]))
        spans = [{*pd.date_range(row.date, row.end_date or row.date).date} for row in plan.itertuples()]
        missed = rows_where(plan, (not days & set(meetings["date"]) for days in spans))
        other = meetings[~meetings["date"].isin(set().union(*spans))]
        for planned, held in zip_longest(missed["date"].items(), other["date"].items()):
            rows = [f"meeting_plan:{planned[0]}"] if planned else []
            rows += [f"meetings:{held[0]}"] if held else []
            days = {"expected": planned, "found": held}
            shown = {what: day(meeting[1]) if meeting else "inget möte" for what, meeting in days.items()}
            case, (_, when) = "unplanned" if not planned else "" if held else "missed", planned or held
            yield Remark(f"{body}-{when}", rows, case=case, name=name, when=when, **shown)


@check("time.held_list")
def check_held_list(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each day of a body's meetings that stands in only one of the two lists."""
    for body, listed in facts.year_rows("held_list").groupby("body", sort=True):
        meetings = held_meetings(facts, body)
        for when in sorted(set(listed["date"]) ^ set(meetings["date"])):
            rows = row_ids(listed[listed["date"] == when]) + row_ids(meetings[meetings["date"] == when])
            only, name = rows[0].split(":")[0], body_names(facts.data)[body]
            yield Remark(f"{body}-{when}", rows, case=only, when=when, name=name)


@check("time.days")
def check_days(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each day that is none of those expected, and each decision later than it can be.

    `expectations.json` names the columns whose days a column may have; `month` is the last day of any month.
    """
    data, tables = facts.data, facts.data.package.tables
    for table, columns in EXPECTATIONS["days"].items():
        for column, sources in columns.items():
            cells = (name.split(".") for name in sources if "." in name)
            known = {when for name, other in cells for when in data.column(name, other).values()}
            for number, when in rows_of(facts, table)[column].items() if known else ():
                if when and when not in known and not ("month" in sources and (when + DAY).day == 1):
                    name = title_of(facts, table, column)
                    yield row_remark(facts, f"{table}:{number}", column, name=name, when=when)
    # A proposal is sent out before the meeting that decides.
    issued, leeway = data.lookup("documents", "document", "date"), {"proposed": HALF_A_YEAR * DAY}
    days = {
        row.decision: (row.date, leeway.get(row.status, 0 * DAY)) for row in data["decisions"].itertuples()
    }
    for table in (name for name, schema in tables.items() if {"decision", "source"} <= {*schema.columns}):
        for number, row in records_of(data[table]).items():
            decided, early = days.get(row["decision"], (date.min, 0 * DAY))
            limits = filter(None, (issued.get(row["source"]), row.get("due")))
            if earlier := [when for when in limits if when + early < decided]:
                cells = {"case": "decision", "latest": earlier[0], "decided": decided}
                yield row_remark(facts, f"{table}:{number}", "decision", **cells)


@check("time.schedule")
def check_schedule(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on activities that should have ended with the year and are not reported as ended."""
    rows = facts.year_rows("activities")
    late = rows_where(rows, (end and end <= facts.year for end in rows["end"]))
    late = rows_where(late, (not (status or "").lower().startswith(FINISHED) for status in late["status"]))
    if len(outcome_rows(facts)):
        statuses = late["status"].fillna("utan status")
        cells = zip(late["name"], late["end"], statuses, strict=True)
        names = [f"{name} (till {end}, {status})" for name, end, status in cells]
        yield Remark("ended", row_ids(late), names=names, found=listing(list(dict.fromkeys(statuses))))


@check("time.status")
def check_status(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on activities of introduction whose service is in use, going by the names."""
    statuses, activities = status_rows(facts), facts.year_rows("activities")
    in_use = rows_where(statuses, (since and since <= facts.year for since in statuses["in_use_since"]))
    begun = ((status or "").startswith(INTRODUCED) for status in activities["status"])
    words = telling_words(service_names(facts))
    both = [
        (service, f"activities:{number}", f"service_status:{status}")
        for number, name in rows_where(activities, begun)["name"].items()
        for status, service in in_use["service"].items()
        if mentions(name, words[service])
    ]
    rows = dict.fromkeys(row for _, *rows in both for row in rows)
    yield Remark("introduced", rows, names=[service_names(facts)[service] for service, *_ in both])
