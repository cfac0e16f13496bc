"""Recompute the columns of a page's tables whose headings say how they follow from other columns.

Only computed figures are tried. A share that is quoted from a document may be wrong there; that is for the
checks of the data to say, not for the proof that the page is unchanged.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from namndbok.verify.reading.grid import Line, Table
from namndbok.verify.reading.mismatch import Outcome, compared
from namndbok.verify.reading.numerals import written
from namndbok.verify.reading.page import Page
from namndbok.verify.reading.record import Records, fact_of, is_computed

Combine = Callable[[Fraction, Fraction], Fraction | None]


@dataclass(frozen=True)
class Relation:
    """How the column under one heading follows from the columns under two others."""

    result: str
    first: str
    sign: str
    second: str

    @property
    def words(self) -> str:
        """Write the relation as a formula."""
        return f"{self.first} {self.sign} {self.second}".lower()


SIGNS: dict[str, Combine] = {
    "−": lambda a, b: a - b,
    "÷": lambda a, b: a / b if b else None,
    "×": lambda a, b: a * b,
}
RELATIONS = (
    Relation("Resultat", "Intäkter", "−", "Kostnader"),
    Relation("Andel", "Närvarande", "÷", "Kallade"),
    Relation("Närvaro", "Närvarande", "÷", "Kallade"),
    Relation("Andel", "Använder", "÷", "Av"),
    Relation("Per invånare", "Avgifter i budgeten", "÷", "Invånare"),
    Relation("Per invånare", "Avgifter", "÷", "Invånare"),
    Relation("Riskvärde", "Sannolikhet", "×", "Konsekvens"),
)


def check_relations(page: Page, records: Records) -> Iterator[Outcome]:
    """Recompute every column that follows from others."""
    for table in page.tables:
        for relation in (*RELATIONS, *_stated(table.headings)):
            headings = relation.result, relation.first, relation.second
            places = [place for place in map(table.column, headings) if place is not None]
            if len(places) == len(headings):
                yield from _column(page, table, relation, places, records)


def _stated(headings: Sequence[str]) -> Iterator[Relation]:
    """Read headings that are formulas of other headings: `Utfall − budget`."""
    for heading in headings:
        for sign in SIGNS:
            operands = heading.split(f" {sign} ")
            if len(operands) == 2:
                yield Relation(heading, operands[0], sign, operands[1])


def _column(
    page: Page, table: Table, relation: Relation, places: Sequence[int], records: Records
) -> Iterator[Outcome]:
    for line in table.lines:
        result, *values = _values(line, places)
        if result is None or None in values or not _computed(line, places[0], records):
            continue
        expected = SIGNS[relation.sign](*values)
        if expected is not None:
            place = f"rad {line.element.line}, tabellen {table.id}, raden {line.name}, {relation.words}"
            yield compared(page.name, place, written(expected), written(result))


def _values(line: Line, places: Sequence[int]) -> list[Fraction | None]:
    cells = (line.cell(place) for place in places)
    return [cell.exact if cell else None for cell in cells]


def _computed(line: Line, place: int, records: Records) -> bool:
    cell = line.cell(place)
    return bool(cell) and is_computed(fact_of(cell.figure, records), records)
