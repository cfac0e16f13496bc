"""The forms of a year's workbook, found again in the grids of its sheets, and the rows that stand in them."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from namndbok.data.cells import Unreadable, Value, read_cell
from namndbok.data.office.grid import Grid
from namndbok.data.workbook.layout import LAYOUT, SEVERAL, SHARED, Cell, Column, Form
from namndbok.data.workbook.names import YES_NO
from namndbok.data.workbook.places import DIFFERENCE, PRINTED, SUM
from namndbok.errors import Fault, quoted

NEAR = 5  # so many rows below its title the heading of a form may stand
SAID: Mapping[str, Any] = LAYOUT["said"]
Record = dict[str, Value | None]


@dataclass
class Entry:
    """A row of a table as it was read: its values, and the cells that they stand in."""

    table: str
    record: Record
    places: dict[str, str]
    facet: bool = False


@dataclass
class FoundForm:
    """A form in a grid: in which column each of its cells stands, and the rows below its heading."""

    form: Form
    grid: Grid
    head: int
    end: int
    places: dict[Cell, int] = field(default_factory=dict)
    codes: dict[Cell, Value] = field(default_factory=dict)

    def text(self, row: int, cell: Cell) -> str:
        """Return what stands in a cell."""
        texts, place = self.grid.rows[row], self.places[cell]
        return texts[place].strip() if place < len(texts) else ""


def plain(text: str) -> str:
    """Return a text as titles are compared."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def first_text(texts: Sequence[str]) -> str:
    """Return the first text of a row, as titles are compared."""
    return next((plain(text) for text in texts if text.strip()), "")


def _heading(form: Form, grid: Grid, row: int) -> int | None:
    """Return the row of a form's heading, near the row with its title; None if there is none."""
    known = {plain(column.title) for column in form.inputs}
    rows = range(row + 1, min(row + NEAR, len(grid.rows)))
    counts = {number: len(known & set(map(plain, grid.rows[number]))) for number in rows}
    head = max(counts, key=lambda number: counts[number], default=None)
    return head if head and counts[head] * 2 >= len(known) else None


