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
from namndbok.data.intake.sheet import CellChange, ImportPlan
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
)  # fmt: skip
from namndbok.errors import Fault, InvalidData, InvalidParameter, quoted
from namndbok.swedish import slug

NEAR = 5  # so many rows below its title the heading of a form may stand
SIMILAR = 2  # a row that differs in so many columns from one that is gone is that row
LONGEST_CODE, WORKBOOK = 40, "workbook-{}"
NEW, REPLACED, REMOVED = "new", "replaced", "removed"
Key = tuple[Value | None, ...]
Reading = dict[str, tuple[Value | None, str]]  # by column: the value, and the cell that it stands in


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
    codes: dict[Cell, Value | None] = field(default_factory=dict)

    def text(self, row: int, cell: Cell) -> str:
        """Return what stands in a cell."""
        texts = dict(enumerate(self.grid.rows[row]))
        return texts.get(self.places.get(cell, -1), "").strip()


class YearWorkbook:
    """What a workbook changes in the board that it was written from; nothing is written by reading it.

    `before` is that board, `changes` go by table and `cells` tell of each; they are changes of the tables of
    `today` where these are given. Raises `InvalidData` with the cell of every fault.
    """

    def __init__(self, before: Data, year: int, grids: Sequence[Grid], today: Data | None = None) -> None:
        self.before, self.year, self.cells, self.faults = before, year, [], []
        self.tables = {name: TableRows() for name in before.package.tables}
        self.filled: Counter[tuple[str, ...]] = Counter()
        said = ((grid.sheet, remark) for grid in grids for remark in grid.remarks)
        self.remarks = [
            f"{sheet}: {remark}" for sheet, remark in said if not remark.startswith(SAID["computed"])
        ]
        for found in self._found_forms(plan_forms(before, year), grids):
            self._read_form(found)
        self._name_itself()
        for name, rows in self.tables.items() if today else ():
            self._rebase(name, rows, today)
        changes = {name: self._change(name, rows) for name, rows in self.tables.items()}
        self.changes = {name: change for name, change in changes.items() if any(vars(change).values())}
        self.remarks += [SAID["filled"].format(*texts, count=number) for texts, number in self.filled.items()]
        if self.faults:
            raise InvalidData(dict.fromkeys(self.faults))

    def _found_forms(self, forms: Sequence[Form], grids: Sequence[Grid]) -> list[FoundForm]:
        """Find each form by its title and heading, on whatever sheet and in whatever columns it stands.

        Those with names that others use come first, those with one more value for the rows of others last.
        """
        titles, found = {plain(form.title): form for form in forms}, {}
        for grid in grids:
            titled = ((row, titles.get(_first(texts))) for row, texts in enumerate(grid.rows))
            starts = [
                (row, form, head) for row, form in titled if form and (head := _heading(form, grid, row))
            ]
            ends = [*(row for row, _, _ in starts[1:]), len(grid.rows)]
            for (_, form, head), end in zip(starts, ends, strict=False):
                found.setdefault(form.title, FoundForm(form, grid, head, end))
        absent = [form for form in forms if form.title not in found]
        self.remarks += [SAID["absent"].format(title=form.title, sheet=form.sheet) for form in absent]
        tables = {title: place.form.parts[0] for title, place in found.items()}
        ranks = {
            title: (part.facet, [*LAYOUT["names"], part.table].index(part.table))
            for title, part in tables.items()
        }
        return sorted(found.values(), key=lambda place: ranks[place.form.title])

    def _find_columns(self, found: FoundForm) -> None:
        form, heading = found.form, found.grid.rows[found.head]
        titles = {plain(title): place for place, title in reversed([*enumerate(heading)]) if title.strip()}
        found.places = {c.cell: titles.pop(plain(c.title)) for c in form.columns if plain(c.title) in titles}
        for column in (column for column in form.inputs if column.cell not in found.places):
            if column.new and titles:
                title, found.places[column.cell] = next(iter(titles.items()))
                place, text = (
                    found.grid.place(found.head, titles.pop(title)),
                    heading[found.places[column.cell]],
                )
                across = form.column(0, form.parts[column.cell.part].across)
                found.codes[column.cell] = self._value(across, place, text)
            elif not column.new:
                place = found.grid.place(found.head, 0)
                self._fault(place, form.title, SAID["no_column"], column.title, SAID["put_back"])
        for title, place in titles.items():
            self.remarks.append(
                SAID["unknown"].format(place=found.grid.place(found.head, place), title=quoted(title))
            )

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
        form, home = found.form, found.form.parts[0].table
        self._find_columns(found)
        below, rows = {plain(form.column(0, name).title): name for name in form.below}, []
        shared: dict[str, int] = {}
        for row in range(found.head + 1, found.end):
            label = _first(found.grid.rows[row])
            if label in below:
                shared[below[label]] = row
            elif label not in map(plain, form.totals) and any(found.text(row, c.cell) for c in form.inputs):
                rows.append(row)
        for number, part in enumerate(form.parts):
            before = self.tables[part.table].before
            for place, record in form.covered(part, self.year) if not part.facet else ():
                before[_key(self.before, part.table, record, before)] = place, record
            codes = [*form.key, part.across] if part.across else []
            there = {tuple(record[name] for name in codes) for _, record in form.covered(part, self.year)}
            for row in rows:
                across = self._across(found, number, row, shared, there)
                for reading in across if part.across else self._beside(found, number, row):
                    self._take(form, number, reading)
        if home in LAYOUT["names"]:
            code, shown = self.before.package.tables[home].primary_key[-1], LAYOUT["names"][home]
            form.names[home].update(distinct({r[code]: r[shown] for r, _ in self.tables[home].read.values()}))

    def _cells(
        self, found: FoundForm, columns: Sequence[Column], row: int, at: Cell | None = None
    ) -> Reading:
        """Read cells of a row; one that stands for several values is left out."""
        reading = {}
        for column in columns:
            cell = at or column.cell
            if cell in found.places and (text := found.text(row, cell)) != SEVERAL:
                place = found.grid.place(row, found.places[cell])
                reading[column.cell.column] = self._value(column, place, text), place
        return reading

    def _beside(self, found: FoundForm, number: int, row: int) -> Iterator[Reading]:
        """Yield what stands beside each other for a part, if any of it is filled in."""
        form, part = found.form, found.form.parts[number]
        columns = [column for column in form.inputs if column.cell.part in (SHARED, number)]
        own = [
            c.cell
            for c in columns
            if c.cell.part == number and not c.aside and c.cell.column != form.settings.every
        ]
        texts = [plain(found.text(row, cell)) for cell in own if part.flag in ("", cell.column)]
        if any(texts) and not (part.flag and texts == [YES_NO[False]]):
            yield self._cells(found, [column for column in columns if column.cell.column != part.flag], row)

    def _across(
        self, found: FoundForm, number: int, row: int, shared: Mapping[str, int], there: set[Key]
    ) -> Iterator[Reading]:
        """Yield each value below a code with what belongs to it; also empty ones that were `there` before."""
        form, part = found.form, found.form.parts[number]
        beside = [c for c in form.inputs if c.cell.part in (SHARED, number) and c.cell.code is None]
        for column in form.inputs:
            if column.cell.part == number and column.cell.code is not None and column.cell in found.places:
                reading = self._cells(found, [*beside, column], row)
                code = found.codes.get(column.cell, column.cell.code)
                for name, line in shared.items():
                    reading |= self._cells(found, [form.column(0, name)], line, column.cell)
                value, place = reading[part.value]
                if column.new and column.cell not in found.codes and value is not None:
                    self._fault(place, column.title, quoted(column.title), SAID["no_code"], SAID["heading"])
                was = (*(reading[name][0] for name in form.key), code) in there
                if value is not None or (was and not column.schema.required):
                    yield reading | {part.across: (code, place)}

    def _take(self, form: Form, number: int, reading: Reading) -> None:
        """Take what was read: with what it had before, or with what a new row needs and nobody types."""
        part = form.parts[number]
        table, schema = self.tables[part.table], form.schema(part)
        record = form.fixed(part, self.year) | {name: value for name, (value, _) in reading.items()}
        places = {name: place for name, (_, place) in reading.items()}
        key, first = _key(self.before, part.table, record, {}), next(iter(places.values()))
        if part.facet and key in table.read:
            table.read[key][0].update(record)
            table.read[key][1].update(places)
            return
        if key in table.before:
            record = table.before[key][1] | record
        else:
            self._complete(form, number, record)
            key = _key(self.before, part.table, record, table.read)
        if key in table.read:
            found = SAID["twice"].format(next(iter(table.read[key][1].values())))
            self._fault(first, schema.title, found, SAID["once"], SAID["remove"])
        for column in schema.fields:
            if record[column.name] is None and column.required and column.name in places:
                self._fault(places[column.name], column.title, SAID["nothing"], SAID["value"], SAID["fill"])
        for fault in check_row(schema, 0, record):
            title = schema.field(fault.column).title
            self._fault(places.get(fault.column, first), title, fault.found, fault.allowed, fault.action)
        table.read[key] = record, places

    def _complete(self, form: Form, number: int, record: Record) -> None:
        """Fill in source, place, number and code of a new row, and what is usual; said in a remark."""
        part, table = form.parts[number], self.tables[form.parts[number].table]
        schema, usual = form.schema(part), LAYOUT["defaults"] | part.defaults
        for column in schema.fields:
            if record.setdefault(column.name) is None and column.required and column.name in usual:
                record[column.name] = read_cell(usual[column.name], column.kind)
            if record[column.name] is None and column.required:
                record[column.name] = self._code(form, part.table, column, record)
        if record.get("source", "") is None or record.get("place", "") is None:
            rows = table.before.values() if "year" in record else ()
            alike = Counter((row["source"], row["place"]) for _, row in rows)
            kinds = self.before.lookup("documents", "document", "kind")
            sources = (source for (source, _), _ in alike.most_common() if kinds[source] != CARRIED)
            record["source"] = record["source"] or next(sources, WORKBOOK.format(self.year))
            places = (place for (source, place), _ in alike.most_common() if source == record["source"])
            record["place"] = record["place"] or next(places, SAID["sheet"].format(form.sheet))
            self.filled[schema.title, str(record["source"]), quoted(record["place"])] += 1

    def _name_itself(self) -> None:
        """Let the workbook be a document where new rows come from it and it is none yet."""
        code = WORKBOOK.format(self.year)
        known = {code} & {*self.before["documents"]["document"]} | {(code,)} & {
            *self.tables["documents"].read
        }
        if any(source == code for _, source, _ in self.filled) and not known:
            schema = self.before.package.tables["documents"]
            row = {"document": code, "title": SAID["workbook"].format(self.year), "kind": "file"}
            self.tables["documents"].read[code,] = dict.fromkeys(schema.columns) | row, {}

    def _code(self, form: Form, table: str, column: Field, record: Record) -> Value | None:
        """Return the next number of its kind, or a code made of what the row is called."""
        schema, rows, name = self.before.package.tables[table], self.tables[table], column.name
        others = [row for _, row in rows.before.values()] + [row for row, _ in rows.read.values()]
        key = [other for other in schema.primary_key if other != name]
        if column.kind == "integer" and (name in schema.primary_key or name == "order"):
            alike = (row[name] for row in others if all(row[other] == record.get(other) for other in key))
            return max(filter(None, alike), default=0) + 1
        texts = [field.name for field in schema.fields if field.required and field.kind == "string"]
        called = form.settings.code or [text for text in texts if text != name][:1]
        words = " ".join(write_cell(record.get(text)) for text in called).strip()
        code, taken = slug(words)[:LONGEST_CODE].strip("-"), {row[name] for row in others}
        made_up = words and name in schema.primary_key and not form.column(0, name).table
        if not made_up or not re.fullmatch(column.constraints.get("pattern", ""), code):
            return None
        return next(free for free in chain([code], (f"{code}-{n}" for n in count(2))) if free not in taken)

    def _rebase(self, name: str, rows: TableRows, today: Data) -> None:
        """Put the rows of today in the place of those from before; what both have changed is a fault."""
        now = {_key(today, name, row, {}): (number, row) for number, row in table_rows(today, name)}
        for key in {**rows.before, **rows.read}:
            (_, old), (_, row) = rows.before.get(key, (0, {})), now.get(key, (0, {}))
            new, places = rows.read.pop(key, ({}, {}))
            cells = {
                column: new.get(column) for column in {**old, **new} if old.get(column) != new.get(column)
            }
            moved = [c for c, value in cells.items() if row.get(c) not in (old.get(c), value)]
            if moved or (cells and bool(row) != bool(old) and row != new):
                texts = [", ".join(write_cell(r.get(c)) for c in moved or cells) for r in (row, old, new)]
                place = next((places[c] for c in moved if c in places), f"{name}.csv!{key}")
                self._fault(place, name, SAID["moved"].format(*texts), SAID["unmoved"], SAID["again"])
            if new and (row or cells):
                rows.read[key] = row | cells, places
            rows.before.pop(key, None)
            rows.before |= {key: now[key]} if row else {}

    def _change(self, name: str, rows: TableRows) -> TableChange:
        """Return how a table changes; a row whose key is another is the same row where little else is."""
        schema, added, replaced = self.before.package.tables[name], [], {}
        gone = {key: row for key, row in rows.before.items() if key not in rows.read}
        for key, (record, places) in rows.read.items():
            alike = (k for k, (_, row) in gone.items() if sum(record[c] != row[c] for c in record) <= SIMILAR)
            there = rows.before.get(key) or gone.pop(next(alike, ()), (0, {}))
            number, before = there
            cells = {
                column: value for column, value in record.items() if not before or value != before[column]
            }
            if before and cells:
                replaced[number] = cells
            elif not before:
                added.append(record)
            for column, value in cells.items():
                new, old = write_cell(value) or SAID["empty"], write_cell(before.get(column)) or SAID["empty"]
                if before or (value is not None and column in places):
                    place = places.get(column) or next(iter(places.values()), schema.title)
                    kind, becomes = (REPLACED, f"{old} → {new}") if before else (NEW, new)
                    self.cells.append(CellChange(place, new, becomes, name, column, kind))
        for number, row in gone.values():
            text = quoted(" · ".join(write_cell(value) for value in row.values() if value is not None))
            self.cells.append(CellChange(f"{schema.path}!{number}", text, "", name, "", REMOVED))
        return TableChange([number for number, _ in gone.values()], added, replaced)


