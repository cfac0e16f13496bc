"""The rows below a table's heads, read cell by cell; printed sums among them are compared, not taken."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from namndbok.data.cells import Unreadable, Value, read_cell
from namndbok.data.intake.heading import DIFFERENCE, SKIP, SUM, HeadColumn, Heading, Row, context
from namndbok.data.intake.notation import is_amount, read_amount, read_office_date
from namndbok.data.intake.vocabulary import VOCABULARY, YEAR, Lexicon, Match, compact, is_result, is_sum
from namndbok.data.office.grid import Grid
from namndbok.data.schema import Field, check_value
from namndbok.errors import Fault, quoted
from namndbok.swedish import number as in_swedish

THOUSAND, MILLION = 1000, 1_000_000
TITLED_UNIT = re.compile(r"\b(tkr|ksek|tusental kronor|mkr|mnkr|msek)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """Ask what cannot be known: `about` is what an answer names, `options` what it may say and its meaning.

    `kept` answers are true of next month's file too. `kind` groups what is asked at once.
    """

    kind: str
    about: str
    text: str
    options: Mapping[str, str]
    kept: bool = True


@dataclass
class Record:
    """One row of a table on its way in: values, and for each where it was read and what stood there."""

    values: dict[str, Value | None] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)


@dataclass
class Reading:
    """What the rows below a heading came to; `end` is the first row that is not read."""

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
    heading: Heading
    lexicon: Lexicon
    answers: Mapping[str, str]
    year: int | None
    reading: Reading

    def __post_init__(self) -> None:
        heads = " ".join(c.head for c in self.heading.columns)
        self.schema = self.heading.schema
        unit = TITLED_UNIT.search(f"{heads} {self.reading.titles}")
        self.factor = VOCABULARY["units"][unit[1].lower()] if unit else 1
        said = " ".join([self.reading.titles, *(c.head for c in self.heading.columns if not c.says)])
        named = {c.fills for c in self.heading.columns} | {
            name for c in self.heading.columns for name in c.says
        }
        self.open = [
            (column.name, catalogue)
            for column in self.schema.fields
            if column.name not in named
            and column.name in self.schema.primary_key
            and (catalogue := self.lexicon.catalogue(self.schema, column))
        ]
        self.context: dict[str, Value] = {}
        for name, catalogue in self.open:
            values = context(catalogue, said)
            if len(values) == 1:
                self.context[name] = values.pop()
        self.printed: dict[int, list[tuple[int, Fraction]]] = {}
        self.section = self.above = 0

    def read(self) -> Reading:
        """Read all rows, up to what looks like the heads of another table."""
        tail = None
        for number in range(self.heading.bottom + 1, len(self.rows)):
            row = self.rows[number]
            filled = [c for c in self.heading.values if row[c.number]]
            label = next((cell for cell in row if cell), "")
            if not label or self._is_section(row, filled):
                continue
            matched = self._matches(row)
            if not matched and is_sum(label):
                self._compare_sum(number, row)
            elif not matched and is_result(label):
                continue
            elif not filled and not (matched and self._may_be_empty()):
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

    def _is_section(self, row: Row, filled: Sequence[HeadColumn]) -> bool:
        """Take a row that only names a side, body or the like for a title of those below it."""
        texts = [cell for cell in row if cell]
        if filled or len(texts) != 1:
            return False
        for name, catalogue in self.open:
            if (match := catalogue.match(texts[0])) and match.certain:
                self.context[name] = match.value
                self.section = self.above
                return True
        return False

    def _may_be_empty(self) -> bool:
        """Tell whether a row without any value says something: no fee, or that nobody was there."""
        fields = [self.schema.field(column.fills) for column in self.heading.values]
        return any(not field_.required or field_.kind == "boolean" for field_ in fields)

    def _matches(self, row: Row) -> bool:
        """Tell whether a row has a cell that certainly names what rows are about."""
        for column in self.heading.named:
            catalogue = self.lexicon.catalogue(self.schema, self.schema.field(column.fills))
            if row[column.number] and compact(row[column.number]) in self.answers:
                return True
            if catalogue and (match := catalogue.match(row[column.number])) and match.certain:
                return True
            if not catalogue and row[column.number] and not is_sum(row[column.number]):
                match self.schema.field(column.fills).kind:
                    case "date":
                        return bool(read_office_date(row[column.number], self.year))
                    case "year" | "integer":
                        return row[column.number].isdecimal()
                return True
        return False

    def _read_row(self, number: int, row: Row, filled: Sequence[HeadColumn]) -> None:
        names: dict[str, Value | None] = {}
        for column in self.heading.named:
            text, needed = row[column.number], self.schema.field(column.fills).required
            if not text and needed and self._is_unnamed_sum(row, filled):
                return self._tell("sum", number, column.number)
            if not text and not any(map(bool, names.values())) and len(self.heading.named) > 1:
                text = self._above(number, column)
            if not text and not needed:
                names[column.fills] = None
                continue
            name = self._named(number, column, text)
            if name is None:
                for value in filled:
                    self._note_amount(number, value, row)
                return None
            names[column.fills] = name
        for column in self.heading.columns:
            if column.fills in (SUM, DIFFERENCE):
                self._compare_column(number, row, column)
        for column in self.heading.values:
            self._read_value(number, row, column, names)
        self.above = number
        return None

    def _above(self, number: int, column: HeadColumn) -> str:
        """Return the cell above that a row without one means: a thing may be named once for several."""
        for row in range(number - 1, self.heading.bottom, -1):
            if text := self.rows[row][column.number]:
                self._tell("filled", number, column.number)
                return "" if is_sum(text) else text
        return ""

    def _named(self, number: int, column: HeadColumn, text: str) -> Value | None:
        """Read a cell that tells which row is meant; what is not certain becomes a question."""
        field_ = self.schema.field(column.fills)
        place = self.grid.place(number, column.number)
        catalogue = self.lexicon.catalogue(self.schema, field_)
        answer = self.answers.get(compact(text))
        if answer == SKIP:
            return None
        if catalogue is None:
            return self._plain(field_, text, number, column.number)
        match = Match(answer) if answer in catalogue.names else catalogue.match(text)
        if match and match.certain:
            return self._checked(field_, match.value, text, place)
        if catalogue.codes and _is_region(text, catalogue.names):
            self.reading.strangers.append(text)
            return None
        options = {
            code: name for code, name in catalogue.names.items() if not match or code in _values(match)
        }
        options |= {SKIP: VOCABULARY["skipped"]}
        title = field_.title.lower()
        meant = (
            f"Menas {catalogue.names[match.value]}?"
            if match
            else f"Det är inget som tabellen har som {title}."
        )
        said = f"{place}: {quoted(text)}. {meant}" if text else f"{place}: ett belopp utan {title}."
        question = Question("names", text or place, said, options)
        self.reading.questions.setdefault(question.about, question)
        return None

    def _read_value(
        self, number: int, row: Row, column: HeadColumn, names: Mapping[str, Value | None]
    ) -> None:
        field_, text = self.schema.field(column.fills), row[column.number]
        place = self.grid.place(number, column.number)
        if not text and (field_.required or not (column.says and self._may_be_empty())):
            if field_.kind != "boolean":
                return
            text = "nej"
            self._tell("blank", number, column.number)
        mark, factor = "", 1
        if text and field_.kind in ("integer", "number"):
            try:
                amount = read_amount(text)
                value = self._checked(field_, self._kronor(amount, field_, number, column), text, place)
            except Unreadable as reason:
                return self._refuse(field_, text, place, reason)
            mark, factor = amount.mark, amount.factor or self.factor
            if value is None and (field_.required or "missing" not in amount.habits):
                return None
        elif text and (catalogue := self.lexicon.catalogue(self.schema, field_)):
            match = catalogue.match(text)
            value = self._checked(field_, match.value if match and match.certain else text, text, place)
        else:
            value = self._plain(field_, text, number, column.number) if text else None
        says = {name: self._typed(name, said) for name, said in column.says.items()}
        key = {**self.context, **says, **names}
        identity = tuple(sorted((name, str(value)) for name, value in key.items()))
        identity = identity if self.schema.primary_key else (number, *identity)
        record = self.reading.records.setdefault(identity, Record(values=dict(key)))
        self._put(record, column.fills, value, place, text)
        if "mark" in self.schema.columns and mark:
            record.values["mark"] = mark
        if "precision" in self.schema.columns and field_.unit == "kr":
            record.values["precision"] = factor if factor >= THOUSAND and value % factor == 0 else 1
        if isinstance(value, int | Fraction) and not isinstance(value, bool):
            self.printed.setdefault(column.number, []).append((number, Fraction(value)))
        return None

    def _kronor(
        self, amount: Any, field_: Field, number: int, column: HeadColumn
    ) -> str | Fraction | int | None:
        for habit in amount.habits:
            self._tell(habit, number, column.number)
        value = amount.value
        if "%" in self.rows[number][column.number] and field_.unit == "kr":
            raise Unreadable("kronor", VOCABULARY["faults"]["percent"])
        if value is not None and field_.unit == "kr" and not amount.factor and self.factor > 1:
            value *= self.factor
            self._tell("thousands" if self.factor == THOUSAND else "millions", number, column.number)
        if value is not None and field_.kind == "integer":
            if value.denominator != 1:
                raise Unreadable("ett heltal", "avrunda inte på egen hand: kontrollera talet mot källan")
            return int(value)
        return value

    def _put(self, record: Record, name: str, value: Value | None, place: str, text: str) -> None:
        """Put a value into a record; a second value for the same cell is a fault, unless one is empty."""
        before = record.values.get(name)
        if name in record.places and isinstance(value, bool) and isinstance(before, bool):
            value = value or before
        elif name in record.places and None not in (before, value):
            if before != value:
                found, action = f"{quoted(text)} här och {before} i {record.places[name]}", "behåll en av dem"
                self.reading.faults.append(self._fault(place, name, found, "ett värde för varje rad", action))
            else:
                self.reading.habits.setdefault("repeated", []).append(place)
        if name not in record.places or value is not None:
            record.values[name], record.places[name], record.found[name] = value, place, text

    def _plain(self, column: Field, text: str, number: int, place: int) -> Value | None:
        if column.kind == "date" and (day := read_office_date(text, self.year)):
            if day.isoformat() != text:
                self._tell("date", number, place)
            text = day.isoformat()
        if column.kind == "year" and (years := YEAR.findall(text)):
            text = years[0] if len(years) == 1 else text
        try:
            value = read_cell(text, column.kind)
        except Unreadable as reason:
            return self._refuse(column, text, self.grid.place(number, place), reason)
        return self._checked(column, value, text, self.grid.place(number, place))

    def _typed(self, name: str, text: str) -> Value:
        return read_cell(text, self.schema.field(name).kind)

    def _checked(self, column: Field, value: Any, text: str, place: str) -> Value | None:
        try:
            value = read_cell(value, column.kind) if isinstance(value, str) else value
            if value is not None:
                check_value(column, value)
        except Unreadable as reason:
            return self._refuse(column, text, place, reason)
        return value

    def _refuse(self, column: Field, text: str, place: str, reason: Unreadable) -> None:
        found = quoted(text) if text else "en tom ruta"
        self.reading.faults.append(self._fault(place, column.name, found, reason.allowed, reason.action))

    def _fault(self, place: str, column: str, found: str, allowed: str, action: str) -> Fault:
        return Fault(self.grid.file, None, column, found, allowed, action, cell=place)

    def _tell(self, habit: str, number: int, column: int) -> None:
        self.reading.habits.setdefault(habit, []).append(self.grid.place(number, column))

    def _amount(self, text: str) -> Fraction | None:
        try:
            amount = read_amount(text)
        except Unreadable:
            return None
        return amount.value if amount.value is None or amount.factor else amount.value * self.factor

    def _note_amount(self, number: int, column: HeadColumn, row: Row) -> Fraction | None:
        """Remember an amount for the sums below it, also one whose row is not taken in."""
        amount = self._amount(row[column.number]) if row[column.number] else None
        if amount is not None:
            self.printed.setdefault(column.number, []).append((number, amount))
        return amount

    def _is_unnamed_sum(self, row: Row, filled: Sequence[HeadColumn]) -> bool:
        sums = [(self._amount(row[c.number]), self._sums(c.number)) for c in filled]
        return bool(sums) and all(amount in possible for amount, possible in sums)

    def _sums(self, column: int) -> set[Fraction]:
        values = self.printed.get(column, [])
        since = [value for row, value in values if row > self.section]
        return {sum(since, Fraction(0)), sum((value for _, value in values), Fraction(0))}

    def _compare_sum(self, number: int, row: Row) -> None:
        """Hold each printed sum against the rows above it, since the last section or all of them."""
        for column in self.heading.columns:
            amount = self._amount(row[column.number]) if row[column.number] else None
            if column.number in self.printed and amount is not None and column.fills != SKIP:
                sums = self._sums(column.number)
                if min(abs(amount - value) for value in sums) >= self.factor:
                    self._doubt(
                        number, column.number, amount, min(sums, key=lambda value: abs(amount - value))
                    )
        self.section = number

    def _compare_column(self, number: int, row: Row, column: HeadColumn) -> None:
        """Hold a row's printed sum or difference against its other cells."""
        amount = self._note_amount(number, column, row)
        if amount is None:
            return
        parts = [
            (c, self._amount(row[c.number]) or Fraction(0)) for c in self.heading.values if row[c.number]
        ]
        value = sum((part for _, part in parts), Fraction(0))
        if column.fills == DIFFERENCE:
            sides = {c.says.get("side", c.fills): part for c, part in parts}
            if not {"income", "cost"} <= sides.keys():
                return
            value = sides["income"] - sides["cost"]
        if abs(amount - value) > (self.factor if self.factor > 1 else 0):
            self._doubt(number, column.number, amount, value)

    def _doubt(self, number: int, column: int, printed: Fraction, computed: Fraction) -> None:
        place = self.grid.place(number, column)
        text = (
            f"{place}: summan {in_swedish(printed)} stämmer inte med raderna, som ger {in_swedish(computed)}."
        )
        options = {VOCABULARY["confirm"]: VOCABULARY["confirmed"]}
        self.reading.questions[place] = Question("sums", place, text, options, kept=False)


def _values(match: Match) -> tuple[str, ...]:
    return match.value, *match.others


def _is_region(text: str, members: Mapping[str, str]) -> bool:
    """Tell whether a text names a region that is no member: the country, a county, a code of another."""
    coded = re.fullmatch(r"(\d\d|\d{4})[ .:,-]+\D.*", text)
    return bool(coded and coded[1] not in members) or compact(text) in VOCABULARY["regions"]
