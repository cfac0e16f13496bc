"""Lay out figures in tables, which say what they show and lead to every figure's source.

The captions and headings of the reports' tables stand in `texts/tables.json`, by the tables' ids.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import Any

from namndbok.books import Book
from namndbok.facts import Fact
from namndbok.show.markup import (
    AnchorLink,
    ComputedFigure,
    Content,
    Shown,
    SourcedRow,
    SourcedText,
    UnlinkedFact,
    as_text,
    sourced_rows,
    targets,
)
from namndbok.show.notebook import page_error

WORDS = json.loads((Path(__file__).parents[1] / "texts" / "tables.json").read_text(encoding="utf-8"))
SHORTEST, FIGURES = 10, (Fact, UnlinkedFact, ComputedFigure, SourcedText)
# How many letters a column of texts and a line on a phone have room for.
TEXT, PHONE = 24, 40


@dataclass(frozen=True)
class Row:
    """One line of a table; the first cell is its heading.

    `id` is the line's anchor: the fact or data row that it shows. `source` is the data row that all cells are
    from, or several with spaces between.
    """

    cells: tuple[Content, ...]
    source: str = ""
    id: str = ""
    total: bool = False

    @property
    def contents(self) -> tuple[Content, ...]:
        """Return the cells as the line shows them.

        A text does not name its source where the line does, and the heading leads to the line's one row
        unless something in the line does already.
        """
        rows = (*self.source.split(), self.id)
        heading, *cells = (
            cell.text if isinstance(cell, SourcedText) and cell.value is None and cell.row in rows else cell
            for cell in self.cells
        )
        has_one_source = self.source and self.source != self.id and " " not in self.source
        if heading and has_one_source and not targets(heading) and self.source not in targets(tuple(cells)):
            heading = AnchorLink(heading, self.source)
        return (heading, *cells)


@dataclass(frozen=True, repr=False)
class Table(Shown):
    """Headings and rows under a caption that says what the table shows.

    A table without rows shows nothing, or what `empty` says; a column with nothing in it is left out. `notes`
    stand below it.
    """

    id: str
    caption: str
    headings: tuple[Content, ...]
    rows: tuple[Row, ...]
    empty: str = ""
    notes: tuple[Content, ...] = ()

    def __post_init__(self) -> None:
        if len(self.caption.strip()) < SHORTEST:
            raise page_error("table_without_caption", id=self.id)
        if any(len(row.cells) != len(self.headings) for row in self.rows):
            raise page_error("table_with_ragged_rows", id=self.id)

    @property
    def columns(self) -> list[tuple[Content, ...]]:
        """Return the cells of each column."""
        return [tuple(row.cells[place] for row in self.rows) for place in range(len(self.headings))]

    @property
    def numeric(self) -> list[bool]:
        """Tell for each column whether it holds figures only."""
        filled_cells = ([cell for cell in column if cell is not None] for column in self.columns)
        # A text from a row is no figure, an amount is.
        return [
            bool(cells)
            and all(isinstance(cell, FIGURES) and getattr(cell, "value", 0) is not None for cell in cells)
            for cells in filled_cells
        ]

    @property
    def filled(self) -> list[int]:
        """List the columns to show by their place: the first, and those that have something in a cell."""
        return [place for place, cells in enumerate(self.columns) if not place or not cells or any(cells)]

    @property
    def stacked(self) -> bool:
        """Tell whether a phone is too narrow for the columns, so that it shows each row's cells in lines."""
        columns, figures = self.columns, self.numeric
        numeric, room = [figures[place] for place in self.filled], 0
        for place, is_numeric in zip(self.filled, numeric, strict=True):
            width = max((len(as_text(cell)) for cell in columns[place]), default=0)
            room += width if is_numeric else min(width, TEXT)
        return len(numeric) > 2 and not all(numeric[1:]) and room > PHONE

    @property
    def labels(self) -> list[str]:
        """Return the headings as text."""
        return [as_text(heading) for heading in self.headings]

    @property
    def anchors(self) -> frozenset[str]:
        """Name the facts and data rows whose anchors stand in the table."""
        return frozenset(row.id for row in self.rows if row.id)

    @property
    def targets(self) -> frozenset[str]:
        """Name the facts and data rows that the table shows or leads to."""
        sources = frozenset(source for row in self.rows for source in row.source.split())
        return sources.union(targets(self.notes), *(targets(row.cells) for row in self.rows))

    def __str__(self) -> str:
        if not self.rows:
            return self.empty and f"{self.caption}: {self.empty}"
        lines, filled = [self.headings, *(row.cells for row in self.rows)], self.filled
        written = (" | ".join(as_text(line[place]) for place in filled) for line in lines)
        return "\n".join([self.caption, *written, *map(as_text, self.notes)])


def make_table(
    name: str,
    rows: Iterable[Row],
    *,
    more: Iterable[Content] = (),
    notes: Iterable[Content] = (),
    **words: object,
) -> Table:
    """Make a table with the caption and the headings that `texts/tables.json` has under a name.

    The name is its id if none is said there; `more` headings follow those. `words` are what id, caption and
    what the table says without rows may speak of.
    """
    texts = {"id": name, "empty": "", "headings": (), **WORDS[name]}
    id, caption, empty = (texts[part].format(**words) for part in ("id", "caption", "empty"))
    return Table(id, caption, (*texts["headings"], *more), tuple(rows), empty, tuple(notes))


def declared(name: str) -> Callable[[Callable[..., Iterable[Row]]], Callable[..., Table]]:
    """Make a table, as `make_table` does, of the rows that a function yields of a book."""

    def decorate(rows_of: Callable[..., Iterable[Row]]) -> Callable[..., Table]:
        @wraps(rows_of)
        def table(book: Any, **options: Any) -> Table:
            return make_table(name, rows_of(book, **options), book=book)

        return table

    return decorate


def preset(function: Callable[..., Any], shows: str, *arguments: Any, **options: Any) -> Callable[..., Any]:
    """Return a function of tables or charts with some arguments given; `shows` says what it then shows."""
    with_arguments = partial(function, *arguments, **options)
    with_arguments.__doc__ = shows
    return with_arguments


def sourced_table(
    name: str,
    book: Book,
    rows: Sequence[SourcedRow] | None = None,
    *,
    anchored: bool = False,
    **computed: Callable[[SourcedRow], Content],
) -> Table:
    """Show data rows as they stand, and what is computed of each; `anchored` rows are where others lead.

    `texts/tables.json` maps the columns to their headings; "" is a data column's Swedish title. It also names
    the table whose rows of the year are shown unless some are given.
    """
    columns = WORDS[name]["columns"]
    if rows is None:
        rows = sourced_rows(book.data, WORDS[name]["table"], year=book.year)
    titles = (title or book.data.title(rows[0].table, column) for column, title in columns.items() if rows)
    lines = []
    for row in rows:
        cells = (computed[column](row) if column in computed else getattr(row, column) for column in columns)
        lines.append(Row(tuple(cells), source=row.ref, id=row.ref if anchored else ""))
    return make_table(name, lines, more=titles, book=book)
