"""Tables of what the board did and is to do: goals, activities, meetings, services, control, reporting."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from namndbok.books import Book, MeetingBook
from namndbok.facts import (
    GOAL_LEVELS,
    OUTLOOK_WORDS,
    STATES,
    WAITING,
    body_names,
    closing_day,
    commitments_on,
    goal_outlook,
    held_meetings,
    measuring_fact,
    reviewed_goals,
    status_rows,
)
from namndbok.show.markup import (
    AnchorLink,
    Content,
    Sentence,
    SourcedRow,
    SourcedText,
    as_text,
    frame_rows,
    sourced_rows,
)
from namndbok.show.narrative import Prose, narrate
from namndbok.show.tables.table import Row, Table, declared, make_table, preset, sourced_table
from namndbok.swedish import day

PARTS, ALL = ("share", "present", "entitled"), "Alla möten"


def table_activities(book: Book, area: str) -> Table:
    """Show the activities of an area: `project`, `administration` or `running`."""
    rows = sourced_rows(book.data, "activities", year=book.year, area=area)
    return sourced_table(f"t-{area}", book, rows)


table_prestudies = preset(sourced_table, "Show studies made before projects, with results.", "t-prestudies")
table_agreements = preset(sourced_table, "List agreements that municipalities may use.", "t-agreements")
table_organisation = preset(sourced_table, "Show bodies and posts, without persons' names.", "t-organisation")
table_initiatives = preset(sourced_table, "List the parts of the national initiative.", "t-initiatives")
table_financing = preset(sourced_table, "Show parts of the financing and how each is split.", "t-financing")


def table_controls(book: Book) -> Table:
    """Show the control plan with the risk value computed from the tables, decision and result."""

    def decided(row: SourcedRow) -> Content:
        return tuple(filter(None, (row.decision, "obligatoriskt moment" if row.raw("mandatory") else None)))

    return sourced_table(
        "t-controls",
        book,
        numbered_risk=lambda row: f"{row.raw('number')}. {row.risk}",
        risk_value=lambda row: book.facts[f"controls.{row.raw('control')}.risk_value"],
        decided=decided,
    )


def table_services(book: Book) -> Table:
    """Show each joint service with the year it came into use, its users and its status."""
    return sourced_table("t-services", book, frame_rows(book.data, status_rows(book.facts)))


def table_volumes(book: Book) -> Table:
    """Show how much the joint services are used."""

    def limited_value(row: SourcedRow) -> Content:  # with what limits it: `mer än 1 200`
        exact = row.raw("qualifier") in (None, "exact")
        return row.value if exact else Sentence((row.qualifier, " ", row.value))

    return sourced_table("t-volumes", book, limited_value=limited_value)


@declared("t-attendance")
def table_attendance(book: Book) -> Iterator[Row]:
    """Show municipalities present, entitled and their share at each meeting, body by body."""
    for body, name in body_names(book.data).items():
        stems = {day: f"attendance.{body}.{day}" for day in held_meetings(book.facts, body)["date"]}
        for heading, stem in (stems | ({ALL: f"attendance.{body}"} if stems else {})).items():
            cells = (book.facts.get(f"{stem}.{part}") for part in PARTS)
            yield Row((heading, name, *cells), total=heading == ALL)


def table_meeting_plan(book: Book) -> Table:
    """Show the planned meetings, body by body."""
    rows, bodies = sourced_rows(book.data, "meeting_plan", year=book.year), list(body_names(book.data))
    return sourced_table("t-plan", book, sorted(rows, key=lambda row: bodies.index(row.raw("body"))))


@declared("t-readings")
def table_readings(book: Book) -> Iterator[Row]:
    """Show each attendance goal on average and at every meeting, and how many attendances it is met by."""
    for row, goal in _goals(book):
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


def table_goals(book: Book, level: str, *, outlook: bool = False) -> Table:
    """Show each goal of a level, `annual` or `indicator`: verdict, measured value, rule and comment.

    An `outlook` has forecasts in the verdicts' place, and what is already known of each.
    """
    lines = []
    for row, goal in _goals(book, level):
        prospects = [OUTLOOK_WORDS[goal_outlook(book.facts, goal)]] if outlook else []
        # A goal's rule, which its own row holds, and then the board's comment on it.
        comment = SourcedText(goal["comment"], goal["review"]) if goal["comment"] else None
        rule = as_text(row.rule)
        words = Sentence((rule, " ", comment)) if rule and comment else rule or comment
        cells = (row.text, _assessment(book, goal), *prospects, measuring_fact(book.facts, goal), words)
        lines.append(Row(cells, source=row.ref))
    return make_table(f"t-{GOAL_LEVELS[level].replace('.', '-')}{'-outlook' * outlook}", lines)


table_outlook = preset(table_goals, "Show each goal's forecast and what is known of it.", outlook=True)


@declared("t-forecast-goals")
def table_forecast_goals(book: Book) -> Iterator[Row]:
    """Show the verdict of each goal beside its latest forecast; nothing where no goal has both."""
    reviews = book.data.of_year("goal_reviews", book.year)
    for row, goal in _goals(book, "annual", "indicator"):
        forecasts = reviews[(reviews["goal"] == goal["goal"]) & (reviews["kind"] == "forecast")]
        if goal["kind"] == "verdict" and goal["assessment"] and len(forecasts):
            latest = forecasts.sort_values("through", kind="stable").iloc[-1]
            forecast = _assessment(book, latest) or "ingen bedömning"
            yield Row((row.text, _assessment(book, goal), forecast, latest["through"]), source=row.ref)


def _goals(book: Book, *levels: str) -> Iterator[tuple[SourcedRow, pd.Series]]:
    """Yield the goals of some levels, or of all, each as a row to be shown and with its review."""
    for number, goal in reviewed_goals(book.facts).iterrows():
        if not levels or goal["level"] in levels:
            yield SourcedRow(book.data, "goals", number), goal


def _assessment(book: Book, review: pd.Series) -> str:
    return book.data.label("goal_reviews", "assessment", review["assessment"])


@declared("t-agenda")
def table_agenda(book: MeetingBook) -> Iterator[Row]:
    """List the meeting's cases: number, heading and case number, and in minutes what was decided."""
    for number, row in enumerate(frame_rows(book.data, book.cases), start=1):
        link = AnchorLink(book.case_label(row.row_number), f"arende-{number}")
        outcome = row.outcome if book.minutes and row.raw("status") == "decided" else None
        yield Row((link, row.title, row.case_number, outcome), source=row.ref)


