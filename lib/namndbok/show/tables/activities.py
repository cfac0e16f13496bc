"""Tables of what the board did: goals, activities, meetings, organisation, internal control and services."""

from collections.abc import Iterator

import pandas as pd

from namndbok.books import Book, PeriodBook
from namndbok.facts import (
    GOAL_LEVELS,
    OUTLOOK_WORDS,
    body_names,
    goal_outlook,
    held_meetings,
    measuring_fact,
    reviewed_goals,
    status_rows,
)
from namndbok.show.markup import Content, Sentence, SourcedText, as_text
from namndbok.show.narrative import NOTHING, Prose
from namndbok.show.sourced import SourcedRow, frame_rows, sourced_rows
from namndbok.show.tables.table import Row, Table, sourced_table, year_table
from namndbok.swedish import day

AREAS = {
    "project": "Projekt under året",
    "administration": "Förvaltning under året",
    "running": "Löpande verksamhet under året",
}
PARTS = ("share", "present", "entitled")
HEADINGS = {"annual": "Mål", "indicator": "Indikator"}
NAMES = {"annual": "Årets mål", "indicator": "Indikatorer"}


def table_activities(book: Book, area: str) -> Table:
    """Show the activities of an area: `project`, `administration` or `running`."""
    columns = {"name": "", "status": "", "schedule": "", "comment": ""}
    return year_table(book, "activities", AREAS[area], columns, id=f"t-{area}", area=area)


def table_prestudies(book: Book) -> Table:
    """Show the studies that were made before a project, each with what it came to."""
    columns = dict.fromkeys(("name", "status", "scope", "result", "municipalities"), "")
    return year_table(book, "prestudies", "Förstudier under året", columns)


def table_agreements(book: Book) -> Table:
    """List the framework agreements that the municipalities may use."""
    columns = {"name": "", "comment": ""}
    return year_table(book, "agreements", "Ramavtal som kommunerna kan använda", columns)


def table_organisation(book: Book) -> Table:
    """Show bodies and posts, without names of persons."""
    columns = {"role": "", "description": "", "since": ""}
    return year_table(book, "organisation", "Nämndens organisation", columns)


def table_controls(book: Book) -> Table:
    """Show the control plan with the risk value computed from the tables, decision and result."""
    columns = {
        lambda row: f"{row.raw('number')}. {row.risk}": "Risk",
        lambda row: book.facts[f"controls.{row.raw('control')}.risk_value"]: "Riskvärde",
        "probability": "Sannolikhet",
        "consequence": "Konsekvens",
        "result": "Resultat",
        "owner": "Ansvarig",
        "method": "Metod",
        _control_decision: "Beslut",
        "analysis": "Analys",
    }
    return year_table(book, "controls", "Kontrollplan med riskvärde och resultat", columns)


def _control_decision(row: SourcedRow) -> Content:
    """Return what was decided of a control, and whether the board has to have it."""
    mandatory = "obligatoriskt moment" if row.raw("mandatory") else None
    return tuple(filter(None, (row.decision, mandatory)))


def table_services(book: Book) -> Table:
    """Show each joint service with the year it came into use, its users and its status."""
    columns = {_service: "Tjänst", "in_use_since": "I drift sedan", "users": "Kommuner", "of": "Av"}
    caption = "Gemensamma tjänster och hur många kommuner som använder dem"
    rows = frame_rows(book.data, status_rows(book.facts))
    return sourced_table("t-services", caption, rows, columns | {"status": "Läge"})


def table_volumes(book: Book) -> Table:
    """Show how much the joint services are used."""
    columns = {_service: "Tjänst", "measure": "Mått", _volume: "Antal"}
    return year_table(book, "service_volumes", "Så mycket används tjänsterna", columns, id="t-volumes")


def _volume(row: SourcedRow) -> Content:
    """Return a figure with what limits it: `mer än 1 200`."""
    exact = row.raw("qualifier") in (None, "exact")
    return row.value if exact else Sentence((row.qualifier, " ", row.value))


def table_initiatives(book: Book) -> Table:
    """List the parts of the national initiative."""
    return year_table(book, "initiatives", "Delar i den nationella satsningen", {"item": "Initiativ"})


def _service(row: SourcedRow) -> str:
    return row.data.lookup("services", "service", "name")[row.raw("service")]


def table_attendance(book: Book) -> Table:
    """Show municipalities present, entitled and their share at each meeting, body by body."""
    facts, lines = book.facts, []
    for body, name in body_names(book.data).items():
        stem, dates = f"attendance.{body}", held_meetings(facts, body)["date"]
        lines += [
            Row((date, name, *(facts.get(f"{stem}.{date}.{part}") for part in PARTS))) for date in dates
        ]
        if len(dates):
            total = (facts.get(f"{stem}.{part}") for part in PARTS)
            lines.append(Row(("Alla möten", name, *total), total=True))
    headings = ("Möte", "Organ", "Andel", "Närvarande", "Kallade")
    return Table("t-attendance", "Närvaro, kommuner per möte", headings, tuple(lines))


