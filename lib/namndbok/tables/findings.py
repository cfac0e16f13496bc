"""What the checks found, and which checks were made."""

from namndbok.book import Book
from namndbok.checks import CHECKS
from namndbok.findings import SEVERITIES, Finding
from namndbok.markup import Item, Quoted
from namndbok.quote import rows_where
from namndbok.tables.table import Row, Table, quoted_table
from namndbok.tables.trace import row_links


def table_findings(book: Book) -> Table:
    """List the year's findings, errors first, with expected, found, rows and the coordinator's answer."""
    lines = [Row(_cells(book, finding), source=" ".join(finding.rows), id=finding.id) for finding in book.findings]
    headings = ("Grad", "Iakttagelse", "Väntat", "Funnet", "Rader", "Svar")
    return Table("t-findings", "Kontrollernas iakttagelser", headings, tuple(lines), "Kontrollerna gav inga anmärkningar.")


def table_checks(book: Book) -> Table:
    """List every check with what it asks, what it cannot see and how many findings it gave."""
    lines = [Row((one.asks, one.blind, book.facts[f"findings.{one.id}"])) for one in CHECKS.values()]
    headings = ("Kontrollfråga", "Ser inte", "Iakttagelser")
    return Table("t-checks", "Kontroller som har gjorts", headings, tuple(lines))


def table_claims(book: Book) -> Table:
    """List what the documents say in figures or words that no table can confirm."""
    rows = rows_where(book.data, "claims", year=book.year)
    return quoted_table("t-claims", "Uppgifter som kontrollerna inte kan pröva", rows, {"text": "Uppgift", "place": "Plats i dokumentet"})


def _cells(book: Book, finding: Finding) -> tuple[Item, ...]:
    row = finding.rows[0] if finding.rows else ""
    return (
        SEVERITIES[finding.severity], Quoted(finding.detail, row), Quoted(finding.expected, row),
        Quoted(finding.found, row), row_links(book, finding.rows), finding.answer.text if finding.answer else "inget svar ännu",
    )  # fmt: skip
