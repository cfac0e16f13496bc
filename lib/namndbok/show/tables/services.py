"""Tables of the joint services: since when, how many use them, how much, and the national initiative."""

from namndbok.books import Book
from namndbok.facts import status_rows
from namndbok.show.sourced import SourcedRow, frame_rows, sourced_rows
from namndbok.show.tables.table import Row, Table, sourced_table


def table_services(book: Book) -> Table:
    """Show each service with the year it came into use, its users and its status."""
    lines = [
        Row((_name(book, row), row.in_use_since, row.users, row.of, row.status), source=row.ref)
        for row in frame_rows(book.data, "service_status", status_rows(book.facts))
    ]
    caption = "Gemensamma tjänster och hur många kommuner som använder dem"
    headings = ("Tjänst", "I drift sedan", "Kommuner", "Av", "Läge")
    return Table("t-services", caption, headings, tuple(lines))


def table_volumes(book: Book) -> Table:
    """Show how much the services are used."""
    lines = [
        Row((_name(book, row), row.measure, row.value, row.qualifier), source=row.ref)
        for row in sourced_rows(book.data, "service_volumes", year=book.year)
    ]
    headings = ("Tjänst", "Mått", "Antal", "Noggrannhet")
    return Table("t-volumes", "Så mycket används tjänsterna", headings, tuple(lines))


def table_initiatives(book: Book) -> Table:
    """List the parts of the national initiative."""
    rows = sourced_rows(book.data, "initiatives", year=book.year)
    columns = {"item": "Initiativ", "note": ""}
    return sourced_table("t-initiatives", "Delar i den nationella satsningen", rows, columns)


def _name(book: Book, row: SourcedRow) -> str:
    return book.data["services"].set_index("service")["name"][row.raw("service")]
