"""Recompute the tables of a page: totals below columns, a column `Summa` beside rows, columns that follow.

Only computed figures are compared, and a sum only where the table shows every row that it rests on: a total
may stand in a table that is cut short, and a figure that is quoted from a document may be wrong there. That
is for the checks of the data to say, not for the proof that the page is unchanged.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from namndbok.verify.reading.facts import ReadFact, ReadFacts
from namndbok.verify.reading.html_tree import Element
from namndbok.verify.reading.numerals import OPERATIONS, read_exact, write_exact
from namndbok.verify.reading.page import ReadPage, leads_to
from namndbok.verify.reading.verdict import Comparisons, compare

SUMMED_UNITS = ("kr", "count")
SUM = "Summa"
# How columns follow from others, by their headings; a heading that is a formula, `Utfall − budget`, says so.
RELATIONS = (
    ("Resultat", "Intäkter − Kostnader"),
    ("Andel", "Närvarande ÷ Kallade"),
    ("Närvaro", "Närvarande ÷ Kallade"),
    ("Andel", "Använder ÷ Av"),
    ("Per invånare", "Avgifter i budgeten ÷ Invånare"),
    ("Per invånare", "Avgifter ÷ Invånare"),
    ("Riskvärde", "Sannolikhet × Konsekvens"),
)
FORMULA = re.compile("([^÷−×]+) ([÷−×]) ([^÷−×]+)")

Row = list[Element]


def check_columns(page: ReadPage, facts: ReadFacts) -> Comparisons:
    """Recompute every column whose heading says how it follows from other columns."""
    for table in page.tables:
        formulas = [(heading, heading) for heading in table.headings if FORMULA.fullmatch(heading)]
        for result, formula in (*RELATIONS, *formulas):
            first, sign, second = FORMULA.fullmatch(formula).groups()
            columns = [*map(table.column, (result, first, second))]
            for row in table.rows if None not in columns else ():
                shown, *values = (_exact(row[column]) for column in columns)
                computed = _fact_computed(row[columns[0]], facts) and None not in (shown, *values)
                expected = OPERATIONS[sign](*values) if computed else None
                if expected is not None:
                    what = f"{first.lower()} {sign} {second.lower()}"
                    place = f"rad {row[0].parent.line}, tabellen {table.id}, raden {row[0].words}, {what}"
                    yield compare(page.name, place, write_exact(expected), write_exact(shown))


def check_sums(page: ReadPage, facts: ReadFacts) -> Comparisons:
    """Recompute every sum of every table that rests on rows that its parts show, and on no others."""
    for table in page.tables:
        sums, column = list[tuple[Row, str, Element, Row]](), table.column(SUM)
        for row in table.rows if column is not None else ():
            total, parts = row[column], [cell for cell in row[1:] if cell is not row[column]]
            # What says which parts belong in the sum, such as the kinds of fees, is of another table.
            summed, shown = _rows_summed(total, facts) or (), _rows_shown(parts, facts)
            tables = {row.split(":")[0] for row in shown}
            if shown and shown == {row for row in summed if row.split(":")[0] in tables}:
                sums.append((row, "raden", total, parts))
        for row, above in _totals(table.rows):
            for number, total in enumerate(row):
                parts, summed = [part[number] for part in above], _rows_summed(total, facts)
                illegible = "".join(part.words for part in parts if _exact(part) is None)
                legible = not any(map(str.isdigit, illegible))
                if summed is not None and legible and summed <= _rows_shown(parts, facts):
                    sums.append((row, f"kolumnen {table.headings[number]}", total, parts))
        for row, what, total, parts in sums:
            expected = sum(filter(None, map(_exact, parts)), Fraction(0))
            place = f"rad {total.line}, tabellen {table.id}, raden {row[0].words}, summan av {what}"
            yield compare(page.name, place, write_exact(expected), write_exact(_exact(total)))


def _totals(rows: Sequence[Row]) -> Iterator[tuple[Row, Sequence[Row]]]:
    """Yield each total with the rows above it; of several totals, with those that end in the same word.

    `Summa, intäkter` and `Summa, kostnader` take the rows `E-arkiv, intäkter` and `E-arkiv, kostnader`.
    """
    above: list[Row] = []
    for is_total, group in groupby(rows, key=lambda row: "total" in row[0].parent["class"].split()):
        together = list(group)
        endings = [row[0].words.split()[-1:] for row in together]
        for total, ending in zip(together, endings, strict=True):
            if is_total and endings.count(ending) == 1:
                alike = [row for row in above if row[0].words.split()[-1:] == ending]
                yield total, above if len(together) == 1 else alike
        above = above if is_total else together


def _figure(cell: Element) -> Element | None:
    """Return the only figure in a cell; None where it has none, or several."""
    figures = [*cell.descendants("data")]
    return figures[0] if len(figures) == 1 else None


def _exact(cell: Element) -> Fraction | None:
    figure = _figure(cell)
    return read_exact(figure["value"]) if figure else None


def _fact_computed(cell: Element, facts: ReadFacts) -> ReadFact | None:
    """Return the fact that a cell's figure shows, if it is a computed one."""
    figure = _figure(cell)
    fact = facts.get(facts.shown_by(figure)) if figure else None
    return fact if fact and fact.is_computed else None


def _rows_summed(cell: Element, facts: ReadFacts) -> frozenset[str] | None:
    """Name the data rows that a cell's computed sum rests on; None for a cell without one."""
    fact = _fact_computed(cell, facts)
    summed = fact and fact.unit in SUMMED_UNITS and _exact(cell) is not None
    return facts.rows_behind(fact.id) if summed else None


def _rows_shown(cells: Sequence[Element], facts: ReadFacts) -> frozenset[str]:
    """Name the data rows that the figures of cells rest on."""
    shown = ((figure, facts.shown_by(figure)) for figure in map(_figure, cells) if figure)
    return frozenset().union(*(facts.rows_behind(id) if id else [leads_to(figure)] for figure, id in shown))
