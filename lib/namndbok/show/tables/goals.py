"""Tables of goals: each goal and indicator with rule, measured value, verdict and comment."""

import pandas as pd

from namndbok.books import Book
from namndbok.facts import GOAL_LEVELS, measuring_fact, reviewed_goals
from namndbok.show.markup import SourcedText
from namndbok.show.sourced import SourcedRow
from namndbok.show.tables.table import Row, Table

CAPTIONS = {
    "annual": "Årets mål med uppmätt värde och bedömning",
    "indicator": "Indikatorer med uppmätt värde och bedömning",
}


def table_reviewed(book: Book, level: str) -> Table:
    """Show each goal of a level, `annual` or `indicator`: verdict, measured value, rule and comment."""
    table = reviewed_goals(book.facts)
    lines = [_line(book, number, goal) for number, goal in table[table["level"] == level].iterrows()]
    first = "Mål" if level == "annual" else "Indikator"
    headings = (first, "Bedömning", "Uppmätt", "Regel", "Kommentar")
    return Table(f"t-{GOAL_LEVELS[level].replace('.', '-')}", CAPTIONS[level], headings, tuple(lines))


def _line(book: Book, number: int, goal: pd.Series) -> Row:
    own = SourcedRow(book.data, "goals", number)
    verdict = book.data.label("goal_reviews", "assessment", goal["assessment"]) or "ingen bedömning"
    comment = SourcedText(goal["comment"], goal["review"]) if goal["comment"] else None
    value = measuring_fact(book.facts, goal) or "mäts inte i tabellerna"
    return Row((own.text, verdict, value, own.rule, comment), source=own.ref)
