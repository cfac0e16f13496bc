"""Slips drawn from the schema: every kind that a column's type allows, at random rows of every table.

Nothing here knows what a check looks for. A slip leaves the cell's type right, as a spreadsheet would; what
loading refuses counts as noticed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pandas as pd

from namndbok.data.load import Data
from namndbok.data.schema import Field, TableSchema
from planting.edit import faults, put
from planting.harness import Board, noticed
from planting.kind import Planted, ids

# How often people make a slip of each kind, beside each other: guesses, the same for every column.
WEIGHTS = {
    "emptied": 3, "next row": 3, "exchanged": 1, "neighbour": 1, "previous year": 2, "digits turned": 3,
    "another digit": 3, "times 10": 2, "times 1000": 1, "a tenth": 1, "a hundredth": 1, "sign": 1,
    "year moved": 2, "day moved": 2, "day and month": 1, "flipped": 2, "another code": 2, "another key": 2,
}  # fmt: skip


@dataclass(frozen=True)
class Slip:
    """One slip that was drawn: where, of which kind, and the data with it in them."""

    table: str
    column: str
    kind: str
    planted: Planted

    @property
    def weight(self) -> int:
        """Return how common the kind is."""
        return WEIGHTS[self.kind]


@dataclass(frozen=True)
class Place:
    """A cell that something may happen to: its table with all rows, its row number and its column."""

    data: Data
    schema: TableSchema
    row: int
    column: Field
    random: Random

    @property
    def frame(self) -> pd.DataFrame:
        """Return the table's rows."""
        return self.data[self.schema.name]

    @property
    def value(self) -> Any:
        """Return what stands in the cell."""
        return self.frame.at[self.row, self.column.name]

    def changed(self, value: Any) -> Planted | None:
        """Return the data with another value in the cell, or None where that is the same."""
        if value == self.value and type(value) is type(self.value):
            return None
        name = self.schema.name
        return Planted(put(self.data, name, self.row, **{self.column.name: value}), ids(name, self.row))


Change = Callable[[Place], Planted | None]


def emptied(place: Place) -> Planted | None:
    """Leave the cell empty."""
    return place.changed(None)


def next_row(place: Place) -> Planted | None:
    """Copy the cell of the next row, as when a cell is filled one step too far."""
    rows = list(place.frame.index)
    at = rows.index(place.row) + 1
    value = place.frame.at[rows[at], place.column.name] if at < len(rows) else None
    return None if value is None else place.changed(value)


def neighbour(place: Place) -> Planted | None:
    """Swap the cell with that of the next column of the same type."""
    kinds = {field.name: field.kind for field in place.schema.fields}
    after = list(kinds)[list(kinds).index(place.column.name) + 1 :]
    other = next((name for name in after if kinds[name] == place.column.kind), None)
    if other is None or other == "place" or place.frame.at[place.row, other] == place.value:
        return None
    cells = {place.column.name: place.frame.at[place.row, other], other: place.value}
    name = place.schema.name
    return Planted(put(place.data, name, place.row, **cells), ids(name, place.row))


def exchanged(place: Place) -> Planted | None:
    """Swap the cell with that of another row."""
    cells = place.frame[place.column.name]
    rows = [row for row, cell in cells.items() if cell is not None and cell != place.value]
    if not rows:
        return None
    other, name, column = place.random.choice(rows), place.schema.name, place.column.name
    data = put(place.data, name, place.row, **{column: place.frame.at[other, column]})
    return Planted(put(data, name, other, **{column: place.value}), ids(name, place.row, other))


def previous_year(place: Place) -> Planted | None:
    """Copy the cell of the year before, for the same key."""
    key = [name for name in place.schema.primary_key if name not in ("year", "through", "date", "as_of")]
    if "year" not in place.schema.columns or not key or place.column.name in place.schema.primary_key:
        return None
    row = place.frame.loc[place.row]
    for _, before in place.frame.iterrows():
        if before["year"] == row["year"] - 1 and all(before[name] == row[name] for name in key):
            return place.changed(before[place.column.name])
    return None


def turned(place: Place) -> Planted | None:
    """Turn two digits that stand beside each other."""
    digits = list(str(place.value))
    pairs = enumerate(pairwise(digits))
    differing = [first for first, (a, b) in pairs if a.isdigit() and b.isdigit() and a != b]
    if not differing:
        return None
    first = place.random.choice(differing)
    digits[first : first + 2] = reversed(digits[first : first + 2])
    return place.changed(type(place.value)("".join(digits)))


def another_digit(place: Place) -> Planted | None:
    """Type a wrong digit."""
    text = str(place.value)
    digit = place.random.choice([number for number, sign in enumerate(text) if sign.isdigit()])
    other = place.random.choice([sign for sign in "0123456789" if sign != text[digit]])
    try:
        return place.changed(type(place.value)(text[:digit] + other + text[digit + 1 :]))
    except ZeroDivisionError:
        return None


def times(factor: Fraction) -> Change:
    """Return what multiplies the cell by a factor, as when a unit is mistaken."""

    def multiplied(place: Place) -> Planted | None:
        product = place.value * factor
        if place.column.kind == "integer":
            product = int(product)
        return place.changed(product)

    return multiplied


def day_moved(place: Place) -> Planted | None:
    """Move the date by a day, a week or a month."""
    return place.changed(place.value + timedelta(days=place.random.choice([-30, -7, -1, 1, 7, 30])))


