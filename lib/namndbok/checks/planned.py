"""Checks of time: what was planned against what was held, and dates that have passed."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

import pandas as pd

from namndbok.attendance import BODIES, held, planned
from namndbok.checks.check import Remark, check
from namndbok.facts import Facts
from namndbok.services import status
from namndbok.swedish import day

INTRODUCED = "införande"
MONTHS = [day(date(2000, month, 1)).split()[1] for month in range(1, 13)]
TEXTS = {"texts": "text", "activities": "comment", "service_status": "status", "goal_reviews": "comment"}
UNTIL = re.compile(
    rf"(?:fram till|till och med|senast|före|innan) ({'|'.join(MONTHS)}) (\d{{4}})", re.IGNORECASE
)


@check(
    "time.meetings",
    asks="Hölls mötena de dagar som planen säger?",
    why="En plan som sägs vara följd ska gå att känna igen i protokollen.",
    blind="Möten som varken finns i planen eller bland de hållna.",
)
def check_meeting_days(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each planned day without a meeting, with the one that was held instead, if any."""
    for body, name in BODIES.items():
        rows, plan = held(facts, body), planned(facts, body)
        if rows.empty or plan.empty:
            continue
        plan = plan[[when <= _through(facts, rows) for when in plan["date"]]]
        missed = plan[~plan["date"].isin(set(rows["date"]))]
        other = rows[~rows["date"].isin(_days(plan))]
        for one, two in zip_longest(missed["date"].items(), other["date"].items()):
            yield _meeting(body, name, one, two)


