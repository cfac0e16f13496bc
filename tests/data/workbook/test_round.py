"""A year's workbook that nobody has touched changes nothing, and what is typed comes back as it was typed."""

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from boards import INVENTED, REAL, real_board
from namndbok.data.history import change_tables
from namndbok.data.load import load_data
from namndbok.data.office.grid import Grid
from namndbok.data.office.office_file import read_grids
from namndbok.data.workbook.form import Form, plan_forms
from namndbok.data.workbook.reader import YearWorkbook, open_year_workbook, plan_year_workbook
from namndbok.data.workbook.writer import write_year_workbook
from namndbok.errors import InvalidData, InvalidParameter
from office import recalculated

pytest_plugins = "desks"

YEARS = {REAL: 2024, INVENTED: 2031}
NOW = datetime(2031, 1, 2)
MEETINGS = "Nämnden håller sammanträden under året."
Typed = Mapping[tuple[str, str], str]


@cache
def written(folder: Path, year: int) -> Sequence[Grid]:
    """Write a workbook of a board and read its sheets."""
    with TemporaryDirectory() as place:
        write_year_workbook(load_data(folder), year, Path(place, "bok.xlsx"))
        return read_grids(Path(place, "bok.xlsx"))


def retyped(grids: Sequence[Grid], typed: Typed) -> list[Grid]:
    """Type texts into cells, named by sheet and as Excel does."""
    changed = {grid.sheet: [list(row) for row in grid.rows] for grid in grids}
    for (sheet, name), text in typed.items():
        rows = changed[sheet]
        letters = name.rstrip("0123456789")
        column = sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(letters))) - 1
        row = int(name[len(letters) :]) - 1
        rows[row] = [*rows[row], *[""] * (column + 1 - len(rows[row]))]
        rows[row][column] = text
    return [replace(grid, rows=changed[grid.sheet]) for grid in grids]


def changed_by(grids: Sequence[Grid]) -> YearWorkbook:
    """Read grids."""
    with ExitStack() as stack:
        return stack.enter_context(open_year_workbook(grids))[0]


def cell(grids: Sequence[Grid], sheet: str, label: str, title: str) -> tuple[str, str]:
    """Name the cell of a row and a column, each by its text."""
    grid = next(grid for grid in grids if grid.sheet == sheet)
    head = next(row for row, texts in enumerate(grid.rows) if title in texts)
    row = next(row for row in range(head, len(grid.rows)) if label in grid.rows[row])
    return sheet, grid.place(row, list(grid.rows[head]).index(title)).partition("!")[2]


@pytest.mark.parametrize(("folder", "year"), [(REAL, 2024), (REAL, 2022), (REAL, 2025), (INVENTED, 2031)])
def test_a_workbook_that_nobody_has_touched_changes_nothing(folder: Path, year: int):
    with open_year_workbook(written(folder, year)) as (workbook, board):
        assert not workbook.changes
        assert not workbook.remarks
        for path in folder.glob("*.csv"):
            assert (board / path.name).read_bytes() == path.read_bytes()


def test_a_board_with_the_required_tables_only_has_a_workbook(tmp_path: Path):
    names = ("documents", "municipalities", "outcome_lines", "budget_lines", "outcome", "budget")
    for name in ("datapackage.json", *(f"{name}.csv" for name in names)):
        (tmp_path / name).write_bytes((INVENTED / name).read_bytes())
    assert not changed_by(written(tmp_path, 2031)).changes


