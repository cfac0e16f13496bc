"""What an import of a file would do: found → becomes, what is asked, and which rows are new or replaced."""

import json
import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

from namndbok.data.cells import Value, read_cell, write_cell
from namndbok.data.history import TableChange
from namndbok.data.intake.body import BodyReader, Record
from namndbok.data.intake.heading import Heading, HeadingFinder
from namndbok.data.intake.sheet import FAULTS, MAPPINGS, SAID, CellChange, ImportPlan, Sheet, shape_of
from namndbok.data.intake.vocabulary import (
    SKIP,
    VOCABULARY,
    Catalogue,
    Lexicon,
    Match,
    compact,
    is_amount,
    period_ends,
    years_in,
)
from namndbok.data.load import Data
from namndbok.data.office.grid import Grid
from namndbok.data.schema import TableSchema, check_row, table_schema
from namndbok.errors import Fault, quoted
from namndbok.swedish import listing, rounded, slug

ACCOUNTS = table_schema(json.loads(Path(__file__).with_name("accounts.json").read_text(encoding="utf-8")))
SIDES = {first: side for side, classes in VOCABULARY["account_classes"].items() for first in classes}
DOCUMENTS = "documents"
PERIOD_ENDS = ("through", "as_of", "date")
MOST_PLACES = 3


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
        importer.read(grid)
    return importer.finished(grids[0].file, digest)


