"""Tables of what the board did: projects, administration, agreements, running work, organisation and control plan."""

from namndbok.book import Book
from namndbok.quote import rows_where
from namndbok.tables.table import Row, Table, quoted_table

AREAS = {"project": "Projekt under året", "administration": "Förvaltning under året", "running": "Löpande verksamhet under året"}


def table_activities(book: Book, area: str) -> Table:
    """Show the activities of an area: `project`, `administration` or `running`."""
    rows = rows_where(book.data, "activities", year=book.year, area=area)
    return quoted_table(f"t-{area}", AREAS[area], rows, {"name": "", "status": "", "schedule": "", "comment": ""})


def table_agreements(book: Book) -> Table:
    """List the framework agreements that the municipalities may use."""
    rows = rows_where(book.data, "agreements", year=book.year)
    return quoted_table("t-agreements", "Ramavtal som kommunerna kan använda", rows, {"name": "", "note": ""})


def table_organisation(book: Book) -> Table:
    """Show bodies and posts, without names of persons."""
    rows = rows_where(book.data, "organisation", year=book.year)
    return quoted_table("t-organisation", "Nämndens organisation", rows, {"role": "", "description": "", "since": ""})


def table_controls(book: Book) -> Table:
    """Show the control plan: risk, owner, method, risk value computed from the tables, decision and result."""
    lines = [
        Row(
            (row.number, row.risk, book.facts[f"controls.{row.raw('control')}.risk_value"], row.probability,
             row.consequence, row.result or "inte redovisat", row.owner, row.method, row.decision),
            source=row.ref,
        )
        for row in rows_where(book.data, "controls", year=book.year)
    ]  # fmt: skip
    headings = ("Nr", "Risk", "Riskvärde", "Sannolikhet", "Konsekvens", "Resultat", "Ansvarig", "Metod", "Beslut")
    return Table("t-controls", "Kontrollplan med riskvärde och resultat", headings, tuple(lines))
