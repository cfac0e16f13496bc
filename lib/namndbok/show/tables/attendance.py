"""Tables of meetings: attendance at each, goals for attendance, and the year's plan."""

from collections.abc import Iterator

import pandas as pd

from namndbok.books import Book
from namndbok.facts import BODIES, held_meetings, reviewed_goals
from namndbok.show.sourced import SourcedRow, sourced_rows
from namndbok.show.tables.table import Row, Table, sourced_table
from namndbok.swedish import day

PARTS = ("share", "present", "entitled")
READINGS = {"average": "i snitt", "every_meeting": "vid varje möte"}


def table_attendance(book: Book, body: str) -> Table:
    """Show municipalities present, entitled and their share at each meeting of a body."""
    facts, id = book.facts, f"attendance.{body}"
    lines = [
        Row((date, *(facts.get(f"{id}.{date}.{part}") for part in PARTS)))
        for date in held_meetings(facts, body)["date"]
    ]
    if lines:
        lines.append(Row(("Alla möten", *(facts.get(f"{id}.{part}") for part in PARTS)), total=True))
    caption = f"Närvaro i {BODIES[body]}, kommuner per möte"
    headings = ("Möte", "Andel", "Närvarande", "Kallade")
    return Table(f"t-attendance-{body}", caption, headings, tuple(lines))


def table_meeting_plan(book: Book, body: str) -> Table:
    """Show the planned meetings of a body."""
    rows = sourced_rows(book.data, "meeting_plan", year=book.year, body=body)
    columns = {"date": "Datum", "start": "Börjar", "end": "Slutar", "kind": ""}
    return sourced_table(f"t-plan-{body}", f"Mötesplan för {BODIES[body]}", rows, columns)


def table_readings(book: Book) -> Table:
    """Show each attendance goal on average and at every meeting, and how many attendances it is met by."""
    goals = reviewed_goals(book.facts).iterrows()
    lines = [line for number, goal in goals for line in _readings(book, number, goal)]
    headings = ("Mål", "Läst som", "Närvaro", "Närvaror utöver målet")
    return Table("t-readings", "Närvaromålen lästa på båda sätten", headings, tuple(lines))


def _readings(book: Book, number: int, goal: pd.Series) -> Iterator[Row]:
    row = SourcedRow(book.data, "goals", number)
    for body in BODIES:
        if f"attendance.{body}." in (goal["measure"] or ""):
            for reading, id in _read_both_ways(book, body):
                chosen = reading == READINGS.get(goal["reading"])
                words = f"{reading}, så som målet läses" if chosen else reading
                cells = (row.text, words, book.facts[f"{id}.share"], book.facts[f"{id}.margin"])
                yield Row(cells, source=row.ref)


def _read_both_ways(book: Book, body: str) -> Iterator[tuple[str, str]]:
    """Yield each reading and how its facts' ids begin: all meetings, and then each of them."""
    id = f"attendance.{body}"
    if f"{id}.margin" in book.facts:
        yield READINGS["average"], id
        for date in held_meetings(book.facts, body)["date"]:
            if f"{id}.{date}.margin" in book.facts:
                yield f"mötet {day(date)}", f"{id}.{date}"
