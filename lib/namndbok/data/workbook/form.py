"""The forms of a year's workbook: `layout.json` filled with a board's rows, and where they stand on sheets.

A form is a table that people fill in. Its rows are those of one table, or of several side by side with the
same key. A part whose codes stand `across` has a column for each of them, with one value of a row in it; what
the values of such a column have in common, such as their source, stands `below` it.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from namndbok.data.cells import Unreadable, Value, read_cell, write_cell
from namndbok.data.load import Data
from namndbok.data.schema import Field, TableSchema, check_value
from namndbok.errors import meant
from namndbok.swedish import capital

LAYOUT: Mapping[str, Any] = json.loads(Path(__file__).with_name("layout.json").read_text(encoding="utf-8"))
SAID: Mapping[str, Any] = LAYOUT["said"]
YES_NO = {True: "ja", False: "nej"}
SHARED = -1  # stands for the part of columns that all parts of a form have
SEVERAL = "(flera)"  # where the values that one cell stands for differ
TOP, HEAD, SPARE = 3, 2, 8  # rows above the first form, from its title to its heading, and empty ones
FEW = 3  # so many columns have last year's beside them
Record = dict[str, Any]


class Cell(NamedTuple):
    """Tell where a value of a form's row belongs: part, column, and the code above it or the year before."""

    part: int
    column: str
    code: Value | None = None
    year: int = 0

    @property
    def is_new(self) -> bool:
        """Tell whether the cell stands below a heading for a code that is not known yet."""
        return str(self.code).startswith("+")


Row = dict[Cell, Value | None]


@dataclass(frozen=True)
class Column:
    """One column of a form: to fill in, or (without a `schema`) computed or last year's.

    `words` are what is shown for values; they are the names in a `table` where one has them.
    """

    title: str
    cell: Cell
    schema: Field | None = None
    words: Mapping[Any, str] = field(default_factory=dict)
    table: str = ""
    aside: bool = False
    minus: Sequence[Cell] = ()

    @property
    def kind(self) -> str:
        """Return the type of its values."""
        return self.schema.kind if self.schema else "integer"

    @property
    def is_numeric(self) -> bool:
        """Tell whether it holds amounts or other numbers."""
        return self.kind in ("integer", "number")

    @property
    def is_turned(self) -> bool:
        """Tell whether its title is turned, since what stands below is yes or no."""
        return self.kind == "boolean" and self.cell.code is not None

    @cached_property
    def _spelled(self) -> dict[str, Value]:
        codes = {write_cell(code).casefold(): code for code in self.words}
        return codes | {name.casefold(): code for code, name in self.words.items()}

    def shown(self, value: Value | None) -> str:
        """Return what people read for a value."""
        return self.words.get(value) or write_cell(value)

    def read(self, text: str) -> Value | None:
        """Read what somebody typed; raises `Unreadable`."""
        if not text or text.casefold() in self._spelled:
            return self._spelled.get(text.casefold())
        if self.table:
            raise Unreadable(SAID["name"], meant(text, self.words.values(), SAID["choose"]))
        value = read_cell(text, self.schema.kind)
        check_value(self.schema, value)
        return value


def _parts(form: Mapping[str, Any]) -> list[SimpleNamespace]:
    return [SimpleNamespace(**LAYOUT["part"] | part) for part in form["parts"]]


PARTS = [part for sheet in LAYOUT["sheets"] for form in sheet["forms"] for part in _parts(form)]


