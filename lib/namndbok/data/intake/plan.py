"""What an import of a file would do: found → becomes, what is asked, and which rows are new or replaced."""

import json
import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from namndbok.data.cells import SPACES, Unreadable, Value, read_cell, write_cell
from namndbok.data.history import TableChange
from namndbok.data.intake.accounts import outcome_of
from namndbok.data.intake.body import FAULTS, SAID, BodyReader, Question, Reading, Record
from namndbok.data.intake.heading import HeadColumn, Heading, HeadingFinder, Row
from namndbok.data.intake.notation import MONTH, is_amount, period_ends, years_in
from namndbok.data.intake.pasted import parted
from namndbok.data.intake.vocabulary import VOCABULARY, Lexicon, compact
from namndbok.data.load import Data
from namndbok.data.office.grid import Grid
from namndbok.data.schema import Field, TableSchema, check_row, table_schema
from namndbok.errors import Fault, quoted
from namndbok.swedish import listing, slug

ACCOUNTS = table_schema(json.loads(Path(__file__).with_name("accounts.json").read_text(encoding="utf-8")))
MAPPINGS, DOCUMENTS = "import_mappings", "documents"
PERIOD_ENDS = ("through", "as_of", "date")
MOST_ROWS, MOST_PLACES = 40, 3
SKIP = VOCABULARY["skip"]


@dataclass(frozen=True)
class ReadCell:
    """Tell of one cell where it was read, what stood there, what it becomes, and what happens to its row."""

    place: str
    found: str
    becomes: str
    table: str
    column: str
    row: str


@dataclass
class ImportPlan:
    """What an import would write; nothing is written while there are faults or questions."""

    cells: list[ReadCell] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    changes: dict[str, TableChange] = field(default_factory=dict)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


def plan_import(
    grids: Sequence[Grid],
    data: Data,
    table: str | None = None,
    year: int | None = None,
    mapping: Mapping[str, str] | None = None,
    digest: str | None = None,
) -> ImportPlan:
    """Say what the grids of one file would become; `mapping` has answers by what was asked about.

    `table` and `year` are taken for given; `digest` is the file's SHA-256. Answers given before for a file
    with the same heads are in the board's table of mappings, and hold here too.
    """
    given = {compact(about): answer for about, answer in (mapping or {}).items()}
    importer = _Importer(data, table, year, given)
    for grid in grids:
        importer.read(parted(grid))
    return importer.finished(grids[0].file, digest)


@dataclass
class Sheet:
    """A grid, its cells stripped and of one width, the answers that hold for it, the years of its titles."""

    grid: Grid
    rows: Sequence[Row]
    answers: Mapping[str, str]
    years: set[int] = field(default_factory=set)

    @cached_property
    def title(self) -> str:
        """Return what the sheet and the file are called."""
        return f"{self.grid.sheet} {re.sub(r'[_.]', ' ', Path(self.grid.file).stem)}"


