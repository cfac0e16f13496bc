"""What a year's workbook changes: the rows that were read, held against those that it was written from."""

import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import count as counting
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import shorten

from namndbok.data.cells import Value, read_cell, write_cell
from namndbok.data.history import HISTORY, TableChange, change_tables
from namndbok.data.load import Data, load_data
from namndbok.data.office.grid import Grid
from namndbok.data.schema import Field
from namndbok.data.workbook.board_copy import MARK, unpack_board
from namndbok.data.workbook.layout import LAYOUT, Form, plan_forms, table_rows
from namndbok.data.workbook.names import Names
from namndbok.data.workbook.reader import SAID, Entry, Record, YearReader
from namndbok.errors import Fault, InvalidData, InvalidParameter, quoted

LONGEST_CODE, LONGEST_SHOWN, SIMILAR = 40, 200, 2
OWN = "own"
Key = tuple[tuple[Value | None, ...], int]
Places = dict[tuple[str, int], Mapping[str, str]]


@dataclass(frozen=True)
class YearWorkbook:
    """A workbook as it was read: the board that it was written from, what it changes, and what to say of it.

    `board` has the tables with the changes; `places` tells which cells each of its rows was read from.
    """

    year: int
    before: Data
    board: Data
    changes: Mapping[str, TableChange]
    lines: Sequence[str]
    remarks: Sequence[str]
    places: Places


def is_year_workbook(grids: Sequence[Grid]) -> bool:
    """Tell whether grids are those of a workbook that `namndbok excel` wrote."""
    return any(map(_is_copy, grids))


def _is_copy(grid: Grid) -> bool:
    return bool(grid.rows and grid.rows[0] and grid.rows[0][0] == MARK)


@contextmanager
def open_year_workbook(grids: Sequence[Grid]) -> Iterator[YearWorkbook]:
    """Read a year's workbook into a folder that is gone afterwards; raises `InvalidData` with every fault."""
    hidden = next(filter(_is_copy, grids))
    with TemporaryDirectory(prefix="namndbok-") as place:
        folder = Path(place, "data")
        folder.mkdir()
        year = unpack_board([row[0] for row in hidden.rows if row[0]], hidden.file, folder)
        before = load_data(folder)
        yield _opened(before, year, [grid for grid in grids if grid is not hidden])


def _opened(before: Data, year: int, grids: Sequence[Grid]) -> YearWorkbook:
    forms = plan_forms(before, year)
    reader, names = YearReader(forms, grids), forms[0].names
    tables = {name: YearTable(before, name, year, names) for name in before.package.tables}
    for found in reader.found_forms():
        entries = [*reader.entries(found)]
        for name in dict.fromkeys(part.table for part in found.form.parts):
            tables[name].take(found.form, [entry for entry in entries if entry.table == name])
        if (first := found.form.parts[0].table) in LAYOUT["names"]:
            names.learn(first, [entry.record for entry in tables[first].entries.values()])
    if reader.faults:
        raise InvalidData(reader.faults)
    changes = {name: change for name, table in tables.items() if any(vars(change := table.change()).values())}
    places = {key: cells for name in changes for key, cells in tables[name].cells(changes[name]).items()}
    board = before
    if changes:
        with _in_cells(before, places):
            change_tables(before, changes, "excel", datetime(year, 1, 1))
        shutil.rmtree(before.folder / HISTORY, ignore_errors=True)
        board = load_data(before.folder)
    remarks = [
        f"{grid.sheet}: {remark}" for grid in grids for remark in grid.remarks if grid.sheet != "Listor"
    ]
    remarks += reader.remarks + [remark for table in tables.values() for remark in table.remarks()]
    lines = [line for name, change in changes.items() for line in tables[name].lines(change)]
    return YearWorkbook(year, before, board, changes, lines, remarks, places)


