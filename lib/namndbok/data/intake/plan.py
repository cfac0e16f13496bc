"""What an import of a file would do: found → becomes, what is asked, and which rows are new or replaced."""

import calendar
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from namndbok.data.cells import MONTHS, SPACES, read_cell, write_cell
from namndbok.data.history import TableChange
from namndbok.data.intake.accounts import outcome_of
from namndbok.data.intake.body import BodyReader, Question, Reading, Record
from namndbok.data.intake.heading import HeadColumn, Heading, HeadingFinder, Row
from namndbok.data.intake.notation import is_amount
from namndbok.data.intake.pasted import parted
from namndbok.data.intake.vocabulary import VOCABULARY, YEAR, Lexicon, compact
from namndbok.data.load import Data
from namndbok.data.office.grid import Grid
from namndbok.data.schema import TableSchema, check_row, table_schema
from namndbok.errors import Fault, quoted
from namndbok.swedish import listing, slug
from namndbok.swedish import month as month_name

ACCOUNTS = table_schema(json.loads(Path(__file__).with_name("accounts.json").read_text(encoding="utf-8")))
MAPPINGS, DOCUMENTS = "import_mappings", "documents"
PERIOD_ENDS = ("through", "as_of")
FULL_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d|(?<!\d)(?:19|20)\d{6}(?!\d)")
NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in map(month_name, range(1, 13)))
MONTH = re.compile(rf"\b({NAMES})\b(?:\W+((?:19|20)\d\d))?", re.IGNORECASE)
NUMBERED = re.compile(r"(?<!\d)((?:19|20)\d\d)-?(0[1-9]|1[0-2])(?![\d])")
SAID = VOCABULARY["remarks"]


@dataclass(frozen=True)
class ReadCell:
    """Tell of one cell where it was read, what stood there, and what it becomes in which column."""

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
    """Say what grids of one file would become; `mapping` has answers by what was asked about.

    `table` and `year` are taken for given; `digest` is the file's SHA-256. Answers given before for
    a file with the same heads are in the board's table of mappings, and hold here too.
    """
    given = {compact(about): answer for about, answer in (mapping or {}).items()}
    importer = _Importer(data, table, year, given, digest)
    for grid in grids:
        importer.read(grid)
    return importer.plan(grids[0].file)


