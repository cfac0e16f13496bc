"""Figures computed again, beside those of the report and of the documents."""

from collections.abc import Mapping

import pandas as pd

from namndbok.books import Book
from namndbok.facts import Fact, PrintedFigure, printed_figures
from namndbok.show.markup import ComputedFigure, Content, SourcedText
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import Number, display, slug

KINDS = ("total", "difference", "share", "average", "product", "count", "fee", "other")


def table_reperformed(book: Book, name: str, values: Mapping[str, Number] | pd.Series) -> Table:
    """Show values that a cell has computed, by fact id, beside the facts of the report.

    `name` says in Swedish what was computed. Ids that the report lacks are left out.
    """
    lines = tuple(_again(book.facts[id], value) for id, value in dict(values).items() if id in book.facts)
    headings = ("Uppgift", "Räknat i cellen", "I rapporten", "Stämmer")
    empty = "rapporten har inga sådana uppgifter."
    return Table(f"t-reperformed-{slug(name)}", f"Räknat på nytt: {name}", headings, lines, empty)


def table_printed(book: Book) -> Table:
    """Show each printed figure beside the same figure computed from the rows."""
    lines = [Row(_compared(one), source=one.row) for one in printed_figures(book.facts, *KINDS)]
    headings = ("Uppgift", "Tryckt", "Uträknat", "Stämmer", "Dokumentets egna ord")
    return Table("t-printed", "Tryckta siffror och samma siffror uträknade", headings, tuple(lines))


def _again(fact: Fact, value: Number) -> Row:
    again = ComputedFigure(display(value, fact.unit), _exact(value), fact.target)
    return Row((fact.label, again, fact, _agrees(value == fact.value)), source=" ".join(fact.rows))


def _exact(value: Number) -> Number:
    return int(value) if value == int(value) else value


def _compared(one: PrintedFigure) -> tuple[Content, ...]:
    printed = SourcedText(one.format_value(one.value), one.row, one.value)
    return (
        one.fact.label,
        printed,
        one.fact,
        _agrees(one.agrees, one.truncated),
        SourcedText(one.label, one.row) if one.label else None,
    )


def _agrees(agrees: bool, cut: bool = False) -> str:
    return "ja" if agrees else "avkortad" if cut else "nej"
