"""What the checks found, and which checks were made."""

from namndbok.books import Book
from namndbok.checks import CHECKS, SEVERITIES, Answer, Finding, Severity
from namndbok.show.markup import AnchorLink, Content, SourcedText
from namndbok.show.sourced import sourced_rows
from namndbok.show.tables.derivations import row_links
from namndbok.show.tables.table import Row, Table, sourced_table
from namndbok.swedish import slug


def table_findings(book: Book, *severities: Severity) -> Table:
    """List the year's findings, errors first, with expected, found, rows and the coordinator's answer.

    Only findings of the given severities, if any are given.
    """
    shown = [one for one in book.findings if one.severity in (severities or SEVERITIES)]
    lines = [Row(_cells(book, one), source=" ".join(one.rows), id=one.id) for one in shown]
    headings = ("Grad", "Iakttagelse", "Väntat", "Funnet", "Rader", "Svar")
    empty = "Kontrollerna gav inga iakttagelser."
    return Table("t-findings", "Kontrollernas iakttagelser", headings, tuple(lines), empty)


def table_concerns(book: Book, name: str, *checks: str) -> Table:
    """List in short what some checks found, each leading to the finding itself.

    `checks` are families or single checks (`sums`, `missing.verdict`); `name` says in Swedish what they are
    about.
    """
    own = [one for one in book.findings if one.check in checks or one.check.split(".")[0] in checks]
    lines = [Row(_short(one), source=" ".join(one.rows)) for one in own]
    headings, empty = ("Grad", "Iakttagelse", "Svar"), "kontrollerna fann inget att anmärka på."
    caption = f"Vad kontrollerna fann om {name}"
    return Table(f"t-concerns-{slug(name)}", caption, headings, tuple(lines), empty)


def table_checks(book: Book) -> Table:
    """List every check with what it asks, how many findings it gave, why it asks and what it cannot see."""
    lines = [
        Row((one.asks, book.facts[f"findings.{id}"], one.why, one.blind, id)) for id, one in CHECKS.items()
    ]
    headings = ("Kontrollfråga", "Iakttagelser", "Varför", "Ser inte", "Beteckning")
    return Table("t-checks", "Kontroller som har gjorts", headings, tuple(lines))


def table_claims(book: Book) -> Table:
    """List what the documents say in figures or words that no table can confirm."""
    rows = sourced_rows(book.data, "claims", year=book.year)
    columns = {"text": "Uppgift", "place": "Plats i dokumentet"}
    return sourced_table("t-claims", "Uppgifter som kontrollerna inte kan pröva", rows, columns)


def _cells(book: Book, finding: Finding) -> tuple[Content, ...]:
    told = (
        SourcedText(words, finding.rows[0]) for words in (finding.detail, finding.expected, finding.found)
    )
    answer = _answer(finding.answer) if finding.answer else "inget svar ännu"
    return (SEVERITIES[finding.severity], *told, row_links(book, finding.rows), answer)


def _short(finding: Finding) -> tuple[Content, ...]:
    answered = "besvarad" if finding.answer else "inget svar ännu"
    return SEVERITIES[finding.severity], AnchorLink(finding.title, finding.id), answered


def _answer(answer: Answer) -> SourcedText:
    who = ", ".join(filter(None, (answer.role, answer.date)))
    return SourcedText(f"{answer.text} ({who})" if who else answer.text, answer.row)