@dataclass
class _Importer:
    data: Data
    table: str | None
    year: int | None
    given: Mapping[str, str]
    plan: ImportPlan = field(default_factory=ImportPlan)
    records: dict[str, list[Record]] = field(default_factory=dict)
    used: dict[tuple[str, str], str] = field(default_factory=dict)
    refused: list[tuple[str, Fault]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lexicon = Lexicon(self.data)
        tables = self.data.package.tables
        self.schemas = [tables[self.table]] if self.table else self.lexicon.tables
        self.schemas = [*self.schemas, *([ACCOUNTS] if self.table in (None, "outcome") else [])]

    def read(self, grid: Grid) -> None:
        """Read all tables of a sheet, one below the other."""
        width = max((len(row) for row in grid.rows), default=0)
        cells = ([" ".join(cell.translate(SPACES).split()) for cell in row] for row in grid.rows)
        rows = [(*row, *[""] * (width - len(row))) for row in cells]
        shapes = {shape_of(row) for row in rows[:MOST_ROWS]}
        stored = self.data[MAPPINGS].to_dict("records")
        answers = {row["found"]: row["becomes"] for row in stored if row["shape"] in shapes} | self.given
        sheet, start = Sheet(grid, rows, answers), 0
        self._say(*grid.remarks)
        while start < len(rows) and (reading := self._read_table(sheet, start)):
            start = reading.end
        left = [
            number for number in range(start, len(rows)) if any(map(is_amount, filter(None, rows[number])))
        ]
        if start == 0:
            self.refused.append((grid.sheet or grid.file, self._unknown_table(sheet)))
        elif left:
            found = quoted(" ".join(filter(None, rows[left[0]])))
            self.plan.faults.append(_fault(grid, left[0], found, FAULTS["rows_of_table"], FAULTS["left"]))

    def _read_table(self, sheet: Sheet, start: int) -> Reading | None:
        """Read the first table below a row; None where there is none."""
        year = self.year or _only(years_in(sheet.title))
        finder = HeadingFinder(sheet.rows, sheet.title, year, self.lexicon, sheet.answers)
        complete = [heading for heading in finder.best(self.schemas, start) if not heading.missing]
        if not complete:
            return None
        heading, twins = self._chosen(complete, sheet.answers).without_twins(sheet.answers)
        cells = (cell for row in sheet.rows[start : heading.top] for cell in row)
        reading = Reading(heading, " ".join([sheet.title, *cells]))
        heads = " ".join(column.head for column in heading.columns)
        sheet.years = years_in(reading.titles) or sheet.years or years_in(heads)
        reader = BodyReader(
            sheet.grid, sheet.rows, self.lexicon, sheet.answers, self.year or _only(sheet.years), reading
        )
        for column in heading.columns:
            below = (row[column.number] for row in sheet.rows[heading.bottom + 1 :])
            if column.likeness or (
                column in heading.unknown and any(map(reader.is_value, filter(None, below)))
            ):
                self._ask_head(reader, column)
        for column in twins:
            value = next(iter(column.says.values()), column.fills)
            place = sheet.grid.place(heading.bottom, column.number)
            text = SAID["twin"].format(place=place, head=quoted(column.head))
            reader.ask("names", column.head, text, {value: value, SKIP: VOCABULARY["skipped"]})
        self._take(reader.read(), sheet, f"{reading.titles} {heads}")
        return reading

    def _chosen(self, headings: Sequence[Heading], answers: Mapping[str, str]) -> Heading:
        """Return the heading that fits best; where another fits nearly as well, ask which table it is."""
        near = [heading for heading in headings if heading.score > headings[0].score - 1]
        tables = {h.schema.name.replace("accounts", "outcome"): h for h in reversed(near)}
        if len(tables) > 1 and answers.get("tabell") not in tables:
            options = {name: self.data.package.tables[name].title for name in reversed(tables)}
            self._ask(Question("table", "tabell", SAID["which_table"], options))
        return tables.get(answers.get("tabell", ""), headings[0])

    def _ask_head(self, reader: BodyReader, column: HeadColumn) -> None:
        """Ask what a head means that is like something known, or like nothing at all."""
        schema, match = reader.schema, column.likeness
        says = column.says or next((c.says for c in reader.heading.values if c.says), {})
        listed = (self.lexicon.catalogue(schema, schema.field(name)) for name in says)
        names = {value: name for known in filter(None, listed) for value, name in known.names.items()}
        if match:
            names = {**self.lexicon.heads(schema).names, **names}
            names = {value: names[value] for value in (match.value, *match.others) if value in names}
        said = SAID["meant"].format(name=names.get(match.value)) if match else SAID["unknown"]
        place = reader.grid.place(reader.heading.bottom, column.number)
        text = SAID["head"].format(place=place, head=quoted(column.head), meant=said)
        reader.ask("names", column.head, text, {**names, SKIP: VOCABULARY["skipped"]})

    def _take(self, reading: Reading, sheet: Sheet, said: str) -> None:
        """Keep what was read of a table, completed with year, period and place, and what there is to say."""
        schema, records = reading.heading.schema, list(reading.records.values())
        if schema is ACCOUNTS:
            schema = self.data.package.tables["outcome"]
            lines = self.lexicon.catalogue(schema, schema.field("line"))
            records = outcome_of(reading, lines, sheet.answers, self.plan.remarks)
        if reading.heading.schema.name in VOCABULARY["rivals"]:
            self._without_minus(records, "amount" if "amount" in schema.columns else "cost")
        for habit, places in reading.habits.items():
            more = SAID["places"].format(count=len(places)) if len(places) > MOST_PLACES else ""
            self._say(f"{VOCABULARY['habits'][habit]}: {', '.join(places[:MOST_PLACES])}{more}.")
        if reading.strangers:
            self._say(SAID["strangers"].format(count=len(reading.strangers), example=reading.strangers[0]))
        unused = [quoted(c.head) for c in reading.heading.columns if c.head and c.fills in ("", SKIP)]
        if unused:
            self._say(SAID["columns"].format(heads=listing(unused)))
        self.plan.faults += reading.faults
        open_ = [q for q in reading.questions.values() if compact(q.about) not in sheet.answers]
        unnamed = any(question.kind == "names" for question in open_)
        self._ask(*(q for q in open_ if not (unnamed and q.kind == "sums")))  # sums lack what has no name yet
        words = {compact(cell) for row in sheet.rows for cell in row} if self.given else set()
        heads = {compact(column.head) for column in reading.heading.columns} | {"tabell"}
        shape = shape_of(sheet.rows[reading.heading.bottom])
        kept = (words | heads) - {*VOCABULARY["not_kept"]}
        self.used |= {(shape, about): said for about, said in self.given.items() if about in kept}
        kept = [record for record in records if self._complete(record, schema, sheet, said)]
        self.records.setdefault(schema.name, []).extend(kept)
        if schema.name == "presence":
            self.records.setdefault("meetings", []).extend(_meetings(kept))

    def _without_minus(self, records: Sequence[Record], name: str) -> None:
        """Take the minus away from costs where all have one: some reports write them so."""
        costs = [r for r in records if r.values.get("side", "cost") == "cost" and r.values.get(name)]
        if costs and all(record.values[name] < 0 for record in costs):
            for record in costs:
                record.values[name] = -record.values[name]
            self._say(SAID["negative_costs"])

    def _complete(self, record: Record, schema: TableSchema, sheet: Sheet, said: str) -> bool:
        """Fill in year, period and the like; False where the row is of another year or asked about."""
        values, needed = record.values, {column.name for column in schema.fields if column.required}
        ends = [name for name in PERIOD_ENDS if name in needed and values.get(name) is None]
        dated = values["date"].year if values.get("date") else None
        year = values.get("year") or dated or (self._year(sheet) if ends or "year" in needed else self.year)
        if self.year and year != self.year:
            self._say(SAID["other_year"].format(year=self.year, other=year))
            return False
        if "year" in needed:
            values["year"] = year
        for name in ends if year else ():
            values[name] = self._period_end(said, year, sheet.answers)
        if "precision" in needed:
            values.setdefault("precision", 1)
        if "entitled" in needed and values.get("entitled") is None:
            values["entitled"] = len(self.data["municipalities"])
            self._say(SAID["entitled"].format(count=values["entitled"]))
        for name in VOCABULARY["asked"]:
            if name in needed and values.get(name) is None:
                values[name] = self._context(schema, schema.field(name), sheet.answers)
        place = values.setdefault("place", next(iter(record.places.values()), ""))
        row = _row_of(place)
        refused = {fault.column for fault in self.plan.faults if fault.cell and _row_of(fault.cell) == row}
        missing = {name for name in needed - {"source"} if values.get(name) is None}
        faults = [
            Fault("", None, name, FAULTS["empty"], FAULTS["each_row"], FAULTS["fill_in"].format(title=name))
            for name in sorted(missing - {"year", *ends, *VOCABULARY["asked"], *refused})
        ]
        for fault in faults if missing else check_row(schema, 0, values):
            cell = record.places.get(fault.column or "", place)
            self.plan.faults.append(replace(fault, file=sheet.grid.file, row=None, cell=cell))
        return not missing

    def _context(self, schema: TableSchema, column: Field, answers: Mapping[str, str]) -> str | None:
        names, about = self.lexicon.catalogue(schema, column).names, column.title.lower()
        if (answer := answers.get(compact(about))) not in names:
            text = SAID["which"].format(title=about, column=column.name)
            self._ask(Question("context", about, text, names))
        return answer if answer in names else None

    def _year(self, sheet: Sheet) -> int | None:
        answer = sheet.answers.get("år", "")
        year = self.year or (int(answer) if answer.isdecimal() else _only(sheet.years))
        if year:
            self._say(SAID["year"].format(year=year))
        else:
            options = {str(year): str(year) for year in sorted(sheet.years)}
            self._ask(Question("year", "år", SAID["which_year"], options, kept=False))
        return year

    def _period_end(self, said: str, year: int, answers: Mapping[str, str]) -> Value | None:
        """Return the last day that amounts of a year are for, which the text around them may name."""
        ends = period_ends(said, year)
        try:
            day = read_cell(answers["tillochmed"], "date") if "tillochmed" in answers else _only(ends)
        except Unreadable:
            day = None
        if day or len(ends) == 1:
            self._say(SAID["period"].format(day=day))
            return day
        last = read_cell(f"{year}-12-31", "date")
        options = {str(end): str(end) for end in sorted(ends | {last})}
        if ends or "tillochmed" in answers:
            self._ask(Question("period", "till och med", SAID["which_period"], options, kept=False))
            return None
        self._say(SAID["through"].format(day=last))
        return last

    def _say(self, *remarks: str) -> None:
        self.plan.remarks += [remark for remark in remarks if remark not in self.plan.remarks]

    def _ask(self, *questions: Question) -> None:
        asked = {question.about for question in self.plan.questions}
        self.plan.questions += [question for question in questions if question.about not in asked]

    def _unknown_table(self, sheet: Sheet) -> Fault:
        """Say which table comes closest to a sheet that has none, and what it lacks."""
        finder = HeadingFinder(sheet.rows, sheet.title, self.year, self.lexicon, sheet.answers)
        headings = finder.best(self.schemas, 0)
        if not headings:
            first = next((" ".join(filter(None, row)) for row in sheet.rows if any(row)), "")
            return _fault(sheet.grid, 0, quoted(first), FAULTS["heads"], FAULTS["add_heads"])
        heading = min(headings, key=lambda heading: (len(heading.missing), -heading.score))
        schema, missing = heading.schema, heading.missing
        titles = listing([f"{schema.field(name).title} ({name})" for name in missing])
        found = listing([quoted(column.head) for column in heading.columns if column.head])
        allowed = FAULTS["columns"].format(table=schema.title, columns=titles)
        return _fault(
            sheet.grid, heading.bottom, found, allowed, FAULTS["name_head"].format(column=missing[0])
        )

    def finished(self, file: str, digest: str | None) -> ImportPlan:
        """Hold all that was read against the board's tables, and return what would change."""
        if self.records:
            self._say(*(SAID["sheet"].format(sheet=sheet) for sheet, _ in self.refused))
        else:
            self.plan.faults += [fault for _, fault in self.refused]
        source, document = self._document(file, digest)
        for name, records in self.records.items():
            change = self._change(name, records, source)
            if change.added or change.replaced:
                self.plan.changes[name] = change
        if self.plan.changes and document:
            self.plan.changes[DOCUMENTS] = TableChange((), [document])
        known = set(zip(self.data[MAPPINGS]["shape"], self.data[MAPPINGS]["found"], strict=True))
        name = slug(re.sub(r"\d+", " ", Path(file).stem))
        answers = [
            {"shape": shape, "name": name, "found": found, "becomes": becomes}
            for (shape, found), becomes in self.used.items()
            if (shape, found) not in known
        ]
        if answers and self.plan.counts:
            self.plan.changes[MAPPINGS] = TableChange((), answers)
        return self.plan

    def _document(self, file: str, digest: str | None) -> tuple[str, dict[str, Any] | None]:
        """Return the file's name as a document that rows come from, and its row where there is none yet."""
        known = {row["document"]: row for row in self.data[DOCUMENTS].to_dict("records")}
        base = slug(Path(file).stem)
        names = (base if number == 1 else f"{base}-{number}" for number in count(1))
        own = {"title": file, "kind": "file", "transcript_sha256": digest}
        name = next(name for name in names if name not in known or own.items() <= known[name].items())
        return name, None if name in known else {"document": name, **own}

    def _change(self, name: str, records: Sequence[Record], source: str) -> TableChange:
        """Return which rows of a table are added, and which cells of others are replaced; note each cell."""
        schema, table = self.data.package.tables[name], self.data[name]
        rows = dict(zip(table.index, table.to_dict("records"), strict=True))
        numbers = {tuple(row[key] for key in schema.primary_key): number for number, row in rows.items()}
        seen: dict[tuple[Any, ...], dict[str, Any]] = {}
        added: list[dict[str, Any]] = []
        replaced: dict[int, dict[str, Any]] = {}
        counts = self.plan.counts[name] = dict.fromkeys(("new", "replaced", "same"), 0)
        for record in records:
            key = tuple(record.values.get(column) for column in schema.primary_key)
            values = {column: record.values[column] for column in schema.columns if column in record.values}
            content = {column: value for column, value in values.items() if column not in ("source", "place")}
            values |= {"source": values.get("source", source)} if "source" in schema.columns else {}
            row = rows.get(numbers.get(key, 0), {})
            if key in seen:
                if not content.items() <= seen[key].items():
                    self._refuse_second(record, seen[key], schema)
                continue
            seen[key] = values
            kind = "new" if not row else "same" if content.items() <= row.items() else "replaced"
            counts[kind] += 1
            if kind == "new":
                added.append(values)
            elif kind == "replaced":
                replaced[numbers[key]] = {c: value for c, value in values.items() if value != row[c]}
            self.plan.cells += _cells(schema, record, kind)
        return TableChange((), added, replaced)

    def _refuse_second(self, record: Record, other: Mapping[str, Any], schema: TableSchema) -> None:
        column, place = next(iter(record.places.items()))
        found = FAULTS["two"].format(
            found=record.found[column], other=other.get(column), place=other["place"]
        )
        fault = Fault(schema.path, None, column, found, FAULTS["one_value"], FAULTS["keep_one"], cell=place)
        self.plan.faults.append(fault)


def shape_of(row: Row) -> str:
    """Return what heads have in common from month to month: words without years, months and numbers."""
    words = (compact(MONTH.sub(" ", re.sub(r"\d+", " ", cell))) for cell in row)
    return " ".join(filter(None, words))


def _row_of(cell: str) -> str:
    """Return the number of the row in a cell's name."""
    return cell.rpartition("!")[2].lstrip(string.ascii_uppercase)


def _fault(grid: Grid, row: int, found: str, allowed: str, action: str) -> Fault:
    return Fault(grid.file, None, None, found, allowed, action, cell=grid.place(row, 0))


def _only(values: set[Any]) -> Any:
    return next(iter(values)) if len(values) == 1 else None


def _cells(schema: TableSchema, record: Record, kind: str) -> Iterator[ReadCell]:
    row = ", ".join(str(record.values[key]) for key in schema.primary_key)
    mark = f" ({record.values['mark']})" if record.values.get("mark") else ""
    for column, place in record.places.items():
        becomes = write_cell(record.values[column]) + mark
        yield ReadCell(place, record.found[column], becomes, schema.name, f"{column}: {row}", kind)


def _meetings(presence: Sequence[Record]) -> Iterator[Record]:
    """Yield a meeting with its attendance for each day that a list of presence has."""
    days: dict[tuple[Any, ...], list[Record]] = {}
    for record in presence:
        days.setdefault(tuple(record.values[name] for name in ("year", "body", "date")), []).append(record)
    for (year, body, day), records in days.items():
        present = sum(record.values["present"] for record in records)
        values = {"year": year, "body": body, "date": day, "present": present, "entitled": len(records)}
        place = records[0].values["place"]
        yield Record(
            {**values, "place": place}, {"present": place}, {"present": f"{present} av {len(records)}"}
        )
