"""What the checks found, and which checks were made."""

from namndbok.book import Book
from namndbok.checks import CHECKS
from namndbok.findings import SEVERITIES, Answer, Finding
from namndbok.markup import Item, Quoted
from namndbok.quote import rows_where
from namndbok.tables.derivations import row_links
from namndbok.tables.table import Row, Table, quoted_table


def table_findings(book: Book) -> Table:
    """List the year's findings, errors first, with expected, found, rows and the coordinator's answer."""
    lines = [
        Row(_cells(book, finding), source=" ".join(finding.rows), id=finding.id) for finding in book.findings
    ]
    headings = ("Grad", "Iakttagelse", "Väntat", "Funnet", "Rader", "Svar")
    empty = "Kontrollerna gav inga iakttagelser."
    return Table("t-findings", "Kontrollernas iakttagelser", headings, tuple(lines), empty)


def table_checks(book: Book) -> Table:
    """List every check with what it asks, what it cannot see and how many findings it gave."""
    lines = [Row((one.asks, one.blind, book.facts[f"findings.{id}"])) for id, one in CHECKS.items()]
    headings = ("Kontrollfråga", "Ser inte", "Iakttagelser")
    return Table("t-checks", "Kontroller som har gjorts", headings, tuple(lines))


def table_claims(book: Book) -> Table:
    """List what the documents say in figures or words that no table can confirm."""
    rows = rows_where(book.data, "claims", year=book.year)
    columns = {"text": "Uppgift", "place": "Plats i dokumentet"}
    return quoted_table("t-claims", "Uppgifter som kontrollerna inte kan pröva", rows, columns)


def _cells(book: Book, finding: Finding) -> tuple[Item, ...]:
    told = (Quoted(words, finding.rows[0]) for words in (finding.detail, finding.expected, finding.found))
    answer = _answer(finding.answer) if finding.answer else "inget svar ännu"
    return (SEVERITIES[finding.severity], *told, row_links(book, finding.rows), answer)


def _answer(answer: Answer) -> Quoted:
    who = ", ".join(filter(None, (answer.role, answer.date)))
    return Quoted(f"{answer.text} ({who})" if who else answer.text, answer.row)