def test_libre_office_changes_nothing(tmp_path: Path):
    for folder, year in YEARS.items():
        write_year_workbook(load_data(folder), year, tmp_path / f"{year}.xlsx")
    computed = recalculated(tmp_path, read_only=True)
    for name in computed:
        assert not changed_by(read_grids(tmp_path / "out" / name)).changes
    before, after = load_workbook(tmp_path / "2031.xlsx"), load_workbook(tmp_path / "out" / "2031.xlsx")
    stored = load_workbook(tmp_path / "2031.xlsx", data_only=True)
    saved = load_workbook(tmp_path / "out" / "2031.xlsx", data_only=True)
    for sheet in before.worksheets:
        assert rules(after[sheet.title]) == rules(sheet)
        for row in sheet.iter_rows():
            for place in (cell.coordinate for cell in row if cell.data_type == "f"):
                assert (saved[sheet.title][place].value or "") == (stored[sheet.title][place].value or ""), (
                    place
                )


def rules(sheet: Worksheet) -> set[tuple[str, str]]:
    """Return the rules of a sheet, cell by cell."""
    found = sheet.data_validations.dataValidation
    ranges = ((rule.type, part) for rule in found for part in rule.sqref.ranges)
    return {(f"{kind}", f"{row},{column}") for kind, part in ranges for row, column in part.cells}


def test_only_what_is_filled_in_can_be_typed_over(tmp_path: Path):
    write_year_workbook(load_data(REAL), 2024, tmp_path / "bok.xlsx")
    sheet = load_workbook(tmp_path / "bok.xlsx")["Avgifter"]
    names = {row[0].value: row for row in sheet.iter_rows(min_row=6, max_row=26)}
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not names["Kiruna"][1].protection.locked
    assert names["Kiruna"][-1].protection.locked
    assert names["Summa"][1].protection.locked
    assert names["Summa"][1].value == "=SUM(B7:B20)"
    rules = {rule.type for rule in sheet.data_validations.dataValidation}
    assert {"whole", "list"} <= rules


@pytest.mark.parametrize(
    ("sheet", "label", "title", "text", "table", "value"),
    [
        ("Utfall", "E-arkiv", "Intäkter (kr)", "313\N{NO-BREAK SPACE}001 kr", "outcome", {"income": 313_001}),
        ("Avgifter", "Kiruna", "Grundfinansiering", "", "fees", {"fee": None}),
        ("Budget", "E-arkiv", "Kostnader", "1 000", "budget", {"amount": 1000}),
        ("Möten", "2024-02-22", "Närvarande", "10", "meetings", {"present": 10}),
        ("Mål och indikatorer", MEETINGS, "Bedömning", "uppnått", "goal_reviews", {"assessment": "met"}),
        ("Tjänster", "E-arkiv", "Fakturering", "nämnden", "service_status", {"billing": "board"}),
        ("Register", "Kiruna", "Värdkommun", "ja", "municipalities", {"host": True}),
    ],
)  # fmt: skip
def test_a_cell_that_is_typed_over_is_that_change_and_nothing_else(sheet, label, title, text, table, value):
    grids = written(REAL, 2024)
    changes = changed_by(retyped(grids, {cell(grids, sheet, label, title): text})).changes
    assert [*changes] == [table]
    assert [*changes[table].replaced.values()] == [value]
    assert not changes[table].added
    assert not changes[table].removed


def test_who_was_there_becomes_rows_of_presence():
    grids = written(REAL, 2024)
    typed = {
        cell(grids, "Möten", "2024-02-22", name): text for name, text in (("Kiruna", "Ja"), ("Luleå", "nej"))
    }
    change = changed_by(retyped(grids, typed)).changes["presence"]
    assert [(row["municipality"], row["present"]) for row in change.added] == [
        ("2584", True),
        ("2580", False),
    ]
    assert {row["source"] for row in change.added} == {"workbook-2024"}


def test_a_new_row_gets_number_code_and_source_and_says_so():
    grids = written(REAL, 2024)
    grid = next(grid for grid in grids if grid.sheet == "Verksamhet")
    row = next(row for row, texts in enumerate(grid.rows) if texts[0] == "Ramavtal")
    free = next(number for number in range(row + 3, len(grid.rows)) if not any(grid.rows[number]))
    workbook = changed_by(retyped(grids, {("Verksamhet", f"A{free + 1}"): "=Avtal om vägsalt"}))
    (added,) = workbook.changes["agreements"].added
    assert (added["name"], added["number"], added["source"]) == ("=Avtal om vägsalt", 6, "report-2024")
    assert any("Ramavtal: 1 nya rader får källan report-2024" in remark for remark in workbook.remarks)


