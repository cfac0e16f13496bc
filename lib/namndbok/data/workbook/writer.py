"""A year's workbook as a file: forms to fill in, lists to choose from, and sums that Excel computes."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from namndbok.data.files import write_beside
from namndbok.data.load import Data
from namndbok.data.package import joined_resource
from namndbok.data.schema import library_resources
from namndbok.data.workbook.board_copy import SHEET, copied_board
from namndbok.data.workbook.layout import LAYOUT, Cell, Column, plan_forms
from namndbok.data.workbook.names import choices
from namndbok.data.workbook.places import DIFFERENCE, HEAD, PRINTED, SUM, PlacedForm, place_forms
from namndbok.errors import InvalidParameter

LOOKS: Mapping[str, Mapping[str, Any]] = LAYOUT["looks"]
HELP: Mapping[str, Any] = LAYOUT["help"]
# Swedish separators also where the program's own language is another.
NUMBER_FORMS = {"integer": "[$-41D]#,##0", "number": "[$-41D]General", "year": "0", "date": "yyyy-mm-dd"}
WIDTHS = {"integer": 13, "number": 12, "year": 8, "date": 12, "boolean": 9}
NARROW, WIDE, BESIDE, TASK_WIDTHS = 12, 52, 24, (24, 72, 18, 24, 26, 12)
LISTS, TASKS = "Listor", "Att göra"
LONGEST_CELL, LONGEST_TITLE, LONGEST_HELP = 32_767, 32, 255
RISKY = ("=", "+", "-", "@")  # what Excel may take for a formula when somebody edits the cell
ALLOWED = ("insert_rows", "delete_rows", "format_cells", "format_columns", "format_rows", "sort")
A4, LINE, TURNED = 9, 15, 5


def write_year_workbook(data: Data, year: int, path: Path, tasks: Sequence[Sequence[Any]] = ()) -> None:
    """Write the workbook of a year to a new file; `tasks` are the rows of its first sheet, with their table.

    Raises `InvalidParameter` where there is a file of that name, or a text that no cell can hold; OSError.
    """
    if path.suffix.lower() != ".xlsx" or path.exists():
        reason = "finns redan och skrivs inte över" if path.exists() else "ska sluta på .xlsx"
        raise InvalidParameter(f"{path} {reason}. Välj ett annat namn.")
    write_beside(path, year_workbook(data, year, tasks))


def year_workbook(data: Data, year: int, tasks: Sequence[Sequence[Any]] = ()) -> bytes:
    """Return the workbook of a year; the same bytes for the same data."""
    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    workbook.set_properties({"title": f"{data.board} {year}", "created": datetime(1980, 1, 1)})
    YearWriter(workbook, data, year, place_forms(plan_forms(data, year))).write(tasks)
    workbook.close()
    return file.getvalue()


@dataclass
class YearWriter:
    """Write forms on sheets. `lists` tells in which column of the hidden sheet a list of words stands."""

    workbook: Workbook
    data: Data
    year: int
    placed: Sequence[PlacedForm]
    lists: dict[tuple[str, ...], str] = field(default_factory=dict)
    formats: dict[Any, Any] = field(default_factory=dict)

    def write(self, tasks: Sequence[Sequence[Any]]) -> None:
        """Write all sheets, the hidden ones last."""
        names = list(dict.fromkeys(placed.form.sheet for placed in self.placed))
        sheets = {name: self.workbook.add_worksheet(name) for name in (TASKS, *names, LISTS, SHEET)}
        self._write_tasks(sheets[TASKS], tasks, names)
        abouts = {sheet["name"]: sheet["about"] for sheet in LAYOUT["sheets"]}
        for name in names:
            placed = [placed for placed in self.placed if placed.form.sheet == name]
            self._write_top(sheets[name], f"{name} {self.year}", abouts.get(name, ""))
            for form in placed:
                self._write_form(sheets[name], form)
            self._lay_out(sheets[name], placed)
        for words, column in self.lists.items():
            sheets[LISTS].write_column(f"{column}1", words)
        sheets[SHEET].write_column(0, 0, copied_board(self.data, self.year))
        sheets[LISTS].hide()
        sheets[SHEET].very_hidden()

    def _look(self, *names: str, **more: Any) -> Any:
        look = {key: value for name in names for key, value in LOOKS[name].items()} | more
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format(look)
        return self.formats[key]

    def _write_top(self, sheet: Worksheet, title: str, about: str) -> None:
        sheet.hide_gridlines(2)
        sheet.set_row(0, LOOKS["title"]["font_size"] * 1.5)
        sheet.write_string(0, 0, title, self._look("title"))
        sheet.write_string(1, 0, about, self._look("about"))
        sheet.protect("", dict.fromkeys(ALLOWED, True))
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L{self.data.board.replace('&', '&&')}&R{title}")
        sheet.set_footer("&CSida &P av &N")

    def _write_tasks(self, sheet: Worksheet, tasks: Sequence[Sequence[Any]], names: Sequence[str]) -> None:
        self._write_top(sheet, f"{TASKS} {self.year}", HELP["tasks"])
        sheet.write_row(3, 0, HELP["task_titles"], self._look("heading"))
        homes = {part.table: placed.form.sheet for placed in self.placed for part in placed.form.parts}
        for row, (home, *task) in enumerate(tasks, start=4):
            home = homes.get(home, home)
            for place, value in enumerate([home, *task]):
                form = {"num_format": NUMBER_FORMS["date"]} if isinstance(value, date) else {}
                sheet.write(row, place, value, self._look("read", **form))
            if task[0] in names:
                sheet.write_url(
                    row, 0, f"internal:{quote_sheetname(task[0])}!A1", self._look("link"), task[0]
                )
        for place, width in enumerate(TASK_WIDTHS):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(4, 0)
        sheet.repeat_rows(3)

    def _write_form(self, sheet: Worksheet, placed: PlacedForm) -> None:
        form = placed.form
        sheet.write_string(placed.top, 0, form.title, self._look("form"))
        sheet.write_string(
            placed.top + 1, 0, self._described(form.parts[0].table)["description"], self._look("about")
        )
        rows = [*form.rows, *({} for _ in range(placed.last - placed.first + 1 - len(form.rows)))]
        for column in form.columns:
            place = placed.places[column.cell]
            turned = {"rotation": 90} if column.turned else {"align": "right" if column.numeric else "left"}
            turned |= {"locked": not column.new}
            look = self._look("beside" if column.aside else "heading", **turned)
            sheet.write_string(placed.top + HEAD, place, column.title, look)
            if column.field:
                sheet.data_validation(placed.range(column), self._rule(placed, column))
            for number, row in enumerate(rows, start=placed.first):
                if column.field or column.cell.year:
                    self._write_value(sheet, number, place, placed, column, row.get(column.cell))
                else:
                    self._write_formula(sheet, number, placed, column, row)
        for number, title in enumerate(placed.totals, start=placed.last + 1):
            self._write_total(sheet, number, placed, title, rows)
        for number, name in enumerate(form.below, start=placed.last + 1 + len(placed.totals)):
            self._write_below(sheet, number, placed, name)

    def _write_value(
        self, sheet: Worksheet, row: int, place: int, placed: PlacedForm, column: Column, value: Any
    ) -> None:
        """Write a value to fill in, or one of last year's where the column has no field; a text stays one."""
        kind = column.field.kind if column.field else "integer"
        looks = ("input", "small") if column.aside else ("input",) if column.field else ("read", "before")
        more = {"num_format": NUMBER_FORMS.get(kind, "@")}
        if isinstance(value, bool | str):
            text = (
                placed.form.names.shown_text(column.field, column.names, value)
                if column.field
                else str(value)
            )
            if len(text) > LONGEST_CELL:
                raise InvalidParameter(HELP["too_long"].format(title=column.title, text=text[:LONGEST_TITLE]))
            more |= {"quote_prefix": True} if text.startswith(RISKY) else {}
            sheet.write_string(row, place, text, self._look(*looks, **more))
        elif isinstance(value, date):
            sheet.write_datetime(row, place, value, self._look(*looks, **more))
        elif value is None:
            sheet.write_blank(row, place, None, self._look(*looks, **more))
        else:
            sheet.write_number(row, place, float(value), self._look(*looks, **more))

    def _write_formula(
        self, sheet: Worksheet, number: int, placed: PlacedForm, column: Column, row: Any
    ) -> None:
        """Write a difference, or the total of what stands across; `row` keeps its value for the sums."""
        cells = column.minus or placed.form.across
        names = [xl_rowcol_to_cell(number, placed.places[cell]) for cell in cells]
        values = [row.get(cell) for cell in cells]
        counted, formula = f"{names[0]}:{names[-1]}", f"SUM({names[0]}:{names[-1]})"
        row[column.cell] = sum(value or 0 for value in values)
        if column.minus:
            counted, formula = ",".join(names), "-".join(names)
            row[column.cell] -= 2 * (values[1] or 0)
        value = "" if values.count(None) == len(values) else row[column.cell]
        look, text = (
            self._look("read", num_format=NUMBER_FORMS["integer"]),
            f'=IF(COUNT({counted})=0,"",{formula})',
        )
        sheet.write_formula(number, placed.places[column.cell], text, look, value)

    def _write_total(self, sheet: Worksheet, number: int, placed: PlacedForm, title: str, rows: Any) -> None:
        """Write a row of sums, of those that the document prints, or of what differs between them."""
        look = self._look("read", "sum", num_format=NUMBER_FORMS["integer"])
        sheet.write_string(number, 0, title, look)
        for column in [column for column in placed.form.columns if column.summed]:
            place, fact = placed.places[column.cell], self._printed_fact(placed, column)
            total, printed = sum(row.get(column.cell) or 0 for row in rows), self._printed.get(fact, "")
            above, second = (xl_rowcol_to_cell(number - back, place) for back in (1, 2))
            if title == SUM:
                first, last = (xl_rowcol_to_cell(row, place) for row in (placed.first, placed.last))
                sheet.write_formula(number, place, f"=SUM({first}:{last})", look, total)
            elif title == PRINTED and fact:
                sheet.write_formula(number, place, self._lookup(fact), look, printed)
            elif title == DIFFERENCE and fact:
                value = "" if printed == "" else total - printed
                sheet.write_formula(number, place, f'=IF({above}="","",{second}-{above})', look, value)
                cell = xl_rowcol_to_cell(number, place)
                rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({cell}),{cell}<>0)"}
                sheet.conditional_format(cell, rule | {"format": self._look("differs")})

    @cached_property
    def _printed(self) -> dict[str, float]:
        """Return what documents print, by fact; the first where several print the same."""
        rows = self.data.of_year("printed", self.year)[::-1]
        return {fact: float(value) for fact, value in zip(rows["fact"], rows["value"], strict=True)}

    def _printed_fact(self, placed: PlacedForm, column: Column) -> str:
        """Return the id of the fact that is printed as a column's sum, or an empty text."""
        facts, code = placed.form.settings.get("printed", {}), column.cell.code
        known = facts.get(str(code or column.cell.column)) or (
            facts.get("*", "").format(code=code) if code else ""
        )
        return "" if column.cell.year else known

    def _lookup(self, fact: str) -> str:
        """Return a formula that finds a printed sum on its own sheet, also after rows have come in there."""
        form = next(placed for placed in self.placed if placed.form.parts[0].table == "printed")
        facts, values = (xl_col_to_name(form.places[Cell(0, name)], True) for name in ("fact", "value"))
        sheet = quote_sheetname(form.form.sheet)
        return f'=IFERROR(INDEX({sheet}!{values}:{values},MATCH("{fact}",{sheet}!{facts}:{facts},0)),"")'

    def _write_below(self, sheet: Worksheet, number: int, placed: PlacedForm, name: str) -> None:
        """Write what the values above have in common: their source, place and precision."""
        form = placed.form
        part = next(part for part in form.parts if part.below)
        column = form.schema(part).field(name)
        shared = Column(
            column.title, Cell(0, name), column, form.names.table_of(form.schema(part), name), True
        )
        sheet.write_string(number, 0, column.title, self._look("beside"))
        for cell in form.across:
            place = placed.places[cell]
            self._write_value(sheet, number, place, placed, shared, form.below[name].get(cell))
            sheet.data_validation(number, place, number, place, self._rule(placed, shared))

    def _rule(self, placed: PlacedForm, column: Column) -> dict[str, Any]:
        """Return Excel's rule for a column: what can be chosen or typed, and the help that is shown at it."""
        fields = self._described(placed.form.parts[max(column.cell.part, 0)].table)["schema"]["fields"]
        known = next((field for field in fields if field["name"] == column.field.name), {})
        words = tuple(choices(column.field))
        explained = HELP["choose"] if column.names or words else known.get("explanation", "")
        example = f"Till exempel {known['example']}." if known.get("example") and not column.names else ""
        texts = (known.get("description"), explained, column.field.required and HELP["required"], example)
        rule = {"input_title": column.title[:LONGEST_TITLE], "error_title": HELP["refused"]}
        rule["input_message"] = " ".join(filter(None, texts))[:LONGEST_HELP]
        limits = {"minimum": -(10**15), "maximum": 10**15} | dict(column.field.constraints)
        between = {"criteria": "between", "minimum": limits["minimum"], "maximum": limits["maximum"]}
        if column.names or words:
            return rule | {
                "validate": "list",
                "source": self._list(column, words),
                "error_message": HELP["list"],
            }
        match column.field.kind:
            case "date":
                days = {"minimum": date(1900, 1, 1), "maximum": date(2099, 12, 31)}
                if column.field.within:
                    days = {"minimum": date(self.year, 1, 1), "maximum": date(self.year, 12, 31)}
                return rule | between | days | {"validate": "date", "error_message": HELP["date"]}
            case "integer" | "year":
                return rule | between | {"validate": "integer", "error_message": HELP["number"]}
            case "number":
                return rule | between | {"validate": "decimal", "error_message": HELP["number"]}
        return rule | {"validate": "any"}

    def _list(self, column: Column, words: tuple[str, ...]) -> str:
        """Return the cells of a list: the names where they are filled in, if each is alone with its own."""
        if column.names:
            home = next(placed for placed in self.placed if placed.form.parts[0].table == column.names)
            named = next(
                other for other in home.form.columns if other.cell.column == LAYOUT["names"][column.names]
            )
            codes = home.form.names.codes[column.names]
            shown = [str(row.get(named.cell)) for row in home.form.rows]
            if sorted(shown) == sorted(codes.values()):
                return f"={home.range(named, absolute=True)}"
            words = tuple(codes.values()) or ("",)
        letters = self.lists.setdefault(words, xl_col_to_name(len(self.lists)))
        return f"={LISTS}!${letters}$1:${letters}${len(words)}"

    def _described(self, table: str) -> Mapping[str, Any]:
        own = {resource["name"]: resource for resource in self.data.package.described.get("resources", [])}
        return {"description": ""} | (
            joined_resource(own[table]) if table in own else library_resources()[table]
        )

    def _lay_out(self, sheet: Worksheet, placed: Sequence[PlacedForm]) -> None:
        """Set widths, group what is seldom read, and keep one heading in view and on each printed page."""
        widths: dict[int, float] = {}
        for form in placed:
            for column in form.form.columns:
                place = form.places[column.cell]
                widths[place] = max(widths.get(place, 0), self._width(form, column))
        beside = min(
            (form.places[c.cell] for form in placed for c in form.form.columns if c.aside), default=99
        )
        for place, width in widths.items():
            sheet.set_column(place, place, width, None, {"level": 1} if place >= beside else {})
        first = placed[0]
        if len(placed) == 1 or first.form.settings.get("freeze"):
            sheet.freeze_panes(first.first, 1)
            sheet.repeat_rows(first.top + HEAD)
        sheet.print_area(0, 0, placed[-1].end, min(beside, len(widths)) - 1)

    def _width(self, placed: PlacedForm, column: Column) -> float:
        """Return a width for what a column holds: at most one that is read well when its text is broken."""
        if column.turned:
            return TURNED
        if column.field is None or column.field.kind != "string":
            return WIDTHS.get(column.field.kind if column.field else "integer", NARROW)
        shown = (
            placed.form.names.shown_text(column.field, column.names, row.get(column.cell))
            for row in placed.form.rows
        )
        longest = max([NARROW, *map(len, shown), *map(len, choices(column.field))])
        return BESIDE if column.aside else min(longest + 2, WIDE)
