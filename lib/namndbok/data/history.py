"""Rows taken into a data folder: checked beside it first, with a copy kept of every file that is replaced."""

import csv
import io
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from namndbok.data.cells import write_cell
from namndbok.data.files import read_rows, write_beside
from namndbok.data.load import Data, load_data
from namndbok.data.rows import read_records
from namndbok.errors import InvalidData, InvalidParameter, describe_write_failure

HISTORY = ".history"


@dataclass(frozen=True)
class TableChange:
    """Say which rows leave a table, by number, which are added, by column, and what other cells become."""

    removed: Sequence[int]
    added: Sequence[Mapping[str, Any]]
    replaced: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


def read_tables(folder: Path, data: Data, names: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Read some tables of another folder by the board's schema; raises `InvalidData` with every fault."""
    schemas = [data.package.tables[name] for name in names]
    present = [schema for schema in schemas if (folder / schema.path).is_file()]
    records = {schema.name: read_records(folder, schema) for schema in present}
    if faults := [fault for table in records.values() for fault in table.faults]:
        raise InvalidData(faults)
    return {name: [dict(row) for row in table.rows.values()] for name, table in records.items()}


def change_tables(data: Data, changes: Mapping[str, TableChange], command: str, now: datetime) -> Path:
    """Change tables, all or none, and return the folder in `.history` that holds what was there before.

    The changed folder is read beside its place first: `InvalidData` is raised with nothing written where it
    could not be read afterwards. `command` and `now` are kept with the copies, in `command.json`. Raises
    `InvalidParameter` where a file cannot be written; what was written before it is put back.
    """
    files = {data.package.tables[name].path: _changed(data, name, change) for name, change in changes.items()}
    try:
        with TemporaryDirectory(prefix="namndbok-") as beside:
            copy = Path(beside, data.folder.name)
            shutil.copytree(data.folder, copy, ignore=shutil.ignore_patterns(".*"))
            for name, content in files.items():
                (copy / name).write_bytes(content)
            load_data(copy)
        kept = _kept(data.folder, files, {"time": now.isoformat(timespec="seconds"), "command": command})
        try:
            for name, content in files.items():
                write_beside(data.folder / name, content)
        except OSError:
            for name in files:
                (data.folder / name).unlink(missing_ok=True)
                if (kept / name).is_file():
                    write_beside(data.folder / name, (kept / name).read_bytes())
            raise
    except OSError as error:
        raise InvalidParameter(describe_write_failure(error)) from error
    return kept


def _changed(data: Data, name: str, change: TableChange) -> bytes:
    """Return a table's file with other rows; cells that no change names stand as they were typed."""
    schema, path = data.package.tables[name], data.folder / data.package.tables[name].path
    rows = read_rows(path, set(schema.columns), schema.path) if path.is_file() else []
    header = rows[0].cells if rows else tuple(schema.columns)
    kept = [
        [
            write_cell(cells[column]) if column in cells else cell
            for column, cell in zip_longest(header, row.cells, fillvalue="")
        ]
        for row in rows[1:]
        if row.number not in change.removed
        for cells in [change.replaced.get(row.number, {})]
    ]
    added = [[write_cell(row.get(column)) for column in header] for row in change.added]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *kept, *added])
    return text.getvalue().encode()


def _kept(folder: Path, files: Mapping[str, bytes], record: Mapping[str, Any]) -> Path:
    """Keep a copy of the files that are to be replaced, in a new folder named after the time."""
    stamp = record["time"].replace(":", "").replace("-", "")
    names = (stamp if number == 1 else f"{stamp}-{number}" for number in range(1, 1000))
    kept = next(path for name in names if not (path := folder / HISTORY / name).exists())
    kept.mkdir(parents=True)
    for name in filter(lambda name: (folder / name).is_file(), files):
        shutil.copy2(folder / name, kept / name)
    new = [name for name in files if not (folder / name).is_file()]
    content = json.dumps({**record, "files": sorted(files), "new": new}, ensure_ascii=False, indent=2)
    (kept / "command.json").write_text(content + "\n", encoding="utf-8")
    return kept
