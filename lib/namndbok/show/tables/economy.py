"""Tables of the economy: outcome, budget, a part of the year, and forecasts."""

from collections.abc import Iterator

from namndbok.books import Book, PeriodBook
from namndbok.facts import (
    SIDES,
    budget_lines,
    budget_name,
    explanation_rows,
    latest_rows,
    line_name,
    mapped_budget_lines,
    outcome_rows,
    unit_of,
)
from namndbok.show.markup import AnchorLink, Content, Sentence, SourcedText, frame_rows
from namndbok.show.tables.table import Row, Table, declared, sourced_table
from namndbok.swedish import capital, display

PARTS = ("result", *SIDES)
STAGES = {"interim": "Utfall {}", "budget": "Budget hela året", "forecast": "Prognos hela året"}


@declared("t-outcome")
def table_outcome(book: Book) -> Iterator[Row]:
    """Show income, cost and result (income − cost) by outcome line, with the board's explanations; kronor."""
    facts, lines = book.facts, list(outcome_rows(book.facts)["line"])
    said: dict[str | None, list[Content]] = {}
    for row in frame_rows(book.data, explanation_rows(facts)):
        line = row.raw("line") if row.raw("line") in lines else None
        words = said.setdefault(line, [])
        words += [*([" "] if words else []), row.text, " ", AnchorLink("Källa", row.ref)]
    sentences = {line: Sentence(tuple(words)) for line, words in said.items()}
    for line in lines:
        amounts = (facts[f"economy.line.{line}.{part}"] for part in PARTS)
        yield Row((line_name(facts, line), *amounts, sentences.get(line)))
    if lines:
        totals = (facts[f"economy.{part}"] for part in PARTS)
        yield Row(("Summa", *totals, sentences.get(None)), total=True)


@declared("t-budget")
def table_budget(book: Book) -> Iterator[Row]:
    """Show budgeted income and cost by budget line; kronor."""
    facts, lines = book.facts, budget_lines(book.facts)
    for line in lines:
        amounts = (facts.get(f"budget.line.{line}.{side}") for side in SIDES)
        yield Row((budget_name(facts, line), *amounts))
    if len(lines):
        yield Row(("Summa", facts["budget.income"], facts["budget.cost"]), total=True)


@declared("t-deviation")
def table_deviation(book: Book) -> Iterator[Row]:
    """Show outcome − budget by outcome line for income and cost, and the budget lines behind; kronor."""
    facts, outcome = book.facts, list(outcome_rows(book.facts)["line"])
    if not budget_lines(facts) or not outcome:
        return
    for line in outcome:
        names = ", ".join(mapped_budget_lines(facts, line)["name"]) or "utanför budgeten"
        for side, word in SIDES.items():
            ids = (f"deviation_{side}", side, f"budget_{side}")
            cells = (facts.get(f"economy.line.{line}.{id}") for id in ids)
            yield Row((f"{line_name(facts, line)}, {word}", *cells, names))
    outcome_of = facts.data.lookup("budget_lines", "budget_line", "outcome_line")
    for line in (line for line in budget_lines(facts) if outcome_of[line] not in outcome):
        for side, word in SIDES.items():
            name = budget_name(facts, line)
            yield Row((f"{name}, {word}", None, None, facts.get(f"budget.line.{line}.{side}"), "utan utfall"))
    for side, word in SIDES.items():
        ids = (f"economy.deviation_{side}", f"economy.{side}", f"budget.{side}")
        yield Row((f"Summa {word}", *map(facts.get, ids), None), total=True)


def table_mapping(book: Book) -> Table:
    """Show which budget lines belong to which outcome line, and who says so."""
    lines = outcome_rows(book.facts)["line"]
    rows = [row for line in lines for row in frame_rows(book.data, mapped_budget_lines(book.facts, line))]
    return sourced_table("t-mapping", book, rows)


def table_explanations(book: Book) -> Table:
    """Show the board's explanations beside the result of the line that each is about."""
    return sourced_table(
        "t-explanations",
        book,
        frame_rows(book.data, explanation_rows(book.facts)),
        line_result=lambda row: book.facts.get(f"economy.line.{row.raw('line')}.result"),
    )


@declared("t-interim")
def table_interim(book: PeriodBook) -> Iterator[Row]:
    """Show income, cost and result of the period beside the year's budget and forecast."""
    for stage, title in STAGES.items():
        if f"{stage}.result" in book.facts:
            amounts = (book.facts[f"{stage}.{part}"] for part in PARTS)
            yield Row((title.format(book.period.months), *amounts))


@declared("t-interim-lines")
def table_interim_lines(book: PeriodBook) -> Iterator[Row]:
    """Show outcome and forecast by line; nothing where the board reports as a whole."""
    tables = {"utfall": ("outcome", "through"), "prognos": ("forecast", "as_of")}
    latest = {word: latest_rows(book.facts, *where) for word, where in tables.items()}
    for word, rows in latest.items() if len(latest["utfall"]) > 1 else ():
        unit = unit_of(rows["precision"])
        for row in frame_rows(book.data, rows):
            values = (row.raw(side) for side in SIDES)
            amounts = (SourcedText(display(value, unit), row.ref, value) for value in values)
            yield Row((f"{line_name(book.facts, row.raw('line'))}, {word}", *amounts), source=row.ref)


def table_notes(book: PeriodBook) -> Table:
    """Show the board's notes on the deviations of the period."""
    rows = book.data.of_year("explanations", book.year)
    rows = rows[(rows["through"] == book.period.end) & rows["text"].notna()].sort_values("number")
    return sourced_table("t-notes", book, frame_rows(book.data, rows))


@declared("t-forecast")
def table_forecast(book: Book) -> Iterator[Row]:
    """Show how the year turned out beside its latest forecast; nothing where one of them is missing."""
    for part, word in {"result": "resultat", **SIDES}.items():
        if f"forecast.missed_{part}" in book.facts:
            ids = (f"forecast.missed_{part}", f"economy.{part}", f"forecast.{part}")
            yield Row((capital(word), *(book.facts[id] for id in ids)))