class Form:
    """A form with the columns and rows that a board's data gives it for a year.

    `settings` and `parts` are as `layout.json` has them; `names` are those of some tables' codes.
    """

    def __init__(
        self, sheet: str, settings: Mapping[str, Any], data: Data, year: int, names: Mapping[str, Any]
    ) -> None:
        self.sheet, self.data, self.year, self.names = sheet, data, year, names
        self.settings, self.parts = SimpleNamespace(**LAYOUT["form"] | settings), _parts(settings)
        self.title, self.key = self.settings.title, self.settings.key
        self.totals: Sequence[str] = SAID["totals"][: self.settings.totals]
        below = [name for part in self.parts if part.below for name in self.attributes(part)]
        self.below: dict[str, Row] = {name: {} for name in below}
        years = {*data[self.parts[0].table]["year"]} if self.settings.before else ()
        before = (other for other in sorted(years, reverse=True) if other < year)
        self.before = next((other for other in before if self._collected(other)), 0)
        self.inputs: dict[Cell, Column] = {}
        titles: set[str] = set()  # each column gets one of its own
        for column in self._inputs():
            table = self.schema(self.parts[max(column.cell.part, 0)])
            more = f" ({column.cell.code or table.title.lower()})" if column.title in titles else ""
            titles.add(column.title + more)
            self.inputs[column.cell] = replace(column, title=column.title + more)
        self.across = [cell for cell in self.inputs if cell.code is not None]
        shown = [column for column in self.inputs.values() if not column.aside]
        aside = [column for column in self.inputs.values() if column.aside]
        self.columns = [*shown, *self._computed(shown), *aside]
        self.rows = self._sorted_rows()

    def place(self, top: int, beside: int) -> int:
        """Put the form on a row, with what is seldom read from a column on; return the row for the next."""
        listed = self.key and self.settings.every and self.rows
        self.top, self.first = top, top + HEAD + 1
        self.last = self.first + len(self.rows) + (0 if listed else SPARE) - 1
        self.end = self.last + 1 + len(self.totals) + len(self.below)
        aside = sum(column.aside for column in self.columns)
        main = len(self.columns) - aside
        places = [*range(main), *range(beside, beside + aside)]
        self.places = {column.cell: place for column, place in zip(self.columns, places, strict=True)}
        return self.end + 2

    def schema(self, part: SimpleNamespace) -> TableSchema:
        """Return the schema of a part's table."""
        return self.data.package.tables[part.table]

    def column(self, number: int, name: str, code: Value | None = None, title: str = "") -> Column:
        """Make a column to fill in, with the words that are shown for its values."""
        schema = self.schema(self.parts[max(number, 0)])
        column, words, home = schema.field(name), {}, ""
        for key in schema.foreign_keys:
            if key.columns[-1] == name and key.table in self.names and {*key.columns[:-1]} <= {"year"}:
                home, words = key.table, self.names[key.table]
        if column.kind == "boolean":
            words = YES_NO
        elif codes := column.constraints.get("enum"):
            words = distinct({value: column.labels.get(value, value) for value in codes})
        aside = code is None and name in (*LAYOUT["aside"], *self.settings.aside)
        return Column(title or column.title, Cell(number, name, code), column, words, home, aside)

    def fixed(self, part: SimpleNamespace, year: int, texts: Mapping[str, str] | None = None) -> Record:
        """Return the values that all rows of a part have."""
        schema, texts = self.schema(part), part.where if texts is None else texts
        cells = ((name, text.format(year=year), schema.field(name).kind) for name, text in texts.items())
        fixed = {name: read_cell(text, kind) for name, text, kind in cells}
        return {"year": year} | fixed if "year" in schema.columns else fixed

    def covered(self, part: SimpleNamespace, year: int) -> Iterator[tuple[int, Record]]:
        """Yield the rows of the data that stand in a part, with their numbers."""
        fixed, other = self.fixed(part, year), self.fixed(part, year, part.other_than)
        for number, row in table_rows(self.data, part.table):
            if fixed.items() <= row.items() and not (part.other_than and other.items() <= row.items()):
                yield number, row

    def attributes(self, part: SimpleNamespace) -> list[str]:
        """List the columns that a whole row or column of values has in common."""
        if part.facet or not part.across:
            return []
        facets = {other.value for other in PARTS if other.table == part.table and other.facet}
        own = {"year", part.across, part.value, *self.key, *part.where, *facets}
        return [name for name in self.schema(part).columns if name not in own]

    def _inputs(self) -> Iterator[Column]:
        """Yield the columns to fill in."""
        yield from (self.column(SHARED, name) for name in self.key)
        for number, part in enumerate(self.parts):
            if part.flag:
                yield Column(part.flag, Cell(number, part.flag), Field(part.flag, "boolean", ""), YES_NO)
            if part.across:
                codes = self.column(number, part.across)
                used = {row[part.across] for _, row in self.covered(part, self.year)}
                for code in codes.words or sorted(used):
                    yield self.column(number, part.value, code, capital(codes.shown(code)))
                for place in () if codes.words or codes.table else (1, 2):
                    yield self.column(number, part.value, f"+{place}", f"{codes.title} {place} (ny)")
            known = self.attributes(part) if part.across else self.schema(part).columns
            known = () if part.below else known
            names = sorted(known, key=lambda name: [*self.settings.order, *known].index(name))
            hidden = {*self.key, *self.fixed(part, self.year)}
            yield from (self.column(number, name) for name in names if name not in hidden)

    def _computed(self, shown: Sequence[Column]) -> Iterator[Column]:
        """Yield the columns that are differences, totals or last year's."""
        values = [column for column in shown if column.cell.part != SHARED]
        cells = {column.cell.code or column.cell.column: column.cell for column in values}
        for title, *names in self.settings.differences:
            yield Column(title, Cell(SHARED, title), minus=[cells[name] for name in names])
        if self.settings.total and values:
            yield Column(self.settings.total, Cell(SHARED, self.settings.total), minus=())
        for column in values if self.before and len(values) <= FEW else ():
            yield Column(f"{column.title} {self.before}", column.cell._replace(year=self.before))

    def _sorted_rows(self) -> list[Row]:
        """Return the year's rows, with last year's values, and rows with a name for what has none yet."""
        rows, words = self._collected(self.year), {cell: column.words for cell, column in self.inputs.items()}
        cell = Cell(SHARED if self.key else 0, self.settings.every)
        if self.settings.every:
            known = {row[cell] for row in rows}
            rows += [{cell: code} for code in words[cell] if code not in known]
            rows.sort(key=lambda row: [*words[cell]].index(row[cell]))
        elif self.settings.sort:
            shared = [(Cell(SHARED, name), [*words[Cell(SHARED, name)]]) for name in self.key]
            rows.sort(key=lambda row: [codes.index(row[at]) if codes else row[at] for at, codes in shared])
        earlier = {row[cell]: row for row in self._collected(self.before)} if self.before else {}
        for row in rows:
            before = earlier.get(row.get(cell), {})
            row.update({at._replace(year=self.before): value for at, value in before.items()})
        return rows

    def _collected(self, year: int) -> list[Row]:
        """Return a year's rows; what several tables have with the same key stands beside each other."""
        groups: dict[Any, list[Row]] = {}
        used: Counter[Any] = Counter()
        for number, part in enumerate(self.parts):
            for place, record in self.covered(part, year):
                key = tuple(record[name] for name in self.key) or (number, place)
                group, turn = groups.setdefault(key, []), 0 if part.across else used[number, key]
                used[number, key] += 1
                if turn == len(group):
                    group.append({Cell(SHARED, name): record[name] for name in self.key})
                row, code = group[turn], record.get(part.across)
                row |= {Cell(number, part.flag): True} if part.flag else {}
                if not part.across:
                    row |= {Cell(number, name): value for name, value in record.items()}
                    continue
                row[Cell(number, part.value, code)] = record[part.value]
                for name in self.attributes(part) if year == self.year else ():
                    target = self.below[name] if part.below else row
                    cell = Cell(number, part.value, code) if part.below else Cell(number, name)
                    target[cell] = record[name] if target.get(cell, record[name]) == record[name] else SEVERAL
        return [row for group in groups.values() for row in group]


