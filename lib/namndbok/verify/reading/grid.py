"""Read the tables of a page: headings, rows, and the figure of each cell."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from namndbok.verify.reading.figure import Figure
from namndbok.verify.reading.numerals import read_exact
from namndbok.verify.reading.tree import Element


@dataclass(frozen=True, eq=False)
class Cell:
    """A cell of a table."""

    element: Element

    @cached_property
    def words(self) -> str:
        """Return the words in the cell."""
        return self.element.words

    @cached_property
    def figure(self) -> Figure | None:
        """Return the cell's only figure; None where it has none, or several."""
        figures = [Figure(element) for element in self.element.every("data")]
        return figures[0] if len(figures) == 1 else None

    @cached_property
    def exact(self) -> Fraction | None:
        """Return the exact value of the cell's figure."""
        return read_exact(self.figure.value) if self.figure else None


@dataclass(frozen=True, eq=False)
class Line:
    """A row of a table."""

    element: Element
    cells: tuple[Cell, ...]

    @property
    def total(self) -> bool:
        """Tell whether the row is a total."""
        return "total" in self.element.attributes.get("class", "").split()

    @property
    def name(self) -> str:
        """Return the row's heading."""
        return self.cells[0].words if self.cells else ""

    def cell(self, place: int) -> Cell | None:
        """Return the cell in a column; None where the row is too short."""
        return self.cells[place] if place < len(self.cells) else None


@dataclass(frozen=True, eq=False)
class Table:
    """A table with the headings of its columns."""

    id: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]

    def column(self, heading: str) -> int | None:
        """Return the number of the only column under a heading, whatever its capitals."""
        places = [place for place, own in enumerate(self.headings) if own.casefold() == heading.casefold()]
        return places[0] if len(places) == 1 else None


def read_table(element: Element) -> Table:
    """Read a table; the rows of its head give the headings."""
    rows = [Line(row, _cells(row)) for row in element.every("tr")]
    heads = [line for line in rows if line.element.above("thead")]
    headings = tuple(cell.words for cell in heads[0].cells) if heads else ()
    return Table(element.id, headings, tuple(line for line in rows if line not in heads))


def _cells(row: Element) -> tuple[Cell, ...]:
    children = (child for child in row.children if isinstance(child, Element))
    return tuple(Cell(child) for child in children if child.tag in ("th", "td"))
