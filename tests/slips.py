"""Slips of people and programs, planted in a copy of a data folder; a plant is called with the folder."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl

from boards import put, rewrite

Plant = Callable[[Path], object]
Rows = list[list[str]]


def cell(table: str, row: int, column: str, text: str) -> Plant:
    """Type a text into a cell; `row` is Excel's."""
    return lambda folder: put(folder / f"{table}.csv", row, column, text)


def rows(table: str, change: Callable[[Rows], object]) -> Plant:
    """Change the rows of a table, the heading first."""
    return lambda folder: rewrite(folder / f"{table}.csv", change)


def append(table: str, *cells: str) -> Plant:
    """Add a row at the end."""
    return rows(table, lambda rows: rows.append(list(cells)))


def repeat(table: str, row: int, to: int) -> Plant:
    """Insert a row once more, as row `to`."""
    return rows(table, lambda rows: rows.insert(to - 1, rows[row - 1]))


def delete(table: str, first: int, last: int | None = None) -> Plant:
    """Delete rows from `first` to `last`, or to the end."""
    return rows(table, lambda rows: rows.__delitem__(slice(first - 1, last)))


def widen(table: str, row: int, text: str) -> Plant:
    """Add a cell at the end of a row."""
    return rows(table, lambda rows: rows[row - 1].append(text))


def narrow(table: str, row: int, column: str) -> Plant:
    """Take a cell away, so that those after it move to the left."""
    return rows(table, lambda rows: rows[row - 1].pop(rows[0].index(column)))


def heading(table: str, column: str, text: str) -> Plant:
    """Call a column something else."""
    return cell(table, 1, column, text)


def remove(table: str, column: str) -> Plant:
    """Delete a column."""

    def change(rows: Rows) -> None:
        at = rows[0].index(column)
        for row in rows:
            del row[at]

    return rows(table, change)


def fill(table: str, column: str, text: str) -> Plant:
    """Type the same text into every row of a column."""

    def change(rows: Rows) -> None:
        at = rows[0].index(column)
        for row in rows[1:]:
            row[at] = text

    return rows(table, change)


def swap(table: str, one: str, other: str, *, headings: bool) -> Plant:
    """Swap two columns, with or without their headings."""

    def change(rows: Rows) -> None:
        a, b = rows[0].index(one), rows[0].index(other)
        for row in rows if headings else rows[1:]:
            row[a], row[b] = row[b], row[a]

    return rows(table, change)


def replace(file: str, old: str, new: str) -> Plant:
    """Replace the first `old` (a pattern) in a file."""
    return content(file, lambda text: re.sub(old, new, text, count=1))


def content(file: str, change: Callable[[str], str | bytes]) -> Plant:
    """Change the whole content of a file."""

    def plant(folder: Path) -> None:
        new = change((folder / file).read_text(encoding="utf-8"))
        (folder / file).write_bytes(new if isinstance(new, bytes) else new.encode())

    return plant


def saved(table: str, separator: str, encoding: str, end: str = "\r\n") -> Plant:
    """Save a table with another separator, encoding and line end."""

    def change(text: str) -> bytes:
        new = io.StringIO()
        csv.writer(new, delimiter=separator, lineterminator=end).writerows(csv.reader(io.StringIO(text)))
        return new.getvalue().encode(encoding)

    return content(f"{table}.csv", change)


def as_workbook(table: str) -> Plant:
    """Save a table as an Excel workbook that is called CSV."""

    def change(text: str) -> bytes:
        book, new = openpyxl.Workbook(), io.BytesIO()
        for row in csv.reader(io.StringIO(text)):
            book.active.append(row)
        book.save(new)
        return new.getvalue()

    return content(f"{table}.csv", change)


def rename(file: str, name: str) -> Plant:
    """Call a file something else."""
    return lambda folder: (folder / file).rename(folder / name)


def describe(table: str, **column: object) -> Plant:
    """Say something of one column of a table in `datapackage.json`."""
    resources = [{"name": table, "schema": {"fields": [column]}}]
    return content("datapackage.json", lambda text: json.dumps(json.loads(text) | {"resources": resources}))
