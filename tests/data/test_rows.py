from dataclasses import replace
from datetime import date

import pytest

from namndbok.data.rows import read_records
from namndbok.data.schema import Field, TableSchema
from namndbok.errors import Fault

NEED = {"required": True}
MEETINGS = TableSchema(
    "meetings",
    "meetings.csv",
    "Möten",
    (
        Field("date", "date", "Datum", constraints=NEED),
        Field("present", "integer", "Närvarande", constraints=NEED | {"minimum": 0}),
        Field("note", "string", "Anteckning"),
    ),
)


@pytest.fixture
def read(tmp_path):
    def written(text: str | None, schema: TableSchema = MEETINGS):
        if text is not None:
            (tmp_path / "meetings.csv").write_text(text, encoding="utf-8")
        return read_records(tmp_path, schema)

    return written


def places(records) -> list[tuple[int | None, str | None, str]]:
    return [(fault.row, fault.column, fault.found) for fault in records.faults]


def test_rows_are_read_by_their_headings_whatever_the_order(read):
    records = read("note,present,date\nlångt möte,9,2031-03-04\n,11,2031-10-07\n")
    assert records.faults == []
    assert records.rows == {
        2: {"date": date(2031, 3, 4), "present": 9, "note": "långt möte"},
        3: {"date": date(2031, 10, 7), "present": 11, "note": None},
    }


def test_every_faulty_cell_is_reported_with_excels_row(read):
    records = read('date,present,note\n2031-03-04,nio,"två\nrader"\n\n2031-13-04,-1,\n')
    assert places(records) == [(2, "present", "”nio”"), (4, "date", "”2031-13-04”"), (4, "present", "”-1”")]
    assert records.doubtful == {"date", "present"}


def test_an_empty_cell_is_a_fault_only_where_a_value_is_required(read):
    records = read("date,present,note\n2031-03-04,,\n")
    assert places(records) == [(2, "present", "en tom ruta")]
    assert records.faults[0].action == "fyll i närvarande"


@pytest.mark.parametrize(
    ("header", "expected", "action"),
    [
        ("date,presnt,note", [(1, "presnt", "”presnt”")], "skriv rubriken present"),
        ("Date,present,note", [(1, "Date", "”Date”")], "skriv rubriken date"),
        ("Datum,present,note", [(1, "Datum", "”Datum”")], "skriv rubriken date"),
        (
            "date,present,remark",
            [(1, "remark", "”remark”"), (1, "note", "ingen sådan kolumn")],
            "ta bort kolumnen",
        ),
        (
            "date,,note",
            [(1, "(utan rubrik)", "””"), (1, "present", "ingen sådan kolumn")],
            "ta bort kolumnen",
        ),
        ("date,present", [(1, "note", "ingen sådan kolumn")], "lägg till kolumnen note"),
        ("date,present,note,note", [(1, "note", "2 sådana kolumner")], "ta bort en av dem"),
        ("a,b,c", [(1, None, "”a, b, c”")], "sätt tillbaka rubrikraden"),
    ],
)
def test_a_heading_that_is_wrong_is_one_fault(read, header, expected, action):
    records = read(header + "\n")
    assert places(records) == expected
    assert action in records.faults[0].action


def test_cells_are_read_also_where_a_heading_is_wrong(read):
    assert places(read("date,note\n2031-13-04,x\n")) == [
        (1, "present", "ingen sådan kolumn"),
        (2, "date", "”2031-13-04”"),
    ]


def test_empty_columns_and_rows_that_excel_leaves_are_no_fault(read):
    records = read("date,present,note,,,\n2031-03-04,9,,,,\n,,,,,\n,,,,,\n")
    assert (records.faults, list(records.rows)) == ([], [2])


def test_empty_cells_that_excel_leaves_out_at_the_end_are_no_fault(read):
    assert read("date,present,note\n2031-03-04,9\n").rows == {
        2: {"date": date(2031, 3, 4), "present": 9, "note": None}
    }


def test_a_row_that_lacks_a_required_cell_is_one_fault(read):
    assert places(read("date,note,present\n2031-03-04,9\n")) == [(2, "present", "2 rutor")]


def test_a_row_with_a_cell_too_many_is_one_fault(read):
    records = read("date,present,note\n2031-03-04,9,långt, men bra\n2031-10-07,9,kort\n")
    assert places(records) == [(2, "efter note", "”men bra” utan rubrik")]
    assert list(records.rows) == [2, 3]


def test_a_fault_says_what_is_allowed(read):
    told = [(fault.allowed, fault.action) for fault in read("note,date,date\n,2031-03-04,x,y,z\n").faults]
    assert told == [
        ("en av varje", "ta bort en av dem"),
        ("date, present, note", "lägg till kolumnen present"),
        ("3 rutor", "flytta eller ta bort rutan; sätt text med skiljetecken inom citattecken"),
    ]
    told = [(fault.allowed, fault.action) for fault in read("note,date,present\nx\n,,9\n").faults]
    assert told == [
        ("3 rutor", "lägg till rutan som saknas, även om den är tom"),
        ("ett värde i varje rad", "fyll i datum"),
    ]
    (fault,) = read("a,b\n").faults
    assert (fault.found, fault.allowed) == ("”a, b”", "date, present, note")


def test_cells_are_held_together_where_all_of_them_could_be_read(read):
    fields = (Field("users", "integer", "Användare", needs=("of",)), Field("of", "integer", "Av"))
    status = TableSchema("service_status", "meetings.csv", "Läge", fields)
    assert places(read("users,of\n3,\n3,tre\n", status)) == [(2, "of", "en tom ruta"), (3, "of", "”tre”")]


def test_a_missing_file_is_a_fault_unless_the_table_is_optional(read):
    expected = Fault.of_file("meetings.csv", "ingen fil", "tabellen Möten", "lägg filen i datamappen")
    assert read(None).faults == [expected]
    optional = replace(MEETINGS, optional=True)
    assert (read(None, optional).faults, read(None, optional).rows) == ([], {})


@pytest.mark.parametrize("name", ["meetings.xlsx", "Meetings.CSV", "meetings.csv.txt"])
def test_a_table_saved_under_another_name_is_not_taken_for_missing(read, tmp_path, name):
    (tmp_path / name).write_text("x", encoding="utf-8")
    (fault,) = read(None, replace(MEETINGS, optional=True)).faults
    assert fault.action == f"spara {name} som meetings.csv (CSV UTF-8)"
