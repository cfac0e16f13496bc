"""Tables of the year in figures and of the economy: outcome, budget, and outcome against budget by line."""

from collections.abc import Iterator

from namndbok.books import Book
from namndbok.facts import SIDES, budget_lines, budget_name, line_name, mapped_budget_lines, outcome_rows
from namndbok.show.markup import Content
from namndbok.show.sourced import frame_rows, sourced_rows
from namndbok.show.tables.table import Row, Table, sourced_table

# The figures that a reader wants first.
SUMMARY = (
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
    facts = [book.facts[id] for id in SUMMARY if id in book.facts]
    lines = tuple(Row((fact.label, fact)) for fact in facts)
    return Table("t-summary", "Året i siffror", ("Uppgift", "Värde"), lines)


def table_outcome(book: Book) -> Table:
    """Show income, cost and result (income − cost) by outcome line; kronor."""
    facts, parts = book.facts, ("result", "income", "cost")
    lines = [
        Row((line_name(facts, line), *(facts[f"economy.line.{line}.{part}"] for part in parts)))
        for line in outcome_rows(facts)["line"]
    ]
    if lines:
        lines.append(Row(("Summa", *(facts[f"economy.{part}"] for part in parts)), total=True))
    headings = ("Verksamhet", "Resultat", "Intäkter", "Kostnader")
    return Table("t-outcome", "Resultat per verksamhet: intäkter − kostnader", headings, tuple(lines))


def table_budget(book: Book) -> Table:
    """Show budgeted income and cost by budget line; kronor."""
    facts = book.facts
    lines = [
        Row((budget_name(facts, line), *(facts.get(f"budget.line.{line}.{side}") for side in SIDES)))
        for line in budget_lines(facts)
    ]
    if lines:
        lines.append(Row(("Summa, uträknad", facts["budget.income"], facts["budget.cost"]), total=True))
    return Table("t-budget", "Budget per rad", ("Budgetrad", "Intäkter", "Kostnader"), tuple(lines))


def table_deviation(book: Book) -> Table:
    """Show outcome − budget by outcome line for income and cost; kronor."""
    lines = list(_deviations(book)) if budget_lines(book.facts) else []
    headings = ("Verksamhet", "Utfall − budget", "Utfall", "Budget")
    return Table("t-deviation", "Utfall jämfört med budget, per verksamhet", headings, tuple(lines))


def table_mapping(book: Book) -> Table:
    """Show which budget lines belong to which outcome line, and who says so."""
    lines = [
        Row((row.name, line_name(book.facts, line), row.basis, row.note), source=row.ref)
        for line in outcome_rows(book.facts)["line"]
        for row in frame_rows(book.data, mapped_budget_lines(book.facts, line))
    ]
    headings = ("Budgetrad", "Hör till utfallsraden", "Vem säger det", "Varför")
    return Table("t-mapping", "Så hör budgetrader och utfallsrader ihop", headings, tuple(lines))


def table_explanations(book: Book) -> Table:
    """Show the board's explanations beside the result of the line that each is about."""
    lines = [
        Row((row.text or "(tom punkt)", *_line_and_result(book, row.raw("line"))), source=row.ref)
        for row in sourced_rows(book.data, "explanations", year=book.year)
    ]
    headings = ("Förklaring", "Gäller", "Radens resultat")
    return Table("t-explanations", "Nämndens förklaringar till resultatet", headings, tuple(lines))


def table_financing(book: Book) -> Table:
    """Show the parts of the financing and how each is distributed."""
    rows = sourced_rows(book.data, "financing", year=book.year)
    columns = {"name": "", "text": "", "distribution": ""}
    return sourced_table("t-financing", "Så finansieras nämnden", rows, columns)


def _deviations(book: Book) -> Iterator[Row]:
    facts = book.facts
    for line in outcome_rows(facts)["line"]:
        for side, word in SIDES.items():
            ids = (f"deviation_{side}", side, f"budget_{side}")
            cells = (facts.get(f"economy.line.{line}.{id}") for id in ids)
            yield Row((f"{line_name(facts, line)}, {word}", *cells))
    for side, word in SIDES.items():
        ids = (f"economy.deviation_{side}", f"economy.{side}", f"budget.{side}")
        yield Row((f"Summa {word}", *map(facts.get, ids)), total=True)


def _line_and_result(book: Book, line: str | None) -> tuple[Content, Content]:
    if not line:
        return "ingen bestämd rad", None
    return line_name(book.facts, line), book.facts.get(f"economy.line.{line}.result")