def plain(text: str) -> str:
    """Return a text as titles are compared."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def _first(texts: Sequence[str]) -> str:
    return next((plain(text) for text in texts if text.strip()), "")


def _heading(form: Form, grid: Grid, row: int) -> int:
    """Return the row of a form's heading, near the row with its title; 0 if there is none."""
    known = {plain(column.title) for column in form.inputs}
    near = range(row + 1, min(row + NEAR, len(grid.rows)))
    fitness = {head: len(known & {*map(plain, grid.rows[head])}) for head in near}
    head = max(fitness, key=fitness.__getitem__, default=0)
    return head if head and 2 * fitness[head] >= len(known) else 0


def _key(data: Data, table: str, record: Record, known: Mapping[Key, object]) -> Key:
    """Return the primary key of a row; rows that lack a part of theirs are counted."""
    key = tuple(record.get(name) for name in data.package.tables[table].primary_key)
    counted = chain([key], ((*key, number) for number in count(2)))
    return next(free for free in counted if free not in known) if None in key else key


def is_year_workbook(grids: Sequence[Grid]) -> bool:
    """Tell whether grids are those of a workbook that `namndbok excel` wrote."""
    return any(grid.rows and grid.rows[0] and grid.rows[0][0] == MARK for grid in grids)


@contextmanager
def open_year_workbook(
    grids: Sequence[Grid], today: Data | None = None
) -> Iterator[tuple[YearWorkbook, Path]]:
    """Read a workbook in a folder that is gone afterwards, with the board that it was written from.

    Without the tables of `today` the folder is the board as the workbook makes it.
    """
    hidden = next((grid for grid in grids if is_year_workbook([grid])), None)
    if not hidden:
        raise InvalidParameter(SAID["no_workbook"].format(file=grids[0].file))
    with TemporaryDirectory(prefix="namndbok-") as place:
        folder = Path(place, "data")
        folder.mkdir()
        year = unpack_board([row[0] for row in hidden.rows if row[0]], hidden.file, folder)
        shown = [grid for grid in grids if grid is not hidden and grid.sheet != SAID["lists"]]
        before = load_data(folder)
        if today and before.board != today.board:
            raise InvalidParameter(SAID["other_board"].format(theirs=before.board, ours=today.board))
        workbook = YearWorkbook(before, year, shown, today)
        if workbook.changes and not today:
            change_tables(before, workbook.changes, "excel", datetime(year, 1, 1))
        shutil.rmtree(folder / HISTORY, ignore_errors=True)
        yield workbook, folder


def plan_year_workbook(grids: Sequence[Grid], data: Data) -> ImportPlan:
    """Say what a workbook changes in the tables of today, also after it was taken in once.

    Raises `InvalidData` with every fault, `InvalidParameter` for another board's workbook.
    """
    with open_year_workbook(grids, data) as (workbook, _):
        kinds = {REMOVED: "removed", NEW: "added", REPLACED: "replaced"}
        changes = workbook.changes.items()
        counts = {name: {kind: len(getattr(c, rows)) for kind, rows in kinds.items()} for name, c in changes}
        return ImportPlan(workbook.cells, workbook.remarks, changes=workbook.changes, counts=counts)
