"""A table that cannot exist without a caption, and whose every figure leads to its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from namndbok.errors import NamndbokError
from namndbok.facts import Fact
from namndbok.markup import Item, Quoted, Value, html, plain
from namndbok.quote import QuotedRow

WIDE = 4


@dataclass(frozen=True)
class Row:
    """Cells of one line; the first is its heading.

    `id` is an anchor that names the fact or data row told here, `source` a data row that all cells are from.
    """

    cells: tuple[Item, ...]
    source: str = ""
    id: str = ""
    total: bool = False


@dataclass(frozen=True)
class Table:
    """Headings and rows under a caption that says what the table shows."""

    id: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: str = "Det finns inga uppgifter i underlaget."

    def __post_init__(self) -> None:
        if len(self.caption.strip()) < 10:
            raise NamndbokError(f"Tabellen {self.id} saknar en rubrik som säger vad den visar.")
        if any(len(row.cells) != len(self.headings) for row in self.rows):
            raise NamndbokError(f"Tabellen {self.id} har rader med fel antal rutor.")

    @property
    def numeric(self) -> list[bool]:
        """Tell for each column whether it holds figures only."""
        columns = list(zip(*(row.cells for row in self.rows), strict=True))
        return [_figures(column) for column in columns] or [False] * len(self.headings)

    def _repr_html_(self) -> str:
        if not self.rows:
            return f'<p class="empty">{escape(self.caption)}: {escape(self.empty)}</p>'
        table = f'<table id="{self.id}">\n<caption id="{self.id}-caption"><span>{escape(self.caption)}</span></caption>\n{self._head()}\n'
        table += "<tbody>\n" + "\n".join(self._row(row) for row in self.rows) + "\n</tbody>\n</table>"
        return f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{self.id}-caption">\n{table}\n</div>'

    def _head(self) -> str:
        marks = [' class="n"' if number else "" for number in self.numeric]
        cells = (f'<th scope="col"{mark}>{escape(title)}</th>' for title, mark in zip(self.headings, marks, strict=True))
        return f"<thead>\n<tr>{''.join(cells)}</tr>\n</thead>"

    def _row(self, row: Row) -> str:
        first, *rest = (_own(cell, row) for cell in row.cells)
        cells = "".join(f"<td>{html(cell)}</td>" for cell in rest)
        anchor = f' id="{row.id}"' if row.id else ""
        anchor += f' data-row="{row.source}"' if row.source else ""
        anchor += ' class="total"' if row.total else ""
        return f'<tr{anchor}><th scope="row">{html(first)}</th>{cells}</tr>'

    def __str__(self) -> str:
        lines = [self.caption, " | ".join(self.headings), *(" | ".join(map(plain, row.cells)) for row in self.rows)]
        return "\n".join(lines)

    __repr__ = __str__


def quoted_table(id: str, caption: str, rows: Sequence[QuotedRow], columns: Mapping[str, str]) -> Table:
    """Show chosen columns of rows as they stand in the data; `columns` maps column to heading ("" = its own title)."""
    titles = [heading or rows[0].data.title(rows[0].table, column) for column, heading in columns.items()] if rows else []
    return Table(id, caption, tuple(titles), tuple(Row(tuple(getattr(row, column) for column in columns), source=row.ref) for row in rows))


def _own(cell: Item, row: Row) -> Item:
    """Drop what a cell says of its source where the whole row says the same."""
    same = isinstance(cell, Quoted) and cell.value is None and cell.row in (row.source, row.id)
    return str(cell) if same else cell


def _figures(cells: Sequence[Item]) -> bool:
    shown = [cell for cell in cells if cell is not None]
    return bool(shown) and all(isinstance(cell, Fact | Value) or (isinstance(cell, Quoted) and cell.value is not None) for cell in shown)
