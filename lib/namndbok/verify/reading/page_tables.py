"""Recompute the tables of a page: totals below columns, a column `Summa` beside rows, columns that follow.

Only computed figures are compared, and a sum only where the table shows every row that it rests on: a total
may stand in a table that is cut short, and a figure that is quoted from a document may be wrong there. That
is for the checks of the data to say, not for the proof that the page is unchanged.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from namndbok.verify.reading.fact_file import ReadFacts
from namndbok.verify.reading.numerals import OPERATIONS, write_exact
from namndbok.verify.reading.page_content import ReadCell, ReadPage, ReadRow, ReadTable
from namndbok.verify.reading.verdict import Comparison, Comparisons, compare

SUMMED_UNITS = ("kr", "count")
SUM = "Summa"
# How the column under the first heading follows from those under the other two.
RELATIONS = (
    ("Resultat", "Intäkter", "−", "Kostnader"),
    ("Andel", "Närvarande", "÷", "Kallade"),
    ("Närvaro", "Närvarande", "÷", "Kallade"),
    ("Andel", "Använder", "÷", "Av"),
    ("Per invånare", "Avgifter i budgeten", "÷", "Invånare"),
    ("Per invånare", "Avgifter", "÷", "Invånare"),
    ("Riskvärde", "Sannolikhet", "×", "Konsekvens"),
)


def check_columns(page: ReadPage, facts: ReadFacts) -> Comparisons:
    """Recompute every column whose heading says how it follows from other columns."""
    for table in page.tables:
        for result, first, sign, second in (*RELATIONS, *_stated_relations(table)):
            columns = [column for column in map(table.column, (result, first, second)) if column is not None]
            if len(columns) == 3:
                yield from _check_column(page, table, columns, sign, facts)


def _stated_relations(table: ReadTable) -> Iterator[tuple[str, str, str, str]]:
    """Read headings that are formulas of other headings: `Utfall − budget`."""
    for heading in table.headings:
        for sign in OPERATIONS:
            operands = heading.split(f" {sign} ")
            if len(operands) == 2:
                yield heading, operands[0], sign, operands[1]


def _check_column(
    page: ReadPage, table: ReadTable, columns: Sequence[int], sign: str, facts: ReadFacts
) -> Comparisons:
    _, first, second = (table.headings[column].lower() for column in columns)
    for row in table.rows:
        cells = [cell for cell in map(row.cell, columns) if cell and cell.exact is not None]
        if len(cells) < len(columns) or not facts.computed_by(cells[0].figure):
            continue
        result, *values = (cell.exact for cell in cells)
        expected = OPERATIONS[sign](*values)
        if expected is not None:
            place = f"rad {row.element.line}, tabellen {table.id}, raden {row.name}, {first} {sign} {second}"
            yield compare(page.name, place, write_exact(expected), write_exact(result))


def check_sums(page: ReadPage, facts: ReadFacts) -> Comparisons:
    """Recompute every sum of every table."""
    for table in page.tables:
        column = table.column(SUM)
        for row in table.rows if column is not None else ():
            total = row.cell(column)
            parts = [cell for cell in row.cells[1:] if cell is not total]
            if total and _is_sum_of(total, parts, facts):
                yield _check_sum(page, table, row, "summan av raden", total, parts)
        for row, above in _totals(table.rows):
            for number, total in enumerate(row.cells):
                parts = [cell for cell in (part.cell(number) for part in above) if cell]
                illegible = (part for part in parts if part.exact is None)
                legible = not any(sign.isdigit() for part in illegible for sign in part.words)
                rows = _rows_summed(total, facts)
                if legible and rows is not None and rows <= _rows_shown(parts, facts):
                    heading = table.headings[number] if number < len(table.headings) else ""
                    yield _check_sum(page, table, row, f"summan av kolumnen {heading}", total, parts)


def _totals(rows: Sequence[ReadRow]) -> Iterator[tuple[ReadRow, Sequence[ReadRow]]]:
    """Yield each total with the rows above it; of several totals, with those that end in the same word.

    `Summa, intäkter` and `Summa, kostnader` take the rows `E-arkiv, intäkter` and `E-arkiv, kostnader`.
    """
    above: list[ReadRow] = []
    for is_total, group in groupby(rows, key=lambda row: row.is_total):
        together = list(group)
        if not is_total:
            above = together
        elif len(together) == 1:
            yield together[0], above
        else:
            endings = [row.name.split()[-1:] for row in together]
            for total, ending in zip(together, endings, strict=True):
                alone = endings.count(ending) == 1
                yield total, [row for row in above if alone and row.name.split()[-1:] == ending]


def _is_sum_of(total: ReadCell, parts: Sequence[ReadCell], facts: ReadFacts) -> bool:
    """Tell whether a sum rests on the rows that its parts show, and on no others of the same tables.

    What says which parts belong in the sum, such as the kinds of fees in the budget, is of another table.
    """
    summed, shown = _rows_summed(total, facts) or (), _rows_shown(parts, facts)
    tables = {row.split(":")[0] for row in shown}
    return bool(shown) and shown == {row for row in summed if row.split(":")[0] in tables}


def _rows_summed(cell: ReadCell, facts: ReadFacts) -> frozenset[str] | None:
    """Name the data rows that a cell's computed sum rests on; None for a cell without one."""
    fact = facts.computed_by(cell.figure)
    summed = fact and fact.unit in SUMMED_UNITS and cell.exact is not None
    return facts.rows_behind(fact.id) if summed else None


def _rows_shown(cells: Sequence[ReadCell], facts: ReadFacts) -> frozenset[str]:
    """Name the data rows that the figures of cells rest on."""
    shown = ((figure, facts.shown_by(figure)) for figure in (cell.figure for cell in cells) if figure)
    return frozenset().union(*(facts.rows_behind(id) if id else [figure.target] for figure, id in shown))


def _check_sum(
    page: ReadPage, table: ReadTable, row: ReadRow, what: str, total: ReadCell, parts: Sequence[ReadCell]
) -> Comparison:
    expected = sum((part.exact for part in parts if part.exact is not None), Fraction(0))
    place = f"rad {total.element.line}, tabellen {table.id}, raden {row.name}, {what}"
    return compare(page.name, place, write_exact(expected), write_exact(total.exact or Fraction(0)))