def table_rows(data: Data, table: str) -> Iterator[tuple[int, Record]]:
    """Yield the rows of a table with their numbers."""
    rows = data[table]
    for number, values in zip(rows.index, rows.to_numpy(), strict=True):
        yield int(number), dict(zip(rows.columns, values, strict=True))


def distinct(names: Mapping[Any, str]) -> dict[Any, str]:
    """Return names by code, with the code itself where several have the same name."""
    count = Counter(str(name).casefold() for name in names.values())
    return {code: str(name) if count[str(name).casefold()] == 1 else code for code, name in names.items()}


def plan_forms(data: Data, year: int) -> list[Form]:
    """Plan all forms of a year's workbook; what is seldom read begins in the same column of a whole sheet."""
    names: dict[str, dict[Value, str]] = {}
    for table, shown in LAYOUT["names"].items():
        rows, key = data[table], data.package.tables[table].primary_key[-1]
        rows = data.of_year(table, year) if "year" in rows else rows
        names[table] = distinct(dict(zip(rows[key], rows[shown], strict=True)))
    own = [name for name in data.package.tables if name not in {part.table for part in PARTS}]
    titled = [{"title": data.package.tables[name].title, "parts": [{"table": name}]} for name in own]
    sheets = [*LAYOUT["sheets"], {"name": SAID["own"], "forms": titled}]
    forms = [Form(sheet["name"], form, data, year, names) for sheet in sheets for form in sheet["forms"]]
    for _, group in groupby(forms, key=lambda form: form.sheet):
        together, top = list(group), TOP
        beside = max(sum(not column.aside for column in form.columns) for form in together)
        for form in together:
            top = form.place(top, beside)
    return forms