def table_meeting_plan(book: Book) -> Table:
    """Show the planned meetings, body by body."""
    names = body_names(book.data)
    rows = sourced_rows(book.data, "meeting_plan", year=book.year)
    rows.sort(key=lambda row: list(names).index(row.raw("body")))
    organ = {"date": "Datum", lambda row: names[row.raw("body")]: "Organ"}
    columns = organ | {"start": "Börjar", "end": "Slutar", "kind": ""}
    return sourced_table("t-plan", "Årets mötesplan", rows, columns)


def table_readings(book: Book) -> Table:
    """Show each attendance goal on average and at every meeting, and how many attendances it is met by."""
    goals = reviewed_goals(book.facts).iterrows()
    lines = [line for number, goal in goals for line in _readings(book, number, goal)]
    headings = ("Mål", "Läst som", "Närvaro", "Närvaror utöver målet")
    return Table("t-readings", "Närvaromålen lästa på båda sätten", headings, tuple(lines))


def _readings(book: Book, number: int, goal: pd.Series) -> Iterator[Row]:
    """Yield a line for all meetings that a goal is about, and then one for each of them."""
    row = SourcedRow(book.data, "goals", number)
    for body in body_names(book.data):
        stem = f"attendance.{body}"
        if f"{stem}." not in (goal["measure"] or "") or f"{stem}.margin" not in book.facts:
            continue
        every, dates = goal["reading"] == "every_meeting", held_meetings(book.facts, body)["date"]
        readings = {stem: ("i snitt", not every and goal["reading"])}
        readings |= {f"{stem}.{date}": (f"mötet {day(date)}", every) for date in dates}
        for id, (words, as_read) in readings.items():
            words += ", så som målet läses" if as_read else ""
            if f"{id}.margin" in book.facts:
                cells = (row.text, words, book.facts[f"{id}.share"], book.facts[f"{id}.margin"])
                yield Row(cells, source=row.ref)


def table_goals(book: Book, level: str) -> Table:
    """Show each goal of a level, `annual` or `indicator`: verdict, measured value, rule and comment."""
    lines = []
    for row, goal in _goals(book, level):
        value = measuring_fact(book.facts, goal)
        cells = (row.text, _assessment(book, goal), value, _rule_and_comment(row, goal))
        lines.append(Row(cells, source=row.ref))
    headings = (HEADINGS[level], "Bedömning", "Uppmätt", "Regel och kommentar")
    return Table(_table_id(level), f"{NAMES[level]} med uppmätt värde och bedömning", headings, tuple(lines))


def table_outlook(book: PeriodBook, level: str) -> Table:
    """Show each goal of a level: forecast, what is already known of it, measured value, rule and comment."""
    lines = []
    for row, goal in _goals(book, level):
        outlook, value = OUTLOOK_WORDS[goal_outlook(book.facts, goal)], measuring_fact(book.facts, goal)
        forecast = _assessment(book, goal)
        cells = (row.text, forecast, outlook, value, _rule_and_comment(row, goal))
        lines.append(Row(cells, source=row.ref))
    headings = (HEADINGS[level], "Prognos", "Redan känt", "Hittills", "Regel och kommentar")
    caption = f"{NAMES[level]}: prognos och vad som redan är känt"
    return Table(_table_id(level), caption, headings, tuple(lines))


def table_forecast_goals(book: Book) -> Table | Prose:
    """Show the verdict of each goal beside its latest forecast; nothing where no goal has both."""
    reviews, lines = book.data.of_year("goal_reviews", book.year), []
    for row, goal in _goals(book, *HEADINGS):
        forecasts = reviews[(reviews["goal"] == goal["goal"]) & (reviews["kind"] == "forecast")]
        if goal["kind"] == "verdict" and goal["assessment"] and len(forecasts):
            latest = forecasts.sort_values("through", kind="stable").iloc[-1]
            forecast = _assessment(book, latest) or "ingen bedömning"
            cells = (row.text, _assessment(book, goal), forecast, latest["through"])
            lines.append(Row(cells, source=row.ref))
    headings = ("Mål", "Bedömning", "Prognos", "Prognosens dag")
    caption = "Målens bedömning jämförd med den senaste prognosen"
    return Table("t-forecast-goals", caption, headings, tuple(lines)) if lines else NOTHING


def _goals(book: Book, *levels: str) -> Iterator[tuple[SourcedRow, pd.Series]]:
    """Yield the goals of some levels, each as a row to be shown and with its review."""
    for number, goal in reviewed_goals(book.facts).iterrows():
        if goal["level"] in levels:
            yield SourcedRow(book.data, "goals", number), goal


def _table_id(level: str) -> str:
    return f"t-{GOAL_LEVELS[level].replace('.', '-')}"


def _assessment(book: Book, review: pd.Series) -> str:
    return book.data.label("goal_reviews", "assessment", review["assessment"])


def _rule_and_comment(row: SourcedRow, goal: pd.Series) -> Content:
    """Return a goal's rule, which its own row holds, and then the board's comment on it."""
    comment = SourcedText(goal["comment"], goal["review"]) if goal["comment"] else None
    parts = [part for part in (as_text(row.rule), comment) if part]
    return Sentence((parts[0], " ", parts[1])) if len(parts) > 1 else (*parts, None)[0]
