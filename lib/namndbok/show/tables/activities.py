"""Tables of what the board did: activities, agreements, organisation, internal control and joint services."""

from namndbok.books import Book
from namndbok.facts import status_rows
from namndbok.show.sourced import SourcedRow, frame_rows, sourced_rows
from namndbok.show.tables.table import Row, Table, sourced_table

AREAS = {
    "project": "Projekt under året",
    "administration": "Förvaltning under året",
    "running": "Löpande verksamhet under året",
}
CONTROLS = {
    "number": "Nr",
    "risk": "Risk",
    "risk_value": "Riskvärde",
    "probability": "Sannolikhet",
    "consequence": "Konsekvens",
    "result": "Resultat",
    "owner": "Ansvarig",
    "method": "Metod",
    "decision": "Beslut",
}


def table_activities(book: Book, area: str) -> Table:
    """Show the activities of an area: `project`, `administration` or `running`."""
    rows = sourced_rows(book.data, "activities", year=book.year, area=area)
    columns = {"name": "", "status": "", "schedule": "", "comment": ""}
    return sourced_table(f"t-{area}", AREAS[area], rows, columns)


def table_agreements(book: Book) -> Table:
    """List the framework agreements that the municipalities may use."""
    rows = sourced_rows(book.data, "agreements", year=book.year)
    columns = {"name": "", "note": ""}
    return sourced_table("t-agreements", "Ramavtal som kommunerna kan använda", rows, columns)


def table_organisation(book: Book) -> Table:
    """Show bodies and posts, without names of persons."""
    rows = sourced_rows(book.data, "organisation", year=book.year)
    columns = {"role": "", "description": "", "since": ""}
    return sourced_table("t-organisation", "Nämndens organisation", rows, columns)


def table_controls(book: Book) -> Table:
    """Show the control plan with the risk value computed from the tables, decision and result."""
    lines = [_control(book, row) for row in sourced_rows(book.data, "controls", year=book.year)]
    caption = "Kontrollplan med riskvärde och resultat"
    return Table("t-controls", caption, tuple(CONTROLS.values()), tuple(lines))


def table_services(book: Book) -> Table:
    """Show each joint service with the year it came into use, its users and its status."""
    lines = [
        Row((_service(row), row.in_use_since, row.users, row.of, row.status), source=row.ref)
        for row in frame_rows(book.data, status_rows(book.facts))
    ]
    caption = "Gemensamma tjänster och hur många kommuner som använder dem"
    headings = ("Tjänst", "I drift sedan", "Kommuner", "Av", "Läge")
    return Table("t-services", caption, headings, tuple(lines))


def table_volumes(book: Book) -> Table:
    """Show how much the joint services are used."""
    lines = [
        Row((_service(row), row.measure, row.value, row.qualifier), source=row.ref)
        for row in sourced_rows(book.data, "service_volumes", year=book.year)
    ]
    headings = ("Tjänst", "Mått", "Antal", "Noggrannhet")
    return Table("t-volumes", "Så mycket används tjänsterna", headings, tuple(lines))


def table_initiatives(book: Book) -> Table:
    """List the parts of the national initiative."""
    rows = sourced_rows(book.data, "initiatives", year=book.year)
    columns = {"item": "Initiativ", "note": ""}
    return sourced_table("t-initiatives", "Delar i den nationella satsningen", rows, columns)


def _control(book: Book, row: SourcedRow) -> Row:
    cells = {column: getattr(row, column) for column in CONTROLS}
    cells["risk_value"] = book.facts[f"controls.{row.raw('control')}.risk_value"]
    cells["result"] = cells["result"] or "inte redovisat"
    return Row(tuple(cells.values()), source=row.ref)


def _service(row: SourcedRow) -> str:
    return row.data.lookup("services", "service", "name")[row.raw("service")]