@contextmanager
def _in_cells(data: Data, places: Places) -> Iterator[None]:
    """Let faults in rows that were read from cells name these."""
    try:
        yield
    except InvalidData as error:
        titles = {
            (schema.path, column.name): column.title
            for schema in data.package.tables.values()
            for column in schema.fields
        }
        faults = []
        for fault in error.single:
            cells = places.get((fault.file, fault.row or 0))
            if cells:
                columns = (fault.column or "").split(", ")
                place = next((cells[name] for name in columns if name in cells), next(iter(cells.values())))
                shown = ", ".join(titles.get((fault.file, name), name) for name in columns)
                sheet = place.rpartition("!")[0] or place
                fault = replace(fault, file=sheet, row=None, column=shown, cell=place)
            faults.append(fault)
        raise InvalidData(faults) from None


@dataclass
class YearTable:
    """A table's rows in the workbook: those that it was written from, by key, and those that were read."""

    data: Data
    name: str
    year: int
    names: Names
    covered: dict[Key, tuple[int, Record]] = field(default_factory=dict)
    entries: dict[Key, Entry] = field(default_factory=dict)
    filled: Counter[tuple[str, str]] = field(default_factory=Counter)
    coded: list[str] = field(default_factory=list)
    rows: list[tuple[int | None, Entry]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look the schema up."""
        self.schema = self.data.package.tables[self.name]

    def take(self, form: Form, entries: Sequence[Entry]) -> None:
        """Take what was read from a form, and note which rows stood there."""
        parts = [part for part in form.parts if part.table == self.name]
        rows = [row for part in parts for row in form.covered(part, self.year)]
        if any(part.facet for part in parts):
            self._take_facet(
                dict(((self._key(record), 0), (number, record)) for number, record in rows), entries
            )
            return
        for number, record in rows:
            self.covered[_numbered(self._key(record), self.covered)] = number, record
        for entry in entries:
            self._complete(form, entry)
            self.entries[_numbered(self._key(entry.record), self.entries)] = entry

    def _take_facet(self, rows: Mapping[Key, tuple[int, Record]], entries: Sequence[Entry]) -> None:
        """Take one more value of rows that another form has; without that form the rows are as they were."""
        for entry in entries:
            key = (self._key(entry.record), 0)
            if key not in self.entries and key in rows and key not in self.covered:
                self.covered[key] = rows[key]
                self.entries[key] = Entry(self.name, dict(rows[key][1]), {})
            if key in self.entries:
                self.entries[key].record.update(entry.record)
                self.entries[key].places.update(entry.places)
            else:
                self.entries[key] = entry

    def _key(self, record: Record) -> tuple[Value | None, ...]:
        return tuple(record.get(name) for name in self.schema.primary_key)

    def _complete(self, form: Form, entry: Entry) -> None:
        """Fill in what a new row needs and nobody typed: number, code, source, place and what is usual."""
        record = entry.record
        if (self._key(record), 0) in self.covered:
            _, before = self.covered[self._key(record), 0]
            entry.record = before | record
            return
        usual = LAYOUT["defaults"] | {
            n: t for part in form.parts if part.table == self.name for n, t in part.defaults.items()
        }
        for column in self.schema.fields:
            record.setdefault(column.name, None)
            if record[column.name] is None and column.required and column.name in usual:
                record[column.name] = read_cell(usual[column.name], column.kind)
        if "source" in record and (record["source"] is None or record["place"] is None):
            record["source"] = record["source"] or self._usual_source()
            record["place"] = record["place"] or self._usual_place(record["source"])
            self.filled[str(record["source"]), str(record["place"])] += 1
        for column in self.schema.fields:
            if record[column.name] is None and column.required:
                record[column.name] = self._next_code(form, column, record)

    def _usual_source(self) -> str | None:
        """Return the document that most of the year's rows have, or one that is from then or later."""
        for names in ([self.name], self.data.package.tables):
            rows = (self.data[name] for name in names if "source" in self.data[name])
            known = Counter(
                source
                for table in rows
                for source in (table[table["year"] == self.year] if "year" in table else table.iloc[:0])[
                    "source"
                ]
            )
            if known:
                return known.most_common(1)[0][0]
        documents = [row for _, row in table_rows(self.data, "documents")]
        later = [row for row in documents if row["date"] and row["date"] >= date(self.year, 1, 1)]
        later += [row for row in documents if row["kind"] == OWN]
        return later[0]["document"] if later else None

    def _usual_place(self, source: Value | None) -> Value:
        places = Counter(record["place"] for _, record in self.covered.values() if record["source"] == source)
        return places.most_common(1)[0][0] if places else self.schema.title

    def _next_code(self, form: Form, column: Field, record: Record) -> Value | None:
        """Return the next number of its kind, or a code made of what the row is called."""
        key = [name for name in self.schema.primary_key if name != column.name]
        others = [row for _, row in self.covered.values()] + [entry.record for entry in self.entries.values()]
        if column.kind == "integer" and column.name in (*self.schema.primary_key, "order"):
            alike = [row[column.name] for row in others if all(row[name] == record[name] for name in key)]
            return max(filter(None, alike), default=0) + 1
        names = form.names.table_of(self.schema, column.name)
        if column.name not in self.schema.primary_key or "pattern" not in column.constraints or names:
            return None
        texts = [
            name
            for name in self.schema.columns
            if self.schema.field(name).kind == "string" and name != column.name
        ]
        called = form.settings.get("code") or [name for name in texts if self.schema.field(name).required][:1]
        code = _code(" ".join(write_cell(record[name]) for name in called))
        taken = {row[column.name] for row in others}
        free = next(
            (new for new in (code, *(f"{code}-{number}" for number in range(2, 1000))) if new not in taken),
            code,
        )
        self.coded.append(free)
        return free or None

    def change(self) -> TableChange:
        """Return what differs; a row whose key is another is the same row where little else is."""
        gone = {key: row for key, row in self.covered.items() if key not in self.entries}
        added, replaced = [], {}
        for key, entry in self.entries.items():
            there = self.covered.get(key)
            if there is None and (alike := self._similar(entry.record, gone)):
                there = gone.pop(alike)
            if there is None:
                added.append(entry.record)
                self.rows.append((None, entry))
            elif cells := {name: value for name, value in entry.record.items() if value != there[1][name]}:
                replaced[there[0]] = cells
                self.rows.append((there[0], entry))
        return TableChange([number for number, _ in gone.values()], added, replaced)

    def _similar(self, record: Record, rows: Mapping[Key, tuple[int, Record]]) -> Key | None:
        """Return the key of the row that a record most likely is a change of."""
        differing = {key: sum(record[name] != row[name] for name in record) for key, (_, row) in rows.items()}
        best = min(differing, key=lambda key: differing[key], default=None)
        return best if best and differing[best] <= SIMILAR else None

    def cells(self, change: TableChange) -> Places:
        """Return the cells of the rows that change, by file and the row that each will be."""
        kept = [int(number) for number in self.data[self.name].index if number not in change.removed]
        numbers = {number: row for row, number in enumerate(kept, start=2)} | {None: len(kept) + 2}
        places: Places = {}
        for number, entry in self.rows:
            places[self.schema.path, numbers[number]] = entry.places
            numbers[None] += number is None
        return places

    def lines(self, change: TableChange) -> Iterator[str]:
        """Say what changes, is new and leaves, with the cells that it stands in."""
        before = dict(table_rows(self.data, self.name))
        for number, entry in self.rows:
            if number is None:
                place = next(iter(entry.places.values()), self.schema.title)
                yield SAID["added"].format(place=place, row=self._shown(entry.record))
            for name, value in change.replaced.get(number, {}).items():
                title, old = self.schema.field(name).title, self._text(name, before[number][name])
                place = entry.places.get(name, self.schema.title)
                yield SAID["changed"].format(place=place, title=title, old=old, new=self._text(name, value))
        for number in change.removed:
            row = self._shown(before[number])
            yield SAID["removed"].format(table=self.schema.title, number=number, row=row)

    def _name(self, name: str, value: Value | None) -> str:
        return self.names.shown_text(self.schema.field(name), self.names.table_of(self.schema, name), value)

    def _text(self, name: str, value: Value | None) -> str:
        return quoted(self._name(name, value)) if value is not None else SAID["empty"]

    def _shown(self, record: Record) -> str:
        shown = (
            self._name(name, value)
            for name, value in record.items()
            if value is not None and name not in LAYOUT["aside"]
        )
        return shorten(" · ".join(shown), LONGEST_SHOWN, placeholder=" …")

    def remarks(self) -> Iterator[str]:
        """Say what was filled in for those who filled in the workbook."""
        for (source, place), count in self.filled.items():
            yield SAID["filled"].format(
                count=count, table=self.schema.title, source=source, place=quoted(place)
            )
        for code in self.coded:
            yield SAID["coded"].format(table=self.schema.title, code=code)


def _numbered(key: tuple[Value | None, ...], known: Mapping[Key, object]) -> Key:
    return next((key, number) for number in counting() if (key, number) not in known)


def _code(text: str) -> str:
    """Return a text as a code: small letters a-z, digits and hyphens between words."""
    letters = (
        unicodedata.normalize("NFKD", text.casefold().replace("§", "p")).encode("ascii", "ignore").decode()
    )
    words = re.findall("[a-z0-9]+", letters)
    return shorten(" ".join(words), LONGEST_CODE, placeholder="").replace(" ", "-")


def rebased(workbook: YearWorkbook, data: Data) -> dict[str, TableChange]:
    """Return a workbook's changes as changes of the tables as they are now.

    Raises `InvalidData` where a cell has become another in both since the workbook was written, and for a
    workbook of another board.
    """
    if workbook.before.board != data.board:
        raise InvalidParameter(SAID["other_board"].format(theirs=workbook.before.board, ours=data.board))
    changes, faults = {}, []
    for name, change in workbook.changes.items():
        key = data.package.tables[name].primary_key
        before, now = dict(table_rows(workbook.before, name)), {}
        for number, row in table_rows(data, name):
            now[tuple(row[column] for column in key)] = number, row
        removed, added, replaced = [], [], {}
        for record in change.added:
            _, row = now.get(tuple(record[column] for column in key), (0, None))
            faults += [] if row in (None, record) else [_moved(name, record, {}, row)]
            added += [record] if row is None else []
        for old, cells in {**change.replaced, **{number: {} for number in change.removed}}.items():
            number, row = now.get(tuple(before[old][column] for column in key), (0, {}))
            wanted = before[old] | cells
            differing = {
                column
                for column in cells or before[old]
                if row.get(column) not in (before[old][column], wanted[column])
            }
            if not cells and number and not differing:
                removed.append(number)
            elif cells and number and not differing:
                replaced[number] = {column: value for column, value in cells.items() if row[column] != value}
            elif cells or number:
                faults.append(_moved(name, wanted, before[old], row))
        changes[name] = TableChange(
            removed, added, {number: cells for number, cells in replaced.items() if cells}
        )
    if faults:
        raise InvalidData(faults)
    return {name: change for name, change in changes.items() if any(vars(change).values())}


def _moved(table: str, wanted: Record, before: Record, now: Record) -> Fault:
    """Say that somebody has changed in the tables what the workbook changes."""
    columns = [name for name in wanted if wanted[name] != now.get(name)]
    shown = [
        ", ".join(write_cell(row.get(name)) or SAID["empty"] for name in columns)
        for row in (now, before, wanted)
    ]
    found = SAID["moved"].format(now=shown[0], old=shown[1], new=shown[2])
    return Fault(f"{table}.csv", None, ", ".join(columns), found, SAID["moved_allowed"], SAID["moved_action"])
