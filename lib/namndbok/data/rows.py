"""The rows of a table, read cell by cell by its schema, and their keys; with every fault on the way."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from namndbok.data.cells import Unreadable, Value, read_cell
from namndbok.data.files import TextRow, read_rows
from namndbok.data.office.grid import column_letters
from namndbok.data.schema import Field, ForeignKey, Record, TableSchema, check_row, check_value
from namndbok.errors import Fault, InvalidData, closest, meant, merged, quoted
from namndbok.swedish import listing, plural

Key = tuple[Any, ...]
# What the first cell of a row of sums says.
SUM = re.compile(r"(del)?(summa|summering|totalt?|totalsumma|s:a)\b.*", re.IGNORECASE)


@dataclass
class Records:
    """A table's rows by Excel's row number; `doubtful` columns have a cell that could not be read.

    `letters` are what Excel calls the columns.
    """

    schema: TableSchema
    rows: dict[int, Record] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)
    letters: Mapping[str, str] = field(default_factory=dict)

    def fault(self, number: int, columns: tuple[str, ...], found: str, allowed: str, action: str) -> Fault:
        """Point at a row in some columns; at the cell where there is one column."""
        cell = f"{self.letters[columns[0]]}{number}" if len(columns) == 1 and self.letters else ""
        return Fault(self.schema.path, number, ", ".join(columns), found, allowed, action, cell)


def read_records(folder: Path, schema: TableSchema) -> Records:
    """Read one table as far as it goes; a missing file is a fault unless the table is optional."""
    records = Records(schema)
    try:
        header, *rows = _lines(folder, schema) or [TextRow(1, schema.columns)]
    except InvalidData as error:
        return Records(schema, {}, list(error.faults), set(schema.columns))
    records.faults += _header_faults(schema, header)
    records.doubtful |= {name for name in schema.columns if header.cells.count(name) != 1}
    records.letters = {name: column_letters(place) for place, name in enumerate(header.cells)}
    for row in rows:
        records.rows[row.number] = _record(records, header, row)
    return records


def _lines(folder: Path, schema: TableSchema) -> list[TextRow]:
    path = folder / schema.path
    if path.is_file():
        header, *rows = read_rows(path, set(schema.columns), schema.path)
        if not set(schema.columns) & set(header.cells):
            raise InvalidData([_no_header(schema, header, rows)])
        width = max(number for number, cell in enumerate(header.cells, start=1) if cell)
        return [TextRow(header.number, header.cells[:width]), *rows]
    names = sorted(file.name for file in path.parent.glob("*"))
    misnamed = [name for name in names if name.lower().startswith(f"{path.stem}.".lower())]
    if schema.optional and not misnamed:
        return []
    action = f"spara {misnamed[0]} som {path.name} (CSV UTF-8)" if misnamed else "lägg filen i datamappen"
    raise InvalidData([Fault.of_file(schema.path, "ingen fil", f"tabellen {schema.title}", action)])


def _no_header(schema: TableSchema, first: TextRow, rows: list[TextRow]) -> Fault:
    """Say that the first row is no heading, and where the heading stands if it does."""
    below = next((row for row in rows if len(set(schema.columns) & set(row.cells)) > 1), None)
    action = (
        f"ta bort det som står ovanför rad {below.number}" if below else "sätt tillbaka rubrikraden överst"
    )
    found, allowed = quoted(", ".join(filter(None, first.cells))), ", ".join(schema.columns)
    return Fault(schema.path, first.number, None, found, allowed, action)


def _header_faults(schema: TableSchema, header: TextRow) -> Iterator[Fault]:
    missing = [name for name in schema.columns if name not in header.cells]
    allowed, unknown = ", ".join(schema.columns), []
    for name in dict.fromkeys(header.cells):
        if name not in schema.columns:
            spellings = {schema.field(column).title: column for column in missing}
            if meant := closest(name, spellings | {column: column for column in missing}):
                missing.remove(meant)
                yield Fault(
                    schema.path, header.number, name, quoted(name), allowed, f"skriv rubriken {meant}"
                )
            else:
                unknown.append(name)
        elif (count := header.cells.count(name)) > 1:
            found = f"{count} sådana kolumner"
            yield Fault(schema.path, header.number, name, found, "en av varje", "ta bort en av dem")
    if unknown:
        names, found = ", ".join(name or "(utan rubrik)" for name in unknown), ", ".join(map(quoted, unknown))
        action = "ta bort kolumnen eller rätta rubriken"
        yield Fault(schema.path, header.number, names, found, allowed, action)
    if missing:
        names = ", ".join(missing)
        found = plural(len(missing), "ingen sådan kolumn", "inga sådana kolumner")
        action = f"lägg till {plural(len(missing), 'kolumnen', 'kolumnerna')} {names}"
        yield Fault(schema.path, header.number, names, found, allowed, action)


def _record(records: Records, header: TextRow, row: TextRow) -> Record:
    schema, before, doubtful = records.schema, len(records.faults), set(records.doubtful)
    cells = dict(zip_longest(header.cells, row.cells[: len(header.cells)], fillvalue=""))
    records.faults += _wrong_width(schema, header, row)
    record: dict[str, Value | None] = {}
    if len(records.faults) > before:
        records.doubtful |= set(schema.columns)
    else:
        columns = [column for column in schema.fields if column.name in cells]
        record = {column.name: _value(records, column, cells[column.name], row.number) for column in columns}
    if len(records.faults) == before:
        linked = check_row(schema, row.number, record)
        places = ((fault, f"{records.letters.get(fault.column, '')}{row.number}") for fault in linked)
        records.faults += (replace(fault, cell=place) for fault, place in places)
    elif likely_sum := _likely_sum(schema, cells, row.number):
        records.faults[before:], records.doubtful = [likely_sum], doubtful
        record = {}
    return dict.fromkeys(schema.columns) | record


def _likely_sum(schema: TableSchema, cells: Mapping[str, str], number: int) -> Fault | None:
    """Say of a row that cannot be read that it is a sum, which it says itself or which its empty key says."""
    free = {column.name for column in schema.fields if column.kind == "string" and not column.constraints}
    named = next((name for name, text in cells.items() if name not in free and SUM.fullmatch(text)), None)
    keys = [name for name in schema.primary_key if name in cells]
    if not named and (not keys or any(cells[name] for name in keys)):
        return None
    allowed, action = "en rad för varje post, inga summor", "ta bort raden; Nämndbok räknar summorna själv"
    if not named:
        action = f"ta bort raden om den är en summa, annars fyll i {listing(keys)}"
    found = quoted("; ".join(filter(None, cells.values())))
    return Fault(schema.path, number, named, found, allowed, action)


def _wrong_width(schema: TableSchema, header: TextRow, row: TextRow) -> Iterator[Fault]:
    """Yield a fault for cells beyond the header, or for a row that ends too soon.

    Excel leaves out the separators of empty cells at the end of a row, so only a required cell is missed.
    """
    width = len(header.cells)
    if len(row.cells) == width:
        return
    required = {column.name for column in schema.fields if column.required}
    for absent in [name for name in header.cells[len(row.cells) :] if name in required][:1]:
        found, action = f"{len(row.cells)} rutor", "lägg till rutan som saknas, även om den är tom"
        yield Fault(schema.path, row.number, absent, found, f"{width} rutor", action)
    for extra in [cell for cell in row.cells[width:] if cell][:1]:
        column, found = f"efter {header.cells[-1]}", f"{quoted(extra)} utan rubrik"
        action = "flytta eller ta bort rutan; sätt text med skiljetecken inom citattecken"
        yield Fault(schema.path, row.number, column, found, f"{width} rutor", action)


def _value(records: Records, column: Field, text: str, number: int) -> Value | None:
    try:
        if not text and column.required:
            example = f", till exempel {column.example}" if column.example else ""
            raise Unreadable("ett värde i varje rad", f"fyll i {column.title.lower()}{example}")
        if not text:
            return None
        value = read_cell(text, column.kind)
        check_value(column, value)
        return value
    except Unreadable as reason:
        found = quoted(text) if text else "en tom ruta"
        records.faults.append(records.fault(number, (column.name,), found, reason.allowed, reason.action))
        records.doubtful.add(column.name)
        return None


def repeated_keys(records: Records) -> Iterator[Fault]:
    """Yield a fault, one a row, where an earlier row has the same primary key or unique value."""
    schema, refused = records.schema, set()
    unique = [(column.name,) for column in schema.fields if column.constraints.get("unique")]
    for columns in dict.fromkeys([schema.primary_key, *unique]):
        rows: dict[Key, int] = {}
        for number, key in _keys(records, columns):
            if key in rows and number not in refused:
                refused.add(number)
                found = f"{quoted(_joined(key))}, som redan står på rad {rows[key]}"
                action = "ta bort eller rätta en av raderna"
                yield records.fault(number, columns, found, "en rad för varje", action)
            rows.setdefault(key, number)


def dangling_references(tables: Mapping[str, Records]) -> Iterator[Fault]:
    """Yield a fault for each key that is referred to and not there, with all places that refer to it.

    Where the other table's own key could not be read there is no fault: that one has its own message.
    """
    places: dict[tuple[str, tuple[str, ...], Key], list[tuple[Records, ForeignKey, int]]] = {}
    for records in tables.values():
        for reference in records.schema.foreign_keys:
            target = tables[reference.table]
            if not target.doubtful & set(reference.targets):
                known = {key for _, key in _keys(target, reference.targets)}
                for number, key in _keys(records, reference.columns):
                    if key not in known:
                        group = places.setdefault((reference.table, reference.targets, key), [])
                        group.append((records, reference, number))
    for (table, targets, key), group in places.items():
        yield _dangling(tables[table], targets, key, group)


def _dangling(
    target: Records, targets: tuple[str, ...], key: Key, group: list[tuple[Records, ForeignKey, int]]
) -> Fault:
    names = sorted({_joined(known) for _, known in _keys(target, targets)})
    allowed = f"ett värde som står i tabellen {target.schema.title} ({', '.join(targets)})"
    hint = meant(_joined(key), names, "kontrollera stavningen")
    action = f"rätta värdet ({hint}) eller lägg till raden i {target.schema.path}"
    if any(SUM.fullmatch(str(part)) for part in key):
        action = "ta bort raden om den är en summa; Nämndbok räknar summorna själv"
    said = (quoted(_joined(key)), allowed, action)
    first, *others = merged(records.fault(number, key.columns, *said) for records, key, number in group)
    also = f", även i {'; '.join(fault.place for fault in others)}" if others else ""
    return replace(first, found=first.found + also)


def _keys(records: Records, columns: tuple[str, ...]) -> Iterator[tuple[int, Key]]:
    """Yield row number and key of the rows whose key is complete."""
    for number, record in records.rows.items():
        key = tuple(record[name] for name in columns)
        if columns and None not in key:
            yield number, key


def _joined(key: Key) -> str:
    return " / ".join(map(str, key))
