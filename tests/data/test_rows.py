from dataclasses import replace
from datetime import date

import pytest

from namndbok.data.rows import Records, dangling_references, read_records, repeated_keys
from namndbok.data.schema import Field, ForeignKey, TableSchema
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


def fault_places(records) -> list[tuple[int | None, str | None, str]]:
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
    assert fault_places(records) == [
        (2, "present", "”nio”"),
        (4, "date", "”2031-13-04”"),
        (4, "present", "”-1”"),
    ]
    assert records.doubtful == {"date", "present"}


def test_an_empty_cell_is_a_fault_only_where_a_value_is_required(read):
    records = read("date,present,note\n2031-03-04,,\n")
    assert fault_places(records) == [(2, "present", "en tom ruta")]
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
    assert fault_places(records) == expected
    assert action in records.faults[0].action


def test_cells_are_read_also_where_a_heading_is_wrong(read):
    assert fault_places(read("date,note\n2031-13-04,x\n")) == [
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
    assert fault_places(read("date,note,present\n2031-03-04,9\n")) == [(2, "present", "2 rutor")]


def test_a_row_with_a_cell_too_many_is_one_fault(read):
    records = read("date,present,note\n2031-03-04,9,långt, men bra\n2031-10-07,9,kort\n")
    assert fault_places(records) == [(2, "efter note", "”men bra” utan rubrik")]
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
    assert fault_places(read("users,of\n3,\n3,tre\n", status)) == [
        (2, "of", "en tom ruta"),
        (3, "of", "”tre”"),
    ]


@pytest.mark.parametrize(
    ("kind", "limit", "cells", "allowed"),
    [
        ("integer", "at_most", "15,14", "högst of, som är 14"),
        ("integer", "at_most", "14,14", None),
        ("string", "at_least", "09:00,10:00", "minst of, som är 10:00"),
        ("date", "at_least", "2031-03-01,2031-03-01", None),
        ("integer", "multiple_of", "1500,1000", "en multipel av of, som är 1\u00a0000"),
        ("number", "multiple_of", '"69,6","0,1"', None),
        ("number", "multiple_of", '"69,6",0', None),
        ("integer", "at_most", "15,", None),
        ("date", "near_year", "2033-01-01,2031", "högst ett år från of, som är 2031"),
        ("date", "near_year", "2032-02-01,2031", None),
    ],
)
def test_a_value_beyond_what_another_column_sets_is_a_fault(
    read, kind: str, limit: str, cells: str, allowed: str | None
):
    """Equal is within; an empty cell sets no limit, and steps of 0 leave every value as it is."""
    of = "year" if limit == "near_year" else kind
    fields = (Field("users", kind, "Användare", limits={limit: "of"}), Field("of", of, "Av"))
    faults = read(f"users,of\n{cells}\n", TableSchema("a", "meetings.csv", "Läge", fields)).faults
    assert [(fault.column, fault.allowed) for fault in faults] == ([("users", allowed)] if allowed else [])


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


UNIQUE = {"unique": True}
PLACES = TableSchema(
    "places",
    "places.csv",
    "Platser",
    (Field("code", "string", "Kod"), Field("name", "string", "Namn", constraints=UNIQUE)),
    primary_key=("code",),
)
FEES = TableSchema(
    "fees",
    "fees.csv",
    "Avgifter",
    (Field("year", "year", "År"), Field("place", "string", "Plats")),
    primary_key=("year", "place"),
    foreign_keys=(ForeignKey(("place",), "places", ("code",)),),
)
REVIEWS = TableSchema(
    "reviews",
    "reviews.csv",
    "Granskningar",
    FEES.fields,
    foreign_keys=(ForeignKey(("year", "place"), "fees", ("year", "place")),),
)


def places(*rows: tuple[str | None, str | None], doubtful: set[str] = frozenset()) -> Records:
    listed = enumerate(rows, start=2)
    return Records(
        PLACES,
        {number: dict(zip(("code", "name"), row, strict=True)) for number, row in listed},
        [],
        set(doubtful),
    )


def fees(*rows: tuple[int | None, str | None]) -> Records:
    return Records(
        FEES,
        {number: dict(zip(("year", "place"), row, strict=True)) for number, row in enumerate(rows, start=2)},
    )


def told(faults) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.found) for fault in faults]


def test_a_key_stands_once():
    records = places(("9901", "Alvik"), ("9902", "Bergsta"), ("9901", "Ödeby"))
    assert told(repeated_keys(records)) == [(4, "code", "”9901”, som redan står på rad 2")]


def test_a_repeated_key_of_two_columns_is_written_with_both():
    (fault,) = repeated_keys(fees((2031, "9901"), (2031, "9901")))
    found, allowed = "”2031 / 9901”, som redan står på rad 2", "en rad för varje"
    assert fault == Fault("fees.csv", 3, "year, place", found, allowed, "ta bort eller rätta en av raderna")