class _Importer:
    """Rows by table, and answers by the shape of heads and what they are about."""

    def __init__(self, data: Data, table: str | None, year: int | None, given: Mapping[str, str]) -> None:
        self.data, self.table, self.year, self.given = data, table, year, given
        self.plan, self.tables = ImportPlan(), data.package.tables
        known = [schema for name, schema in self.tables.items() if name not in VOCABULARY["computed"]]
        self.schemas = [self.tables[table]] if table else known
        self.schemas = [*self.schemas, *([ACCOUNTS] if table in (None, "outcome") else [])]
        self.records: dict[str, list[Record]] = {}
        self.used: dict[tuple[str, str], str] = {}
        self.without_table: list[Sheet] = []

    def read(self, grid: Grid) -> None:
        """Read all tables of a sheet, one below the other."""
        sheet = Sheet(grid, self.data, self.plan, self.given)
        self.plan.say(*grid.remarks)
        start = 0
        while start < len(sheet.rows) and (end := self._read_table(sheet, start)):
            start = end
        if start == 0:
            self.without_table.append(sheet)
        for number, row in enumerate(sheet.rows[start:] if start else (), start):
            if any(map(is_amount, filter(None, row))):
                found = quoted(" ".join(filter(None, row)))
                return sheet.refuse(sheet.place(number, 0), None, found, *FAULTS["left"])
        return None

    def _best(self, sheet: Sheet, start: int) -> list[Heading]:
        sheet.lexicon = Lexicon(self.data, sheet.answers, self.year or _only(years_in(sheet.title)))
        return HeadingFinder(sheet, start, bool(self.table)).best(self.schemas)

    def _read_table(self, sheet: Sheet, start: int) -> int:
        """Read the first table below a row, and return the row after it; 0 where there is none.

        Where several tables fit nearly as well, it is asked which it is.
        """
        complete = [heading for heading in self._best(sheet, start) if not heading.missing]
        if not complete:
            return 0
        near = [heading for heading in complete if heading.score > complete[0].score - 1]
        alike = {heading.schema.name.replace("accounts", "outcome"): heading for heading in reversed(near)}
        options = {name: self.tables[name].title for name in reversed(alike)}
        table = sheet.ask("table", "tabell", SAID["which_table"], options) if len(alike) > 1 else ""
        heading = alike.get(table, complete[0])
        cells = (cell for row in sheet.rows[start : heading.top] for cell in row)
        titles, heads = " ".join([sheet.title, *cells]), " ".join(column.head for column in heading.columns)
        sheet.said, sheet.years = f"{titles} {heads}", years_in(titles) or sheet.years or years_in(heads)
        sheet.lexicon = Lexicon(self.data, sheet.answers, self.year or _only(sheet.years))
        reader = BodyReader(sheet, heading, titles)
        self._ask_heads(reader)
        reader.read()
        self._take(reader)
        return reader.end

    def _ask_heads(self, reader: BodyReader) -> None:
        """Ask what a head means that is like something known, or like nothing at all."""
        sheet, heading, schema = reader.sheet, reader.heading, reader.schema
        says = next((column.says for column in heading.values if column.says), {})
        for column in heading.columns:
            below = filter(None, (row[column.number] for row in sheet.rows[heading.bottom + 1 :]))
            unknown = schema.primary_key and says and column.head and not column.fills
            if not column.likeness and not (unknown and reader.wide and any(map(reader.wide.match, below))):
                continue
            listed = [sheet.lexicon.catalogue(schema, name) for name in says]
            listed = [column.likeness] if column.likeness else [c for c in listed if c.names]
            options = {value: name for known in listed for value, name in known.options(column.head).items()}
            likely = [name for name in (*column.says.values(), column.fills) if name in options]
            options = {name: options[name] for name in likely} | options
            said = SAID["meant" if column.likeness else "unknown"].format(
                name=next(iter(options.values()), "")
            )
            place = sheet.place(heading.bottom, column.number)
            text = SAID["head"].format(place=place, head=quoted(column.head), meant=said)
            sheet.ask("names", column.head, text, options | {SKIP: VOCABULARY["skipped"]})

    def _take(self, reader: BodyReader) -> None:
        """Keep what was read of a table, completed with year, period and place, and what there is to say."""
        sheet, schema, records = reader.sheet, reader.schema, list(reader.records.values())
        if schema is ACCOUNTS:
            schema = self.tables["outcome"]
            records = outcome_of(reader, sheet.lexicon.catalogue(schema, "line"))
        if cost := VOCABULARY["costs"].get(schema.name):
            costs = [
                r.values for r in records if r.values.get("side", "cost") == "cost" and r.values.get(cost)
            ]
            if costs and all(values[cost] < 0 for values in costs):  # some reports write them so
                for values in costs:
                    values[cost] = -values[cost]
                self.plan.say(SAID["negative_costs"])
        for habit, places in reader.habits.items():
            more = SAID["places"].format(count=len(places)) if len(places) > MOST_PLACES else ""
            self.plan.say(f"{VOCABULARY['habits'][habit]}: {', '.join(places[:MOST_PLACES])}{more}.")
        if reader.strangers:
            self.plan.say(SAID["strangers"].format(count=len(reader.strangers), example=reader.strangers[0]))
        columns = reader.heading.columns
        if unused := [quoted(c.head) for c in columns if c.head and c.fills in ("", SKIP)]:
            self.plan.say(SAID["columns"].format(heads=listing(unused)))
        words = {compact(cell) for row in sheet.rows for cell in row} if self.given else set()
        kept = (words | {compact(column.head) for column in columns} | {"tabell"}) - {*VOCABULARY["not_kept"]}
        shape = shape_of(sheet.rows[reader.heading.bottom])
        self.used |= {(shape, about): said for about, said in self.given.items() if about in kept}
        refused = {(_row_of(fault.cell), fault.column) for fault in self.plan.faults}
        complete = [record for record in records if self._complete(record, schema, sheet, refused)]
        self.records.setdefault(schema.name, []).extend(complete)
        if schema.name == "presence":
            self.records.setdefault("meetings", []).extend(_meetings(complete))

    def _complete(self, record: Record, schema: TableSchema, sheet: Sheet, refused: set) -> bool:
        """Fill in year, period and the like; False where the row is of another year or lacks something."""
        values, needed = record.values, [c.name for c in schema.fields if c.required and c.name != "source"]
        values.setdefault("place", next(iter(record.places.values()), ""))
        absent = [name for name in needed if values.get(name) is None]
        ends = [name for name in absent if name in PERIOD_ENDS]
        year = values.get("year") or (values["date"].year if values.get("date") else None)
        year = year or self.year
        if not year and (ends or "year" in absent):
            years = [*map(str, sheet.years)]
            year = self._stated(sheet, "year", "år", years, years)
        if self.year and year != self.year:
            self.plan.say(SAID["other_year"].format(year=self.year, other=year))
            return False
        for name in absent:
            if name == "year":
                values[name] = year
            elif name in ends:
                values[name] = self._period_end(year, sheet) if year else None
            elif name == "precision":
                values[name] = 1
            elif name == "entitled":
                values[name] = len(self.data["municipalities"])
                self.plan.say(SAID["entitled"].format(count=values[name]))
            elif name in VOCABULARY["asked"]:
                names, about = sheet.lexicon.catalogue(schema, name).names, schema.field(name).title.lower()
                text = SAID["which"].format(title=about, column=name)
                values[name] = sheet.ask("context", about, text, names) or None
            elif (_row_of(values["place"]), name) not in refused:
                allowed, action = FAULTS["empty"]
                sheet.refuse(values["place"], name, SAID["empty"], allowed, action.format(title=name))
        if any(values.get(name) is None for name in needed):
            return False
        for column, refusal in check_row(schema, values):
            sheet.refuse(record.places.get(column, values["place"]), column, *refusal)
        return True

    def _stated(
        self, sheet: Sheet, kind: str, about: str, values: Sequence[str], options: Iterable[str]
    ) -> Any:
        """Return the year or day that the text around a table states, if it states one; else ask for it."""
        value = values[0] if len(values) == 1 and not sheet.answer(about) else ""
        said, reads = {option: option for option in sorted(options)}, {"year": "year"}.get(kind, "date")
        value = value or sheet.ask(kind, about, SAID[f"which_{kind}"], said, reads)
        self.plan.say(*[SAID[kind].format(value)] * bool(value))
        return read_cell(value, reads) if value else None

    def _period_end(self, year: int, sheet: Sheet) -> Value | None:
        """Return the last day that amounts of a year are for, which the text around them may name."""
        ends, about, last = [*map(str, period_ends(sheet.said, year))], "till och med", f"{year}-12-31"
        if not ends and not sheet.answer(about):
            self.plan.say(SAID["through"].format(day=last))
            return read_cell(last, "date")
        return self._stated(sheet, "period", about, ends, {*ends, last})

    def _why_unknown(self, sheet: Sheet) -> None:
        """Say which table comes closest to a sheet that has none, and what it lacks."""
        headings = self._best(sheet, 0)
        if not headings:
            first = next((" ".join(filter(None, row)) for row in sheet.rows if any(row)), "")
            return sheet.refuse(sheet.place(0, 0), None, quoted(first), *FAULTS["no_heads"])
        heading = min(headings, key=lambda heading: (len(heading.missing), -heading.score))
        titles = listing([f"{heading.schema.field(name).title} ({name})" for name in heading.missing])
        found = listing([quoted(column.head) for column in heading.columns if column.head])
        said = {"table": heading.schema.title, "columns": titles, "column": heading.missing[0]}
        allowed, action = (text.format_map(said) for text in FAULTS["no_columns"])
        return sheet.refuse(sheet.place(heading.bottom, 0), None, found, allowed, action)

    def finished(self, file: str, digest: str | None) -> ImportPlan:
        """Hold all that was read against the board's tables, and return what would change.

        The file becomes a document that rows come from, where it is none yet.
        """
        plan, name = self.plan, slug(re.sub(r"\d+", " ", Path(file).stem))
        for sheet in self.without_table:
            if self.records:
                plan.say(SAID["sheet"].format(sheet=sheet.grid.sheet or file))
            else:
                self._why_unknown(sheet)
        if any(question.kind == "names" for question in plan.questions):  # sums lack what has no name yet
            plan.questions = [question for question in plan.questions if question.kind != "sums"]
        known = {row["document"]: row for row in self.data[DOCUMENTS].to_dict("records")}
        base, row = slug(Path(file).stem), {"title": file, "kind": "file", "transcript_sha256": digest}
        sources = (base if number == 1 else f"{base}-{number}" for number in count(1))
        source = next(name for name in sources if name not in known or row.items() <= known[name].items())
        for table, records in self.records.items():
            change = self._change(table, records, source)
            if change.added or change.replaced:
                plan.changes[table] = change
        if plan.changes and source not in known:
            plan.changes[DOCUMENTS] = TableChange((), [{"document": source, **row}])
        stored = set(zip(self.data[MAPPINGS]["shape"], self.data[MAPPINGS]["found"], strict=True))
        used = ((*key, said) for key, said in self.used.items() if key not in stored)
        answers = [
            {"shape": shape, "name": name, "found": found, "becomes": said} for shape, found, said in used
        ]
        if answers and plan.counts:
            plan.changes[MAPPINGS] = TableChange((), answers)
        return plan

    def _change(self, name: str, records: Sequence[Record], source: str) -> TableChange:
        """Return which rows of a table are added, and which cells of others are replaced; note each cell."""
        schema, table = self.tables[name], self.data[name]
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
            if "source" in schema.columns:
                values.setdefault("source", source)
            if key in seen:
                if not content.items() <= seen[key].items():
                    column, place = next(iter(record.places.items()))
                    other = {"other": seen[key].get(column), "place": seen[key]["place"]}
                    found = SAID["two"].format(found=record.found[column], **other)
                    fault = Fault(schema.path, None, column, found, *FAULTS["one_value"], cell=place)
                    self.plan.faults.append(fault)
                continue
            seen[key], row = values, rows.get(numbers.get(key, 0), {})
            kind = "new" if not row else "same" if content.items() <= row.items() else "replaced"
            counts[kind] += 1
            if kind == "new":
                added.append(values)
            elif kind == "replaced":
                replaced[numbers[key]] = {c: value for c, value in values.items() if value != row[c]}
            named, mark = ", ".join(map(str, key)), f" ({values['mark']})" if values.get("mark") else ""
            for column, place in record.places.items():
                becomes = write_cell(record.values[column]) + mark
                change = CellChange(place, record.found[column], becomes, name, f"{column}: {named}", kind)
                self.plan.cells.append(change)
        return TableChange((), added, replaced)


