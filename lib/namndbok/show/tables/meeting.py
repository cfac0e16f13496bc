"""A meeting's cases, and what is to be reported: then, or when a year is over."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from namndbok.books import Book, MeetingBook
from namndbok.facts import STATES, WAITING, Commitment, closing_day, commitments_on
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
    """Write each case, as papers or minutes have it, where the agenda leads."""
    cases = []
    for number, row in enumerate(frame_rows(book.data, book.cases), start=1):
        label = SourcedText(book.case_label(row.row_number), row.ref)
        prose = narrate("meeting/case", book, decision=row, label=label)
        cases.append(replace(prose, html=f'<div id="arende-{number}">\n{prose.html}\n</div>'))
    return cases


def table_due(book: MeetingBook, state: str) -> Table:
    """List what is `late` or `due` at the meeting; minutes say what was reported there."""
    caption = {"late": "Redovisningar som är försenade", "due": "Redovisningar till sammanträdet"}[state]
    held = book.date if book.minutes else None
    known = commitments_on(book.data, book.date, state)
    lines = ((item, held if held and item.reported == held else None) for item in known)
    return _table(book, f"t-{state}", caption, lines, "Redovisat")


def table_to_do(book: Book, day: date) -> Table:
    """List what waits to be reported on the morning of a day, with what is late first."""
    lines = ((item, STATES[item.state(day)]) for item in commitments_on(book.data, day, *WAITING))
    return _table(book, "t-to-do", "Att redovisa och följa upp, det försenade först", lines, "Läge")


def table_reported(book: Book) -> Table:
    """List what had been reported when the year was over, and where."""
    day = closing_day(book.data, book.year)
    known = (item for item in commitments_on(book.data, day, "done_late", "done") if item.evidence)
    lines = (
        (item, item.reported, SourcedText(item.evidence, item.row), STATES[item.state(day)]) for item in known
    )
    return _table(book, "t-reported", "Det som har redovisats, och var", lines, "Redovisat", "Var", "Läge")


def table_year_wheel(book: Book) -> Table:
    """Show the year wheel: what is reported when, to whom, by which directive, and whether it was."""
    day = closing_day(book.data, book.year)
    states = {item.row: STATES[item.state(day)] for item in commitments_on(book.data, day)}
    columns: dict[Column, str] = {
        **dict.fromkeys(("text", "occasion", "recipient", "owner"), ""),
        lambda row: _decided(book, row.raw("decision")): "Anvisning",
        **dict.fromkeys(("directive", "due", "reported", "evidence"), ""),
        lambda row: states.get(row.ref): "Läge",
    }
    return year_table(book, "year_wheel", "Årshjul: vad som ska redovisas under året", columns)


def _table(
    book: Book, id: str, caption: str, lines: Iterable[tuple[Commitment, *tuple[Content, ...]]], *more: str
) -> Table:
    """Show commitments, each with cells of its own at the end."""
    rows = []
    for item, *cells in lines:
        what, decided = SourcedText(item.text, item.row), _decided(book, item.decision)
        rows.append(Row((what, item.kind, decided, item.owner, item.due, *cells), source=item.row))
    return Table(id, caption, ("Redovisning", "Slag", "Beslutat", "Ansvarig", "Senast", *more), tuple(rows))


def _decided(book: Book, decision: str | None) -> Content:
    """Return the day of a decision with its paragraph or other reference."""
    if not decision:
        return None
    row = SourcedRow(book.data, "decisions", book.data.row_number("decisions", "decision", decision))
    mark = row.paragraph or row.reference
    return Sentence((row.date, ", ", mark)) if mark else row.date
