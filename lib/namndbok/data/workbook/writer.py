"""A year's workbook as a file: forms to fill in, lists to choose from, and sums that Excel computes."""

import io
import json
import zlib
from base64 import b64encode
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_col_to_name, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from namndbok.data.files import sha256, write_beside
from namndbok.data.load import Data
from namndbok.data.workbook.form import HEAD, LAYOUT, SAID, Cell, Column, Form, plan_forms
from namndbok.errors import InvalidParameter

LOOKS, WIDTHS, NUMBER_FORMS = LAYOUT["looks"], LAYOUT["widths"], LAYOUT["number_forms"]
LISTS, TASKS, A4, LINE = SAID["lists"], "Att göra", 9, 15
LONGEST_CELL, LONGEST_CHUNK, LONGEST_TITLE, LONGEST_HELP = 32_767, 30_000, 32, 255
RISKY = ("=", "+", "-", "@")  # what Excel may take for a formula when somebody edits the cell
AS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
NUMBERS = {"integer": "integer", "year": "integer", "number": "decimal"}


def write_year_workbook(data: Data, year: int, path: Path, tasks: Sequence[Sequence[Any]] = ()) -> None:
    """Write the workbook of a year to a new file, the same bytes for the same data.

    `tasks` are the rows of its first sheet, with their table.

    Raises `InvalidParameter` where there is a file of that name, or a text that no cell can hold; OSError.
    """
    check_new_workbook(path)
    file = io.BytesIO()
    with Workbook(file, AS_TEXT) as workbook:
        workbook.set_properties({"title": f"{data.board} {year}", "created": datetime(1980, 1, 1)})
        YearWriter(workbook, data, year).write(tasks)
    write_beside(path, file.getvalue())


def copied_board(data: Data, year: int) -> list[str]:
    """Return the cells of the hidden sheet: what it is, the year, a check sum, and the board's files."""
    files = {name: (data.folder / name).read_bytes().decode("latin-1") for name in data.digests}
    packed = b64encode(zlib.compress(json.dumps(files).encode(), 9)).decode()
    starts = range(0, len(packed), LONGEST_CHUNK)
    chunks = [packed[start : start + LONGEST_CHUNK] for start in starts]
    return [SAID["mark"], str(year), sha256(packed.encode()), *chunks]


def check_new_workbook(path: Path) -> None:
    """Raise `InvalidParameter` where a path is no workbook's, or there is a file of that name."""
    if path.suffix.lower() != ".xlsx" or path.exists():
        raise InvalidParameter(SAID["exists" if path.exists() else "suffix"].format(path=path))


