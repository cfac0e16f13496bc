"""Tables of the joint services: since when, how many municipalities, how much, and the national initiative."""

from namndbok.book import Book
from namndbok.quote import quoted_rows, rows_where
from namndbok.services import status
from namndbok.tables.table import Row, Table, quoted_table


def table_services(book: Book) -> Table:
    """Show each service with the year it came into use, its users and its status."""
    names = book.data["services"].set_index("service")["name"]
    lines = [
        Row((names[row.raw("service")], row.in_use_since, row.users, row.of, row.status), source=row.ref)
        for row in quoted_rows(book.data, "service_status", status(book.facts))
    ]
    headings = ("Tjänst", "I drift sedan", "Kommuner", "Av", "Läge")
    return Table("t-services", "Gemensamma tjänster och hur många kommuner som använder dem", headings, tuple(lines))


def table_volumes(book: Book) -> Table:
    """Show how much the services are used."""
    names = book.data["services"].set_index("service")["name"]
    lines = [
        Row((names[row.raw("service")], row.measure, row.value, row.qualifier), source=row.ref)
        for row in rows_where(book.data, "service_volumes", year=book.year)
    ]
    return Table("t-volumes", "Så mycket används tjänsterna", ("Tjänst", "Mått", "Antal", "Noggrannhet"), tuple(lines))


def table_initiatives(book: Book) -> Table:
    """List the parts of the national initiative."""
    rows = rows_where(book.data, "initiatives", year=book.year)
    return quoted_table("t-initiatives", "Delar i den nationella satsningen", rows, {"item": "Initiativ", "note": ""})
