"""A year's workbook read back: its forms found again, and their rows held against those of the board."""

import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory

from namndbok.data.cells import Unreadable, Value, read_cell, write_cell
from namndbok.data.history import HISTORY, TableChange, change_tables
from namndbok.data.intake.plan import ImportPlan, ReadCell
from namndbok.data.load import CARRIED, Data, load_data
from namndbok.data.office.grid import Grid
from namndbok.data.schema import Field, check_row
from namndbok.data.workbook.board_copy import MARK, unpack_board
from namndbok.data.workbook.form import (
    LAYOUT,
    SAID,
    SEVERAL,
    SHARED,
    YES_NO,
    Cell,
    Column,
    Form,
    Record,
    distinct,
    plan_forms,
    table_rows,
)
from namndbok.errors import Fault, InvalidData, InvalidParameter, quoted
from namndbok.swedish import slug

NEAR = 5  # so many rows below its title the heading of a form may stand
SIMILAR = 2  # a row that differs in so many columns from one that is gone is that row
LONGEST_CODE, LONGEST_SHOWN = 40, 60
NEW, REPLACED, REMOVED = "new", "replaced", "removed"
Key = tuple[Value | None, ...]


@dataclass
class TableRows:
    """The rows of a table that stand in the workbook: as it was written, and as they were read."""

    before: dict[Key, tuple[int, Record]] = field(default_factory=dict)
    read: dict[Key, tuple[Record, dict[str, str]]] = field(default_factory=dict)


@dataclass
class FoundForm:
    """A form in a grid: its heading, the row after its last one, and where its cells stand."""

    form: Form
    grid: Grid
    head: int
    end: int
    places: dict[Cell, int] = field(default_factory=dict)
    codes: dict[Cell, Value] = field(default_factory=dict)

    def text(self, row: int, cell: Cell) -> str:
        """Return what stands in a cell."""
        texts, place = self.grid.rows[row], self.places.get(cell, len(self.grid.rows[row]))
        return texts[place].strip() if place < len(texts) else ""