@dataclass
class _Importer:
    data: Data
    table: str | None
    year: int | None
    given: Mapping[str, str]
    digest: str | None
    result: ImportPlan = field(default_factory=ImportPlan)
    records: dict[str, list[Record]] = field(default_factory=dict)
    answered: dict[tuple[str, str], str] = field(default_factory=dict)
    refused: list[tuple[Grid, Fault]] = field(default_factory=list)

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon(self.data)

    @cached_property
    def schemas(self) -> list[TableSchema]:
        if self.table and self.table != "outcome":
            return [self.data.package.tables[self.table]]
        outcome = [self.data.package.tables["outcome"], ACCOUNTS]
        return outcome if self.table else [*self.lexicon.tables, ACCOUNTS]

    def read(self, grid: Grid) -> None:
        """Read all tables of a sheet, one below the other."""
        grid = parted(grid)
        width = max((len(row) for row in grid.rows), default=0)
        cells = ([" ".join(cell.translate(SPACES).split()) for cell in row] for row in grid.rows)
        rows = [tuple(row + [""] * (width - len(row))) for row in cells]
        self.result.remarks += grid.remarks
        stored = self._stored(rows)
        answers = {**stored, **self.given}
        start, years = 0, set()
        while start < len(rows) and (reading := self._read_table(grid, rows, start, answers, years)):
            start = reading.end
        left = [(number, row) for number, row in enumerate(rows) if number >= start and any(row)]
        if start == 0:
            self._refuse_sheet(grid, rows)
        elif amounts := [number for number, row in left if any(map(is_amount, filter(None, row)))]:
            found = quoted(" ".join(filter(None, rows[amounts[0]])))
            action = VOCABULARY["faults"]["left"]
            fault = _fault(
                grid, grid.place(amounts[0], 0), found, VOCABULARY["faults"]["rows_of_table"], action
            )
            self.result.faults.append(fault)

    def _stored(self, rows: Sequence[Row]) -> dict[str, str]:
        """Return what was answered before for a file with the same heads."""
        if MAPPINGS not in self.data.tables:
            return {}
        shapes = {shape_of(row) for row in rows[:40]}
        known = self.data[MAPPINGS].to_dict("records")
        return {compact(row["found"]): row["becomes"] for row in known if row["shape"] in shapes}

    def _read_table(
        self, grid: Grid, rows: Sequence[Row], start: int, answers: Mapping[str, str], years: set[int]
    ) -> Reading | None:
        """Read the table below a row; `years` are those that titles of the sheet have named so far."""
        title = f"{grid.sheet} {re.sub(r'[_.]', ' ', Path(grid.file).stem)}"
        year = self.year or _only(_years(title))
        finder = HeadingFinder(rows, title, year, self.lexicon, answers)
        headings = finder.best(self.schemas, start)
        complete = [heading for heading in headings if not heading.missing]
        if not complete:
            return None
        heading = self._chosen(complete, answers)
        titles = " ".join([title, *(cell for row in rows[start : heading.top] for cell in row)])
        heads = " ".join(column.head for column in heading.columns)
        above = _years(titles) or years
        years |= above
        of_table = above or _years(heads)
        reading = Reading(heading, titles)
        for column in heading.columns:
            if column.likeness:
                self._ask_head(reading, grid, column)
        for column in heading.unknown:
            if any(is_amount(row[column.number]) for row in rows[heading.bottom + 1 :] if row[column.number]):
                self._ask_head(reading, grid, column)
        reader = BodyReader(grid, rows, heading, self.lexicon, answers, self.year or _only(of_table), reading)
        self._take(reader.read(), grid, rows, of_table, f"{titles} {heads}", answers)
        return reading

    def _chosen(self, headings: Sequence[Heading], answers: Mapping[str, str]) -> Heading:
        best = [h for h in headings if h.score > headings[0].score - 1]
        tables = {("outcome" if h.schema is ACCOUNTS else h.schema.name): h for h in reversed(best)}
        answer = answers.get("tabell")
        if answer in tables:
            return tables[answer]
        if len(tables) > 1:
            options = {name: self.data.package.tables[name].title for name in reversed(tables)}
            self._ask(Question("table", "tabell", SAID["which_table"], options))
        return headings[0]

    def _ask(self, question: Question) -> None:
        if question.about not in {asked.about for asked in self.result.questions}:
            self.result.questions.append(question)

    def _ask_head(self, reading: Reading, grid: Grid, column: HeadColumn) -> None:
        """Ask what a head means that is like something known, or like nothing at all."""
        schema, match = reading.heading.schema, column.likeness
        named = next((c.says for c in reading.heading.values if c.says), {})
        names: dict[str, str] = {}
        for name in column.says or named:
            if catalogue := self.lexicon.catalogue(schema, schema.field(name)):
                names |= catalogue.names
        names = {**self.lexicon.heads(schema).names, **names} if match else names
        options = {
            value: name for value, name in names.items() if not match or value in (match.value, *match.others)
        }
        meant = SAID["meant"].format(name=options.get(match.value, match.value)) if match else SAID["unknown"]
        place = grid.place(reading.heading.bottom, column.number)
        text = SAID["head"].format(place=place, head=quoted(column.head), meant=meant)
        options |= {VOCABULARY["skip"]: VOCABULARY["skipped"]}
        reading.questions.setdefault(column.head, Question("names", column.head, text, options))

    def _take(
        self,
        reading: Reading,
        grid: Grid,
        rows: Sequence[Row],
        years: set[int],
        said: str,
        answers: Mapping[str, str],
    ) -> None:
        """Complete what was read with year, period and place, and keep it for the plan."""
        schema, records = reading.heading.schema, list(reading.records.values())
        remarks: list[str] = []
        if schema is ACCOUNTS:
            schema = self.data.package.tables["outcome"]
            lines = self.lexicon.catalogue(schema, schema.field("line"))
            records = outcome_of(reading, lines, answers, remarks)
        self._remark(reading, grid, rows)
        self.result.remarks += remarks
        self.result.faults += reading.faults
        shape = shape_of(rows[reading.heading.bottom])
        for question in reading.questions.values():
            if compact(question.about) not in answers:
                self._ask(question)
        for about, answer in self.given.items():
            if about in {compact(cell) for row in rows for cell in row} or about == "tabell":
                self.answered[shape, about] = answer
        kept = [r for r in records if self._complete(r, schema, years, said, answers, grid.file)]
        others = sorted({str(r.values["year"]) for r in records if r not in kept and r.values.get("year")})
        if others and self.year:
            self.result.remarks.append(SAID["other_year"].format(year=self.year, years=", ".join(others)))
        self.records.setdefault(schema.name, []).extend(kept)
        if schema.name == "presence":
            self.records.setdefault("meetings", []).extend(self._meetings(kept))

    def _complete(
        self,
        record: Record,
        schema: TableSchema,
        years: set[int],
        said: str,
        answers: Mapping[str, str],
        file: str,
    ) -> bool:
        """Fill in year, period and the like; False where the row is of another year or asked about."""
        values, needed = record.values, {c.name for c in schema.fields if c.required}
        day = values.get("date")
        if "year" in schema.columns and values.get("year") is None:
            values["year"] = day.year if isinstance(day, date) else self._year(years, answers)
        ends = [name for name in (*PERIOD_ENDS, "date") if name in needed and values.get(name) is None]
        year = values.get("year") or (day.year if day else self._year(years, answers) if ends else self.year)
        if self.year and year != self.year:
            return False
        for name in ends if year else ():
            values[name] = self._period_end(said, year, answers)
        if "precision" in needed:
            values.setdefault("precision", 1)
        if "entitled" in needed and values.get("entitled") is None:
            values["entitled"] = len(self.data["municipalities"])
            self._say(SAID["entitled"].format(count=values["entitled"]))
        for column in schema.fields:
            if (
                column.name in VOCABULARY["asked"]
                and column.name in needed
                and values.get(column.name) is None
            ):
                names = self.lexicon.catalogue(schema, column).names
                values[column.name] = self._context(schema, column, names, answers)
        values.setdefault("place", next(iter(record.places.values()), ""))
        missing = [name for name in needed - {"source"} if values.get(name) is None]
        for name in set(missing) - {"year", *ends, *VOCABULARY["asked"]}:
            column, faults = schema.field(name), VOCABULARY["faults"]
            action = faults["fill_in"].format(title=column.title.lower())
            fault = Fault(file, None, name, faults["empty"], faults["each_row"], action, cell=values["place"])
            self.result.faults.append(fault)
        if not missing:
            for fault in check_row(schema, 0, values):
                place = record.places.get(fault.column, values["place"])
                self.result.faults.append(replace(fault, file=file, row=None, cell=place))
        return not missing

    def _context(
        self, schema: TableSchema, column: Any, names: Mapping[str, str], answers: Mapping[str, str]
    ) -> Any:
        about = column.title.lower()
        if (answer := answers.get(compact(about))) in names:
            self.answered.setdefault(("", about), answer)
            return answer
        text = SAID["which"].format(title=about, column=column.name)
        self._ask(Question("context", about, text, names))
        return None

    def _year(self, years: set[int], answers: Mapping[str, str]) -> int | None:
        answer = answers.get("år", "")
        if self.year or YEAR.fullmatch(answer):
            return self.year or int(answer)
        if (year := _only(years)) is not None:
            self._say(SAID["year"].format(year=year))
            return year
        options = {str(year): str(year) for year in sorted(years)}
        self._ask(Question("year", "år", SAID["which_year"], options, kept=False))
        return None

    def _period_end(self, said: str, year: int, answers: Mapping[str, str]) -> date | None:
        ends = _period_ends(said, year)
        answer = answers.get(compact("till och med"))
        if answer:
            return read_cell(answer, "date")
        if len(ends) > 1:
            options = {day.isoformat(): day.isoformat() for day in sorted(ends)}
            self._ask(Question("context", "till och med", SAID["which_period"], options, kept=False))
            return None
        day = _only(ends) or date(year, 12, 31)
        self._say(SAID["period" if ends else "through"].format(day=day))
        return day

    def _say(self, remark: str) -> None:
        if remark not in self.result.remarks:
            self.result.remarks.append(remark)

    def _remark(self, reading: Reading, grid: Grid, rows: Sequence[Row]) -> None:
        for habit, places in reading.habits.items():
            more = f" … ({len(places)} rutor)" if len(places) > 3 else ""
            self._say(f"{VOCABULARY['habits'][habit]}: {', '.join(places[:3])}{more}.")
        if reading.strangers:
            count, example = len(reading.strangers), reading.strangers[0]
            self._say(SAID["strangers"].format(count=count, example=example))
        heads = [c.head for c in reading.heading.columns if c.head and c.fills in ("", VOCABULARY["skip"])]
        if heads:
            self._say(SAID["columns"].format(heads=listing([quoted(head) for head in heads])))

    def _meetings(self, presence: Sequence[Record]) -> Iterator[Record]:
        """Yield a meeting with its attendance for each day that the list of presence has."""
        days: dict[tuple[Any, ...], list[Record]] = {}
        for record in presence:
            days.setdefault(tuple(record.values[name] for name in ("year", "body", "date")), []).append(
                record
            )
        for (year, body, day), records in days.items():
            present = sum(bool(record.values["present"]) for record in records)
            values = {"year": year, "body": body, "date": day, "present": present, "entitled": len(records)}
            place = next(iter(records[0].places.values()))
            found = f"{present} av {len(records)}"
            yield Record({**values, "place": place}, {"present": place}, {"present": found})

    def _refuse_sheet(self, grid: Grid, rows: Sequence[Row]) -> None:
        """Say which table comes closest to a sheet that has none, and what it lacks."""
        finder = HeadingFinder(rows, grid.sheet, self.year, self.lexicon, self.given)
        headings = finder.best(self.schemas, 0)
        if not headings:
            first = next((" ".join(filter(None, row)) for row in rows if any(row)), "")
            faults = VOCABULARY["faults"]
            fault = _fault(grid, grid.place(0, 0), quoted(first), faults["heads"], faults["add_heads"])
            return self.refused.append((grid, fault))
        heading = max(headings, key=lambda h: h.score - len(h.missing))
        schema = heading.schema
        titles = listing([f"{schema.field(name).title} ({name})" for name in heading.missing])
        found = listing([quoted(c.head) for c in heading.columns if c.head]) or "inga rubriker"
        action = VOCABULARY["faults"]["name_head"].format(column=heading.missing[0])
        allowed = VOCABULARY["faults"]["columns"].format(table=schema.title, columns=titles)
        fault = _fault(grid, grid.place(heading.bottom, 0), found, allowed, action)
        return self.refused.append((grid, fault))

    def plan(self, file: str) -> ImportPlan:
        """Hold all that was read against the board's tables, and return what would change."""
        for grid, fault in self.refused:
            if self.records:
                self._say(SAID["sheet"].format(sheet=grid.sheet or grid.file))
            else:
                self.result.faults.append(fault)
        source, document = self._document(file)
        for name, records in self.records.items():
            self._change(name, records, source)
        changed = [name for name, change in self.result.changes.items() if change.added or change.replaced]
        self.result.changes = {name: self.result.changes[name] for name in changed}
        if changed and document:
            self.result.changes[DOCUMENTS] = TableChange((), [document])
        self._keep_answers(file)
        return self.result

    def _document(self, file: str) -> tuple[str, dict[str, Any] | None]:
        """Return the file as a document that rows come from, and its row where there is none yet."""
        known = {row["document"]: row for row in self.data[DOCUMENTS].to_dict("records")}
        base = slug(Path(file).stem)
        for number in range(1, len(known) + 2):
            name = base if number == 1 else f"{base}-{number}"
            row = {"document": name, "title": file, "kind": "file", "transcript_sha256": self.digest}
            if name not in known:
                return name, row
            if known[name]["kind"] == "file" and known[name]["transcript_sha256"] == self.digest:
                return name, None
        raise AssertionError("a number is always free")

    def _change(self, name: str, records: Sequence[Record], source: str) -> None:
        schema = self.data.package.tables[name]
        keys = schema.primary_key
        table = self.data[name]
        existing = {
            tuple(row[key] for key in keys): (number, row)
            for number, row in zip(table.index, table.to_dict("records"), strict=True)
        }
        added: dict[tuple[Any, ...], dict[str, Any]] = {}
        replaced: dict[int, dict[str, Any]] = {}
        counts = dict.fromkeys(("new", "replaced", "same"), 0)
        for record in records:
            key = tuple(record.values.get(column) for column in keys)
            values = {
                column: record.values.get(column) for column in schema.columns if column in record.values
            }
            values.setdefault("source", source) if "source" in schema.columns else None
            content = {column: value for column, value in values.items() if column not in ("source", "place")}
            number, row = existing.get(key, (0, {}))
            if key in added:
                if any(added[key].get(column) != value for column, value in content.items()):
                    self._conflict(schema, record, added[key])
                continue
            kind = "new" if not row else "same" if content.items() <= row.items() else "replaced"
            counts[kind] += 1
            if kind == "new":
                added[key] = values
            elif kind == "replaced":
                replaced[number] = {c: v for c, v in values.items() if v != row[c]}
            self.result.cells += self._cells(schema, record, kind)
        self.result.changes[name] = TableChange((), list(added.values()), replaced)
        self.result.counts[name] = counts

    def _cells(self, schema: TableSchema, record: Record, kind: str) -> Iterator[ReadCell]:
        keys = ", ".join(str(record.values[key]) for key in schema.primary_key)
        for column, place in record.places.items():
            value = record.values[column]
            mark = record.values.get("mark")
            becomes = write_cell(value) + (f" ({mark})" if mark else "")
            yield ReadCell(place, record.found[column], becomes, schema.name, f"{column}: {keys}", kind)

    def _conflict(self, schema: TableSchema, record: Record, other: Mapping[str, Any]) -> None:
        column, place = next(iter(record.places.items()))
        found = f"{record.found[column]} här, {write_cell(other.get(column))} i {other['place']}"
        faults = VOCABULARY["faults"]
        self.result.faults.append(
            Fault(schema.path, None, column, found, faults["one_value"], faults["keep_one"], cell=place)
        )

    def _keep_answers(self, file: str) -> None:
        known = {(row["shape"], row["found"]) for row in self.data[MAPPINGS].to_dict("records")}
        asked = {compact(question.about) for question in self.result.questions if not question.kept}
        name = slug(re.sub(r"\d+", " ", Path(file).stem))
        rows = [
            {"shape": shape, "name": name, "found": found, "becomes": becomes}
            for (shape, found), becomes in self.answered.items()
            if shape and (shape, found) not in known and found not in asked
        ]
        if rows and self.result.counts:
            self.result.changes[MAPPINGS] = TableChange((), rows)


