"""Tables of what the board did: activities, agreements, organisation, internal control and joint services."""

from functools import partial

from namndbok.books import Book
from namndbok.facts import Fact, Facts, status_rows
from namndbok.show.markup import Content
from namndbok.show.sourced import SourcedRow, frame_rows, sourced_rows
from namndbok.show.tables.table import Table, sourced_table

AREAS = {
    "project": "Projekt under året",
    "administration": "Förvaltning under året",
    "running": "Löpande verksamhet under året",
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
    rows = sourced_rows(book.data, "controls", year=book.year)
    columns = {
        "number": "Nr",
        "risk": "Risk",
        partial(_risk_value, book.facts): "Riskvärde",
        "probability": "Sannolikhet",
        "consequence": "Konsekvens",
        _control_result: "Resultat",
        "owner": "Ansvarig",
        "method": "Metod",
        "decision": "Beslut",
    }
    return sourced_table("t-controls", "Kontrollplan med riskvärde och resultat", rows, columns)


def table_services(book: Book) -> Table:
    """Show each joint service with the year it came into use, its users and its status."""
    rows = frame_rows(book.data, status_rows(book.facts))
    columns = {_service: "Tjänst", "in_use_since": "I drift sedan", "users": "Kommuner", "of": "Av"}
    caption = "Gemensamma tjänster och hur många kommuner som använder dem"
    return sourced_table("t-services", caption, rows, columns | {"status": "Läge"})


def table_volumes(book: Book) -> Table:
    """Show how much the joint services are used."""
    rows = sourced_rows(book.data, "service_volumes", year=book.year)
    columns = {_service: "Tjänst", "measure": "Mått", "value": "Antal", "qualifier": "Noggrannhet"}
    return sourced_table("t-volumes", "Så mycket används tjänsterna", rows, columns)


def table_initiatives(book: Book) -> Table:
    """List the parts of the national initiative."""
    rows = sourced_rows(book.data, "initiatives", year=book.year)
    columns = {"item": "Initiativ", "note": ""}
    return sourced_table("t-initiatives", "Delar i den nationella satsningen", rows, columns)


def _risk_value(facts: Facts, row: SourcedRow) -> Fact:
    return facts[f"controls.{row.raw('control')}.risk_value"]


def _control_result(row: SourcedRow) -> Content:
    return row.result or "inte redovisat"


def _service(row: SourcedRow) -> str:
    return row.data.lookup("services", "service", "name")[row.raw("service")]
