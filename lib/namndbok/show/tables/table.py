"""A table that cannot exist without a caption, and whose every figure leads to its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from namndbok.errors import NamndbokError
from namndbok.facts import Fact
from namndbok.show.markup import Computed, Item, Quoted, Value, attribute, html, plain, text
from namndbok.show.sourced import QuotedRow

SHORTEST = 10


@dataclass(frozen=True)
class Row:
    """Cells of one line; the first is its heading.

    `id` is an anchor that names the fact or data row told here, `source` the data row (or rows, with spaces
    between) that all cells are from.
    """

    cells: tuple[Item, ...]
    source: str = ""
    id: str = ""
    total: bool = False


@dataclass(frozen=True, repr=False)
class Table:
    """Headings and rows under a caption that says what the table shows."""

    id: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: str = "Det finns inga uppgifter i underlaget."

    def __post_init__(self) -> None:
        if len(self.caption.strip()) < SHORTEST:
            raise NamndbokError(f"Tabellen {self.id} saknar en rubrik som säger vad den visar.")
        if any(len(row.cells) != len(self.headings) for row in self.rows):
            raise NamndbokError(f"Tabellen {self.id} har rader med fel antal rutor.")

    @property
    def numeric(self) -> list[bool]:
        """Tell for each column whether it holds figures only."""
        columns = list(zip(*(row.cells for row in self.rows), strict=True))
        return [_figures(column) for column in columns] or [False] * len(self.headings)

    def _repr_html_(self) -> str:
        return self._html

    @cached_property
    def _html(self) -> str:
        id, caption = attribute(self.id), text(self.caption)
        if not self.rows:
            return f'<p class="empty" id="{id}">{caption}: {text(self.empty)}</p>'
        rows = "\n".join(map(self._row, self.rows))
        return (
            f'<div aria-labelledby="{id}-caption" class="scroll" role="region" tabindex="0">\n'
            f'<table id="{id}">\n<caption id="{id}-caption"><span>{caption}</span></caption>\n'
            f"{self._head()}\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
        )

    def _head(self) -> str:
        marks = [' class="n"' if number else "" for number in self.numeric]
        titles = zip(self.headings, marks, strict=True)
        cells = (f'<th{mark} scope="col">{text(title)}</th>' for title, mark in titles)
        return f"<thead>\n<tr>{''.join(cells)}</tr>\n</thead>"

    def _row(self, row: Row) -> str:
        first, *rest = (_own(cell, row) for cell in row.cells)
        cells = "".join(f"<td>{html(cell)}</td>" for cell in rest)
        named = {"class": "total" if row.total else "", "data-row": row.source, "id": row.id}
        marks = "".join(f' {name}="{attribute(value)}"' for name, value in named.items() if value)
        return f'<tr{marks}><th scope="row">{_led(html(first), cells, row)}</th>{cells}</tr>'

    def __str__(self) -> str:
        lines = (" | ".join(map(plain, row.cells)) for row in self.rows)
        return "\n".join([self.caption, " | ".join(self.headings), *lines])

    __repr__ = __str__


def quoted_table(id: str, caption: str, rows: Sequence[QuotedRow], columns: Mapping[str, str]) -> Table:
    """Show columns of rows as they stand in the data; `columns` maps column to heading, "" for its title."""
    titles = [title or rows[0].data.title(rows[0].table, name) for name, title in columns.items() if rows]
    lines = [Row(tuple(getattr(row, column) for column in columns), source=row.ref) for row in rows]
    return Table(id, caption, tuple(titles), tuple(lines))


def _own(cell: Item, row: Row) -> Item:
    """Drop what a cell says of its source where the whole row says the same."""
    text_only = isinstance(cell, Quoted) and cell.value is None
    return cell.text if text_only and cell.row in (*row.source.split(), row.id) else cell


def _led(heading: str, cells: str, row: Row) -> str:
    """Let a heading lead to the one data row that its line is from, unless the line leads there already."""
    link = f'<a href="#{attribute(row.source)}">'
    leads = row.source and row.source != row.id and " " not in row.source
    return f"{link}{heading}</a>" if leads and "<a " not in heading and link not in cells else heading


def _figures(cells: Sequence[Item]) -> bool:
    shown = [cell for cell in cells if cell is not None]
    return bool(shown) and all(map(_figure, shown))


def _figure(cell: Item) -> bool:
    return isinstance(cell, Fact | Value | Computed) or (isinstance(cell, Quoted) and cell.value is not None)
