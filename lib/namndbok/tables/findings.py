"""What the checks found, and which checks were made."""

from namndbok.book import Book
from namndbok.checks import CHECKS
from namndbok.findings import SEVERITIES, Finding
from namndbok.markup import Item, Quoted
from namndbok.tables.table import Row, Table
from namndbok.tables.trace import row_links


def table_findings(book: Book) -> Table:
    """List the year's findings, errors first, with expected, found, rows and the coordinator's answer."""
    lines = [Row(_cells(book, finding), source=" ".join(finding.rows), id=finding.id) for finding in book.findings]
    headings = ("Iakttagelse", "Grad", "Vad som framkom", "Väntat", "Funnet", "Rader", "Svar")
    return Table("t-findings", "Kontrollernas iakttagelser", headings, tuple(lines), "Kontrollerna gav inga anmärkningar.")


def table_checks(book: Book) -> Table:
    """List every check with what it asks, what it cannot see and how many findings it gave."""
    lines = [Row((one.asks, one.why, one.blind, book.facts[f"findings.{one.id}"])) for one in CHECKS.values()]
    headings = ("Kontrollfråga", "Varför", "Ser inte", "Iakttagelser")
    return Table("t-checks", "Kontroller som har gjorts", headings, tuple(lines))


def _cells(book: Book, finding: Finding) -> tuple[Item, ...]:
    row = finding.rows[0] if finding.rows else ""
    return (
        Quoted(finding.title, row), SEVERITIES[finding.severity], Quoted(finding.detail, row), Quoted(finding.expected, row),
        Quoted(finding.found, row), row_links(book, finding.rows), finding.answer.text if finding.answer else "inget svar ännu",
    )  # fmt: skip
