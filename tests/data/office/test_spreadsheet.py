"""Values come in as they were saved, and what cannot be seen in cells is said."""

from datetime import date, datetime, time

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from namndbok.data import read_grids
from namndbok.data.cells import Unreadable, read_cell
from office_files import EXCEL_97, excel_sheet, open_workbook


@pytest.fixture
def book(tmp_path):
    """Return a workbook of one sheet that is closed and read by `grids`."""
    path = tmp_path / "underlag.xlsx"
    workbook = xlsxwriter.Workbook(path)
    return path, workbook, workbook.add_worksheet("Avgifter")


def grids(book) -> list:
    book[1].close()
    return read_grids(book[0])


def cells(grid) -> list[list[str]]:
    return [list(row) for row in grid.rows]


def test_values_are_written_as_tables_read_them(book):
    _, workbook, sheet = book
    sheet.write_row(1, 1, ["Boden", 1177400, 12.5, 1.177, 0.1 + 0.2, -46297, True])
    sheet.write_string("I2", "=cmd")
    sheet.write_string("J2", " +1\u00a0")
    for column, (value, form) in enumerate(
        [
            (date(2024, 2, 22), "yyyy-mm-dd"),
            (datetime(2024, 2, 22, 10, 30), "yyyy-mm-dd hh:mm"),
            (time(13), "hh:mm"),
        ]
    ):
        sheet.write_datetime(2, column, value, workbook.add_format({"num_format": form}))
    sheet.write(2, 3, 0.64, workbook.add_format({"num_format": "0 %"}))
    sheet.write(2, 4, 114, workbook.add_format({"num_format": "0000"}))
    (grid,) = grids(book)
    assert cells(grid) == [
        [""] * 10,
        ["", "Boden", "1177400", "12,5", "1,177", "0,3", "-46297", "true", "=cmd", "+1"],
        ["2024-02-22", "2024-02-22 10:30:00", "13:00:00", "0,64", "114", "", "", "", "", ""],
    ]
    assert grid.place(1, 2) == "Avgifter!C2" and not grid.remarks
    assert [read_cell(text, "number") for text in cells(grid)[1][2:4]] == [
        1177400,
        read_cell("12,5", "number"),
    ]


def test_what_is_hidden_or_merged_is_read_and_said(book):
    _, workbook, sheet = book
    for row in range(5):
        sheet.write_row(row, 0, [row, 10 * row, 100 * row])
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_row(4000, None, None, {"hidden": True})
    sheet.set_column("B:B", None, None, {"hidden": True})
    sheet.set_column("G:XFD", None, None, {"hidden": True})
    sheet.merge_range("A7:C7", "Summa")
    other = workbook.add_worksheet("Gammalt")
    other.write("A1", "x")
    other.hide()
    workbook.add_worksheet("Tomt")
    shown, hidden = grids(book)
    assert cells(shown)[2] == ["2", "20", "200"]
    assert list(shown.remarks) == [
        "Dolda eller bortfiltrerade rader är med: 3.",
        "Dolda kolumner är med: B.",
        "Sammanfogade rutor, där bara den första har ett värde: A7:C7.",
    ]
    assert (hidden.sheet, cells(hidden)) == ("Gammalt", [["x"]])
    assert list(hidden.remarks) == ["Bladet är dolt i arbetsboken; det är med ändå."]


