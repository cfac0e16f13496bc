"""The year in figures: the handful that a reader wants first."""

from namndbok.books import Book
from namndbok.show.tables.table import Row, Table

FIRST = (
    "economy.income",
    "economy.cost",
    "economy.result",
    "budget.income",
    "economy.explained_share",
    "goals.annual.met",
    "goals.annual.judged",
    "goals.annual.total",
    "goals.indicators.met",
    "goals.indicators.total",
    "meetings.board.held",
    "attendance.board.share",
    "meetings.preparatory.held",
    "attendance.preparatory.share",
    "controls.total",
    "controls.reported",
    "municipalities.count",
    "fees.budgeted.total",
)


def table_summary(book: Book) -> Table:
    """Show the figures that sum up the year, those that the data can give."""
    lines = tuple(Row((book.facts[name].label, book.facts[name])) for name in FIRST if name in book.facts)
    return Table("t-summary", "Året i siffror", ("Uppgift", "Värde"), lines)