def plain(text: str) -> str:
    """Return a text as titles are compared."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


class YearWorkbook:
    """What a workbook changes in the board that it was written from; nothing is written by reading it.

    `before` is that board, `changes` go by table and `cells` tell of each; raises `InvalidData` with the cell
    of every fault.
    """

    def __init__(self, before: Data, year: int, grids: Sequence[Grid]) -> None:
        self.before, self.year, self.grids = before, year, grids
        self.faults: list[Fault] = []
        seen = [(grid.sheet, remark) for grid in grids for remark in grid.remarks]
        self.remarks = [f"{sheet}: {said}" for sheet, said in seen if not said.startswith(SAID["computed"])]
        self.filled: Counter[tuple[str, ...]] = Counter()
        self.tables = {name: TableRows() for name in before.package.tables}
        for found in self._found_forms(plan_forms(before, year)):
            self._read_form(found)
        self.cells: list[ReadCell] = []
        self.changes = {name: self._change(name, rows) for name, rows in self.tables.items()}
        self.changes = {name: change for name, change in self.changes.items() if any(vars(change).values())}
        self.remarks += [SAID["filled"].format(*texts, count=number) for texts, number in self.filled.items()]
        if self.faults:
            raise InvalidData(self.faults)

    def _found_forms(self, forms: Sequence[Form]) -> list[FoundForm]:
        """Find each form by its title and heading, on whatever sheet and in whatever columns it stands.

        Those with names that others use come first, those with one more value for the rows of others last.
        """
        titles, found, named = {plain(form.title): form for form in forms}, [], [*LAYOUT["names"]]
        for grid in self.grids:
            starts: list[tuple[int, Form, int]] = []
            for row, texts in enumerate(grid.rows):
                form = titles.get(_first(texts))
                known = {plain(column.title) for column in form.inputs} if form else set()
                heads = range(row + 1, min(row + NEAR, len(grid.rows)))
                fitness = {head: len(known & {*map(plain, grid.rows[head])}) for head in heads}
                head = max(fitness, key=fitness.__getitem__, default=0)
                if (
                    form
                    and head
                    and 2 * fitness[head] >= len(known)
                    and form not in [place.form for place in found]
                ):
                    starts.append((row, form, head))
            ends = [*(row for row, _, _ in starts[1:]), len(grid.rows)]
            found += [
                FoundForm(form, grid, head, end) for (_, form, head), end in zip(starts, ends, strict=False)
            ]
        there = [place.form for place in found]
        self.remarks += [SAID["absent"].format(title=f.title, sheet=f.sheet) for f in forms if f not in there]
        ranks = {table: rank for rank, table in enumerate(named)}
        return sorted(
            found, key=lambda f: (f.form.parts[0].facet, ranks.get(f.form.parts[0].table, len(ranks)))
        )

    def _find_columns(self, found: FoundForm) -> None:
        form, heading = found.form, found.grid.rows[found.head]
        known, unknown = {plain(column.title): column.cell for column in form.columns}, []
        for place, title in enumerate(heading):
            cell = known.get(plain(title))
            if cell and cell not in found.places:
                found.places[cell] = place
            elif title.strip():
                unknown.append(place)
        for column in form.inputs:
            new = str(column.cell.code).startswith("+")
            if column.cell not in found.places and new and unknown:
                found.places[column.cell] = unknown.pop(0)
                part = form.parts[column.cell.part]
                place, text = (
                    found.grid.place(found.head, found.places[column.cell]),
                    heading[found.places[column.cell]],
                )
                found.codes[column.cell] = self._value(form.column(0, part.across), place, text)
            elif column.cell not in found.places and not new:
                place = found.grid.place(found.head, 0)
                self._fault(place, form.title, SAID["no_column"], column.title, SAID["put_back"])
        for place in unknown:
            where = found.grid.place(found.head, place)
            self.remarks.append(SAID["unknown"].format(place=where, title=quoted(heading[place])))

    def _fault(self, place: str, column: str, found: str, allowed: str, action: str) -> None:
        self.faults.append(Fault(place.rpartition("!")[0], None, column, found, allowed, action, place))

    def _value(self, column: Column, place: str, text: str) -> Value | None:
        try:
            return column.read(text.strip())
        except Unreadable as reason:
            self._fault(place, column.title, quoted(text), reason.allowed, reason.action)
            return None

    def _read_form(self, found: FoundForm) -> None:
        """Read the rows of a form, part by part; rows without anything to keep are left out."""
        form = found.form
        self._find_columns(found)
        below = {plain(form.column(0, name).title): name for name in form.below}
        labels, rows, shared = {*map(plain, form.totals)}, [], {}
        for row in range(found.head + 1, found.end):
            label = _first(found.grid.rows[row])
            if label in below:
                shared[below[label]] = row
            elif label not in labels and any(found.text(row, column.cell) for column in form.inputs):
                rows.append(row)
        for number, part in enumerate(form.parts):
            table = self.tables[part.table]
            for place, record in form.covered(part, self.year) if not part.facet else ():
                table.before[_key(self.before, part.table, record, table.before)] = place, record
            for row in rows:
                reading = (
                    self._across(found, number, row, shared)
                    if part.across
                    else self._beside(found, number, row)
                )
                for record, places in reading:
                    self._take(form, number, record, places)
        if (home := form.parts[0].table) in LAYOUT["names"]:
            code, shown = self.before.package.tables[home].primary_key[-1], LAYOUT["names"][home]
            read = self.tables[home].read.values()
            form.names[home].update(distinct({record[code]: record[shown] for record, _ in read}))

    def _cells(
        self, found: FoundForm, columns: Sequence[Column], row: int, at: Cell | None = None
    ) -> tuple[Record, dict[str, str]]:
        """Read cells of a row; one that stands for several values is left out."""
        record, places = {}, {}
        for column in columns:
            cell = at or column.cell
            if cell in found.places and (text := found.text(row, cell)) != SEVERAL:
                places[column.cell.column] = place = found.grid.place(row, found.places[cell])
                record[column.cell.column] = self._value(column, place, text)
        return record, places

    def _beside(self, found: FoundForm, number: int, row: int) -> Iterator[tuple[Record, dict[str, str]]]:
        """Yield the record whose values stand beside each other, if any of them is filled in."""
        form, part = found.form, found.form.parts[number]
        told = [column for column in form.inputs if column.cell.part == number and not column.aside]
        named = [column for column in told if column.cell.column == part.flag] if part.flag else told
        texts = [
            plain(found.text(row, column.cell))
            for column in named
            if column.cell.column != form.settings.every
        ]
        if any(texts) and not (part.flag and texts == [YES_NO[False]]):
            columns = [column for column in form.inputs if column.cell.part in (SHARED, number)]
            record, places = self._cells(found, [c for c in columns if c.cell.column != part.flag], row)
            yield form.fixed(part, self.year) | record, places

    def _across(
        self, found: FoundForm, number: int, row: int, shared: Mapping[str, int]
    ) -> Iterator[tuple[Record, dict[str, str]]]:
        """Yield a record for each value below a code, and for each empty one that was there before."""
        form, part = found.form, found.form.parts[number]
        there = {
            tuple(record[name] for name in (*form.key, part.across))
            for _, record in form.covered(part, self.year)
        }
        key, at = self._cells(found, [column for column in form.inputs if column.cell.part == SHARED], row)
        beside = [column for column in form.inputs if column.cell.part == number and column.cell.code is None]
        for column in form.inputs:
            if column.cell.part != number or column.cell.code is None or column.cell not in found.places:
                continue
            code = found.codes.get(column.cell, column.cell.code)
            record, places = self._cells(found, [column], row)
            empty = not column.schema.required and (*key.values(), code) in there
            if record[part.value] is not None or empty:
                pairs = [self._cells(found, beside, row), (key, at)]
                pairs += [
                    self._cells(found, [form.column(0, name)], line, column.cell)
                    for name, line in shared.items()
                ]
                for more, cells in pairs:
                    record, places = more | record, cells | places
                yield form.fixed(part, self.year) | {part.across: code} | record, places

    def _take(self, form: Form, number: int, record: Record, places: dict[str, str]) -> None:
        """Take a record: with what it had before, or with what a new one needs and nobody has to type."""
        part = form.parts[number]
        table, schema = self.tables[part.table], form.schema(part)
        key = _key(self.before, part.table, record, {})
        if part.facet and key in table.read:
            table.read[key][0].update(record)
            table.read[key][1].update(places)
            return
        if key in table.before:
            record = table.before[key][1] | record
        else:
            self._complete(form, number, record)
        key, place = _key(self.before, part.table, record, table.read), next(iter(places.values()))
        if key in table.read:
            found = SAID["twice"].format(next(iter(table.read[key][1].values())))
            self._fault(place, schema.title, found, SAID["once"], SAID["remove"])
        for column in schema.fields:
            if record[column.name] is None and column.required and column.name in places:
                self._fault(places[column.name], column.title, SAID["nothing"], SAID["value"], SAID["fill"])
        for fault in check_row(schema, 0, record):
            cell, title = places.get(fault.column, place), schema.field(fault.column).title
            self._fault(cell, title, fault.found, fault.allowed, fault.action)
        table.read[key] = record, places

    def _complete(self, form: Form, number: int, record: Record) -> None:
        """Fill in source, place, number and code of a new row, and what is usual; said in a remark."""
        part, table = form.parts[number], self.tables[form.parts[number].table]
        schema, usual = form.schema(part), LAYOUT["defaults"] | part.defaults
        for column in schema.fields:
            if record.setdefault(column.name) is None and column.required:
                text = usual.get(column.name)
                record[column.name] = (
                    read_cell(text, column.kind) if text else self._code(form, part.table, column, record)
                )
        if record.get("source", "") is None or record.get("place", "") is None:
            usual_ones = self._documents()
            alike = Counter((row["source"], row["place"]) for _, row in table.before.values())
            sources = [source for (source, _), _ in alike.most_common() if source in usual_ones]
            document = record["source"] or next(iter([*sources, *usual_ones]), None)
            places = (place for (source, place), _ in alike.most_common() if source == document)
            record |= {"source": document, "place": record["place"] or next(places, schema.title)}
            self.filled[schema.title, f"{document}", quoted(record["place"])] += 1

    def _documents(self) -> list[str]:
        """List the documents that a new row may come from, the likeliest first: those of the year's rows."""
        data = self.before
        frames = (
            data.of_year(name, self.year) for name in data.tables if {"year", "source"} <= {*data[name]}
        )
        used = Counter(source for frame in frames for source in frame["source"])
        rows = {row["document"]: row for _, row in table_rows(data, "documents") if row["kind"] != CARRIED}
        later = [name for name, row in rows.items() if row["date"] and row["date"].year >= self.year]
        own = [name for name, row in rows.items() if row["kind"] == "own"]
        return [name for name in [*dict(used.most_common()), *later, *own] if name in rows]

    def _code(self, form: Form, table: str, column: Field, record: Record) -> Value | None:
        """Return the next number of its kind, or a code made of what the row is called."""
        schema, rows = self.before.package.tables[table], self.tables[table]
        others = [row for _, row in rows.before.values()] + [row for row, _ in rows.read.values()]
        key = [name for name in schema.primary_key if name != column.name]
        if column.kind == "integer" and (column.name in schema.primary_key or column.name == "order"):
            alike = (row[column.name] for row in others if all(row[name] == record.get(name) for name in key))
            return max(filter(None, alike), default=0) + 1
        texts = [field.name for field in schema.fields if field.required and field.kind == "string"]
        called = form.settings.code or [name for name in texts if name != column.name][:1]
        words = " ".join(write_cell(record.get(name)) for name in called)
        code, taken = slug(words)[:LONGEST_CODE].strip("-"), {row[column.name] for row in others}
        made_up = (
            column.name in schema.primary_key and not form.column(0, column.name).table and words.strip()
        )
        if not made_up or not re.fullmatch(column.constraints.get("pattern", ""), code):
            return None
        return next(new for new in chain([code], (f"{code}-{n}" for n in count(2))) if new not in taken)

    def _change(self, name: str, rows: TableRows) -> TableChange:
        """Return how a table changes; a row whose key is another is the same row where little else is."""
        schema = self.before.package.tables[name]
        gone = {key: row for key, row in rows.before.items() if key not in rows.read}
        added, replaced = [], {}
        for key, (record, places) in rows.read.items():
            number, before = rows.before.get(key) or self._similar(record, gone)
            cells = {
                column: value for column, value in record.items() if not before or value != before[column]
            }
            first = next(iter(places.values()), schema.title)
            if before and cells:
                replaced[number] = cells
            elif not before:
                added.append(record)
            kind = REPLACED if before else NEW
            for column, value in cells.items():
                new, old = write_cell(value), write_cell(before.get(column))
                if before or (new and column in places):
                    becomes = f"{old or SAID['empty']} → {new or SAID['empty']}" if before else new
                    self.cells.append(ReadCell(places.get(column, first), new, becomes, name, column, kind))
        for number, row in gone.values():
            texts = quoted(" · ".join(write_cell(value) for value in row.values() if value is not None))
            self.cells.append(ReadCell(f"{schema.path}!{number}", texts, "", name, "", REMOVED))
        return TableChange([number for number, _ in gone.values()], added, replaced)

    def _similar(self, record: Record, gone: dict[Key, tuple[int, Record]]) -> tuple[int, Record]:
        for key, (_, row) in gone.items():
            if sum(record[name] != row[name] for name in record) <= SIMILAR:
                return gone.pop(key)
        return 0, {}