def test_a_formula_has_its_stored_value_and_one_without_is_never_an_empty_cell(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append(["Boden", "=SUM(B2:B3)"])
    workbook.active.append(["Luleå", 5])
    workbook.save(tmp_path / "a.xlsx")
    (grid,) = read_grids(tmp_path / "a.xlsx")
    assert cells(grid) == [["Boden", "#SAKNAS!"], ["Luleå", "5"]]
    assert "Formler utan sparat värde: B1." in grid.remarks[0]
    for kind in ("string", "integer"):
        with pytest.raises(Unreadable):
            read_cell("#SAKNAS!", kind)


def test_a_stored_value_of_a_formula_and_an_error_value_are_read(book):
    book[2].write_formula("A1", "=1+1", None, 2)
    book[2].write_formula("C2", "=1/0", None, "#DIV/0!")
    (grid,) = grids(book)
    assert cells(grid) == [["2", "", ""], ["", "", "#DIV/0!"]]
    assert list(grid.remarks) == ["Felvärden: C2."]


def test_a_formula_that_gives_an_empty_text_gives_an_empty_cell(tmp_path):
    path = excel_sheet(tmp_path / "a.xlsx", '<row><c t="str"><f>""</f><v></v></c><c><v>1</v></c></row>')
    assert cells(read_grids(path)[0]) == [["", "1"]]


def test_many_places_are_named_in_short(book):
    for row in range(20):
        book[2].write_formula(row, 0, "=1/0", None, "#DIV/0!")
    (grid,) = grids(book)
    assert list(grid.remarks) == ["Felvärden: A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12 och 8 till."]


def test_what_pandas_writes_is_read(tmp_path):
    frame = pd.DataFrame(
        {"Kommun": ["Boden", None], "År": [2024, 2023], "Dag": pd.to_datetime(["2024-12-31", None])}
    )
    frame.to_excel(tmp_path / "p.xlsx", index=False)
    (grid,) = read_grids(tmp_path / "p.xlsx")
    assert cells(grid) == [["Kommun", "År", "Dag"], ["Boden", "2024", "2024-12-31"], ["", "2023", ""]]


def test_an_opendocument_sheet_is_read_with_repeated_and_hidden_cells(tmp_path):
    none = '<table:table-cell table:number-columns-repeated="16384"/>'
    two, hidden = 'table:number-columns-repeated="2"', 'table:visibility="collapse"'
    head = f"<table:table-column {two}/><table:table-column {hidden}/>"
    text = '<table:table-cell office:value-type="string"><text:p>Boden</text:p></table:table-cell>'
    number = '<table:table-cell office:value-type="float" office:value="{}" {}/>'
    day = '<table:table-cell office:value-type="date" office:date-value="2024-12-31"/>'
    kinds = 'table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"'
    error = f"<table:table-cell {kinds}><text:p>#DIV/0!</text:p></table:table-cell>"
    formula = '<table:table-cell table:formula="of:=[.B1]"/>'
    wide = 'table:number-columns-spanned="2"'
    lines = {
        'table:number-rows-repeated="2"': none,
        'table:visibility="filter"': text + number.format(1177400, two) + formula,
        "": day + error + number.format(0.5, wide) + "<table:covered-table-cell/>",
        'table:number-rows-repeated="1048572"': none,
    }
    rows = "".join(f"<table:table-row {given}>{row}</table:table-row>" for given, row in lines.items())
    body = f'<table:table table:name="Avgifter">{head}{rows}</table:table>'
    (grid,) = read_grids(open_workbook(tmp_path / "u.ods", body))
    assert cells(grid)[2:] == [
        ["Boden", "1177400", "1177400", "#SAKNAS!"],
        ["2024-12-31", "#DIV/0!", "0,5", ""],
    ]
    assert list(grid.remarks) == [
        "Dolda eller bortfiltrerade rader är med: 3.",
        "Dolda kolumner är med: C.",
        "Sammanfogade rutor, där bara den första har ett värde: C4:D4.",
        "Formler utan sparat värde: D3. Öppna filen i Excel, spara och försök igen.",
        "Felvärden: B4.",
    ]


def test_a_workbook_of_excel_97_is_read_and_what_it_cannot_show_is_said(tmp_path):
    (tmp_path / "u.xls").write_bytes(EXCEL_97)
    shown, hidden = read_grids(tmp_path / "u.xls")
    assert cells(shown) == [
        ["Kommun", "Avgift", "Dag", "Fel"], ["Luleå", "184800,5", "2024-12-31", ""],
        ["Piteå", "-46297", "", ""], ["Summa", "", "", ""], ["true", "", "", ""],
    ]  # fmt: skip
    old = (
        "Boken är av äldre slag (.xls): felvärden läses som tomma rutor och dolda rader syns inte. "
        "Spara om den som .xlsx om den kan ha sådana."
    )
    merged = "Sammanfogade rutor, där bara den första har ett värde: A4:B4."
    assert list(shown.remarks) == [old, merged]
    assert (hidden.sheet, *hidden.remarks) == ("Dold", "Bladet är dolt i arbetsboken; det är med ändå.", old)
