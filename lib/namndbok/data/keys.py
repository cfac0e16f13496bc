"""Keys within and between tables: one row for each key, and no reference to a row that is not there."""

from collections.abc import Iterator, Mapping
from typing import Any

from namndbok.data.rows import Records
from namndbok.data.schema import ForeignKey
from namndbok.errors import Fault, meant, quoted

Key = tuple[Any, ...]


def repeated_keys(records: Records) -> Iterator[Fault]:
    """Yield a fault, one a row, where an earlier row has the same primary key or unique value."""
    schema, refused = records.schema, set()
    unique = [(column.name,) for column in schema.fields if column.constraints.get("unique")]
    for columns in dict.fromkeys([schema.primary_key, *unique]):
        rows: dict[Key, int] = {}
        for number, key in _keys(records, columns):
            if key in rows and number not in refused:
                refused.add(number)
                found = f"{_written(key)}, som redan står på rad {rows[key]}"
                action = "ta bort eller rätta en av raderna"
                yield Fault(schema.path, number, ", ".join(columns), found, "en rad för varje", action)
            rows.setdefault(key, number)


def dangling_references(tables: Mapping[str, Records]) -> Iterator[Fault]:
    """Yield a fault for each reference to a row that is not there.

    Where the other table's own key could not be read there is no fault: that one has its own message.
    """
    for records in tables.values():
        for reference in records.schema.foreign_keys:
            target = tables[reference.table]
            if not target.doubtful & set(reference.targets):
                yield from _dangling(records, reference, target)


def _dangling(records: Records, reference: ForeignKey, target: Records) -> Iterator[Fault]:
    known = {key for _, key in _keys(target, reference.targets)}
    columns, names = ", ".join(reference.columns), sorted({_joined(key) for key in known})
    allowed = f"ett värde som står i tabellen {target.schema.title} ({', '.join(reference.targets)})"
    for number, key in _keys(records, reference.columns):
        if key not in known:
            hint = meant(_joined(key), names, "kontrollera stavningen")
            action = f"rätta värdet ({hint}) eller lägg till raden i {target.schema.path}"
            yield Fault(records.schema.path, number, columns, _written(key), allowed, action)


def _keys(records: Records, columns: tuple[str, ...]) -> Iterator[tuple[int, Key]]:
    """Yield row number and key of the rows whose key is complete."""
    for number, record in records.rows.items():
        key = tuple(record[name] for name in columns)
        if columns and None not in key:
            yield number, key


def _joined(key: Key) -> str:
    return " / ".join(map(str, key))


def _written(key: Key) -> str:
    return quoted(_joined(key))