def _first(texts: Sequence[str]) -> str:
    return next((plain(text) for text in texts if text.strip()), "")


def _key(data: Data, table: str, record: Record, known: Mapping[Key, object]) -> Key:
    """Return the primary key of a row; rows that lack a part of theirs are counted."""
    key = tuple(record.get(name) for name in data.package.tables[table].primary_key)
    counted = chain([key], ((*key, number) for number in count(2)))
    return next(free for free in counted if free not in known) if None in key else key


def is_year_workbook(grids: Sequence[Grid]) -> bool:
    """Tell whether grids are those of a workbook that `namndbok excel` wrote."""
    return any(grid.rows and grid.rows[0] and grid.rows[0][0] == MARK for grid in grids)


@contextmanager
def open_year_workbook(grids: Sequence[Grid]) -> Iterator[tuple[YearWorkbook, Path]]:
    """Read a workbook, and write the board as it makes it into a folder that is gone afterwards."""
    hidden = next((grid for grid in grids if is_year_workbook([grid])), None)
    if not hidden:
        raise InvalidParameter(SAID["no_workbook"].format(file=grids[0].file))
    with TemporaryDirectory(prefix="namndbok-") as place:
        folder = Path(place, "data")
        folder.mkdir()
        year = unpack_board([row[0] for row in hidden.rows if row[0]], hidden.file, folder)
        shown = [grid for grid in grids if grid is not hidden and grid.sheet != SAID["lists"]]
        workbook = YearWorkbook(load_data(folder), year, shown)
        if workbook.changes:
            change_tables(workbook.before, workbook.changes, "excel", datetime(year, 1, 1))
        shutil.rmtree(folder / HISTORY, ignore_errors=True)
        yield workbook, folder


