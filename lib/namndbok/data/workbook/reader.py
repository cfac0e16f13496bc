"""A year's workbook read back: its forms found again, and their rows held against those of the board."""

import json
import re
import shutil
import unicodedata
import zlib
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory

from namndbok.data.cells import Unreadable, Value, read_cell, write_cell
from namndbok.data.disk import HISTORY
from namndbok.data.files import LARGEST, sha256
from namndbok.data.history import TableChange, change_tables
from namndbok.data.intake.sheet import CellChange, ImportPlan
from namndbok.data.load import CARRIED, Data, load_data
from namndbok.data.office.grid import Grid
from namndbok.data.schema import Field, check_row
from namndbok.data.workbook.form import (
    LAYOUT,
    SAID,
    SEVERAL,
    SHARED,
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
LONGEST_CODE, WORKBOOK = 40, "workbook-{}"
FILE_NAME = re.compile(r"(commentary/)?\w[\w.-]*\.(csv|md|json)")
NEW, REPLACED, REMOVED = "new", "replaced", "removed"
Key = tuple[Value | None, ...]
Read = tuple[Value | None, str]  # a value, and the cell that it stands in
ReadRow = dict[Cell, Read]


@dataclass
class TableRows:
    """The rows of a table that stand in the workbook: as it was written, and as they were read."""

    before: dict[Key, tuple[int, Record]] = field(default_factory=dict)
    read: dict[Key, tuple[Record, dict[str, str]]] = field(default_factory=dict)


class YearWorkbook:
    """What a workbook changes in the board that it was written from; nothing is written by reading it.

    `before` is that board, `changes` go by table and `cells` tell of each; they are changes of the tables of
    `today` where these are given. The workbook becomes a document where new rows come from it. Raises
    `InvalidData` with the cell of every fault.
    """

    def __init__(self, before: Data, year: int, grids: Sequence[Grid], today: Data | None = None) -> None:
        self.before, self.year, self.cells, self.faults = before, year, [], []
        self.tables = {name: TableRows() for name in before.package.tables}
        self.filled: Counter[tuple[str, ...]] = Counter()
        said = ((grid.sheet, remark) for grid in grids for remark in grid.remarks)
        self.remarks = [
            f"{sheet}: {remark}" for sheet, remark in said if not remark.startswith(SAID["computed"])
        ]
        for form, *place in self._found_forms(plan_forms(before, year), grids):
            self._read_form(form, *place)
        code, documents = WORKBOOK.format(year), self.tables["documents"].read
        known = {*before["documents"]["document"], *(key[0] for key in documents)}
        if code not in known and any(source == code for _, source, _ in self.filled):
            document = {"document": code, "title": SAID["workbook"].format(year), "kind": "file"}
            documents[code,] = dict.fromkeys(before.package.tables["documents"].columns) | document, {}
        for name, rows in self.tables.items() if today else ():
            self._rebase(name, rows, today)
        changes = {name: self._change(name, rows) for name, rows in self.tables.items()}
        self.changes = {name: change for name, change in changes.items() if any(vars(change).values())}
        self.remarks += [SAID["filled"].format(*texts, count=number) for texts, number in self.filled.items()]
        if self.faults:
            raise InvalidData(dict.fromkeys(self.faults))

    def _found_forms(self, forms: Sequence[Form], grids: Sequence[Grid]) -> list[tuple[Form, Grid, int, int]]:
        """Find each form by its title: its grid, the row of its heading and the one after its last row.

        It may stand on any sheet and in any columns. Those with names that others use come first, those with
        one more value for the rows of others last.
        """
        titles = {plain(form.title): form for form in forms}
        found: dict[str, tuple[Form, Grid, int, int]] = {}
        for grid in grids:
            titled = ((row, titles.get(_first(texts))) for row, texts in enumerate(grid.rows))
            heads = [(row, form, _heading(form, grid, row)) for row, form in titled if form]
            starts = [start for start in heads if start[-1]]
            ends = [*(row for row, _, _ in starts[1:]), len(grid.rows)]
            for (_, form, head), end in zip(starts, ends, strict=False):
                found.setdefault(form.title, (form, grid, head, end))
        absent = [form for form in forms if form.title not in found]
        self.remarks += [SAID["absent"].format(title=form.title, sheet=form.sheet) for form in absent]

        def rank(place: tuple[Form, Grid, int, int]) -> tuple[bool, int]:
            part = place[0].parts[0]
            return part.facet, [*LAYOUT["names"], part.table].index(part.table)

        return sorted(found.values(), key=rank)

    def _found_columns(self, form: Form, grid: Grid, head: int) -> dict[Cell, tuple[int, Cell]]:
        """Return in which column each cell stands, and what it is when its heading says a new code."""
        heading = grid.rows[head]
        titles = {plain(title): place for place, title in reversed([*enumerate(heading)]) if title.strip()}
        known = [column for column in form.columns if plain(column.title) in titles]
        places = {column.cell: (titles.pop(plain(column.title)), column.cell) for column in known}
        for cell, column in form.inputs.items():
            if cell not in places and cell.is_new and titles:
                place = titles.pop(next(iter(titles)))
                across = form.column(0, form.parts[cell.part].across)
                code, _ = self._read(across, grid.place(head, place), heading[place])
                places[cell] = place, cell._replace(code=code)
            elif cell not in places and not cell.is_new:
                place = grid.place(head, 0)
                self._fault(place, form.title, SAID["no_column"], column.title, SAID["put_back"])
        unknown = ((grid.place(head, place), quoted(title)) for title, place in titles.items())
        self.remarks += [SAID["unknown"].format(place=place, title=title) for place, title in unknown]
        return places

    def _fault(self, place: str, column: str, found: str, allowed: str, action: str) -> None:
        self.faults.append(Fault(place.rpartition("!")[0], None, column, found, allowed, action, place))

    def _read(self, column: Column, place: str, text: str) -> Read:
        try:
            return column.read(text.strip()), place
        except Unreadable as reason:
            self._fault(place, column.title, quoted(text), reason.allowed, reason.action)
            return None, place

    def _read_form(self, form: Form, grid: Grid, head: int, end: int) -> None:
        """Read the rows of a form, then part by part what they come to; empty rows are left out."""
        places, totals = self._found_columns(form, grid, head), {plain(total) for total in form.totals}
        lines = {plain(form.column(0, name).title): form.column(0, name) for name in form.below}
        below, rows = {}, []
        for row in range(head + 1, end):
            texts, label = dict(enumerate(grid.rows[row])), _first(grid.rows[row])
            columns = dict.fromkeys(form.across, lines[label]) if label in lines else form.inputs
            read: ReadRow = {}
            for cell in columns if label not in totals else ():
                place, meant = places.get(cell, (-1, cell))
                if place >= 0 and (text := texts.get(place, "").strip()) != SEVERAL:
                    read[meant] = self._read(columns[cell], grid.place(row, place), text)
            if label in lines:
                below[lines[label].cell.column] = read
            elif any(value is not None for value, _ in read.values()):
                rows.append(read)
        for number, part in enumerate(form.parts):
            before = self.tables[part.table].before
            for place, record in () if part.facet else form.covered(part, self.year):
                before[_key(self.before, part.table, record, before)] = place, record
            for row in rows:
                for reading in self._readings(form, number, row, below):
                    self._take(form, number, reading)
        home = form.parts[0].table
        if home in LAYOUT["names"]:
            code, shown = self.before.package.tables[home].primary_key[-1], LAYOUT["names"][home]
            form.names[home].update(distinct({r[code]: r[shown] for r, _ in self.tables[home].read.values()}))

    def _readings(
        self, form: Form, number: int, row: ReadRow, below: Mapping[str, ReadRow]
    ) -> Iterator[dict[str, Read]]:
        """Yield what a row of a form holds for a part, by column: nothing, one row, or one for each code."""
        part, own = form.parts[number], {cell: read for cell, read in row.items() if cell.part == number}
        shared = {cell: read for cell, read in row.items() if cell.part == SHARED}
        beside = {cell.column: read for cell, read in (shared | own).items() if cell.code is None}
        if part.flag:
            is_there, _ = beside.pop(part.flag, (None, ""))
            yield from [beside] if is_there else []
        elif not part.across:
            told = [
                cell for cell in own if not form.inputs[cell].aside and cell.column != form.settings.every
            ]
            yield from [beside] if any(row[cell][0] is not None for cell in told) else []
        for cell in (cell for cell in own if cell.code is not None):
            value, place = row[cell]
            if cell.is_new and value is not None:
                title = form.inputs[cell].title
                self._fault(place, title, quoted(title), SAID["no_code"], SAID["heading"])
            common = {name: read[cell] for name, read in below.items() if cell in read}
            yield beside | {part.value: (value, place)} | common | {part.across: (cell.code, place)}

    def _take(self, form: Form, number: int, reading: Mapping[str, Read]) -> None:
        """Take what was read: with what it had before, or with what a new row needs and nobody types."""
        part = form.parts[number]
        table, schema = self.tables[part.table], form.schema(part)
        record = form.fixed(part, self.year) | {name: value for name, (value, _) in reading.items()}
        places = {name: place for name, (_, place) in reading.items()}
        key, first = _key(self.before, part.table, record, {}), next(iter(places.values()))
        can_be_empty = key in table.before and not (part.across and schema.field(part.value).required)
        if part.across and record[part.value] is None and not can_be_empty:
            return
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
        for column, refusal in check_row(schema, record):
            self._fault(places.get(column, first), schema.field(column).title, *refusal)
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
    known = {plain(column.title) for column in form.inputs.values()}
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
    return any(grid.rows and grid.rows[0] and grid.rows[0][0] == SAID["mark"] for grid in grids)


def unpack_board(cells: Sequence[str], file: str, folder: Path) -> int:
    """Write the files that a hidden sheet holds (`copied_board`) into an empty folder, and return the year.

    Raises `InvalidData` where the sheet is not as it was written, or holds more than a board can have.
    """
    try:
        _, year, digest, *chunks = cells
        packed, unpacked = "".join(chunks), zlib.decompressobj()
        files: Mapping[str, str] = json.loads(unpacked.decompress(b64decode(packed, validate=True), LARGEST))
        is_whole = sha256(packed.encode()) == digest and not unpacked.unconsumed_tail
        if not is_whole or not all(FILE_NAME.fullmatch(name) for name in files):
            raise ValueError(file)
        for name, text in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(text.encode("latin-1"))
        return int(year)
    except (ValueError, zlib.error, AttributeError, TypeError, RecursionError):
        fault = Fault.of_file(SAID["copy_place"].format(file=file), *SAID["changed_copy"])
        raise InvalidData([fault]) from None


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
