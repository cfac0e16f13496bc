"""Tables of the audit: findings, figures computed again, decisions and earlier reviews."""

from collections.abc import Mapping

import pandas as pd

from namndbok.books import Book
from namndbok.checks import AREAS, CHECKS, SEVERITIES, Severity
from namndbok.data import rows_where
from namndbok.facts import Fact, decisions_on, printed_figures
from namndbok.show.markup import AnchorLink, ComputedFigure, SourcedText, as_text
from namndbok.show.sourced import SourcedRow, frame_rows
from namndbok.show.tables.sources import row_links
from namndbok.show.tables.table import Row, Table, sourced_table
from namndbok.swedish import Number, display, listing, slug

PRINTED_KINDS = ("total", "difference", "share", "average", "product", "count", "fee", "other")
UNANSWERED = "inget svar ännu"


def table_findings(book: Book, *severities: Severity) -> Table:
    """List the year's findings, errors first, with expected, found, rows and the coordinator's answer.

    Only findings of the given severities, if any are given. A table of errors alone has an id of its own.
    """
    id, caption, lines = "t-findings", "Kontrollernas iakttagelser", []
    empty = "Kontrollerna gav inga iakttagelser."
    if severities:
        grades = listing([SEVERITIES[severity].lower() for severity in severities])
        caption, empty = f"{caption} av graden {grades}", "inga."
        id = "t-errors" if severities == ("error",) else id
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
    headings = ("Nr", "Grad", "Iakttagelse", "Väntat", "Funnet", "Rader", "Svar")
    return Table(id, caption, headings, tuple(lines), empty)


def table_concerns(book: Book, area: str) -> Table:
    """List in short what the checks found in an area, such as `economy`, each leading to the finding."""
    lines = []
    for finding in filter(lambda finding: finding.area == area, book.findings):
        number, title = (AnchorLink(words, finding.id) for words in (finding.number, finding.title))
        answer = "besvarad" if finding.answer else UNANSWERED
        cells = (number, SEVERITIES[finding.severity], title, answer)
        lines.append(Row(cells, source=" ".join(finding.rows)))
    headings, caption = ("Nr", "Grad", "Iakttagelse", "Svar"), f"Vad kontrollerna fann om {AREAS[area]}"
    return Table(f"t-concerns-{area}", caption, headings, tuple(lines), "inget att anmärka på.")


def table_missing(book: Book) -> Table:
    """List what the checks miss, and the tables that have no rows of the year."""
    lines = [
        Row((AnchorLink(finding.number, finding.id), AnchorLink(finding.title, finding.id)))
        for finding in book.findings
        if finding.check.startswith("missing.")
    ]
    for name, schema in book.data.package.tables.items():
        rows = book.data[name]
        if (rows[rows["year"] == book.year] if "year" in rows else rows).empty:
            lines.append(Row((schema.path, f"Tabellen {schema.title} har inga rader för året.")))
    headings, empty = ("Nr eller tabell", "Vad som saknas"), "inget."
    return Table("t-missing", "Det som saknas i underlaget", headings, tuple(lines), empty)


def table_checks(book: Book) -> Table:
    """List every check with what it asks, how many findings it gave, why it asks and what it cannot see."""
    counts = {id: book.facts[f"findings.{id}"] for id in CHECKS}
    lines = [Row((check.asks, counts[id], check.why, check.blind, id)) for id, check in CHECKS.items()]
    headings = ("Kontrollfråga", "Iakttagelser", "Varför", "Ser inte", "Beteckning")
    return Table("t-checks", "Kontroller som har gjorts", headings, tuple(lines))


def table_claims(book: Book) -> Table:
    """List what documents say that no table can confirm, of the year and of earlier ones without a report."""
    table, reported = book.data["claims"], set(book.data.years_with_outcome) - {book.year}
    rows = rows_where(table, (year <= book.year and year not in reported for year in table["year"]))
    columns = {"text": "Uppgift", "year": "År", "place": "Plats i dokumentet"}
    caption = "Uppgifter som kontrollerna inte kan pröva"
    return sourced_table("t-claims", caption, frame_rows(book.data, rows), columns)


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
    headings = ("Uppgift", "Räknat i cellen", "I rapporten", "Stämmer")
    empty = "rapporten har inga sådana uppgifter."
    return Table(f"t-reperformed-{slug(name)}", f"Räknat på nytt: {name}", headings, tuple(lines), empty)


def table_printed(book: Book) -> Table:
    """Show each printed figure beside the same figure computed from the rows."""
    lines = []
    for figure in printed_figures(book.facts, *PRINTED_KINDS):
        printed = SourcedText(figure.format_value(figure.value), figure.row, figure.value)
        agrees = "ja" if figure.agrees else "avkortad" if figure.truncated else "nej"
        label = SourcedText(figure.label, figure.row) if figure.label else None
        lines.append(Row((figure.fact.label, printed, figure.fact, agrees, label), source=figure.row))
    headings = ("Uppgift", "Tryckt", "Uträknat", "Stämmer", "Dokumentets egna ord")
    return Table("t-printed", "Tryckta siffror och samma siffror uträknade", headings, tuple(lines))


def table_decisions(book: Book, paper: str = "") -> Table:
    """List decisions and proposals: what, where it stands, and who gets it with which attachments.

    All that the data knows, or for one of the board's papers those of its year and of the meeting on it.
    """
    table, caption = book.data["decisions"], "Beslut och förslag som underlaget hänvisar till"
    if paper:
        on_paper = decisions_on(book.data, paper)
        days = set(on_paper.loc[on_paper["year"] == book.year, "date"])
        table = rows_where(table, (when in days or when.year == book.year for when in table["date"]))
        caption = "Beslut och förslag under året och om årets redovisning"
    columns = dict.fromkeys(("title", "status", "outcome", "recipients", "attachments"), "")
    rows = frame_rows(book.data, table.sort_values("date", kind="stable"))
    return sourced_table("t-decisions", caption, rows, {**columns, _decided: "Datum, paragraf, ärende"})


def _decided(row: SourcedRow) -> str:
    """Say when and where a decision was taken."""
    return ", ".join(
        as_text(cell) for cell in (row.date, row.paragraph, row.case_number, row.reference) if cell
    )


def table_reviews(book: Book) -> Table:
    """List the judgements of earlier reviews by municipality."""
    columns = {_municipality: "Kommun", "year": "Avser", "area": "Område", "judgement": "Bedömning"}
    caption, rows = "Kommunernas tidigare granskningar", _earlier_rows(book, "audit_reviews")
    return sourced_table("t-reviews", caption, rows, columns | {"text": "Innebörd"})


def table_recommendations(book: Book) -> Table:
    """Show for each earlier recommendation what was asked, what was answered, and what this year shows."""

    def measure(row: SourcedRow) -> Fact | None:
        return book.facts.get(row.raw("measure") or "")

    columns = {
        "text": "Rekommendation",
        _municipality: "Kommun",
        "year": "Avser",
        "answer": "Nämndens svar",
        lambda row: fact.label if (fact := measure(row)) else "inget som visar det": "Årets underlag",
        measure: "Utfall",
    }
    rows = _earlier_rows(book, "recommendations")
    return sourced_table("t-recommendations", "Tidigare rekommendationer", rows, columns)


def _earlier_rows(book: Book, table: str) -> list[SourcedRow]:
    frame = book.data[table]
    return frame_rows(book.data, frame[frame["year"] < book.year])


def _municipality(row: SourcedRow) -> str:
    return row.data.lookup("municipalities", "code", "name")[row.raw("municipality")]