def list_cases(book: MeetingBook) -> list[Prose]:
    """List each case, as papers or minutes have it, where the agenda leads."""
    cases = []
    for number, row in enumerate(frame_rows(book.data, book.cases), start=1):
        label = SourcedText(book.case_label(row.row_number), row.ref)
        prose = narrate("meeting/case", book, decision=row, label=label)
        cases.append(replace(prose, html=f'<div id="arende-{number}">\n{prose.html}\n</div>'))
    return cases


def table_to_do(book: Book, day: date, *states: str, minutes: bool = False) -> Table:
    """List what waits to be reported on the morning of a day, or has one of `states` then, the late first.

    In `minutes` what was reported on the day itself has that day.
    """
    lines, after = [], day + timedelta(1) if minutes else day
    for item in commitments_on(book.data, day, *(states or WAITING)):
        is_reported = bool(item.reported and item.reported < after)
        what, decided = SourcedText(item.text, item.row), _decided(book, item.decision)
        where = SourcedText(item.evidence, item.row) if is_reported and item.evidence else None
        cells = (what, STATES[item.state(day)], item.due, item.owner, item.kind, decided)
        lines.append(Row((*cells, item.reported if is_reported else None, where), source=item.row))
    return make_table("t-to-do", lines)


def table_year_wheel(book: Book) -> Table:
    """Show the year wheel: what is reported when, to whom, by which directive, and whether it was."""
    day = closing_day(book.data, book.year)
    states = {item.row: STATES[item.state(day)] for item in commitments_on(book.data, day)}

    def instruction(row: SourcedRow) -> Content:
        return tuple(filter(None, (_decided(book, row.raw("decision")), row.directive)))

    return sourced_table("t-year_wheel", book, state=lambda row: states.get(row.ref), instruction=instruction)


def _decided(book: Book, decision: str | None) -> Content:
    """Return the day of a decision with its paragraph or other reference."""
    if not decision:
        return None
    row = SourcedRow(book.data, "decisions", book.data.row_number("decisions", "decision", decision))
    mark = row.paragraph or row.reference
    return Sentence((row.date, ", ", mark)) if mark else row.date
