"""Charts of what each municipality pays through the board's budget, in all and per inhabitant."""

from dataclasses import replace

from namndbok.books import Book
from namndbok.show.charts.chart import Chart, NoChart
from namndbok.show.charts.municipalities import Amounts, Subject, amounts, chart_municipalities

TOTAL = Subject(
    "c-fees",
    "Hur mycket betalar varje kommun genom nämndens budget?",
    "kommunernas avgifter i nämndens budget",
    "Kommunernas avgifter i nämndens budget",
    "Avgift",
    "fees.budgeted.{}",
    numbers_in="t-fees-budgeted",
)
SHARE = Subject(
    "c-fees-per-inhabitant",
    "Hur mycket betalar varje kommun per invånare?",
    "kommunernas avgifter per invånare i nämndens budget",
    "Kommunernas avgifter per invånare i nämndens budget",
    "Avgift per invånare",
    "fees.budgeted.per_inhabitant.{}",
    numbers_in="t-per-inhabitant",
)


def chart_fees(book: Book) -> Chart | NoChart:
    """Show each municipality's fees in the board's budget, in kronor, the highest first."""
    return _chart(book, TOTAL)


def chart_fees_per_inhabitant(book: Book) -> Chart | NoChart:
    """Show each municipality's fees in the board's budget divided by its inhabitants, the highest first."""
    return _chart(book, SHARE)


def _chart(book: Book, subject: Subject) -> Chart | NoChart:
    of_year = replace(subject, over=f"{subject.over} {book.year}")
    return chart_municipalities(of_year, amounts(book.data, book.facts, subject), _ends)


def _ends(fees: Amounts) -> str:
    return f"Högst är {fees.who(fees.highest)}, lägst {fees.who(fees.lowest)}."
