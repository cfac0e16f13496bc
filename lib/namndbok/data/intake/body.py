"""The rows below a table's heads, read cell by cell; printed sums among them are compared, not taken."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from namndbok.data.cells import Unreadable, Value, read_cell
from namndbok.data.intake.heading import (
    DIFFERENCE,
    SKIP,
    SUM,
    HeadColumn,
    Heading,
    Row,
    context,
    value_column,
)
from namndbok.data.intake.notation import Amount, is_amount, read_amount, read_office_date
from namndbok.data.intake.vocabulary import VOCABULARY, YEAR, Lexicon, Match, compact, is_result, is_sum
from namndbok.data.office.grid import Grid
from namndbok.data.schema import Field, check_value
from namndbok.errors import Fault, quoted
from namndbok.swedish import number as in_swedish
from namndbok.swedish import rounded

THOUSAND = 1000
TITLED_UNIT = re.compile(r"\b(kr|sek|kronor|tkr|ksek|tusental kronor|mkr|mnkr|msek)\b", re.IGNORECASE)
# One comma before three digits: Swedish decimals, or thousands as programs in English write them.
THOUSANDS_OR_DECIMALS = re.compile(r"[^\d,.]*[1-9]\d{0,2},\d{3}([^\d,.].*)?")
REGION = re.compile(r"(\d\d|\d{4})[ .:,-]+\D.*")
FAULTS, SAID = VOCABULARY["faults"], VOCABULARY["remarks"]


@dataclass(frozen=True)
class Question:
    """Ask what cannot be known: `about` is what an answer names, `options` what it may say and its meaning.

    `kind` groups what is asked at once; a `kept` answer is true of next month's file too.
    """

    kind: str
    about: str
    text: str
    options: Mapping[str, str]
    kept: bool = True


@dataclass
class Record:
    """One row of a table on its way in: values, and for each where it was read and what stood there."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)


@dataclass
class Reading:
    """What the rows below a heading came to: records by key, questions by what they are about, places by the
    habit of writing that was met there, names of regions that are no members; `end` is the row after them."""

    heading: Heading
    titles: str
    records: dict[tuple[Any, ...], Record] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    habits: dict[str, list[str]] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)
    end: int = 0