@check(
    "time.held_list",
    asks="Är möteslistan densamma som mötena i närvarotabellen?",
    why="Två listor över samma möten ska ha samma dagar.",
    blind="Ett möte som saknas i båda.",
)
def check_held_list(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each body whose listed meetings are not those with attendance."""
    listed = facts.data.of_year("held_list", facts.year)
    for body, rows in listed.groupby("body", sort=True):
        meetings = held(facts, body)
        for when in sorted(set(rows["date"]) ^ set(meetings["date"])):
            where = [f"held_list:{n}" for n in rows.index[rows["date"] == when]]
            where += [f"meetings:{n}" for n in meetings.index[meetings["date"] == when]]
            detail = f"Mötet {day(when)} i {BODIES[body]} finns bara i en av de två listorna."
            yield Remark(
                f"{body}-{when}",
                f"Möteslistorna skiljer sig: {day(when)}",
                detail,
                tuple(where),
                "i båda",
                "i en",
            )


@check(
    "time.after_document",
    asks="Är dokumentet yngre än det som det berättar om?",
    why="Ett möte kan inte vara redovisat innan det har hållits.",
    blind="Dokument utan datum.",
)
def check_after_document(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each held meeting or event that is dated after the document which tells of it."""
    dated = _document_dates(facts)
    for table in ("meetings", "held_list", "events"):
        for number, row in facts.data.of_year(table, facts.year).iterrows():
            printed = dated.get(row["source"])
            if printed and row["date"] > printed:
                detail = f"{day(row['date']).capitalize()} ligger efter dokumentets datum, {day(printed)}."
                title = f"Redovisat före sitt datum: {day(row['date'])}"
                rows = (f"{table}:{number}",)
                yield Remark(
                    f"{table}-{number}",
                    title,
                    detail,
                    rows,
                    f"senast {printed}",
                    f"{row['date']}",
                    severity="error",
                )


@check(
    "time.outside_year",
    asks="Ligger årets möten och uppföljningar i året?",
    why="Ett datum i fel år hamnar i fel berättelse.",
    blind="Ett datum som är fel men ligger i rätt år.",
)
def check_outside_year(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each dated row of the year whose date lies in another year."""
    for table in ("meeting_plan", "meetings", "held_list", "events"):
        for number, row in facts.data.of_year(table, facts.year).iterrows():
            if row["date"].year != facts.year:
                detail = f"Raden hör till {facts.year}, men datumet är {day(row['date'])}."
                title = f"Datum utanför året: {day(row['date'])}"
                yield Remark(
                    f"{table}-{number}",
                    title,
                    detail,
                    (f"{table}:{number}",),
                    f"{facts.year}",
                    f"{row['date']}",
                )


@check(
    "time.passed",
    asks="Talar texten om något som redan har passerat som om det återstod?",
    why="En text som har följt med från ett tidigare utkast beskriver inte läget.",
    blind="Tidpunkter som inte är skrivna som månad och år.",
)
def check_passed(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each text whose `until` lies more than half a year before its document's date."""
    dated = _document_dates(facts)
    for table, column in TEXTS.items():
        for number, row in facts.data.of_year(table, facts.year).iterrows():
            for found in UNTIL.finditer(row[column] or ""):
                until, printed = (
                    date(int(found[2]), MONTHS.index(found[1].lower()) + 1, 1),
                    dated.get(row["source"]),
                )
                if printed and (printed - until).days > 183:
                    detail = f"Texten säger ”{found[0]}”, men dokumentet är från {day(printed)}."
                    yield Remark(
                        f"{table}-{until}",
                        f"Tidpunkten har passerat: {found[0]}",
                        detail,
                        (f"{table}:{number}",),
                        f"efter {printed}",
                        f"{until:%Y-%m}",
                        severity="info",
                    )


@check(
    "time.schedule",
    asks="Är aktiviteter vars tidplan är slut också avslutade?",
    why="Det som skulle vara klart och ändå pågår behöver en ny tidplan.",
    blind="Aktiviteter utan slutår.",
)
def check_schedule(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each activity whose last year lies before the year of the report."""
    for number, row in facts.data.of_year("activities", facts.year).iterrows():
        if row["end"] is not None and row["end"] < facts.year:
            plan, state = row["schedule"], row["status"]
            detail = f"{row['name']} har tidplanen {plan} men redovisas {facts.year} med status {state}."
            title = f"Tidplanen är slut: {row['name']}"
            rows = (f"activities:{number}",)
            yield Remark(
                f"{row['area']}-{row['number']}",
                title,
                detail,
                rows,
                f"minst {facts.year}",
                f"{row['end']}",
                severity="info",
            )


@check(
    "time.status",
    asks="Redovisas en tjänst som är i drift fortfarande som ett införande?",
    why="Två besked om samma tjänst gör det oklart vem som ansvarar för den.",
    blind="Aktiviteter vars namn inte har alla ord i tjänstens namn.",
)
def check_status(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each activity being introduced whose service is in use, going by the names."""
    names = facts.data["services"].set_index("service")["name"]
    used = status(facts)
    used = used[[since is not None and since <= facts.year for since in used["in_use_since"]]]
    for number, row in facts.data.of_year("activities", facts.year).iterrows():
        for other, service in used.iterrows():
            name = names[service["service"]]
            if row["status"] == INTRODUCED and set(name.lower().split()) <= set(row["name"].lower().split()):
                since = service["in_use_since"]
                detail = f"{row['name']} är under införande, men {name} är i drift sedan {since}."
                rows = (f"activities:{number}", f"service_status:{other}")
                title, key = f"Både i drift och under införande: {name}", service["service"]
                yield Remark(key, title, detail, rows, "i drift", INTRODUCED, severity="info")


def _through(facts: Facts, rows: pd.DataFrame) -> date:
    """Return the last day that the year's outcome or meetings cover; what is still to come is not missed."""
    ends = [*facts.data.of_year("outcome", facts.year)["through"], *rows["date"]]
    return max(ends)


def _days(plan: pd.DataFrame) -> set[date]:
    days = set(plan["date"])
    for start, end in zip(plan["date"], plan["end_date"], strict=True):
        days |= {
            date.fromordinal(number) for number in range(start.toordinal(), (end or start).toordinal() + 1)
        }
    return days


def _meeting(body: str, name: str, missed, other) -> Remark:
    rows = ((f"meeting_plan:{missed[0]}",) if missed else ()) + ((f"meetings:{other[0]}",) if other else ())
    expected = day(missed[1]) if missed else "inget möte"
    found = day(other[1]) if other else "inget möte"
    key = f"{body}-{(missed or other)[1]}"
    if missed and other:
        detail = f"Mötet i {name} var planerat till {expected} men hölls {found}."
    elif missed:
        detail = f"Mötet i {name} var planerat till {expected}, men inget möte är redovisat."
    else:
        detail = f"Mötet i {name} {found} finns inte i planen."
    return Remark(key, f"Mötet hölls inte som planerat: {name}, {expected}", detail, rows, expected, found)


def _document_dates(facts: Facts) -> dict[str, date | None]:
    documents = facts.data["documents"]
    return dict(zip(documents["document"], documents["date"], strict=True))