def _fault(grid: Grid, place: str, found: str, allowed: str, action: str) -> Fault:
    return Fault(grid.file, None, None, found, allowed, action, cell=place)


def shape_of(row: Row) -> str:
    """Return what heads have in common from month to month: words without years, months and numbers."""
    words = (compact(MONTH.sub(" ", re.sub(r"\d+", " ", cell))) for cell in row)
    return " ".join(filter(None, words))


def _only(values: set[Any]) -> Any:
    return next(iter(values)) if len(values) == 1 else None


def _years(text: str) -> set[int]:
    """Return the years that a text names; those of days only where it names no other."""
    plain = FULL_DATE.sub(" ", text)
    years = [*YEAR.findall(plain), *(year for year, _ in NUMBERED.findall(plain))]
    return {int(year) for year in years or YEAR.findall(text)}


def _period_ends(text: str, year: int) -> set[date]:
    """Return the last days of months that a text names for a year; of a period only its end."""
    named = set(re.findall(r"(?:19|20)\d\d-\d\d-\d\d", text))
    days = {_month_end(year, month) for month in range(1, 13)}
    if named := {day for day in days if day.isoformat() in named}:
        return named
    plain = FULL_DATE.sub(" ", text)
    months = [int(month) for of, month in NUMBERED.findall(plain) if int(of) == year]
    words = MONTH.findall(plain)
    months += [MONTHS.index(month.lower()[:3]) + 1 for month, of in words if of in ("", str(year))]
    return {_month_end(year, max(months))} if months else set()


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
