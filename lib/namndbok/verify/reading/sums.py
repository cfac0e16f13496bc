"""Recompute the sums in a page's tables: totals below their columns, and a column `Summa` beside its row.

Only computed figures are tried, and only where the table shows every row that the figure rests on: a total
may stand in a table that is cut short, and one that is quoted from a document may be wrong there.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from namndbok.verify.reading.grid import Cell, Line, Table
from namndbok.verify.reading.mismatch import Outcome, compared
from namndbok.verify.reading.numerals import written
from namndbok.verify.reading.page import Page
from namndbok.verify.reading.record import Records, behind, fact_of, is_computed

ADDED = ("kr", "count")
SUM = "Summa"


def check_sums(page: Page, records: Records) -> Iterator[Outcome]:
    """Recompute every sum of every table."""
    for table in page.tables:
        yield from _beside(page, table, records)
        for total, parts in totals(table.lines):
            yield from _below(page, table, total, parts, records)


def totals(lines: Sequence[Line]) -> Iterator[tuple[Line, Sequence[Line]]]:
    """Yield each total with the rows above it; of several totals, with those that end in the same word."""
    above: list[Line] = []
    for total, group in groupby(lines, key=lambda line: line.total):
        together = list(group)
        if not total:
            above = together
        elif len(together) == 1:
            yield together[0], above
        else:
            yield from ((line, _sharing(line, together, above)) for line in together)


def _sharing(line: Line, together: Sequence[Line], above: Sequence[Line]) -> Sequence[Line]:
    """Choose the rows that end as a total does: `E-arkiv, intäkter` for `Summa, intäkter`."""
    alone = [_last(one) for one in together].count(_last(line)) == 1
    return [one for one in above if _last(one) == _last(line)] if alone else []


def _last(line: Line) -> str:
    return (line.name.split() or [""])[-1]


def _below(
    page: Page, table: Table, total: Line, parts: Sequence[Line], records: Records
) -> Iterator[Outcome]:
    for place, cell in enumerate(total.cells):
        column = [one for one in (line.cell(place) for line in parts) if one]
        legible = all(one.exact is not None or not any(map(str.isdigit, one.words)) for one in column)
        if legible and _is_sum_of(cell, column, records):
            heading = table.headings[place] if place < len(table.headings) else ""
            yield _same(page, table, total, f"summan av kolumnen {heading}", cell, column)


def _beside(page: Page, table: Table, records: Records) -> Iterator[Outcome]:
    place = table.column(SUM)
    for line in table.lines if place is not None else ():
        cell = line.cell(place)
        others = [one for one in line.cells[1:] if one is not cell]
        if cell and _is_sum_of(cell, others, records, only=True):
            yield _same(page, table, line, "summan av raden", cell, others)


def _is_sum_of(cell: Cell, parts: Sequence[Cell], records: Records, *, only: bool = False) -> bool:
    """Tell whether a figure is computed from the rows behind the parts, and with `only` from all of them."""
    fact = fact_of(cell.figure, records)
    if cell.exact is None or not is_computed(fact, records) or records[fact].unit not in ADDED:
        return False
    rests, shown = behind(fact, records), frozenset().union(*(_rests(part, records) for part in parts))
    return rests == shown if only else rests <= shown


def _rests(cell: Cell, records: Records) -> frozenset[str]:
    """Name the rows that a cell's figure rests on."""
    if cell.figure is None:
        return frozenset()
    fact = fact_of(cell.figure, records)
    return behind(fact, records) if fact else frozenset([cell.figure.target])


def _same(page: Page, table: Table, line: Line, words: str, cell: Cell, parts: Sequence[Cell]) -> Outcome:
    added = sum((part.exact for part in parts if part.exact is not None), Fraction(0))
    place = f"rad {cell.element.line}, tabellen {table.id}, raden {line.name}, {words}"
    return compared(page.name, place, written(added), written(cell.exact or Fraction(0)))
