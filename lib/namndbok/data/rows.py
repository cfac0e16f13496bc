"""The rows of a table, read cell by cell by its schema, and their keys; with every fault on the way."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from namndbok.data.cells import Unreadable, Value, read_cell, refusal, refused
from namndbok.data.files import TextRow, read_rows
from namndbok.data.office.grid import column_letters
from namndbok.data.schema import Field, ForeignKey, Record, TableSchema, check_row, check_value
from namndbok.errors import Fault, InvalidData, closest, merged, quoted
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

    def fault(self, number: int, column: str, reason: str, /, **said: object) -> Fault:
        """Point at a row in a column, or in several that `column` names; at the cell where there is one."""
        cell = f"{self.letters[column]}{number}" if column in self.letters else ""
        return Fault(self.schema.path, number, column, *refusal(reason, **said), cell)


def read_records(folder: Path, schema: TableSchema) -> Records:
    """Read one table as far as it goes; a missing file is a fault unless the table is optional."""
    records = Records(schema)
    try:
        header, *rows = _lines(folder, schema) or [TextRow(1, schema.columns)]
    except InvalidData as error:
        return Records(schema, {}, list(error.faults), set(schema.columns))
    records.faults += _header_faults(records, header)
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
            below = next((row.number for row in rows if len(set(schema.columns) & set(row.cells)) > 1), None)
            said = {"found": quoted(", ".join(filter(None, header.cells))), "row": below}
            said["columns"] = ", ".join(schema.columns)
            raise refused(schema.path, "low_heading" if below else "no_heading", header.number, **said)
        width = max(number for number, cell in enumerate(header.cells, start=1) if cell)
        return [TextRow(header.number, header.cells[:width]), *rows]
    names = sorted(file.name for file in path.parent.glob("*"))
    misnamed = [name for name in names if name.lower().startswith(f"{path.stem}.".lower())]
    if schema.optional and not misnamed:
        return []
    said = {"title": schema.title, "name": path.name, "found": misnamed and misnamed[0]}
    raise refused(schema.path, "other_name" if misnamed else "no_table", **said)


def _header_faults(records: Records, header: TextRow) -> Iterator[Fault]:
    schema, number, unknown = records.schema, header.number, []
    missing = [name for name in schema.columns if name not in header.cells]
    allowed = {"columns": ", ".join(schema.columns)}
    for name in dict.fromkeys(header.cells):
        if name not in schema.columns:
            spellings = {schema.field(column).title: column for column in missing}
            if meant := closest(name, spellings | {column: column for column in missing}):
                missing.remove(meant)
                said = {"found": quoted(name), "meant": meant}
                yield records.fault(number, name, "misspelt_heading", **said, **allowed)
            else:
                unknown.append(name)
        elif (count := header.cells.count(name)) > 1:
            yield records.fault(number, name, "repeated_heading", count=count)
    if unknown:
        names = ", ".join(name or "(utan rubrik)" for name in unknown)
        found = ", ".join(map(quoted, unknown))
        yield records.fault(number, names, "unknown_heading", found=found, **allowed)
    if missing:
        names, reason = ", ".join(missing), plural(len(missing), "missing_column", "missing_columns")
        yield records.fault(number, names, reason, names=names, **allowed)


def _record(records: Records, header: TextRow, row: TextRow) -> Record:
    schema, before, doubtful = records.schema, len(records.faults), set(records.doubtful)
    cells = dict(zip_longest(header.cells, row.cells[: len(header.cells)], fillvalue=""))
    width, count, place = len(header.cells), len(row.cells), f"efter {header.cells[-1]}"
    # Excel leaves out the separators of empty cells at the end of a row, so only a required cell is missed.
    required = {column.name for column in schema.fields if column.required}
    if absent := next((name for name in header.cells[count:] if name in required), None):
        records.faults.append(records.fault(row.number, absent, "short_row", count=count, width=width))
    if extra := next(filter(None, row.cells[width:]), None):
        records.faults.append(records.fault(row.number, place, "long_row", found=quoted(extra), width=width))
    record: dict[str, Value | None] = {}
    if len(records.faults) > before:
        records.doubtful |= set(schema.columns)
    else:
        columns = [column for column in schema.fields if column.name in cells]
        record = {column.name: _value(records, column, cells[column.name], row.number) for column in columns}
    if len(records.faults) == before:
        for column, refused in check_row(schema, record):
            cell = f"{records.letters.get(column, '')}{row.number}"
            records.faults.append(Fault(schema.path, row.number, column, *refused, cell))
    elif likely_sum := _likely_sum(records, cells, row.number):
        records.faults[before:], records.doubtful = [likely_sum], doubtful
        record = {}
    return dict.fromkeys(schema.columns) | record


def _likely_sum(records: Records, cells: Mapping[str, str], number: int) -> Fault | None:
    """Say of a row that cannot be read that it is a sum, which it says itself or which its empty key says."""
    schema, found = records.schema, quoted("; ".join(filter(None, cells.values())))
    free = {column.name for column in schema.fields if column.kind == "string" and not column.constraints}
    codes = {word for column in schema.fields for code in column.labels.items() for word in code}
    keys = [name for name in schema.primary_key if name in cells]
    for name, text in cells.items():
        if name not in free and text.lower() not in codes and SUM.fullmatch(text):
            return Fault(schema.path, number, name, *refusal("sum", found=found))
    if keys and not any(cells[name] for name in keys):
        return Fault(schema.path, number, None, *refusal("likely_sum", found=found, keys=listing(keys)))
    return None


def _value(records: Records, column: Field, text: str, number: int) -> Value | None:
    if not text and not column.required:
        return None
    if not text:
        example = f", till exempel {column.example}" if column.example else ""
        said = {"title": column.title.lower(), "example": example}
        fault = records.fault(number, column.name, "empty_cell", **said)
    else:
        try:
            value = read_cell(text, column.kind)
            check_value(column, value)
            return value
        except Unreadable as reason:
            said = {"found": quoted(text), "allowed": reason.allowed, "action": reason.action}
            fault = records.fault(number, column.name, "unreadable", **said)
    records.faults.append(fault)
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
                said = {"found": quoted(_joined(key)), "row": rows[key]}
                yield records.fault(number, ", ".join(columns), "repeated_key", **said)
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
    rows, found = {_joined(known): row for row, known in _keys(target, targets)}, _joined(key)
    near, path = closest(found, {name: name for name in rows}), target.schema.path
    reason = "sum_as_key" if any(SUM.fullmatch(str(part)) for part in key) else "unknown_key"
    said = {"found": quoted(found), "title": target.schema.title, "columns": ", ".join(targets)}
    said["hint"] = f"menade du {near}?" if near else "kontrollera stavningen"
    said["path"] = f"{path} (rad {rows[near]})" if near else path
    places = ((records, number, ", ".join(reference.columns)) for records, reference, number in group)
    first, *others = merged(records.fault(*place, reason, **said) for records, *place in places)
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
