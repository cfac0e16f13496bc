"""The rows of one table, read cell by cell by its schema, with every fault on the way."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from namndbok.data.cells import Unreadable, Value, read_cell
from namndbok.data.constraints import Record, check_row, check_value
from namndbok.data.schema import Field, TableSchema
from namndbok.data.textfile import TextRow, read_rows
from namndbok.errors import Fault, InvalidData, closest, quoted


@dataclass
class Records:
    """A table's rows by Excel's row number; `doubtful` columns have a cell that could not be read."""

    schema: TableSchema
    rows: dict[int, Record] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)


def read_records(folder: Path, schema: TableSchema) -> Records:
    """Read one table as far as it goes; a missing file is a fault unless the table is optional."""
    records = Records(schema)
    try:
        header, *rows = _lines(folder, schema) or [TextRow(1, schema.columns)]
    except InvalidData as error:
        return Records(schema, {}, list(error.faults), set(schema.columns))
    records.faults += _header_faults(schema, header)
    records.doubtful |= {name for name in schema.columns if header.cells.count(name) != 1}
    for row in rows:
        records.rows[row.number] = _record(records, header, row)
    return records


def _lines(folder: Path, schema: TableSchema) -> list[TextRow]:
    path = folder / schema.path
    if path.is_file():
        header, *rows = read_rows(path, set(schema.columns), schema.path)
        width = max(number for number, cell in enumerate(header.cells, start=1) if cell)
        return [TextRow(header.number, header.cells[:width]), *rows]
    names = sorted(file.name for file in path.parent.glob("*"))
    misnamed = [name for name in names if name.lower().startswith(f"{path.stem}.".lower())]
    if schema.optional and not misnamed:
        return []
    action = f"spara {misnamed[0]} som {path.name} (CSV UTF-8)" if misnamed else "lägg filen i datamappen"
    raise InvalidData([Fault.of_file(schema.path, "ingen fil", f"tabellen {schema.title}", action)])


def _header_faults(schema: TableSchema, header: TextRow) -> Iterator[Fault]:
    missing = [name for name in schema.columns if name not in header.cells]
    allowed = ", ".join(schema.columns)
    if len(missing) == len(schema.columns):
        found, action = quoted(", ".join(header.cells)), "sätt tillbaka rubrikraden överst i tabellen"
        yield Fault(schema.path, header.number, None, found, allowed, action)
        return
    for name in dict.fromkeys(header.cells):
        if name not in schema.columns:
            spellings = {schema.field(column).title: column for column in missing}
            meant = closest(name, spellings | {column: column for column in missing})
            action = f"skriv rubriken {meant}" if meant else "ta bort kolumnen eller rätta rubriken"
            missing = [column for column in missing if column != meant]
            yield Fault(schema.path, header.number, name or "(utan rubrik)", quoted(name), allowed, action)
        elif (count := header.cells.count(name)) > 1:
            found = f"{count} sådana kolumner"
            yield Fault(schema.path, header.number, name, found, "en av varje", "ta bort en av dem")
    for name in missing:
        action = f"lägg till kolumnen {name}"
        yield Fault(schema.path, header.number, name, "ingen sådan kolumn", allowed, action)


def _record(records: Records, header: TextRow, row: TextRow) -> Record:
    schema, before = records.schema, len(records.faults)
    records.faults += _wrong_width(schema, header, row)
    if len(records.faults) > before:
        records.doubtful |= set(schema.columns)
        return dict.fromkeys(schema.columns)
    cells = dict(zip_longest(header.cells, row.cells[: len(header.cells)], fillvalue=""))
    record = {
        column.name: _value(records, column, cells[column.name], row.number)
        for column in schema.fields
        if column.name in cells
    }
    if len(records.faults) == before:
        records.faults += check_row(schema, row.number, record)
    return dict.fromkeys(schema.columns) | record


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
        fault = Fault(records.schema.path, number, column.name, found, reason.allowed, reason.action)
        records.faults.append(fault)
        records.doubtful.add(column.name)
        return None
