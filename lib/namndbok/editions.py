"""Which book a paper tells: a year of the board, or a proposal for a year to come."""

from pathlib import Path

from namndbok.book import Book, make_book
from namndbok.load import load_data
from namndbok.papers import Paper

PROPOSAL = "budget"


def open_edition(paper: Paper, data: Path, year: int) -> Book:
    """Open the book that a paper is made of; raises `InvalidData` or `InvalidParameter`."""
    if paper.notebook != PROPOSAL:
        return make_book(load_data(data), year)
    from namndbok.budgeting import open_proposal

    return open_proposal(data, year, **paper.parameters)
