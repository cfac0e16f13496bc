"""Which cells a year's workbook has: `layout.json`, filled with a board's rows.

A form is a table on a sheet that people fill in. Its rows are those of one table, or of several side by side
with the same key; a part whose codes stand `across` has a column for each of them, and one value in it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from namndbok.data.cells import Value, read_cell
from namndbok.data.load import Data
from namndbok.data.schema import Field, TableSchema
from namndbok.data.workbook.names import Names
from namndbok.swedish import capital

LAYOUT = json.loads(Path(__file__).with_name("layout.json").read_text(encoding="utf-8"))
SHARED = -1  # stands for the part of columns that all parts of a form have
SEVERAL = "(flera)"  # where the values that one cell stands for differ
OTHERS = "Nämndens egna tabeller"
NEW_CODES = 2  # columns without a code, for dates and the like that are not known yet
FEW = 3  # as many columns across have last year's beside them one by one


class Cell(NamedTuple):
    """Tell where a value of a form's row belongs: part, column, and the code above it if there is one."""

    part: int
    column: str
    code: Value | None = None
    year: int = 0


Row = dict[Cell, Value | None]


@dataclass(frozen=True)
class Column:
    """One column of a form: a value to fill in, or (without a `field`) what is computed or from before."""

    title: str
    cell: Cell
    field: Field | None = None
    names: str = ""
    aside: bool = False
    minus: tuple[Cell, Cell] | None = None

    @property
    def new(self) -> bool:
        """Tell whether the column is for a code that its heading is to have."""
        return str(self.cell.code).startswith("+")

    @property
    def turned(self) -> bool:
        """Tell whether the title is turned, since a column of yes and no is narrow."""
        return bool(self.field) and self.field.kind == "boolean" and self.cell.code is not None

    @property
    def numeric(self) -> bool:
        """Tell whether the column holds amounts or other numbers."""
        return not self.field or self.field.kind in ("integer", "number")

    @property
    def summed(self) -> bool:
        """Tell whether a sum of the column stands below it, in forms that have sums."""
        return not self.aside and (not self.field or self.field.kind == "integer")


@dataclass(frozen=True)
class Part:
    """One table of a form, and which of its rows stand there; `layout.json` says what each setting does."""

    table: str
    across: str = ""
    value: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    other_than: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    flag: str = ""
    below: bool = False
    facet: bool = False


PARTS = [Part(**part) for sheet in LAYOUT["sheets"] for form in sheet["forms"] for part in form["parts"]]