def test_a_row_of_a_table_without_rows_comes_from_the_workbook_itself():
    grids = written(REAL, 2025)
    line = {cell(grids, "Utfall", "E-arkiv", title): "1 000" for title in ("Intäkter (kr)", "Kostnader (kr)")}
    changes = changed_by(retyped(grids, line)).changes
    (outcome,), (document,) = changes["outcome"].added, changes["documents"].added
    assert (outcome["source"], outcome["place"]) == ("workbook-2025", "bladet Utfall")
    assert (document["document"], document["kind"]) == ("workbook-2025", "file")


def test_a_day_that_is_typed_in_a_heading_is_a_new_column():
    grids = written(REAL, 2024)
    kiruna, head = (cell(grids, "Fördelning", label, "Datum 1 (ny)") for label in ("Kiruna", "Datum 1 (ny)"))
    (added,) = changed_by(retyped(grids, {kiruna: "22 000", head: "2024-12-31"})).changes["population"].added
    assert (added["municipality"], f"{added['date']}", added["population"]) == ("2584", "2024-12-31", 22_000)
    with pytest.raises(InvalidData, match="skriv dagen i rubriken"):
        changed_by(retyped(grids, {kiruna: "22 000"}))


def test_a_row_that_is_emptied_leaves_and_a_form_that_is_gone_does_not():
    grids = written(REAL, 2024)
    grid = next(grid for grid in grids if grid.sheet == "Kommentarer")
    emptied = [*grid.rows]
    row = next(row for row, texts in enumerate(emptied) if texts[0] == "Löpande text")
    emptied[row + 3] = [""] * len(emptied[row + 3])
    workbook = changed_by([replace(grid, rows=emptied) if other is grid else other for other in grids])
    assert [(name, *change.removed) for name, change in workbook.changes.items()] == [("texts", 2)]
    assert [(shown.place, shown.row) for shown in workbook.cells] == [("texts.csv!2", "removed")]
    workbook = changed_by([other for other in grids if other is not grid])
    assert not workbook.changes
    assert any("Löpande text finns inte i filen" in remark for remark in workbook.remarks)


def test_sheets_may_be_renamed_and_columns_moved():
    grids = []
    for grid in written(REAL, 2024):
        rows = [[*reversed(row)] for row in grid.rows] if grid.sheet == "Svar" else grid.rows
        name = f"{grid.sheet} 2" if grid.sheet in ("Svar", "Avgifter") else grid.sheet
        grids.append(replace(grid, sheet=name, rows=rows))
    assert not changed_by(grids).changes


