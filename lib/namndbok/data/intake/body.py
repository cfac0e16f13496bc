"""The rows below a table's heads, read cell by cell; printed sums among them are compared, not taken."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from namndbok.data.cells import Unreadable, Value, read_cell
from namndbok.data.intake.heading import DIFFERENCE, NUMERIC, SUM, HeadColumn, Heading, value_column
from namndbok.data.intake.sheet import FAULTS, SAID, Sheet
from namndbok.data.intake.vocabulary import (
    SKIP,
    VOCABULARY,
    Amount,
    Catalogue,
    Match,
    is_amount,
    is_result,
    is_sum,
    read_amount,
)
from namndbok.data.schema import Field, check_value
from namndbok.errors import quoted
from namndbok.swedish import number as in_swedish
from namndbok.swedish import rounded

THOUSAND = 1000
TITLED_UNIT = re.compile(r"\b(kr|sek|kronor|tkr|ksek|tusental kronor|mkr|mnkr|msek)\b", re.IGNORECASE)
# One comma before three digits: Swedish decimals, or thousands as programs in English write them.
THOUSANDS_OR_DECIMALS = re.compile(r"[^\d,.]*[1-9]\d{0,2},\d{3}([^\d,.].*)?")


@dataclass
class Record:
    """One row of a table on its way in: values, and for each where it was read and what stood there."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """What stands in a column of a row; what the column of the table that it fills is, and may hold."""

    text: str
    place: str
    column: HeadColumn
    of: Field | None
    may_be: Catalogue | None

    @property
    def match(self) -> Match | None:
        """Return what the text means."""
        return self.may_be.match(self.text) if self.text else None


class BodyReader:
    """Read the rows below a heading, with the titles above it.

    They become `records` by key; `habits` has places by the habit of writing that was met there, `strangers`
    the names of regions that are no members, `end` the row after those that were read.
    """

    def __init__(self, sheet: Sheet, heading: Heading, titles: str) -> None:
        self.sheet, self.heading, self.titles = sheet, heading, titles
        self.schema = schema = heading.schema
        self.records: dict[tuple[Any, ...], Record] = {}
        self.habits: dict[str, list[str]] = {}
        self.strangers: list[str] = []
        self.end = len(sheet.rows)
        self.printed = [column for column in heading.columns if column.fills in (SUM, DIFFERENCE)]
        known = {c.number: c.fills for c in heading.columns if c.fills in schema.columns}
        self.fields = {number: schema.field(name) for number, name in known.items()}
        self.catalogues = {number: sheet.lexicon.catalogue(schema, name) for number, name in known.items()}
        units = {c.number: TITLED_UNIT.search(f"{c.head} {titles}") for c in heading.columns}
        self.factors = {n: VOCABULARY["units"][unit[1].lower()] if unit else 1 for n, unit in units.items()}
        named = {name for column in heading.columns for name in (column.fills, *column.says)}
        keys = {name: sheet.lexicon.catalogue(schema, name) for name in schema.primary_key}
        self.open = {name: keys[name] for name in keys if name not in named and keys[name].names is not None}
        said = " ".join([titles, *(c.head for c in heading.columns if not c.says)])
        meant = {name: catalogue.values_in(said) for name, catalogue in self.open.items()}
        self.context = {name: values.pop() for name, values in meant.items() if len(values) == 1}
        # The sum of a column's amounts, and of those below the latest sum or title.
        self.sums: dict[int, list[Fraction]] = {}
        fields = [self.fields[column.number] for column in heading.values]
        # A row without any value may say something: no fee, or that nobody was there.
        self.may_be_empty = any(not of.required or of.kind == "boolean" for of in fields)
        self.has_numbers = any(of.kind in NUMERIC for of in fields)
        wide = value_column(schema)
        self.wide = sheet.lexicon.catalogue(schema, wide) if wide else None

    def read(self) -> None:
        """Read all rows, up to what looks like the heads of another table."""
        tail = None
        for number in range(self.heading.bottom + 1, len(self.sheet.rows)):
            texts = [text for text in self.sheet.rows[number] if text]
            named = [self._cell(number, column) for column in self.heading.named]
            values = [self._cell(number, column) for column in self.heading.values]
            printed = [self._cell(number, column) for column in self.printed]
            filled = [cell for cell in values if cell.text]
            if not texts or (len(texts) == 1 and not filled and self._is_title(texts[0])):
                continue
            matched = any(match.certain for match in (cell.match for cell in named) if match)
            if not matched and (is_sum(texts[0]) or is_result(texts[0])):
                if is_sum(texts[0]):
                    self._compare_sum([*values, *printed])
            elif not filled and not (matched and self.may_be_empty):
                tail = tail or number
                continue
            elif self.has_numbers and not matched and not any(is_amount(cell.text) for cell in filled):
                self.end = tail or number
                return
            elif (names := self._names(number, named, filled)) is not None:
                for cell in printed:
                    self._compare_column(cell, values)
                for cell in values:
                    self._read_value(number, cell, names)
            tail = None

    def _cell(self, number: int, column: HeadColumn) -> Cell:
        text, place = self.sheet.rows[number][column.number], self.sheet.place(number, column.number)
        return Cell(text, place, column, self.fields.get(column.number), self.catalogues.get(column.number))

    def _is_title(self, text: str) -> bool:
        """Take a row that only names a side, body or the like for a title of those below it."""
        for name, catalogue in self.open.items():
            if (match := catalogue.match(text)) and match.certain and match.value != SKIP:
                self.context[name] = match.value
                self._start_section()
                return True
        return False

    def _names(
        self, number: int, named: Sequence[Cell], filled: Sequence[Cell]
    ) -> dict[str, Value | None] | None:
        """Return what names a row; None where it is a sum, or a name is refused or asked about."""
        names: dict[str, Value | None] = {}
        for cell in named:
            required = cell.of.required
            sums = (self._amount(c) in self.sums.get(c.column.number, ()) for c in filled)
            if not cell.text and required and filled and all(sums):
                return self._meet("sum", cell)
            if not cell.text and not any(names.values()) and len(named) > 1:
                # A thing may be named once for several rows.
                above = self.sheet.rows[number - 1 : self.heading.bottom : -1]
                if text := next(filter(None, (row[cell.column.number] for row in above)), ""):
                    self._meet("filled", cell)
                    cell = replace(cell, text="" if is_sum(text) else text)
            before, value = names.get(cell.of.name), self._name(cell) if cell.text or required else None
            if None not in (before, value) and before != value:
                return self.sheet.refuse(cell.place, cell.of.name, quoted(cell.text), *FAULTS["one_name"])
            if value is None and (cell.text or required):
                for amount in filled:
                    self._add(amount, self._amount(amount))
                return None
            names[cell.of.name] = value
        return names

    def _name(self, cell: Cell) -> Value | None:
        """Read a cell that tells which row is meant; what is not certain becomes a question."""
        text, listed, match = cell.text, cell.may_be, cell.match
        if match and match.value == SKIP:
            self.strangers += [] if self.sheet.answer(text) else [text]
            return None
        if listed.names is None:
            return self._value(cell)
        if match and match.certain:
            return match.value
        options = listed.options(text)
        kind = "meant" if match else "no_such" if text else "no_name"
        said = SAID[kind].format(name=next(iter(options.values())), title=cell.of.title.lower())
        self.sheet.ask("names", text or cell.place, f"{cell.place}: {quoted(text)}. {said}", options)
        return None

    def _read_value(self, number: int, cell: Cell, names: Mapping[str, Value | None]) -> None:
        of, faults, amount = cell.of, len(self.sheet.plan.faults), Amount(None)
        if not cell.text and of.kind == "boolean":
            cell = replace(cell, text=VOCABULARY["absent"])
            self._meet("blank", cell)
        if not cell.text and (of.required or not cell.column.says):
            return
        value = None
        if cell.text and of.kind in ("integer", "number"):
            amount = self._read_amount(cell)
            value = None if amount.value is None else _as_stored(amount.value, of)
        elif cell.text:
            value = self._value(cell)
        missing = of.required or (cell.text and "missing" not in amount.habits)
        if len(self.sheet.plan.faults) > faults or (value is None and missing):
            return
        says = cell.column.says.items()
        says = {name: read_cell(said, self.schema.field(name).kind) for name, said in says}
        key = {**self.context, **says, **names}
        identity = tuple(sorted((name, str(value)) for name, value in key.items()))
        identity = identity if self.schema.primary_key else (number, *identity)
        record = self.records.setdefault(identity, Record(values=dict(key)))
        self._put(record, cell, value)
        if amount.mark and "mark" in self.schema.columns:
            record.values["mark"] = amount.mark
        if of.unit == "kr" and "precision" in self.schema.columns:
            factor = amount.factor or self.factors[cell.column.number]
            record.values["precision"] = factor if value % factor == 0 else 1
        self._add(cell, value if isinstance(value, bool) else amount.value)

    def _read_amount(self, cell: Cell) -> Amount:
        """Read an amount as kronor where its column is; one that cannot be read becomes a fault."""
        of, text, factor = cell.of, cell.text, self.factors[cell.column.number]
        habits = []
        try:
            amount = read_amount(text)
            value = amount.value
            if "%" in text and of.unit == "kr":
                raise Unreadable(*FAULTS["percent"])
            if THOUSANDS_OR_DECIMALS.fullmatch(text) and (of.unit == "kr" or of.kind == "integer"):
                raise Unreadable(*FAULTS["thousands"])
            if value is None:
                self._meet("missing", cell)
                return amount
            if of.unit == "kr" and not amount.factor and factor > 1:
                value *= factor
                habits.append("thousands" if factor == THOUSAND else "millions")
            if of.kind == "integer" and value.denominator != 1:
                if self.schema.name not in VOCABULARY["costs"] or of.unit != "kr" or 100 % value.denominator:
                    raise Unreadable(*FAULTS["whole"])
                habits.append("hundredths")
            check_value(of, _as_stored(value, of))
        except Unreadable as reason:
            self.sheet.refuse(cell.place, of.name, quoted(text), reason.allowed, reason.action)
            return Amount(None)
        for habit in (*habits, *amount.habits):
            self._meet(habit, cell)
        return replace(amount, value=value)

    def _value(self, cell: Cell) -> Value | None:
        """Read a cell that is no amount; one that cannot be read becomes a fault."""
        of, match = cell.of, cell.match
        plain = match.value if match and match.certain else cell.text
        if of.kind == "date" and plain != cell.text:
            self._meet("date", cell)
        try:
            value = read_cell(plain, of.kind)
            check_value(of, value)
        except Unreadable as reason:
            found = quoted(cell.text) if cell.text else SAID["empty"]
            return self.sheet.refuse(cell.place, of.name, found, reason.allowed, reason.action)
        return value

    def _put(self, record: Record, cell: Cell, value: Value | None) -> None:
        """Put a value into a record; a second value for the same cell is a fault, unless one is empty."""
        name, before = cell.of.name, record.values.get(cell.of.name)
        if isinstance(value, bool):
            if before:
                return  # one of several from there was present
        elif name in record.places and None not in (before, value):
            if before == value:
                self._meet("repeated", cell)
            else:
                found = SAID["two"].format(found=quoted(cell.text), other=before, place=record.places[name])
                self.sheet.refuse(cell.place, name, found, *FAULTS["one_value"])
        if name not in record.places or value is not None:
            record.values[name], record.places[name], record.found[name] = value, cell.place, cell.text

    def _meet(self, habit: str, cell: Cell) -> None:
        self.habits.setdefault(habit, []).append(cell.place)

    def _amount(self, cell: Cell) -> Fraction | None:
        """Read an amount that is only compared; None where there is none."""
        amount = read_amount(cell.text) if cell.text and is_amount(cell.text) else Amount(None)
        return amount.value and amount.value * (1 if amount.factor else self.factors[cell.column.number])

    def _add(self, cell: Cell, amount: Any) -> None:
        sums = self.sums.setdefault(cell.column.number, [Fraction(0), Fraction(0)])
        sums[:] = [value + (amount or 0) for value in sums]

    def _start_section(self) -> None:
        for sums in self.sums.values():
            sums[1] = Fraction(0)

    def _compare_sum(self, cells: Sequence[Cell]) -> None:
        """Hold each printed sum against the rows above it: all, or those since the last section."""
        for cell in cells:
            amount, sums = self._amount(cell), self.sums.get(cell.column.number)
            if sums and amount is not None:
                self._doubt(cell, amount, min(sums, key=lambda value: abs(amount - value)))
        self._start_section()

    def _compare_column(self, cell: Cell, values: Sequence[Cell]) -> None:
        """Hold a row's printed sum or difference against its other cells."""
        amount = self._amount(cell)
        if amount is None:
            return
        self._add(cell, amount)
        parts = [(c.column, self._amount(c) or Fraction(0)) for c in values]
        value = sum((part for _, part in parts), Fraction(0))
        if cell.column.fills == DIFFERENCE:
            sides = {column.says.get("side", column.fills): part for column, part in parts}
            if not {"income", "cost"} <= sides.keys():
                return
            value = sides["income"] - abs(sides["cost"])
        self._doubt(cell, amount, value)

    def _doubt(self, cell: Cell, printed: Fraction, computed: Fraction) -> None:
        """Ask about a printed sum that is another than the computed one, apart from rounding."""
        rounding = self.factors[cell.column.number]
        if abs(printed - computed) > (rounding if rounding > 1 else 0):
            amounts = {"printed": in_swedish(printed), "computed": in_swedish(computed)}
            options = {VOCABULARY["confirm"]: VOCABULARY["confirmed"]}
            text = SAID["sum"].format(place=cell.place, **amounts)
            self.sheet.ask("sums", cell.place, text, options)


def _as_stored(value: Fraction, of: Field) -> Fraction | int:
    """Return an amount as its column stores it; sums are compared with the exact one."""
    return int(rounded(value)) if of.kind == "integer" else value
