"""A meeting's cases, and what is to be reported: then, or when a year is over."""

from dataclasses import replace
from datetime import date, timedelta

from namndbok.books import Book, MeetingBook
from namndbok.facts import STATES, WAITING, closing_day, commitments_on
from namndbok.show.markup import AnchorLink, Content, Sentence, SourcedText
from namndbok.show.narrative import Prose, narrate
from namndbok.show.sourced import SourcedRow, frame_rows
from namndbok.show.tables.table import Column, Row, Table, year_table


def table_agenda(book: MeetingBook) -> Table:
    """List the meeting's cases: number, heading and case number, and in minutes what was decided."""
    lines = []
    for number, row in enumerate(frame_rows(book.data, book.cases), start=1):
        link = AnchorLink(book.case_label(row.row_number), f"arende-{number}")
        outcome = row.outcome if book.minutes and row.raw("status") == "decided" else None
        lines.append(Row((link, row.title, row.case_number, outcome), source=row.ref))
    headings = ("Ärende", "Rubrik", "Ärendenummer", "Beslut")
    return Table("t-agenda", "Sammanträdets ärenden i tur och ordning", headings, tuple(lines))


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
    lines, told = [], day + timedelta(1) if minutes else day
    for item in commitments_on(book.data, day, *(states or WAITING)):
        known = bool(item.reported and item.reported < told)
        what, decided = SourcedText(item.text, item.row), _decided(book, item.decision)
        where = SourcedText(item.evidence, item.row) if known and item.evidence else None
        cells = (what, STATES[item.state(day)], item.due, item.owner, item.kind, decided)
        lines.append(Row((*cells, item.reported if known else None, where), source=item.row))
    headings = ("Redovisning", "Läge", "Senast", "Ansvarig", "Slag", "Beslutat", "Redovisat", "Var")
    return Table("t-to-do", "Att redovisa och följa upp, det försenade först", headings, tuple(lines))


def table_year_wheel(book: Book) -> Table:
    """Show the year wheel: what is reported when, to whom, by which directive, and whether it was."""
    day = closing_day(book.data, book.year)
    states = {item.row: STATES[item.state(day)] for item in commitments_on(book.data, day)}

    def directive(row: SourcedRow) -> Content:
        return tuple(filter(None, (_decided(book, row.raw("decision")), row.directive)))

    columns: dict[Column, str] = {"text": "", lambda row: states.get(row.ref): "Läge", directive: "Anvisning"}
    columns |= dict.fromkeys(("occasion", "recipient", "owner", "due", "reported"), "")
    return year_table(book, "year_wheel", "Årshjul: vad som ska redovisas under året", columns)


def _decided(book: Book, decision: str | None) -> Content:
    """Return the day of a decision with its paragraph or other reference."""
    if not decision:
        return None
    row = SourcedRow(book.data, "decisions", book.data.row_number("decisions", "decision", decision))
    mark = row.paragraph or row.reference
    return Sentence((row.date, ", ", mark)) if mark else row.date
