"""Tables of the economy: outcome with income − cost, budget, and outcome against budget by line."""

from namndbok.book import Book
from namndbok.economy import budget_lines, line_name, mapped, outcome_rows
from namndbok.facts import Fact
from namndbok.markup import Item
from namndbok.quote import quote, rows_where
from namndbok.tables.table import Row, Table, quoted_table


def table_outcome(book: Book) -> Table:
    """Show income, cost and result (income − cost) by outcome line; kronor."""
    facts = book.facts
    lines = [
        Row((line_name(facts, line), *(facts[f"economy.line.{line}.{what}"] for what in ("result", "income", "cost"))))
        for line in outcome_rows(facts)["line"]
    ]
    total = Row(("Summa", *(facts[f"economy.{what}"] for what in ("result", "income", "cost"))), total=True)
    headings = ("Verksamhet", "Resultat", "Intäkter", "Kostnader")
    return Table("t-outcome", "Resultat per verksamhet: intäkter − kostnader", headings, (*lines, total))


def table_budget(book: Book) -> Table:
    """Show budgeted income and cost by budget line; kronor."""
    facts, names = book.facts, book.data["budget_lines"].set_index("budget_line")["name"]
    lines = [
        Row((names[line], *(facts.get(f"budget.line.{line}.{side}") for side in ("income", "cost"))))
        for line in budget_lines(facts)
    ]
    total = Row(("Summa, uträknad", facts["budget.income"], facts["budget.cost"]), total=True)
    return Table("t-budget", "Budget per rad", ("Budgetrad", "Intäkter", "Kostnader"), (*lines, total))


def table_deviation(book: Book) -> Table:
    """Show outcome − budget by outcome line for income and cost, with the budget lines that belong to it; kronor."""
    facts, headings = book.facts, ("Verksamhet", "Utfall − budget", "Utfall", "Budget")
    lines = []
    for line in outcome_rows(facts)["line"]:
        for side, word in (("income", "intäkter"), ("cost", "kostnader")):
            at = f"economy.line.{line}"
            lines.append(Row((f"{line_name(facts, line)}, {word}", *_three(book, at, side))))
    for side, word in (("income", "intäkter"), ("cost", "kostnader")):
        cells = (facts.get(f"economy.deviation_{side}"), facts[f"economy.{side}"], facts.get(f"budget.{side}"))
        lines.append(Row((f"Summa {word}", *cells), total=True))
    return Table("t-deviation", "Utfall jämfört med budget, per verksamhet", headings, tuple(lines))


def _three(book: Book, at: str, side: str) -> tuple[Item, ...]:
    return tuple(book.facts.get(f"{at}.{name}") for name in (f"deviation_{side}", side, f"budget_{side}"))


def table_mapping(book: Book) -> Table:
    """Show which budget lines belong to which outcome line, and who says so."""
    lines = [
        Row((*_cells(book, number, "name", "outcome_line", "basis", "note"),), source=f"budget_lines:{number}")
        for line in outcome_rows(book.facts)["line"]
        for number, _ in mapped(book.facts, line)
    ]
    headings = ("Budgetrad", "Hör till utfallsraden", "Vem säger det", "Varför")
    return Table("t-mapping", "Så hör budgetrader och utfallsrader ihop", headings, tuple(lines))


def _cells(book: Book, number: int, *columns: str) -> list[Item]:
    line = book.data["budget_lines"].at[number, "outcome_line"]
    own = {"outcome_line": line_name(book.facts, line)}
    return [own.get(column) or quote(book.data, "budget_lines", number, column) for column in columns]


def table_explanations(book: Book) -> Table:
    """Show the board's explanations beside the result of the line that each is about."""
    lines = [
        Row((row.text or "(tom punkt)", _line(book, row.raw("line")), _result(book, row.raw("line"))), source=row.ref)
        for row in rows_where(book.data, "explanations", year=book.year)
    ]
    headings = ("Förklaring", "Gäller", "Radens resultat")
    return Table("t-explanations", "Nämndens förklaringar till resultatet", headings, tuple(lines))


def _result(book: Book, line: str | None) -> Fact | None:
    return book.facts.get(f"economy.line.{line}.result")


def _line(book: Book, line: str | None) -> str:
    return line_name(book.facts, line) if line else "ingen bestämd rad"


def table_financing(book: Book) -> Table:
    """Show the parts of the financing and how each is distributed."""
    rows = rows_where(book.data, "financing", year=book.year)
    return quoted_table("t-financing", "Så finansieras nämnden", rows, {"name": "", "text": "", "distribution": ""})