@dataclass
class Form:
    """A form as `layout.json` has it, with the columns and rows that a board's data gives it for a year."""

    title: str
    sheet: str
    parts: Sequence[Part]
    settings: Mapping[str, Any]
    data: Data
    names: Names
    year: int
    before: int = 0
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    below: dict[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the year before that has rows, and fill columns and rows."""
        if self.settings.get("before"):
            years = sorted({year for year in self.data[self.parts[0].table]["year"] if year < self.year})
            filled = (
                year for year in reversed(years) if any(True for _ in self.covered(self.parts[0], year))
            )
            self.before = next(filled, 0)
        self.below = {name: {} for part in self.parts if part.below for name in self.attributes(part)}
        self.columns, self.rows = _columns(self), _rows(self)

    @property
    def key(self) -> Sequence[str]:
        """List the columns that the parts have in common; none where each row stands alone."""
        return self.settings.get("key", ())

    @property
    def inputs(self) -> list[Column]:
        """List the columns that are filled in."""
        return [column for column in self.columns if column.field]

    @property
    def across(self) -> list[Cell]:
        """List the cells of a row that stand below codes."""
        return [column.cell for column in self.columns if column.field and column.cell.code is not None]

    def schema(self, part: Part) -> TableSchema:
        """Return the schema of a part's table."""
        return self.data.package.tables[part.table]

    def fixed(self, part: Part, year: int) -> dict[str, Value]:
        """Return the values that all rows of a part have."""
        values = self._values(part, part.where, year)
        return {"year": year} | values if "year" in self.schema(part).columns else values

    def covered(self, part: Part, year: int) -> Iterator[tuple[int, dict[str, Value | None]]]:
        """Yield the rows of the data that stand in a part, with their numbers."""
        fixed, other = self.fixed(part, year), self._values(part, part.other_than, year)
        for number, row in table_rows(self.data, part.table):
            if fixed.items() <= row.items() and not (other and other.items() <= row.items()):
                yield number, row

    def codes(self, part: Part) -> list[Value]:
        """List the codes that stand across, in the order of their own table."""
        if table := self.names.table_of(self.schema(part), part.across):
            return list(self.names.codes[table])
        used = {row[part.across] for _, row in self.covered(part, self.year)}
        return self.schema(part).field(part.across).constraints.get("enum") or sorted(used)

    def attributes(self, part: Part) -> list[str]:
        """List the columns of a part with codes across that belong to a whole row or column of values."""
        known = {"year", part.across, part.value, *self.key, *part.where}
        known |= {other.value for other in PARTS if other.table == part.table and other.facet}
        return [] if part.facet else [name for name in self.schema(part).columns if name not in known]

    def _values(self, part: Part, texts: Mapping[str, str], year: int) -> dict[str, Value]:
        fields = {name: self.schema(part).field(name) for name in texts}
        return {name: read_cell(text.format(year=year), fields[name].kind) for name, text in texts.items()}


def table_rows(data: Data, table: str) -> Iterator[tuple[int, dict[str, Value | None]]]:
    """Yield the rows of a table with their numbers."""
    rows = data[table]
    for number, values in zip(rows.index, rows.to_numpy(), strict=True):
        yield int(number), dict(zip(rows.columns, values, strict=True))


def plan_forms(data: Data, year: int) -> list[Form]:
    """Plan all forms of a year's workbook in order, those of the board's own tables last."""
    names, known = Names(data, year, LAYOUT["names"]), {part.table for part in PARTS}
    own = [name for name in data.package.tables if name not in known]
    titled = [{"title": data.package.tables[name].title, "parts": [{"table": name}]} for name in own]
    forms = [(sheet["name"], form) for sheet in LAYOUT["sheets"] for form in sheet["forms"]]
    forms += [(OTHERS, form) for form in titled]
    parted = ((sheet, form, [Part(**part) for part in form["parts"]]) for sheet, form in forms)
    return [Form(form["title"], sheet, parts, form, data, names, year) for sheet, form, parts in parted]


def _columns(form: Form) -> list[Column]:
    """List a form's columns: those to fill in, what is computed, last year's, and what is seldom read."""
    columns: list[Column] = []

    def add(part: int, name: str, code: Value | None = None, title: str = "") -> None:
        schema = form.schema(form.parts[max(part, 0)])
        column, table = schema.field(name), form.names.table_of(schema, name)
        aside = code is None and name in (*LAYOUT["aside"], *form.settings.get("aside", ()))
        title = title or column.title
        if title in {column.title for column in columns}:
            title = f"{title} ({code or schema.title.lower()})"
        columns.append(Column(title, Cell(part, name, code), column, table, aside))

    for name in form.key:
        add(SHARED, name)
    for number, part in enumerate(form.parts):
        schema = form.schema(part)
        if part.across:
            across, table = schema.field(part.across), form.names.table_of(schema, part.across)
            for code in form.codes(part):
                add(number, part.value, code, capital(form.names.shown_text(across, table, code)))
            for place in () if table or across.constraints.get("enum") else range(1, NEW_CODES + 1):
                add(number, part.value, f"+{place}", f"{across.title} {place} (ny)")
            for name in () if part.below else form.attributes(part):
                add(number, name)
            continue
        if part.flag:
            columns.append(Column(part.flag, Cell(number, part.flag), Field(part.flag, "boolean", part.flag)))
        ordered = dict.fromkeys([*form.settings.get("order", ()), *schema.columns])
        for name in ordered:
            if name in schema.columns and name not in {*form.key, *form.fixed(part, form.year)}:
                add(number, name)
    shown = [column for column in columns if not column.aside]
    return [*shown, *_computed(form, shown), *(column for column in columns if column.aside)]


def _computed(form: Form, shown: Sequence[Column]) -> Iterator[Column]:
    """Yield the columns that are differences, totals or last year's."""
    values = [column for column in shown if column.cell.part != SHARED]
    cells = {column.cell.code or column.cell.column: column.cell for column in values}
    for title, first, second in form.settings.get("differences", ()):
        yield Column(title, Cell(SHARED, title), minus=(cells[first], cells[second]))
    if total := form.settings.get("total") if values else None:
        yield Column(total, Cell(SHARED, total))
    if form.before and total:
        yield Column(f"{total} {form.before}", Cell(SHARED, total, year=form.before))
    for column in values if form.before and len(values) <= FEW else ():
        yield Column(f"{column.title} {form.before}", column.cell._replace(year=form.before))


def _rows(form: Form) -> list[Row]:
    """Fill the rows of a form: with the year's data, and for what has none yet with a name to fill in at."""
    rows = _collected(form, form.year)
    if every := form.settings.get("every"):
        codes = list(form.names.codes[form.names.table_of(form.schema(form.parts[0]), every)])
        cell = Cell(SHARED if form.key else 0, every)
        there = {row[cell] for row in rows}
        rows += [{cell: code} for code in codes if code not in there]
        rows.sort(key=lambda row: codes.index(row[cell]))
    elif form.settings.get("sort"):
        tables = {name: form.names.table_of(form.schema(form.parts[0]), name) for name in form.key}
        orders = {name: list(form.names.codes.get(table, ())) for name, table in tables.items()}
        rows.sort(
            key=lambda row: [
                orders[name].index(row[Cell(SHARED, name)]) if orders[name] else row[Cell(SHARED, name)]
                for name in form.key
            ]
        )
    if form.before:
        earlier = {_key(form, row): row for row in _collected(form, form.before)}
        for row in rows:
            last = earlier.get(_key(form, row), {})
            row.update({cell._replace(year=form.before): value for cell, value in last.items()})
            values = [value for cell, value in last.items() if cell.code is not None and value]
            row[Cell(SHARED, form.settings.get("total", ""), year=form.before)] = (
                sum(values) if last else None
            )
    return rows


def _key(form: Form, row: Row) -> tuple[Value | None, ...]:
    return tuple(row[Cell(SHARED, name)] for name in form.key)


def _collected(form: Form, year: int) -> list[Row]:
    """Return a year's rows of a form; what several tables have with the same key stands beside each other."""
    groups: dict[Any, list[Row]] = {}
    rows: list[Row] = []
    for number, part in enumerate(form.parts):
        used: dict[Any, int] = {}
        for place, record in form.covered(part, year):
            key = tuple(record[name] for name in form.key) or (number, place)
            group, turn = groups.setdefault(key, []), 0 if part.across else used.get(key, 0)
            used[key] = turn + 1
            if turn == len(group):
                group.append({Cell(SHARED, name): record[name] for name in form.key})
                rows.append(group[-1])
            _fill(form, number, record, group[turn], year)
    return rows


def _fill(form: Form, number: int, record: Mapping[str, Value | None], row: Row, year: int) -> None:
    """Put the values of a record into a form's row, and what a whole column of values shares below it."""
    part = form.parts[number]
    if not part.across:
        row.update({Cell(number, name): value for name, value in record.items() if name not in form.key})
        if part.flag:
            row[Cell(number, part.flag)] = True
        return
    row[Cell(number, part.value, record[part.across])] = record[part.value]
    for name in form.attributes(part) if year == form.year else ():
        target, cell = row, Cell(number, name)
        if part.below:
            target, cell = form.below[name], Cell(number, part.value, record[part.across])
        target[cell] = record[name] if target.get(cell, record[name]) == record[name] else SEVERAL
