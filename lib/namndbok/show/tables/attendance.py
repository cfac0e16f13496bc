"""Tables of meetings: attendance per meeting, and the year's plan."""

from namndbok.books import Book
from namndbok.facts import BODIES, held_meetings
from namndbok.show.sourced import sourced_rows
from namndbok.show.tables.table import Row, Table, sourced_table

PARTS = ("share", "present", "entitled")


def table_attendance(book: Book, body: str) -> Table:
    """Show municipalities present, entitled and their share at each meeting of a body."""
    facts, at = book.facts, f"attendance.{body}"
    lines = [
        Row((when, *(facts.get(f"{at}.{when}.{part}") for part in PARTS)))
        for when in held_meetings(facts, body)["date"]
    ]
    if lines:
        lines.append(Row(("Alla möten", *(facts.get(f"{at}.{part}") for part in PARTS)), total=True))
    caption = f"Närvaro i {BODIES[body]}, kommuner per möte"
    headings = ("Möte", "Andel", "Närvarande", "Kallade")
    return Table(f"t-attendance-{body}", caption, headings, tuple(lines))


def table_plan(book: Book, body: str) -> Table:
    """Show the planned meetings of a body."""
    rows = sourced_rows(book.data, "meeting_plan", year=book.year, body=body)
    columns = {"date": "Datum", "start": "Börjar", "end": "Slutar", "kind": ""}
    return sourced_table(f"t-plan-{body}", f"Mötesplan för {BODIES[body]}", rows, columns)
