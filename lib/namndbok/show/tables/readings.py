"""Goals for attendance read both ways, on average and at every meeting, with the margin in attendances."""

from collections.abc import Iterator

import pandas as pd

from namndbok.books import Book
from namndbok.facts import BODIES, held_meetings, reviewed_goals
from namndbok.show.sourced import SourcedRow
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import day

READINGS = {"average": "i snitt", "every_meeting": "vid varje möte"}


def table_readings(book: Book) -> Table:
    """Show each attendance goal on average and at every meeting, and how many attendances it is met by."""
    goals = reviewed_goals(book.facts)
    lines = [line for number, goal in goals.iterrows() for line in _both(book, number, goal)]
    headings = ("Mål", "Läst som", "Närvaro", "Närvaror utöver målet")
    return Table("t-readings", "Närvaromålen lästa på båda sätten", headings, tuple(lines))


def _both(book: Book, number: int, goal: pd.Series) -> Iterator[Row]:
    body = next((one for one in BODIES if f"attendance.{one}." in (goal["measure"] or "")), None)
    if body is None or f"attendance.{body}.margin" not in book.facts:
        return
    text, own = SourcedRow(book.data, "goals", number).text, READINGS.get(goal["reading"])
    for reading, at in _places(book, body):
        said = f"{reading}, så som målet läses" if reading == own else reading
        cells = (text, said, book.facts[f"{at}.share"], book.facts[f"{at}.margin"])
        yield Row(cells, source=f"goals:{number}")


def _places(book: Book, body: str) -> Iterator[tuple[str, str]]:
    """Yield each reading with the beginning of its facts' ids: all meetings, and then each of them."""
    at = f"attendance.{body}"
    yield READINGS["average"], at
    for when in held_meetings(book.facts, body)["date"]:
        if f"{at}.{when}.margin" in book.facts:
            yield f"mötet {day(when)}", f"{at}.{when}"