class YearWriter:
    """Write forms on sheets. `lists` tells in which column of the hidden sheet a list of words stands."""

    def __init__(self, workbook: Workbook, data: Data, year: int) -> None:
        self.workbook, self.data, self.year, self.forms = workbook, data, year, plan_forms(data, year)
        self.printed = dict(data.of_year("printed", year)[["fact", "value"]].to_numpy()[::-1])
        self.homes = {form.parts[0].table: form for form in self.forms[::-1]}
        self.lists: dict[tuple[str, ...], str] = {}
        self.looks: dict[str, Any] = {}

    def write(self, tasks: Sequence[Sequence[Any]]) -> None:
        """Write all sheets, the hidden ones last."""
        abouts = {TASKS: SAID["tasks"]} | {sheet["name"]: sheet["about"] for sheet in LAYOUT["sheets"]}
        names = dict.fromkeys([TASKS, *(form.sheet for form in self.forms)])
        sheets = {name: self.workbook.add_worksheet(name) for name in (*names, LISTS, SAID["copy"])}
        for name in names:
            self._prepare(sheets[name], f"{name} {self.year}", abouts.get(name, ""))
            if forms := [form for form in self.forms if form.sheet == name]:
                for form in forms:
                    self._write_form(sheets[name], form)
                self._lay_out(sheets[name], forms)
        self._write_tasks(sheets[TASKS], tasks)
        for words, letters in self.lists.items():
            sheets[LISTS].write_column(f"{letters}1", words)
        sheets[SAID["copy"]].write_column(0, 0, copied_board(self.data, self.year))
        sheets[LISTS].hide()
        sheets[SAID["copy"]].very_hidden()

    def _look(self, *names: str, kind: str = "", **more: Any) -> Any:
        look = {key: value for name in names for key, value in LOOKS[name].items()} | more
        look |= {"num_format": NUMBER_FORMS.get(kind, "@")} if kind else {}
        key = f"{sorted(look.items())}"
        if key not in self.looks:
            self.looks[key] = self.workbook.add_format(look)
        return self.looks[key]

    def _prepare(self, sheet: Worksheet, title: str, about: str) -> None:
        sheet.hide_gridlines(2)
        sheet.set_row(0, 2 * LINE)
        sheet.write(0, 0, title, self._look("title"))
        sheet.write(1, 0, about, self._look("about"))
        sheet.protect("", LAYOUT["allowed"])
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L{self.data.board.replace('&', '&&')}&R{title}")
        sheet.set_footer("&CSida &P av &N")

    def _write_tasks(self, sheet: Worksheet, tasks: Sequence[Sequence[Any]]) -> None:
        sheet.write_row(3, 0, SAID["task_titles"], self._look("heading"))
        homes = {part.table: form.sheet for form in self.forms for part in form.parts}
        for row, (table, *task) in enumerate(tasks, start=4):
            home = homes.get(table, table)
            for place, value in enumerate([home, *task]):
                sheet.write(row, place, value, self._look("read", kind="date"))
            sheet.set_row(row, LINE * (1 + len(task[0]) // WIDTHS["tasks"][1]))
            if home in homes.values():
                sheet.write_url(row, 0, f"internal:{quote_sheetname(home)}!A1", self._look("link"), home)
        for place, width in enumerate(WIDTHS["tasks"]):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(4, 0)
        sheet.repeat_rows(3)

    def _write_form(self, sheet: Worksheet, form: Form) -> None:
        sheet.write(form.top, 0, form.title, self._look("form"))
        sheet.write(form.top + 1, 0, form.schema(form.parts[0]).description or None, self._look("about"))
        rows = [*form.rows, *({} for _ in range(form.last - form.first + 1 - len(form.rows)))]
        for column in form.columns:
            place = form.places[column.cell]
            side = {"align": "right", "indent": 0} if column.is_numeric else {"align": "left", "indent": 1}
            side = {"rotation": 90} if column.is_turned else side
            look = self._look("beside" if column.aside else "heading", locked=not column.cell.is_new, **side)
            sheet.write(form.top + HEAD, place, column.title, look)
            if column.schema:
                sheet.data_validation(form.first, place, form.last, place, self._rule(column))
            for number, row in enumerate(rows, start=form.first):
                if column.schema or column.cell.year:
                    self._write_value(sheet, number, place, column, row.get(column.cell))
                else:
                    self._write_formula(sheet, number, form, column, row)
            for number in range(len(form.totals)) if column.is_numeric and not column.aside else ():
                self._write_total(sheet, form, number, column, sum(row.get(column.cell) or 0 for row in rows))
        sheet.write_column(form.last + 1, 0, form.totals, self._look("read", "sum"))
        for number, (name, values) in enumerate(form.below.items(), start=form.last + 1 + len(form.totals)):
            shared = form.column(0, name)
            sheet.write(number, 0, shared.title, self._look("beside"))
            for cell in form.across:
                place = form.places[cell]
                self._write_value(sheet, number, place, shared, values.get(cell))
                sheet.data_validation(number, place, number, place, self._rule(shared))

    def _write_value(self, sheet: Worksheet, row: int, place: int, column: Column, value: Any) -> None:
        """Write a value to fill in, or one of last year's; a text stays a text."""
        looks = ("input", "small") if column.aside else ("input",) if column.schema else ("read", "before")
        shown = column.shown(value) if isinstance(value, bool | str) else value
        if isinstance(shown, str) and len(shown) > LONGEST_CELL:
            raise InvalidParameter(SAID["too_long"].format(title=column.title, text=shown[:LONGEST_TITLE]))
        risky = isinstance(shown, str) and shown.startswith(RISKY)
        more = {"align": "left", "indent": 1, "quote_prefix": risky} if isinstance(shown, str) else {}
        kind = "year" if column.schema and column.schema.unit == "år" else column.kind
        sheet.write(row, place, shown, self._look(*looks, kind=kind, **more))

    def _write_formula(
        self, sheet: Worksheet, number: int, form: Form, column: Column, row: dict[Cell, Any]
    ) -> None:
        """Write a difference, or the total of what stands across; `row` keeps its value for the sums."""
        cells = column.minus or form.across
        names = [xl_rowcol_to_cell(number, form.places[cell]) for cell in cells]
        values = [row.get(cell) or 0 for cell in cells]
        row[column.cell] = values[0] - values[1] if column.minus else sum(values)
        counted, formula = f"{names[0]},{names[-1]}", f"{names[0]}-{names[-1]}"
        if not column.minus:
            counted, formula = f"{names[0]}:{names[-1]}", f"SUM({names[0]}:{names[-1]})"
        value = row[column.cell] if any(row.get(cell) is not None for cell in cells) else ""
        text, look = f'=IF(COUNT({counted})=0,"",{formula})', self._look("read", kind="integer")
        sheet.write_formula(number, form.places[column.cell], text, look, value)

    def _write_total(self, sheet: Worksheet, form: Form, number: int, column: Column, total: Any) -> None:
        """Write a column's sum, the one that the document prints, or what differs between the two."""
        row, place, code = form.last + 1 + number, form.places[column.cell], column.cell.code
        facts, look = form.settings.printed, self._look("read", "sum", kind="integer")
        fact = facts.get(str(code or column.cell.column), facts.get("*", "") if code else "").format(
            code=code
        )
        printed = self.printed.get(fact, "")
        first, last, printed_cell, cell = (
            xl_rowcol_to_cell(other, place) for other in (form.first, form.last, row - 1, row)
        )
        if number == 0:
            sheet.write_formula(row, place, f"=SUM({first}:{last})", look, total)
        elif column.cell.year or not fact:
            sheet.write_blank(row, place, None, look)
        elif number == 1:
            home = self.homes["printed"]
            letters = [xl_col_to_name(home.places[Cell(0, name)], True) for name in ("value", "fact")]
            values, names = (f"{quote_sheetname(home.sheet)}!{letter}:{letter}" for letter in letters)
            formula = f'=IFERROR(INDEX({values},MATCH("{fact}",{names},0)),"")'
            sheet.write_formula(row, place, formula, look, printed and float(printed))
        else:
            formula = f'=IF({printed_cell}="","",{xl_rowcol_to_cell(row - 2, place)}-{printed_cell})'
            sheet.write_formula(row, place, formula, look, "" if printed == "" else float(total - printed))
            rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({cell}),{cell}<>0)"}
            sheet.conditional_format(cell, rule | {"format": self._look("differs")})

    def _rule(self, column: Column) -> dict[str, Any]:
        """Return Excel's rule for a column: what can be chosen or typed, and the help that is shown at it."""
        schema = column.schema
        example = SAID["example"].format(schema.example) if schema.example else ""
        texts = [SAID["pick"]] if column.words else [schema.explanation, example]
        texts = filter(None, [schema.description, *texts, schema.required and SAID["required"]])
        rule = {
            "validate": "any",
            "input_title": column.title[:LONGEST_TITLE],
            "error_title": SAID["refused"],
        }
        rule["input_message"] = " ".join(texts)[:LONGEST_HELP]
        limits = {"criteria": "between", "minimum": -(10**15), "maximum": 10**15}
        limits |= {name: schema.constraints[name] for name in limits if name in schema.constraints}
        if column.words or column.table:
            return rule | {"validate": "list", "source": self._list(column), "error_message": SAID["list"]}
        if schema.kind == "date":
            first, last = (self.year, self.year) if schema.within else (1900, 2099)
            limits |= {"minimum": date(first, 1, 1), "maximum": date(last, 12, 31)}
            return rule | limits | {"validate": "date", "error_message": SAID["date"]}
        number = {"validate": NUMBERS.get(schema.kind), "error_message": SAID["number"]}
        return rule | limits | number if number["validate"] else rule

    def _list(self, column: Column) -> str:
        """Return the cells of a list: the names where they are filled in, if each is alone with its own."""
        home = self.homes.get(column.table)
        named = Cell(0, LAYOUT["names"].get(column.table, ""))
        if home and [row.get(named) for row in home.rows] == [*column.words.values()]:
            place = home.places[named]
            return f"={quote_sheetname(home.sheet)}!{xl_range_abs(home.first, place, home.last, place)}"
        words = tuple(column.words.values()) or ("",)
        letters = self.lists.setdefault(words, xl_col_to_name(len(self.lists)))
        return f"={LISTS}!${letters}$1:${letters}${len(words)}"

    def _lay_out(self, sheet: Worksheet, forms: Sequence[Form]) -> None:
        """Set widths and heights, group what is seldom read, and keep one heading in view and in print."""
        widths: dict[int, float] = {}
        placed = [(form, column, form.places[column.cell]) for form in forms for column in form.columns]
        for form, column, place in placed:
            widths[place] = max(widths.get(place, 0), _width(form, column))
        beside = min((place for _, column, place in placed if column.aside), default=len(widths))
        for place, width in widths.items():
            sheet.set_column(place, place, width, None, {"level": 1} if place >= beside else {})
        for form in forms:
            shown = [
                (column, widths[form.places[column.cell]]) for column in form.columns if not column.aside
            ]
            lines = (len(column.title) / (2.5 if column.is_turned else width - 2) for column, width in shown)
            sheet.set_row(form.top + HEAD, LINE * (1 + int(max(lines))))
            for number, row in enumerate(form.rows, start=form.first):
                texts = ((column.shown(row.get(column.cell)).split("\n"), width) for column, width in shown)
                height = max(sum(1 + int(len(line) / width) for line in text) for text, width in texts)
                if height > 1:
                    sheet.set_row(number, LINE * height)
        if len(forms) == 1 or forms[0].settings.freeze:
            sheet.freeze_panes(forms[0].first, 1)
            sheet.repeat_rows(forms[0].top + HEAD)
        sheet.print_area(0, 0, forms[-1].end, beside - 1)


def _width(form: Form, column: Column) -> float:
    """Return a width for what a column holds: at most one that is read well when its text is broken."""
    if column.is_turned:
        return WIDTHS["turned"]
    kind = column.kind
    texts = [column.shown(row.get(column.cell)) for row in form.rows] + [*column.words.values()]
    free = kind == "string" and not column.words and "pattern" not in column.schema.constraints
    longest = min(max([WIDTHS["text"] * free, *map(len, texts)]) + 2, WIDTHS["wide"])
    word = min(max(map(len, column.title.split())) + 3, WIDTHS["aside"])
    return WIDTHS["aside"] if column.aside else max(WIDTHS.get(kind, longest), WIDTHS["narrow"], word)