def plan_year_workbook(grids: Sequence[Grid], data: Data) -> ImportPlan:
    """Say what a workbook changes in the tables of today, also after it was taken in once.

    Raises `InvalidData` with every fault and for what has been changed in both, and `InvalidParameter` for
    another board's workbook.
    """
    with open_year_workbook(grids) as (workbook, _):
        if workbook.before.board != data.board:
            raise InvalidParameter(SAID["other_board"].format(theirs=workbook.before.board, ours=data.board))
        plan = ImportPlan(workbook.cells, workbook.remarks)
        for name, change in workbook.changes.items():
            change = _changed_since(plan, data, dict(table_rows(workbook.before, name)), name, change)
            if any(vars(change).values()):
                plan.changes[name] = change
                numbers = map(len, (change.removed, change.added, change.replaced))
                plan.counts[name] = dict(zip((REMOVED, NEW, REPLACED), numbers, strict=True))
        plan.cells = [cell for cell in plan.cells if cell.table in plan.changes]
        return plan


def _changed_since(
    plan: ImportPlan, data: Data, before: Mapping[int, Record], name: str, change: TableChange
) -> TableChange:
    """Return a change as one of the table of today; what somebody else has changed too becomes a fault."""
    schema, removed, added, replaced = data.package.tables[name], [], [], {}
    now = {tuple(row[key] for key in schema.primary_key): (n, row) for n, row in table_rows(data, name)}
    wanted = [(before[number], before[number] | cells) for number, cells in change.replaced.items()]
    wanted += [(before[number], {}) for number in change.removed] + [({}, row) for row in change.added]
    for old, new in wanted:
        keys = [tuple(row[key] for key in schema.primary_key) for row in (new, old) if row]
        number, row = next((now[key] for key in keys if key in now), (0, {}))
        differing = [column for column in schema.columns if old.get(column) != new.get(column)]
        moved = [column for column in differing if row.get(column) not in (old.get(column), new.get(column))]
        if row == new:
            continue
        if moved or bool(row) != bool(old):
            texts = [
                ", ".join(write_cell(row_.get(c)) for c in moved or differing) for row_ in (row, old, new)
            ]
            found = SAID["moved"].format(*texts)
            columns, allowed = ", ".join(moved), SAID["unmoved"]
            fault = Fault(schema.path, number or None, columns, found, allowed, SAID["again"])
            plan.faults.append(fault)
        elif not new:
            removed.append(number)
        elif not old:
            added.append(new)
        else:
            replaced[number] = {column: new[column] for column in differing if row[column] != new[column]}
    return TableChange(removed, added, replaced)
