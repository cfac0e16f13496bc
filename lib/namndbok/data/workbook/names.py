"""What people call the codes of a board: names that a list offers, and back from name to code."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from namndbok.data.cells import Unreadable, Value, read_cell, write_cell
from namndbok.data.load import Data
from namndbok.data.schema import Field, TableSchema, check_value
from namndbok.errors import meant

YES_NO = {True: "ja", False: "nej"}


class Names:
    """Translate between the codes of tables and their names; `shown` says in which column a table has its."""

    def __init__(self, data: Data, year: int, shown: Mapping[str, str]) -> None:
        self.data, self.shown = data, shown
        self.codes: dict[str, dict[str, str]] = {}
        self._spellings: dict[str, dict[str, str]] = {}
        for table in shown:
            rows = data[table]
            rows = rows[rows["year"] == year] if "year" in rows else rows
            self.learn(table, rows.to_dict("records"))

    def learn(self, table: str, records: Iterable[Mapping[str, Any]]) -> None:
        """Learn the names of a table's rows; those that several rows have stay codes."""
        key, shown = self.data.package.tables[table].primary_key[-1], self.shown[table]
        pairs = [(str(record[key]), str(record[shown])) for record in records]
        count = Counter(name.casefold() for _, name in pairs)
        names = {code: name if count[name.casefold()] == 1 else code for code, name in pairs}
        self.codes.setdefault(table, {}).update(names)
        spellings = self._spellings.setdefault(table, {})
        for code, name in names.items():
            spellings |= {code.casefold(): code, name.casefold(): code}

    def table_of(self, schema: TableSchema, column: str) -> str:
        """Return the table whose names a column shows, or an empty text."""
        for key in schema.foreign_keys:
            if key.columns[-1] == column and key.table in self.shown and set(key.columns[:-1]) <= {"year"}:
                return key.table
        return ""

    def shown_text(self, column: Field, table: str, value: Value | None) -> str:
        """Return what people read for a value."""
        if isinstance(value, bool):
            return YES_NO[value]
        if table and value is not None:
            return self.codes[table].get(str(value), str(value))
        return column.labels.get(str(value), write_cell(value))

    def read(self, column: Field, table: str, text: str) -> Value | None:
        """Read what stands in a cell as a value of a column; raises `Unreadable`."""
        if not text:
            return None
        if table:
            names = self._spellings[table]
            if (code := names.get(text.casefold())) is None:
                title = self.data.package.tables[table].title.lower()
                hint = meant(text, self.codes[table].values(), "välj i listan, eller lägg till det nya först")
                raise Unreadable(f"ett namn ur listan över {title}", hint)
            text = code
        labels = {label.casefold(): code for code, label in column.labels.items()}
        value = read_cell(labels.get(text.casefold(), text), column.kind)
        check_value(column, value)
        return value


def choices(column: Field) -> Iterable[str]:
    """List what can be chosen in a column that takes few words; empty where anything can be typed."""
    if column.kind == "boolean":
        return YES_NO.values()
    return [column.labels.get(code, code) for code in column.constraints.get("enum", ())]