@dataclass
class BodyReader:
    """Read the rows below a heading of a grid whose cells are stripped and of one width."""

    grid: Grid
    rows: Sequence[Row]
    lexicon: Lexicon
    answers: Mapping[str, str]
    year: int | None
    reading: Reading

    def __post_init__(self) -> None:
        self.heading = self.reading.heading
        self.schema = self.heading.schema
        texts = {column.number: f"{column.head} {self.reading.titles}" for column in self.heading.columns}
        units = {number: TITLED_UNIT.search(text) for number, text in texts.items()}
        self.factors = {n: VOCABULARY["units"][unit[1].lower()] if unit else 1 for n, unit in units.items()}
        named = {name for column in self.heading.columns for name in (column.fills, *column.says)}
        fields = [self.schema.field(name) for name in self.schema.primary_key if name not in named]
        listed = {column.name: self.lexicon.catalogue(self.schema, column) for column in fields}
        self.open = {name: catalogue for name, catalogue in listed.items() if catalogue}
        said = " ".join([self.reading.titles, *(c.head for c in self.heading.columns if not c.says)])
        meant = {name: context(catalogue, said) for name, catalogue in self.open.items()}
        self.context = {name: values.pop() for name, values in meant.items() if len(values) == 1}
        # The sum of a column's amounts, and of those below the latest sum or title.
        self.sums: dict[int, list[Fraction]] = {}
        fields = [self.schema.field(column.fills) for column in self.heading.values]
        # A row without any value may say something: no fee, or that nobody was there.
        self.may_be_empty = any(not of.required or of.kind == "boolean" for of in fields)

    def is_value(self, text: str) -> bool:
        """Tell whether a text can be what the cells of a wide table hold."""
        name = value_column(self.schema)
        catalogue = self.lexicon.catalogue(self.schema, self.schema.field(name)) if name else None
        return bool(catalogue.match(text)) if catalogue else is_amount(text)

    def read(self) -> Reading:
        """Read all rows, up to what looks like the heads of another table."""
        tail = None
        for number in range(self.heading.bottom + 1, len(self.rows)):
            row = self.rows[number]
            filled = [column for column in self.heading.values if row[column.number]]
            label = next((cell for cell in row if cell), "")
            if not label or (not filled and self._is_title(row)):
                continue
            matched = self._matches(row)
            if not matched and (is_sum(label) or is_result(label)):
                if is_sum(label):
                    self._compare_sum(number, row)
            elif not filled and not (matched and self.may_be_empty):
                tail = tail or number
                continue
            elif self.heading.numeric and not matched and not any(is_amount(row[c.number]) for c in filled):
                self.reading.end = tail or number
                return self.reading
            else:
                self._read_row(number, row, filled)
            tail = None
        self.reading.end = len(self.rows)
        return self.reading

    def _is_title(self, row: Row) -> bool:
        """Take a row that only names a side, body or the like for a title of those below it."""
        texts = [cell for cell in row if cell]
        for name, catalogue in self.open.items() if len(texts) == 1 else ():
            if (match := catalogue.match(texts[0])) and match.certain:
                self.context[name] = match.value
                self._start_section()
                return True
        return False

    def _matches(self, row: Row) -> bool:
        """Tell whether a row has a cell that certainly names what rows are about."""
        for column in self.heading.named:
            text, of = row[column.number], self.schema.field(column.fills)
            catalogue = self.lexicon.catalogue(self.schema, of)
            if compact(text) in self.answers or (catalogue and (m := catalogue.match(text)) and m.certain):
                return True
            if text and not catalogue and not is_sum(text):
                date = of.kind == "date" and not read_office_date(text, self.year)
                return not date and (of.kind not in ("year", "integer") or text.isdecimal())
        return False

    def _read_row(self, number: int, row: Row, filled: Sequence[HeadColumn]) -> None:
        names: dict[str, Value | None] = {}
        for column in self.heading.named:
            text, of = row[column.number], self.schema.field(column.fills)
            if not text and of.required and filled and all(self._is_sum_of_above(row, c) for c in filled):
                return self._meet("sum", number, column)
            if not text and not any(names.values()) and len(self.heading.named) > 1:
                text = self._above(number, column)
            before = names.get(column.fills)
            names[column.fills] = self._named(number, column, of, text) if text or of.required else None
            if None not in (before, names[column.fills]) and before != names[column.fills]:
                place = self.grid.place(number, column.number)
                self.fault(place, of.name, quoted(text), FAULTS["one_name"], FAULTS["apart"])
                return None
            if names[column.fills] is None and (text or of.required):
                return [self._add(column, self._amount(row, column)) for column in filled] and None
        for column in self.heading.columns:
            if column.fills in (SUM, DIFFERENCE):
                self._compare_column(number, row, column)
        for column in self.heading.values:
            self._read_value(number, row[column.number], column, names)
        return None

    def _above(self, number: int, column: HeadColumn) -> str:
        """Return the cell above that a row without one means: a thing may be named once for several."""
        cells = (self.rows[row][column.number] for row in range(number - 1, self.heading.bottom, -1))
        text = next(filter(None, cells), "")
        if text:
            self._meet("filled", number, column)
        return "" if is_sum(text) else text

    def _named(self, number: int, column: HeadColumn, of: Field, text: str) -> Value | None:
        """Read a cell that tells which row is meant; what is not certain becomes a question."""
        place, answer = self.grid.place(number, column.number), self.answers.get(compact(text))
        catalogue = self.lexicon.catalogue(self.schema, of)
        if answer == SKIP:
            return None
        if catalogue is None:
            return self._value(of, text, number, column)
        match = Match(answer) if answer in catalogue.names else catalogue.match(text)
        if match and match.certain:
            return match.value
        region = REGION.fullmatch(text) if catalogue.codes else None
        if (region and region[1] not in catalogue.names) or compact(text) in VOCABULARY["regions"]:
            self.reading.strangers.append(text)
            return None
        likely = (match.value, *match.others) if match else catalogue.nearest(text)
        options = {code: catalogue.names[code] for code in likely} | {SKIP: VOCABULARY["skipped"]}
        kind = "meant" if match else "no_such" if text else "no_name"
        said = SAID[kind].format(name=options[likely[0]], title=of.title.lower())
        self.ask("names", text or place, f"{place}: {quoted(text)}. {said}", options)
        return None

    def _read_value(
        self, number: int, text: str, column: HeadColumn, names: Mapping[str, Value | None]
    ) -> None:
        of = self.schema.field(column.fills)
        if not text and of.kind == "boolean":
            text = VOCABULARY["absent"]
            self._meet("blank", number, column)
        empty = not text and not of.required and column.says
        if not text and not empty:
            return
        faults, amount = len(self.reading.faults), Amount(None)
        if text and of.kind in ("integer", "number"):
            amount = self._read_amount(text, of, number, column)
            value = None if amount.value is None else _as_stored(amount.value, of)
        else:
            value = self._value(of, text, number, column) if text else None
        missing = of.required or (text and "missing" not in amount.habits)
        if len(self.reading.faults) > faults or (value is None and missing):
            return
        says = {name: read_cell(said, self.schema.field(name).kind) for name, said in column.says.items()}
        key = {**self.context, **says, **names}
        identity = tuple(sorted((name, str(value)) for name, value in key.items()))
        identity = identity if self.schema.primary_key else (number, *identity)
        record = self.reading.records.setdefault(identity, Record(values=dict(key)))
        self._put(record, of.name, value, self.grid.place(number, column.number), text)
        if amount.mark and "mark" in self.schema.columns:
            record.values["mark"] = amount.mark
        if of.unit == "kr" and "precision" in self.schema.columns:
            factor = amount.factor or self.factors[column.number]
            record.values["precision"] = factor if value % factor == 0 else 1
        self._add(column, value if isinstance(value, bool) else amount.value)

    def _read_amount(self, text: str, of: Field, number: int, column: HeadColumn) -> Amount:
        """Read an amount as kronor where its column is; one that cannot be read becomes a fault."""
        try:
            amount = read_amount(text)
            value = amount.value
            if "%" in text and of.unit == "kr":
                raise Unreadable("kronor", FAULTS["percent"])
            if THOUSANDS_OR_DECIMALS.fullmatch(text) and (of.unit == "kr" or of.kind == "integer"):
                raise Unreadable(FAULTS["one_meaning"], FAULTS["thousands"])
            factor = self.factors[column.number]
            if value is not None and of.unit == "kr" and not amount.factor and factor > 1:
                value *= factor
                self._meet("thousands" if factor == THOUSAND else "millions", number, column)
            if value is not None and of.kind == "integer" and value.denominator != 1:
                if self.schema.name not in VOCABULARY["rivals"] or of.unit != "kr" or 100 % value.denominator:
                    raise Unreadable("ett heltal", FAULTS["whole"])
                self._meet("hundredths", number, column)
            if value is not None:
                check_value(of, _as_stored(value, of))
        except Unreadable as reason:
            self._refuse(of, text, number, column, reason)
            return Amount(None)
        for habit in amount.habits:
            self._meet(habit, number, column)
        return Amount(value, amount.mark, amount.factor, amount.habits)

    def _value(self, of: Field, text: str, number: int, column: HeadColumn) -> Value | None:
        """Read a cell that is no amount; one that cannot be read becomes a fault."""
        plain, catalogue = text, self.lexicon.catalogue(self.schema, of)
        if catalogue and (match := catalogue.match(text)) and match.certain:
            plain = match.value
        elif of.kind == "date" and (day := read_office_date(text, self.year)):
            plain = day.isoformat()
            if plain != text:
                self._meet("date", number, column)
        elif of.kind == "year" and len(years := YEAR.findall(text)) == 1:
            plain = years[0]
        try:
            value = read_cell(plain, of.kind)
            check_value(of, value)
        except Unreadable as reason:
            return self._refuse(of, text, number, column, reason)
        return value

    def _put(self, record: Record, name: str, value: Value | None, place: str, text: str) -> None:
        """Put a value into a record; a second value for the same cell is a fault, unless one is empty."""
        before = record.values.get(name)
        if isinstance(value, bool) and before:
            return  # one of several from there was present
        if isinstance(value, bool):
            before = None
        elif name in record.places and None not in (before, value):
            if before == value:
                self.reading.habits.setdefault("repeated", []).append(place)
            else:
                found = FAULTS["two"].format(found=quoted(text), other=before, place=record.places[name])
                self.fault(place, name, found, FAULTS["one_value"], FAULTS["keep_one"])
        if name not in record.places or value is not None:
            record.values[name], record.places[name], record.found[name] = value, place, text

    def _refuse(self, of: Field, text: str, number: int, column: HeadColumn, reason: Unreadable) -> None:
        found = quoted(text) if text else FAULTS["empty"]
        self.fault(self.grid.place(number, column.number), of.name, found, reason.allowed, reason.action)

    def fault(self, place: str, column: str, found: str, allowed: str, action: str) -> None:
        """Note a fault in a cell."""
        self.reading.faults.append(Fault(self.grid.file, None, column, found, allowed, action, cell=place))

    def ask(self, kind: str, about: str, text: str, options: Mapping[str, str], *, kept: bool = True) -> None:
        """Note a question, once for all that is about the same."""
        self.reading.questions.setdefault(about, Question(kind, about, text, options, kept))

    def _meet(self, habit: str, number: int, column: HeadColumn) -> None:
        self.reading.habits.setdefault(habit, []).append(self.grid.place(number, column.number))

    def _amount(self, row: Row, column: HeadColumn) -> Fraction | None:
        """Read an amount that is only compared; None where there is none."""
        text = row[column.number]
        amount = read_amount(text) if text and is_amount(text) else Amount(None)
        return amount.value and amount.value * (1 if amount.factor else self.factors[column.number])

    def _add(self, column: HeadColumn, amount: Any) -> None:
        sums = self.sums.setdefault(column.number, [Fraction(0), Fraction(0)])
        sums[:] = [value + (amount or 0) for value in sums]

    def _start_section(self) -> None:
        for sums in self.sums.values():
            sums[1] = Fraction(0)

    def _is_sum_of_above(self, row: Row, column: HeadColumn) -> bool:
        return self._amount(row, column) in self.sums.get(column.number, ())

    def _compare_sum(self, number: int, row: Row) -> None:
        """Hold each printed sum against the rows above it: all, or those since the last section."""
        for column in self.heading.columns:
            amount = self._amount(row, column)
            if column.number in self.sums and amount is not None and column.fills != SKIP:
                nearest = min(self.sums[column.number], key=lambda value: abs(amount - value))
                self._doubt(number, column, amount, nearest)
        self._start_section()

    def _compare_column(self, number: int, row: Row, column: HeadColumn) -> None:
        """Hold a row's printed sum or difference against its other cells."""
        amount = self._amount(row, column)
        if amount is None:
            return
        self._add(column, amount)
        parts = {c.number: self._amount(row, c) or Fraction(0) for c in self.heading.values}
        value = sum(parts.values(), Fraction(0))
        if column.fills == DIFFERENCE:
            sides = {c.says.get("side", c.fills): parts[c.number] for c in self.heading.values}
            if not {"income", "cost"} <= sides.keys():
                return
            value = sides["income"] - abs(sides["cost"])
        self._doubt(number, column, amount, value)

    def _doubt(self, number: int, column: HeadColumn, printed: Fraction, computed: Fraction) -> None:
        """Ask about a printed sum that is another than the computed one, apart from rounding."""
        rounding = self.factors[column.number]
        if abs(printed - computed) > (rounding if rounding > 1 else 0):
            place = self.grid.place(number, column.number)
            text = SAID["sum"].format(place=place, printed=in_swedish(printed), computed=in_swedish(computed))
            options = {VOCABULARY["confirm"]: VOCABULARY["confirmed"]}
            self.ask("sums", place, text, options, kept=False)


def _as_stored(value: Fraction, of: Field) -> Fraction | int:
    """Return an amount as its column stores it; sums are compared with the exact one."""
    return int(rounded(value)) if of.kind == "integer" else value
