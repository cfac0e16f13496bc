"""Keys within and between tables: one row for each key, and no reference to a row that is not there."""

from collections.abc import Iterator, Mapping
from typing import Any

from namndbok.data.rows import Records
from namndbok.data.schema import ForeignKey
from namndbok.errors import Fault, meant, quoted

Key = tuple[Any, ...]


def repeated(records: Records) -> Iterator[Fault]:
    """Yield a fault, one a row, where an earlier row has the same primary key or unique value."""
    schema = records.schema
    unique = [(column.name,) for column in schema.fields if column.constraints.get("unique")]
    told = set()
    for columns in dict.fromkeys([schema.primary_key, *unique]):
        seen: dict[Key, int] = {}
        for number, value in _keys(records, columns):
            if value in seen and number not in told:
                told.add(number)
                found = f"{_written(value)}, som redan står på rad {seen[value]}"
                action = "ta bort eller rätta en av raderna"
                yield Fault(schema.path, number, ", ".join(columns), found, "en rad för varje", action)
            seen.setdefault(value, number)


def unlinked(tables: Mapping[str, Records]) -> Iterator[Fault]:
    """Yield a fault for each reference to a row that is not there.

    Where the other table's own key could not be read nothing is said: that fault has its own message.
    """
    for records in tables.values():
        for key in records.schema.foreign_keys:
            other = tables[key.table]
            if not other.doubtful & set(key.targets):
                yield from _unlinked_by(records, key, other)


def _unlinked_by(records: Records, key: ForeignKey, other: Records) -> Iterator[Fault]:
    known = {value for _, value in _keys(other, key.targets)}
    names = sorted({" / ".join(map(str, value)) for value in known})
    for number, value in _keys(records, key.columns):
        if value not in known:
            hint = meant(" / ".join(map(str, value)), names, "kontrollera stavningen")
            action = f"rätta värdet ({hint}) eller lägg till raden i {other.schema.path}"
            allowed = f"ett värde som står i tabellen {other.schema.title} ({', '.join(key.targets)})"
            yield Fault(records.schema.path, number, ", ".join(key.columns), _written(value), allowed, action)


def _keys(records: Records, columns: tuple[str, ...]) -> Iterator[tuple[int, Key]]:
    """Yield row number and key of the rows whose key is complete."""
    for number, record in records.rows.items():
        value = tuple(record[name] for name in columns)
        if columns and None not in value:
            yield number, value


def _written(value: Key) -> str:
    return quoted(" / ".join(map(str, value)))