@dataclass
class YearReader:
    """Read what stands in the forms; faults and remarks are gathered on the way."""

    forms: Sequence[Form]
    grids: Sequence[Grid]
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def found_forms(self) -> list[FoundForm]:
        """Find each form by its title and heading, on whatever sheet and in whatever columns it stands.

        Those with names that other forms use come first, those with a mark for each value last.
        """
        titles, found = {plain(form.title): form for form in self.forms}, []
        for grid in self.grids:
            starts = []
            for row, texts in enumerate(grid.rows):
                form = titles.get(first_text(texts))
                head = _heading(form, grid, row) if form else None
                if head and form not in [place.form for place in found]:
                    starts.append((row, form, head))
            ends = [*(row for row, _, _ in starts[1:]), len(grid.rows)][: len(starts)]
            found += [
                FoundForm(form, grid, head, end) for (_, form, head), end in zip(starts, ends, strict=True)
            ]
        for form in self.forms:
            if form not in [place.form for place in found]:
                self.remarks.append(SAID["absent"].format(title=form.title, sheet=form.sheet))
        named = list(LAYOUT["names"])
        ranks = {table: rank for rank, table in enumerate(named)}
        for place in found:
            self._find_columns(place)
        return sorted(
            found,
            key=lambda place: (place.form.parts[0].facet, ranks.get(place.form.parts[0].table, len(named))),
        )

    def _find_columns(self, found: FoundForm) -> None:
        form, heading = found.form, found.grid.rows[found.head]
        known = {plain(column.title): column for column in form.columns}
        unknown = []
        for place, title in enumerate(heading):
            column = known.get(plain(title))
            if column and column.cell not in found.places:
                found.places[column.cell] = place
            elif title.strip():
                unknown.append(place)
        for column in form.inputs:
            if column.cell in found.places:
                continue
            if column.new and unknown:
                self._read_code(found, column, unknown.pop(0))
            elif not column.new:
                allowed, action = SAID["heading"], SAID["put_back"].format(title=column.title)
                self._fault(
                    found.grid.place(found.head, 0), form.title, "ingen sådan kolumn", allowed, action
                )
        for place in unknown:
            column = found.grid.place(found.head, place)
            self.remarks.append(SAID["unknown"].format(place=column, title=quoted(heading[place])))

    def _read_code(self, found: FoundForm, column: Column, place: int) -> None:
        """Read the heading of a new column, which is the code that its values stand below."""
        part = found.form.parts[column.cell.part]
        text = found.grid.rows[found.head][place].strip()
        try:
            found.codes[column.cell] = read_cell(text, found.form.schema(part).field(part.across).kind)
            found.places[column.cell] = place
        except Unreadable as reason:
            self._fault(
                found.grid.place(found.head, place), None, quoted(text), reason.allowed, reason.action
            )

    def _fault(self, place: str, column: str | None, found: str, allowed: str, action: str) -> None:
        self.faults.append(Fault(place, None, column, found, allowed, action))

    def entries(self, found: FoundForm) -> Iterator[Entry]:
        """Yield the rows of tables that a form's rows stand for."""
        form = found.form
        below = {plain(form.schema(form.parts[0]).field(name).title): name for name in form.below}
        skipped = {plain(text) for text in (SUM, PRINTED, DIFFERENCE)} if form.settings.get("sum") else ()
        rows, shared = [], {}
        inputs = [column.cell for column in form.inputs if column.cell in found.places]
        for row in range(found.head + 1, found.end):
            label = first_text(found.grid.rows[row])
            if label in below:
                shared[below[label]] = row
            elif label not in skipped and any(found.text(row, cell) for cell in inputs):
                rows.append(row)
        for number, part in enumerate(form.parts):
            for row in rows:
                yield from (
                    self._across(found, number, row, shared)
                    if part.across
                    else self._beside(found, number, row)
                )

    def _beside(self, found: FoundForm, number: int, row: int) -> Iterator[Entry]:
        """Yield the row of a table whose values stand beside each other, unless nothing is filled in."""
        form, part = found.form, found.form.parts[number]
        filled = [column for column in form.inputs if column.cell.part == number and not column.aside]
        named = [column for column in filled if column.cell.column != form.settings.get("every")]
        if part.flag:
            named = [column for column in named if column.cell.column == part.flag]
        texts = [found.text(row, column.cell) for column in named if column.cell in found.places]
        if not any(texts) or (part.flag and plain(texts[0]) == YES_NO[False]):
            return
        entry = Entry(part.table, form.fixed(part, form.year), {})
        for column in form.inputs:
            if column.cell.part in (SHARED, number) and column.cell.column != part.flag:
                self._read(entry, found, column, row)
        yield entry

    def _across(self, found: FoundForm, number: int, row: int, shared: Mapping[str, int]) -> Iterator[Entry]:
        """Yield a row of a table for each value below a code, and for empty ones that were there before."""
        form, part = found.form, found.form.parts[number]
        there = {
            tuple(record[name] for name in (*form.key, part.across))
            for _, record in form.covered(part, form.year)
        }
        attributes = {
            column.cell.column: column
            for column in form.inputs
            if column.cell == (number, column.cell.column, None, 0)
        }
        for column in form.inputs:
            cell = column.cell
            if cell.part != number or cell.code is None or cell not in found.places:
                continue
            entry = Entry(part.table, form.fixed(part, form.year), {}, part.facet)
            for key in form.inputs:
                if key.cell.part == SHARED:
                    self._read(entry, found, key, row)
            entry.record[part.across] = found.codes.get(cell, cell.code)
            self._read(entry, found, column, row)
            used = tuple(entry.record[name] for name in (*form.key, part.across))
            optional = not column.field.required
            if entry.record[part.value] is None and not (used in there and optional):
                continue
            for name in form.attributes(part):
                if name in shared:
                    field = form.schema(part).field(name)
                    place = Column(
                        field.title, Cell(number, name), field, form.names.table_of(form.schema(part), name)
                    )
                    self._read(entry, found, place, shared[name], cell)
                elif name in attributes:
                    self._read(entry, found, attributes[name], row)
            yield entry

    def _read(
        self, entry: Entry, found: FoundForm, column: Column, row: int, cell: Cell | None = None
    ) -> None:
        """Read a cell into an entry; where it stands for several values nothing is read."""
        cell, name = cell or column.cell, column.cell.column
        if cell not in found.places:
            return
        text = found.text(row, cell)
        if text == SEVERAL:
            return
        place = entry.places[name] = found.grid.place(row, found.places[cell])
        try:
            entry.record[name] = found.form.names.read(column.field, column.names, text)
        except Unreadable as reason:
            entry.record[name] = None
            self._fault(place, column.title, quoted(text), reason.allowed, reason.action)