def test_a_reference_of_two_columns_is_written_with_both():
    reviews = Records(REVIEWS, {2: {"year": 2031, "place": "9902"}, 3: {"year": 2030, "place": "9901"}})
    (fault,) = dangling_references(
        {
            "fees": fees((2031, "9902"), (2031, "9901")),
            "reviews": reviews,
            "places": places(doubtful={"code"}),
        }
    )
    allowed = "ett värde som står i tabellen Avgifter (year, place)"
    action = "rätta värdet (menade du 2031 / 9901?) eller raden i fees.csv (rad 3), eller lägg till den"
    assert fault == Fault("reviews.csv", 3, "year, place", "”2030 / 9901”", allowed, action)


def test_a_reference_like_no_other_is_to_be_spelt_right():
    (fault,) = dangling_references({"places": places(("9901", "Alvik")), "fees": fees((2031, "Bergsta"))})
    assert (
        fault.action == "rätta värdet (kontrollera stavningen) eller raden i places.csv, eller lägg till den"
    )


def test_each_repetition_refers_to_the_first():
    rows = [fault.found for fault in repeated_keys(fees((2031, "9901"), (2031, "9901"), (2031, "9901")))]
    assert rows == ["”2031 / 9901”, som redan står på rad 2"] * 2


def test_a_key_of_two_columns_may_repeat_one_of_them():
    assert told(repeated_keys(fees((2031, "9901"), (2031, "9902"), (2030, "9901")))) == []


def test_a_unique_column_is_a_key_of_its_own():
    assert told(repeated_keys(places(("9901", "Alvik"), ("9902", "Alvik")))) == [
        (3, "name", "”Alvik”, som redan står på rad 2")
    ]


def test_a_row_that_is_copied_whole_is_one_fault():
    assert len(told(repeated_keys(places(("9901", "Alvik"), ("9901", "Alvik"))))) == 1


def test_an_empty_part_of_a_key_is_no_repetition():
    assert told(repeated_keys(fees((2031, None), (2031, None)))) == []


def test_a_table_without_keys_has_no_repetitions():
    bare = TableSchema("bare", "bare.csv", "", (Field("x", "string", "X"),))
    assert told(repeated_keys(Records(bare, {2: {"x": "a"}, 3: {"x": "a"}}))) == []


def test_a_reference_must_be_there():
    tables = {
        "places": places(("9901", "Alvik"), ("9902", "Bergsta")),
        "fees": fees((2031, "9901"), (2031, "9920")),
    }
    (fault,) = dangling_references(tables)
    assert (fault.file, fault.row, fault.column, fault.found) == ("fees.csv", 3, "place", "”9920”")
    assert fault.allowed == "ett värde som står i tabellen Platser (code)"
    assert (
        fault.action == "rätta värdet (menade du 9902?) eller raden i places.csv (rad 3), eller lägg till den"
    )


def test_an_empty_reference_refers_to_nothing():
    assert told(dangling_references({"places": places(), "fees": fees((2031, None))})) == []


def test_nothing_is_said_of_references_to_keys_that_could_not_be_read():
    unread = places((None, "Alvik"), doubtful={"code"})
    assert told(dangling_references({"places": unread, "fees": fees((2031, "9901"))})) == []
    other_column = places(("9901", None), doubtful={"name"})
    assert told(dangling_references({"places": other_column, "fees": fees((2031, "9902"))})) == [
        (2, "place", "”9902”")
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_title_above_the_heading_is_one_fault_that_says_where_the_heading_stands(read, separator: str):
    lines = ["Närvaro 2031; utdrag, version 2", "", separator.join(("date", "present", "note")), "2031-01-02"]
    (fault,) = read("\n".join(lines)).faults
    assert (fault.row, fault.action) == (1, "ta bort det som står ovanför rad 3")


def test_a_code_that_is_called_a_total_makes_no_row_a_sum(read):
    """Such as how the measure of a goal is read."""
    reading = Field("reading", "string", "", constraints={"enum": ["total"]}, labels={"total": "summa"})
    schema = replace(MEETINGS, fields=(*MEETINGS.fields, reading))
    rows = "2031-03-04,nio,,total\n2031-03-05,9,,Totl\n2031-03-06,nio,,Summa\n2031-03-07,Totalt,,total\n"
    records = read(f"date,present,note,reading\n{rows}", schema)
    assert [(fault.row, fault.column, fault.action) for fault in records.faults] == [
        (2, "present", "skriv ett tal, eller lämna rutan tom om kolumnen tillåter det"),
        (3, "reading", "menade du total?"),
        (4, "present", "skriv ett tal, eller lämna rutan tom om kolumnen tillåter det"),
        (4, "reading", "menade du total?"),
        (5, "present", "ta bort raden; Nämndbok räknar summorna själv"),
    ]