@pytest.mark.parametrize(
    ("sheet", "label", "title", "text", "expected"),
    [
        ("Avgifter", "Kiruna", "E-arkiv", "många", r"Avgifter!F14, kolumn E-arkiv\n.*Hittade: ”många”"),
        ("Tjänster", "E-arkiv", "Fakturering", "nämden", r"(?s)Tjänster!G9.*menade du board"),
        ("Utfall", "E-arkiv", "Rad", "E-arkivet", r"(?s)Utfall!A10.*menade du E-arkiv\?"),
        ("Utfall", "E-arkiv", "Rad", "Grundfinansiering", r"(?s)Utfall!A10.*raden vid Utfall!A7"),
        ("Utfall", "E-arkiv", "Intäkter (kr)", "", r"(?s)Utfall!B10, kolumn Intäkter.*en tom ruta"),
        ("Utfall", "E-arkiv", "Intäkter (kr)", "#SAKNAS!", r"Utfall!B10, kolumn Intäkter"),
        ("Avgifter", "Kommun", "E-arkiv", "E-arkivet", r"(?s)Avgifter!A6.*ingen sådan kolumn"),
        ("nämndbok", "2024", "2024", "2023x", r"nämndbok.*\n.*ett dolt blad som har ändrats"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_cell(sheet, label, title, text, expected):
    grids = written(REAL, 2024)
    with pytest.raises(InvalidData, match=expected):
        changed_by(retyped(grids, {cell(grids, sheet, label, title): text}))


def test_a_workbook_is_taken_in_twice_and_what_both_have_changed_is_told(tmp_path: Path):
    folder = real_board(tmp_path)
    grids = written(REAL, 2024)
    typed = retyped(grids, {cell(grids, "Utfall", "E-arkiv", "Intäkter (kr)"): "313001"})
    data = load_data(folder)
    change_tables(data, plan_year_workbook(typed, data).changes, "", NOW)
    data = load_data(folder)
    assert not plan_year_workbook(typed, data).changes
    other = retyped(grids, {cell(grids, "Utfall", "E-arkiv", "Intäkter (kr)"): "313002"})
    both = "313001 i tabellen, som var 313000 när arbetsboken skrevs och är 313002 i den"
    with pytest.raises(InvalidData, match=f"(?s)Utfall!B10.*{both}"):
        plan_year_workbook(other, data)
    with pytest.raises(InvalidParameter, match="Arbetsboken hör till Norrbottens e-nämnd"):
        plan_year_workbook(grids, load_data(INVENTED))


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_number_that_is_typed_comes_back_as_it_was_typed(data):
    grids = written(INVENTED, 2031)
    forms = [form for form in _forms() if form.rows]
    form = data.draw(st.sampled_from(forms))
    row = data.draw(st.sampled_from(range(len(form.rows))))
    numbers = [
        column for column in form.inputs.values() if column.schema.kind == "integer" and not column.aside
    ]
    numbers = [column for column in numbers if column.cell.column != "number"]
    free = [column for column in numbers if not column.schema.constraints.get("maximum")]
    if not free:
        return
    column = data.draw(st.sampled_from(free))
    value = data.draw(st.integers(1000, 10**9)) * (
        1000 if column.cell.column in ("income", "cost", "amount") else 1
    )
    if form.rows[row].get(column.cell) in (None, value):
        return
    place = next(grid for grid in grids if grid.sheet == form.sheet).place(
        form.first + row, form.places[column.cell]
    )
    try:
        changes = changed_by(retyped(grids, {(form.sheet, place.partition("!")[2]): str(value)})).changes
    except InvalidData as error:
        assert place in str(error)
        return
    ((_, change),) = changes.items()
    assert [*change.replaced.values()] == [{column.cell.column: value}]
    assert not change.added
    assert not change.removed


@cache
def _forms() -> list[Form]:
    return plan_forms(load_data(INVENTED), 2031)


def test_the_commands_write_it_and_read_it(tell, tmp_path: Path):
    file = tmp_path / "året.xlsx"
    assert tell("excel", "2024", str(file)).status == 0
    assert load_workbook(file, read_only=True)["Att göra"]["A5"].value == "Utfall"
    done = tell("check", "2024", "--json", "--data", str(file))
    assert (done.status, "Tabellerna är lästa ur året.xlsx" in done.err) == (0, True)
    assert json.loads(done.out)
    assert "Inget ändras" in tell("import", str(file)).out


def test_no_file_is_written_over(tmp_path: Path):
    (tmp_path / "bok.xlsx").touch()
    with pytest.raises(InvalidParameter, match="finns redan"):
        write_year_workbook(load_data(INVENTED), 2031, tmp_path / "bok.xlsx")


def test_the_same_tables_give_the_same_bytes(tmp_path: Path):
    for name in ("en.xlsx", "två.xlsx"):
        write_year_workbook(load_data(INVENTED), 2031, tmp_path / name)
    assert (tmp_path / "en.xlsx").read_bytes() == (tmp_path / "två.xlsx").read_bytes()