def year_moved(place: Place) -> Planted | None:
    """Write the year before or after."""
    try:
        return place.changed(place.value.replace(year=place.value.year + place.random.choice([-1, 1])))
    except ValueError:
        return None


def day_and_month(place: Place) -> Planted | None:
    """Take the day for the month."""
    value = place.value
    return place.changed(date(value.year, value.day, value.month)) if value.day <= 12 else None


def another_code(place: Place) -> Planted | None:
    """Choose another code of the list, or of those that the column has."""
    codes = place.column.constraints.get("enum") or sorted(
        {cell for cell in place.frame[place.column.name] if cell is not None}, key=str
    )
    rest = [code for code in codes if code != place.value]
    return place.changed(place.random.choice(rest)) if rest else None


def another_key(place: Place) -> Planted | None:
    """Move the row to another row of the table that the column refers to."""
    for key in place.schema.foreign_keys:
        if key.columns == (place.column.name,):
            codes = [code for code in place.data[key.table][key.targets[0]] if code != place.value]
            return place.changed(place.random.choice(codes)) if codes else None
    return None


def flipped(place: Place) -> Planted | None:
    """Say yes for no."""
    return place.changed(not place.value)


def one_off(place: Place) -> Planted | None:
    """Write the year before or after."""
    return place.changed(place.value + place.random.choice([-1, 1]))


ANY: dict[str, Change] = {
    "emptied": emptied,
    "next row": next_row,
    "exchanged": exchanged,
    "neighbour": neighbour,
    "previous year": previous_year,
}
BY_TYPE: dict[str, dict[str, Change]] = {
    "integer": {
        "digits turned": turned,
        "another digit": another_digit,
        "times 10": times(Fraction(10)),
        "times 1000": times(Fraction(1000)),
        "a tenth": times(Fraction(1, 10)),
        "sign": times(Fraction(-1)),
    },
    "number": {
        "times 10": times(Fraction(10)),
        "a hundredth": times(Fraction(1, 100)),
        "sign": times(Fraction(-1)),
        "another digit": another_digit,
    },
    "year": {"year moved": one_off},
    "date": {"day moved": day_moved, "year moved": year_moved, "day and month": day_and_month},
    "boolean": {"flipped": flipped},
    "string": {},
}


def kinds(schema: TableSchema, column: Field) -> dict[str, Change]:
    """Return the kinds of slip that a column's type allows."""
    others = dict(BY_TYPE[column.kind])
    if "enum" in column.constraints:
        others["another code"] = another_code
    if any(key.columns == (column.name,) for key in schema.foreign_keys):
        others["another key"] = another_key
    return ANY | others


def related(data: Data, schema: TableSchema, column: Field, value: Any) -> tuple[str, ...]:
    """Name the rows of other tables that refer to what a reference referred to; a slip leaves them alone."""
    targets = {key.table for key in schema.foreign_keys if key.columns == (column.name,)} - {"documents"}
    return tuple(
        row
        for other in data.package.tables.values()
        for key in other.foreign_keys
        if key.table in targets and len(key.columns) == 1
        for row in ids(
            other.name, *[n for n, cell in data[other.name][key.columns[0]].items() if cell == value]
        )
    )


def draw(data: Data, year: int, random: Random, places: int) -> Iterator[Slip]:
    """Yield slips of each kind at up to `places` random rows of each column; of the year."""
    for name, schema in data.package.tables.items():
        rows = data.of_year(name, year) if "year" in schema.columns else data[name]
        for column in schema.fields:
            filled = [row for row, cell in rows[column.name].items() if cell is not None]
            for kind, change in kinds(schema, column).items():
                for row in random.sample(filled, min(places, len(filled))):
                    planted = change(Place(data, schema, row, column, random))
                    if planted is not None:
                        alone = related(data, schema, column, data[name].at[row, column.name])
                        yield Slip(name, column.name, kind, replace(planted, about=alone))


@dataclass
class Score:
    """How many slips of a column were drawn and noticed, by weight, and how many were pointed out by row."""

    drawn: int = 0
    weight: int = 0
    noticed: int = 0
    pointed: int = 0
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, slip: Slip, seen: bool, pointed: bool) -> None:
        """Count one slip."""
        self.drawn += 1
        self.weight += slip.weight
        self.noticed += slip.weight * seen
        self.pointed += slip.weight * pointed
        self.missed[slip.kind] += not seen


def scores(boards: Iterable[Board], seed: int, places: int) -> dict[tuple[str, str], Score]:
    """Draw slips on each board and count by column which are noticed."""
    counted: dict[tuple[str, str], Score] = {}
    for board in boards:
        for slip in draw(board.data, board.year, Random(f"{seed} {board.year}"), places):
            counted.setdefault((slip.table, slip.column), Score()).add(slip, *seen(board, slip))
    return counted


def seen(board: Board, slip: Slip) -> tuple[bool, bool]:
    """Tell whether a slip is noticed, and whether what notices it names a row that it is in."""
    rows = slip.planted.rows
    refused = list(faults(slip.planted.data, board.data))
    if refused:
        return True, any(fault.row == int(row.split(":")[1]) for fault in refused for row in rows)
    result = noticed(board, slip.planted)
    return bool(result.noticed), bool(result.noticed) and bool(set(rows) & result.rows)
