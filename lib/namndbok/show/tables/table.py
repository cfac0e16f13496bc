"""Lay out figures in tables, which say what they show and lead to every figure's source."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from namndbok.books import Book
from namndbok.errors import NamndbokError
from namndbok.facts import Fact
from namndbok.show.markup import (
    AnchorLink,
    ComputedFigure,
    Content,
    SourcedText,
    UnlinkedFact,
    as_html,
    as_text,
    escaped,
    escaped_attribute,
    targets,
)
from namndbok.show.sourced import SourcedRow, sourced_rows

SHORTEST = 10
# How many letters a column of texts and a line on a phone have room for.
TEXT, PHONE = 24, 40

Column = str | Callable[[SourcedRow], Content]


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


@dataclass(frozen=True, repr=False)
class Table:
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
            raise NamndbokError(f"Tabellen {self.id} saknar en rubrik som säger vad den visar.")
        if any(len(row.cells) != len(self.headings) for row in self.rows):
            raise NamndbokError(f"Tabellen {self.id} har rader med fel antal rutor.")

    @property
    def numeric(self) -> list[bool]:
        """Tell for each column whether it holds figures only."""
        columns = zip(*(row.cells for row in self.rows), strict=True)
        known = [[cell for cell in column if cell is not None] for column in columns]
        figures = [bool(cells) and all(map(_is_figure, cells)) for cells in known]
        return figures or [False] * len(self.headings)

    @property
    def filled(self) -> list[int]:
        """List the columns to show by their place: the first, and those that have something in a cell."""
        columns = list(zip(*(row.cells for row in self.rows), strict=True))
        places = range(len(self.headings))
        return [place for place in places if place == 0 or not columns or any(columns[place])]

    @property
    def stacked(self) -> bool:
        """Tell whether a phone is too narrow for the columns, so that it shows each row's cells in lines."""
        numeric = [self.numeric[place] for place in self.filled]
        texts = ([as_text(row.cells[place]) for row in self.rows] for place in self.filled)
        widths = (max(map(len, column), default=0) for column in texts)
        room = sum(
            width if figures else min(width, TEXT) for width, figures in zip(widths, numeric, strict=True)
        )
        return len(numeric) > 2 and not all(numeric[1:]) and room > PHONE

    @property
    def anchors(self) -> frozenset[str]:
        """Name the facts and data rows whose anchors stand in the table."""
        return frozenset(row.id for row in self.rows if row.id)

    @property
    def targets(self) -> frozenset[str]:
        """Name the facts and data rows that the table shows or leads to."""
        sources = frozenset(source for row in self.rows for source in row.source.split())
        return sources.union(targets(self.notes), *(targets(row.cells) for row in self.rows))

    def _repr_html_(self) -> str:
        id, caption = escaped_attribute(self.id), escaped(self.caption)
        if not self.rows:
            return f'<p class="empty" id="{id}">{caption}: {escaped(self.empty)}</p>' if self.empty else ""
        filled, marks = self.filled, [' class="n"' if numeric else "" for numeric in self.numeric]
        headings = (f'<th{marks[at]} scope="col">{as_html(self.headings[at])}</th>' for at in filled)
        head = "".join(headings)
        shown = (replace(row, cells=tuple(row.cells[at] for at in filled)) for row in self.rows)
        labels = [as_text(self.headings[at]) for at in filled] if self.stacked else []
        rows = "\n".join(_row_html(row, labels) for row in shown)
        look = ' class="stacked"' if labels else ""
        notes = "".join(f'\n<p class="note">{as_html(note)}</p>' for note in self.notes)
        return (
            f'<div aria-labelledby="{id}-caption" class="scroll" role="region" tabindex="0">\n'
            f'<table{look} id="{id}">\n<caption id="{id}-caption"><span>{caption}</span></caption>\n'
            f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>{notes}"
        )

    def __str__(self) -> str:
        filled = self.filled
        lines = (" | ".join(as_text(row.cells[place]) for place in filled) for row in self.rows)
        headings = " | ".join(as_text(self.headings[place]) for place in filled)
        return "\n".join([self.caption, headings, *lines, *map(as_text, self.notes)])

    __repr__ = __str__


def sourced_table(
    id: str,
    caption: str,
    rows: Sequence[SourcedRow],
    columns: Mapping[Column, str],
    *,
    anchored: bool = False,
) -> Table:
    """Show data rows as they stand, and what is computed of each; `anchored` rows are where others lead.

    `columns` maps a column, or a function of the row, to its heading; "" is the column's Swedish title.
    """
    titles = (title or rows[0].data.title(rows[0].table, column) for column, title in columns.items() if rows)
    lines = []
    for row in rows:
        cells = (column(row) if callable(column) else getattr(row, column) for column in columns)
        lines.append(Row(tuple(cells), source=row.ref, id=row.ref if anchored else ""))
    return Table(id, caption, tuple(titles), tuple(lines))


def year_table(
    book: Book, table: str, caption: str, columns: Mapping[Column, str], *, id: str = "", **values: str
) -> Table:
    """Show a data table's rows of the year, those whose columns have the given values."""
    rows = sourced_rows(book.data, table, year=book.year, **values)
    return sourced_table(id or f"t-{table}", caption, rows, columns)


def _row_html(row: Row, labels: Sequence[str] = ()) -> str:
    """Write a row; its cells say under which heading they are, where a phone shows them in lines."""
    heading, *cells = (_without_source(cell, row) for cell in row.cells)
    one_source = row.source and row.source != row.id and " " not in row.source
    if heading and one_source and not targets(heading) and row.source not in targets(tuple(cells)):
        heading = AnchorLink(heading, row.source)
    named = {"class": "total" if row.total else "", "data-row": row.source, "id": row.id}
    marks = "".join(f' {name}="{escaped_attribute(value)}"' for name, value in named.items() if value)
    named = [f' data-label="{escaped_attribute(label)}"' for label in labels[1:]] or [""] * len(cells)
    pairs = zip(cells, named, strict=True)
    rest = "".join(f"<td{label if cell else ''}>{as_html(cell)}</td>" for cell, label in pairs)
    return f'<tr{marks}><th scope="row">{as_html(heading)}</th>{rest}</tr>'


def _without_source(cell: Content, row: Row) -> Content:
    """Drop what a text says of its source where the whole line says the same."""
    is_text = isinstance(cell, SourcedText) and cell.value is None
    return cell.text if is_text and cell.row in (*row.source.split(), row.id) else cell


def _is_figure(cell: Content) -> bool:
    if isinstance(cell, SourcedText):
        return cell.value is not None
    return isinstance(cell, Fact | UnlinkedFact | ComputedFigure)
