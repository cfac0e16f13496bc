"""Tables of the audit: findings, figures computed again, decisions and earlier reviews."""

from collections.abc import Iterator, Mapping

import pandas as pd

from namndbok.books import Book
from namndbok.checks import AREAS, CHECKS, SEVERITIES, Severity
from namndbok.data import rows_where
from namndbok.facts import Fact, decisions_on, printed_figures
from namndbok.show.markup import AnchorLink, ComputedFigure, SourcedRow, SourcedText, as_text, frame_rows
from namndbok.show.tables.sources import row_links
from namndbok.show.tables.table import Row, Table, declared, make_table, sourced_table
from namndbok.swedish import Number, display, listing, slug

PRINTED_KINDS = ("total", "difference", "share", "average", "product", "count", "fee", "other")
UNANSWERED = "inget svar ännu"


def table_findings(book: Book, *severities: Severity) -> Table:
    """List the year's findings, errors first, with expected, found, rows and the coordinator's answer.

    Only findings of the given severities, if any are given. A table of errors alone has an id of its own.
    """
    lines = []
    for finding in book.findings:
        if finding.severity in (severities or SEVERITIES):
            words = (finding.detail, finding.expected, finding.found)
            texts = (SourcedText(text, finding.rows[0]) for text in words)
            answer = UNANSWERED
            if finding.answer:
                signature = ", ".join(filter(None, (finding.answer.role, finding.answer.date)))
                text = finding.answer.text + (f" ({signature})" if signature else "")
                answer = SourcedText(text, finding.answer.row)
            grade = SEVERITIES[finding.severity]
            cells = (finding.number, grade, *texts, row_links(book, finding.rows), answer)
            lines.append(Row(cells, source=" ".join(finding.rows), id=finding.id))
    if not severities:
        return make_table("t-findings", lines)
    grades = listing([SEVERITIES[severity].lower() for severity in severities])
    id = "t-errors" if severities == ("error",) else "t-findings"
    return make_table("t-graded-findings", lines, id=id, grades=grades)


def table_concerns(book: Book, area: str) -> Table:
    """List in short what the checks found in an area, such as `economy`, each leading to the finding."""
    lines = []
    for finding in filter(lambda finding: finding.area == area, book.findings):
        number, title = (AnchorLink(words, finding.id) for words in (finding.number, finding.title))
        answer = "besvarad" if finding.answer else UNANSWERED
        cells = (number, SEVERITIES[finding.severity], title, answer)
        lines.append(Row(cells, source=" ".join(finding.rows)))
    return make_table("t-concerns", lines, area=area, subject=AREAS[area])


@declared("t-missing")
def table_missing(book: Book) -> Iterator[Row]:
    """List what the checks miss, and the tables that have no rows of the year."""
    for finding in book.findings:
        if finding.check.startswith("missing."):
            yield Row((AnchorLink(finding.number, finding.id), AnchorLink(finding.title, finding.id)))
    for name, schema in book.data.package.tables.items():
        rows = book.data[name]
        if (rows[rows["year"] == book.year] if "year" in rows else rows).empty:
            yield Row((schema.path, f"Tabellen {schema.title} har inga rader för året."))


@declared("t-checks")
def table_checks(book: Book) -> Iterator[Row]:
    """List every check with what it asks, how many findings it gave, why it asks and what it cannot see."""
    for id, check in CHECKS.items():
        yield Row((check.asks, book.facts[f"findings.{id}"], check.why, check.blind, id))


def table_claims(book: Book) -> Table:
    """List what documents say that no table can confirm, of the year and of earlier ones without a report."""
    table, reported = book.data["claims"], set(book.data.years_with_outcome) - {book.year}
    rows = rows_where(table, (year <= book.year and year not in reported for year in table["year"]))
    return sourced_table("t-claims", book, frame_rows(book.data, rows))


def table_reperformed(book: Book, name: str, values: Mapping[str, Number] | pd.Series) -> Table:
    """Show values that a cell has computed, by fact id, beside the facts of the report.

    `name` says in Swedish what was computed. Ids that the report lacks are left out.
    """
    lines = []
    for id, value in dict(values).items():
        if fact := book.facts.get(id):
            exact = int(value) if value == int(value) else value
            computed = ComputedFigure(display(value, fact.unit), exact, fact.target)
            agrees = "ja" if value == fact.value else "nej"
            lines.append(Row((fact.label, computed, fact, agrees), source=" ".join(fact.rows)))
    return make_table("t-reperformed", lines, title=name, slug=slug(name))


@declared("t-printed")
def table_printed(book: Book) -> Iterator[Row]:
    """Show each printed figure beside the same figure computed from the rows."""
    for figure in printed_figures(book.facts, *PRINTED_KINDS):
        printed = SourcedText(figure.format_value(figure.value), figure.row, figure.value)
        agrees = "ja" if figure.agrees else "avkortad" if figure.truncated else "nej"
        label = SourcedText(figure.label, figure.row) if figure.label else None
        yield Row((figure.fact.label, printed, figure.fact, agrees, label), source=figure.row)


def table_decisions(book: Book, paper: str = "") -> Table:
    """List decisions and proposals: what, where it stands, and who gets it with which attachments.

    All that the data knows, or for one of the board's papers those of its year and of the meeting on it.
    """
    table = book.data["decisions"].sort_values("date", kind="stable")
    if paper:
        on_paper = decisions_on(book.data, paper)
        days = set(on_paper.loc[on_paper["year"] == book.year, "date"])
        table = rows_where(table, (when in days or when.year == book.year for when in table["date"]))

    def decided(row: SourcedRow) -> str:
        marks = (row.date, row.paragraph, row.case_number, row.reference)
        return ", ".join(filter(None, map(as_text, marks)))

    name = "t-decisions-of-paper" if paper else "t-decisions"
    return sourced_table(name, book, frame_rows(book.data, table), decided=decided)


def table_reviews(book: Book) -> Table:
    """List the judgements of earlier reviews by municipality."""
    return sourced_table("t-reviews", book, _earlier_rows(book, "audit_reviews"))


def table_recommendations(book: Book) -> Table:
    """Show for each earlier recommendation what was asked, what was answered, and what this year shows."""

    def measured_value(row: SourcedRow) -> Fact | None:
        return book.facts.get(row.raw("measure") or "")

    return sourced_table(
        "t-recommendations",
        book,
        _earlier_rows(book, "recommendations"),
        measured=lambda row: fact.label if (fact := measured_value(row)) else "inget som visar det",
        measured_value=measured_value,
    )


def _earlier_rows(book: Book, table: str) -> list[SourcedRow]:
    frame = book.data[table]
    return frame_rows(book.data, frame[frame["year"] < book.year])
