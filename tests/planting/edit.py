"""Change copies of loaded data, a row at a time; the original stays as it is."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from namndbok.data.cells import Unreadable
from namndbok.data.load import Data
from namndbok.data.rows import Records, dangling_references, repeated_keys
from namndbok.data.schema import TableSchema, check_row, check_value
from namndbok.errors import Fault


def put(data: Data, table: str, number: int, /, **cells: Any) -> Data:
    """Return the data with cells of one row changed."""
    frame = data[table].copy()
    for column, value in cells.items():
        frame.at[number, column] = value
    return _with(data, table, frame)


def without(data: Data, table: str, number: int) -> Data:
    """Return the data without one row; the other rows keep their numbers."""
    return _with(data, table, data[table].drop(index=number))


def added(data: Data, table: str, **cells: Any) -> Data:
    """Return the data with one more row at the end of a table."""
    frame = data[table]
    row = pd.DataFrame([[cells.get(name) for name in frame]], columns=frame.columns, dtype=object)
    row.index = pd.Index([last(data, table) + 1], name=table)
    return _with(data, table, pd.concat([frame, row]))


def last(data: Data, table: str) -> int:
    """Return the number of a table's last row."""
    return max(data[table].index, default=1)


def faults(data: Data, original: Data) -> Iterator[Fault]:
    """Yield what loading would refuse in a changed copy: values in the changed tables, and keys in all."""
    tables = data.package.tables
    changed = {name for name in tables if data[name] is not original[name]}
    near = {name for name, schema in tables.items() if changed & {name, *_targets(schema)}}
    used = {target for name in near for target in _targets(tables[name])}
    records = {name: _records(data, name) for name in tables if name in near | used}
    for name in records:
        if name in changed:
            yield from _values(records[name])
            yield from repeated_keys(records[name])
    # What is only referred to is as it was; its own references are not looked at.
    alone = {
        name: own if name in near else Records(replace(own.schema, foreign_keys=()), own.rows)
        for name, own in records.items()
    }
    yield from dangling_references(alone)


def _targets(schema: TableSchema) -> set[str]:
    return {key.table for key in schema.foreign_keys}


def _with(data: Data, table: str, frame: pd.DataFrame) -> Data:
    frame.index.name = table
    return replace(data, tables={**data.tables, table: frame})


def _records(data: Data, name: str) -> Records:
    return Records(data.package.tables[name], data[name].to_dict("index"))


def _values(records: Records) -> Iterator[Fault]:
    schema = records.schema
    for number, row in records.rows.items():
        for column in schema.fields:
            if row[column.name] is None:
                if column.required:
                    yield Fault(schema.path, number, column.name, "en tom ruta", "ett värde", "fyll i")
                continue
            try:
                check_value(column, row[column.name])
            except Unreadable as error:
                yield Fault(
                    schema.path, number, column.name, str(row[column.name]), error.allowed, error.action
                )
        for column, refused in check_row(schema, row):
            yield Fault(schema.path, number, column, *refused)