def _row_of(cell: str) -> str:
    """Return the number of the row in a cell's name."""
    return cell.rpartition("!")[2].lstrip(string.ascii_uppercase)


def _only(values: set[Any]) -> Any:
    return next(iter(values)) if len(values) == 1 else None


def _meetings(presence: Sequence[Record]) -> Iterator[Record]:
    """Yield a meeting with its attendance for each day that a list of presence has."""
    days: dict[tuple[Any, ...], list[Record]] = {}
    for record in presence:
        days.setdefault(tuple(record.values[name] for name in ("year", "body", "date")), []).append(record)
    for (year, body, day), records in days.items():
        present, place = sum(record.values["present"] for record in records), records[0].values["place"]
        values = {"year": year, "body": body, "date": day, "present": present, "entitled": len(records)}
        found = f"{present} av {len(records)}"
        yield Record({**values, "place": place}, {"present": place}, {"present": found})


def outcome_of(reader: BodyReader, lines: Catalogue) -> list[Record]:
    """Add up an account report's rows to income and cost of each line; what has no line becomes a question.

    An account that begins with 3 is income and one that begins with 4–8 cost; others belong to the balance.
    Income is a negative amount in most reports; the sum of all of it tells whether it is in this one.
    """
    sheet = reader.sheet
    records: dict[str, list[Record]] = {"income": [], "cost": [], "": []}
    for record in reader.records.values():
        records[SIDES.get(record.values["account"][:1], "")].append(record)
    if left := sorted({record.values["account"] for record in records.pop("")}):
        sheet.plan.say(SAID["balance"].format(accounts=", ".join(left[:5]), count=len(left)))
    known = {record.values["account"] for of_side in records.values() for record in of_side}
    # An account whose digits begin those of others is, in a report by group, the sum of them.
    for account in sorted({longer[:length] for longer in known for length in range(1, len(longer))} & known):
        options = {SKIP: VOCABULARY["skipped"], account: VOCABULARY["confirmed"]}
        sheet.ask("names", account, SAID["group"].format(account=account), options)
    totals = {side: sum(map(_amount, of_side)) for side, of_side in records.items()}
    signs = {
        "income": -1 if totals["income"] < 0 else 1,
        "cost": -1 if totals["cost"] < 0 <= totals["income"] else 1,
    }

    def match(texts: Sequence[str | None]) -> Match | None:
        matches = list(filter(None, map(lines.match, filter(None, texts))))
        return next((found for found in matches if found.certain), matches[0] if matches else None)

    def texts_of(record: Record, name: str) -> tuple[str | None, str | None]:
        return record.values.get(name), record.values.get(f"{name}_text")

    def fitness(name: str) -> tuple[int, bool]:
        pairs = {texts_of(record, name) for of_side in records.values() for record in of_side}
        matches = map(match, pairs)
        return sum(bool(found and found.certain) for found in matches), len(dict(pairs)) > 1

    # The column whose cells are lines most often, by name or answer; else the first that varies.
    name = max(VOCABULARY["objects"], key=fitness)
    outcome: dict[tuple[object, ...], Record] = {}
    for side, record in ((side, record) for side, of_side in records.items() for record in of_side):
        texts = texts_of(record, name)
        line = match(texts)
        if not line or not line.certain:
            about = texts[0] or next(iter(record.places.values()))
            meant = SAID["meant"].format(name=lines.names[line.value]) if line else ""
            said = SAID["line"].format(object=" ".join(filter(None, texts)) or about, meant=meant)
            sheet.ask("names", about, said, {**lines.names, SKIP: VOCABULARY["skipped"]})
        elif line.value != SKIP:
            key = {**{key: record.values.get(key) for key in ("year", "through")}, "line": line.value}
            total = outcome.setdefault(tuple(key.values()), Record({**key, "income": 0, "cost": 0}))
            total.values[side] += signs[side] * _amount(record)
            total.places.setdefault(side, next(iter(record.places.values())))
            total.found[side] = SAID["of_account"].format(account=record.values["account"])
    for total in outcome.values():
        exact = total.values | {"precision": 1}
        total.values |= {side: int(rounded(exact[side])) for side in records} | {"precision": 1}
        if total.values != exact:
            sheet.plan.say(SAID["rounded"])
    return list(outcome.values())


def _amount(record: Record) -> Fraction:
    balance, debit, credit = (
        Fraction(record.values.get(name) or 0) for name in ("balance", "debit", "credit")
    )
    return balance + debit - credit
