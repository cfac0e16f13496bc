"""Tables of goals: rule, measured value, verdict, forecast and comment of each goal and indicator."""

from collections.abc import Iterator

import pandas as pd

from namndbok.books import Book, PeriodBook
from namndbok.facts import GOAL_LEVELS, OUTLOOK_WORDS, goal_outlook, measuring_fact, reviewed_goals
from namndbok.show.markup import Content, Sentence, SourcedText, as_text
from namndbok.show.narrative import NOTHING, Prose
from namndbok.show.sourced import SourcedRow
from namndbok.show.tables.table import Row, Table

HEADINGS = {"annual": "Mål", "indicator": "Indikator"}
NAMES = {"annual": "Årets mål", "indicator": "Indikatorer"}


def table_goals(book: Book, level: str) -> Table:
    """Show each goal of a level, `annual` or `indicator`: verdict, measured value, rule and comment."""
    lines = []
    for row, goal in _goals(book, level):
        value = measuring_fact(book.facts, goal)
        cells = (row.text, _assessment(book, goal), value, _rule_and_comment(row, goal))
        lines.append(Row(cells, source=row.ref))
    headings = (HEADINGS[level], "Bedömning", "Uppmätt", "Regel och kommentar")
    return Table(_table_id(level), f"{NAMES[level]} med uppmätt värde och bedömning", headings, tuple(lines))


def table_outlook(book: PeriodBook, level: str) -> Table:
    """Show each goal of a level: forecast, what is already known of it, measured value, rule and comment."""
    lines = []
    for row, goal in _goals(book, level):
        outlook, value = OUTLOOK_WORDS[goal_outlook(book.facts, goal)], measuring_fact(book.facts, goal)
        forecast = _assessment(book, goal)
        cells = (row.text, forecast, outlook, value, _rule_and_comment(row, goal))
        lines.append(Row(cells, source=row.ref))
    headings = (HEADINGS[level], "Prognos", "Redan känt", "Hittills", "Regel och kommentar")
    caption = f"{NAMES[level]}: prognos och vad som redan är känt"
    return Table(_table_id(level), caption, headings, tuple(lines))


def table_forecast_goals(book: Book) -> Table | Prose:
    """Show the verdict of each goal beside its latest forecast; nothing where no goal has both."""
    reviews, lines = book.data.of_year("goal_reviews", book.year), []
    for row, goal in _goals(book, *HEADINGS):
        forecasts = reviews[(reviews["goal"] == goal["goal"]) & (reviews["kind"] == "forecast")]
        if goal["kind"] == "verdict" and goal["assessment"] and len(forecasts):
            latest = forecasts.sort_values("through", kind="stable").iloc[-1]
            forecast = _assessment(book, latest) or "ingen bedömning"
            cells = (row.text, _assessment(book, goal), forecast, latest["through"])
            lines.append(Row(cells, source=row.ref))
    headings = ("Mål", "Bedömning", "Prognos", "Prognosens dag")
    caption = "Målens bedömning jämförd med den senaste prognosen"
    return Table("t-forecast-goals", caption, headings, tuple(lines)) if lines else NOTHING


def _goals(book: Book, *levels: str) -> Iterator[tuple[SourcedRow, pd.Series]]:
    """Yield the goals of some levels, each as a row to be shown and with its review."""
    for number, goal in reviewed_goals(book.facts).iterrows():
        if goal["level"] in levels:
            yield SourcedRow(book.data, "goals", number), goal


def _table_id(level: str) -> str:
    return f"t-{GOAL_LEVELS[level].replace('.', '-')}"


def _assessment(book: Book, review: pd.Series) -> str:
    return book.data.label("goal_reviews", "assessment", review["assessment"])


def _rule_and_comment(row: SourcedRow, goal: pd.Series) -> Content:
    """Return a goal's rule, which its own row holds, and then the board's comment on it."""
    comment = SourcedText(goal["comment"], goal["review"]) if goal["comment"] else None
    parts = [part for part in (as_text(row.rule), comment) if part]
    return Sentence((parts[0], " ", parts[1])) if len(parts) > 1 else (*parts, None)[0]
