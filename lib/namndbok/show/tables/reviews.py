"""Tables of what was decided and what earlier reviews said, asked for and got."""

from namndbok.books import Book
from namndbok.show.markup import Content
from namndbok.show.sourced import SourcedRow, frame_rows
from namndbok.show.tables.table import Row, Table, sourced_table


def table_decisions(book: Book) -> Table:
    """List every decision that the data knows, with date, paragraph and case number."""
    table = book.data["decisions"].sort_values("date", kind="stable")
    columns = {"title": "", "date": "", "paragraph": "", "case_number": "", "reference": ""}
    rows = list(frame_rows(book.data, "decisions", table))
    return sourced_table("t-decisions", "Beslut som underlaget hänvisar till", rows, columns)


def table_reviews(book: Book) -> Table:
    """List the judgements of earlier reviews by municipality."""
    table = book.data["audit_reviews"]
    rows = frame_rows(book.data, "audit_reviews", table[table["year"] < book.year])
    lines = [Row((_by(row), row.year, row.area, row.judgement, row.text), source=row.ref) for row in rows]
    headings = ("Kommun", "Avser", "Område", "Bedömning", "Innebörd")
    return Table("t-reviews", "Kommunernas tidigare granskningar", headings, tuple(lines))


def table_recommendations(book: Book) -> Table:
    """Show for each earlier recommendation what was asked, what was answered, and what this year shows."""
    table = book.data["recommendations"]
    rows = frame_rows(book.data, "recommendations", table[table["year"] < book.year])
    lines = [
        Row((row.text, _by(row), row.year, row.answer, *_shown(book, row)), source=row.ref) for row in rows
    ]
    headings = ("Rekommendation", "Kommun", "Avser", "Nämndens svar", "Årets underlag", "Utfall")
    return Table("t-recommendations", "Tidigare rekommendationer", headings, tuple(lines))


def _by(row: SourcedRow) -> str:
    table = row.data["municipalities"]
    return table.loc[table["code"] == row.raw("municipality"), "name"].iloc[0]


def _shown(book: Book, row: SourcedRow) -> tuple[Content, Content]:
    """Name and show the fact that tells how it went, if the tables have any."""
    fact = book.facts.get(row.raw("measure") or "")
    return (fact.label, fact) if fact else ("inget som visar det", None)
