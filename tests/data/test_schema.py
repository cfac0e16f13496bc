"""The tables that ship with the library say of every column what it holds, by rules that can be tested."""

import csv
import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from namndbok.books.book import make_book
from namndbok.data.cells import Unreadable, read_cell
from namndbok.data.load import load_data
from namndbok.data.schema import (
    FOLDER,
    PATTERNS,
    Field,
    ForeignKey,
    check_row,
    check_value,
    library_resources,
    library_tables,
    table_schema,
)

PLACES = {
    "name": "places",
    "path": "places.csv",
    "title": "Platser",
    "schema": {
        "fields": [
            {"name": "code", "constraints": {"required": True}},
            {"name": "kind", "type": "string", "title": "Slag", "labels": {"town": "stad"}},
            {"name": "area", "type": "number", "unit": "ha", "example": "12,5"},
            {"name": "day", "type": "date", "within": "founded", "needs": "kind"},
            {"name": "founded", "type": "year"},
        ],
        "primaryKey": "code",
        "foreignKeys": [
            {"fields": "kind", "reference": {"resource": "", "fields": ["code"]}},
            {"fields": ["kind", "area"], "reference": {"resource": "kinds", "fields": ["kind", "area"]}},
        ],
    },
}


def test_a_table_is_read_with_its_columns_and_keys():
    table = table_schema(PLACES)
    assert (table.name, table.path, table.title, table.optional) == ("places", "places.csv", "Platser", False)
    assert table.columns == ("code", "kind", "area", "day", "founded")
    assert [column.kind for column in table.fields] == ["string", "string", "number", "date", "year"]
    assert [column.required for column in table.fields] == [True, False, False, False, False]
    assert (table.field("kind").title, table.field("kind").labels) == ("Slag", {"town": "stad"})
    assert (table.field("code").title, table.field("area").unit) == ("code", "ha")
    assert [(column.name, column.needs, column.within) for column in table.linked] == [
        ("day", ("kind",), "founded")
    ]


def test_a_foreign_key_names_another_table_or_its_own_with_nothing():
    assert table_schema(PLACES).foreign_keys == (
        ForeignKey(("kind",), "places", ("code",)),
        ForeignKey(("kind", "area"), "kinds", ("kind", "area")),
    )
    assert table_schema(PLACES).primary_key == ("code",)


COLUMNS = [
    (table, column)
    for table, resource in library_resources().items()
    for column in resource["schema"]["fields"]
]


def test_every_table_of_the_library_is_listed_and_the_other_way_round():
    files = {path.stem for path in (FOLDER / "tables").glob("*")}
    assert files == library_tables().keys()


def test_six_tables_are_what_every_board_has():
    needed = {name for name, table in library_tables().items() if not table.optional}
    assert needed == {"documents", "municipalities", "outcome_lines", "budget_lines", "outcome", "budget"}


def test_every_table_and_column_has_its_words():
    resources = library_resources().values()
    assert [table["name"] for table in resources if not (table["title"] and table["description"])] == []
    for table, column in COLUMNS:
        told = [column["title"], column["description"], column.get("explanation", "Så.")]
        assert all(told), (table, column["name"])
        assert [text[0].isupper() and text[-1] == "." for text in told[1:]] == [True, True], told


def test_every_coded_value_has_its_word():
    """A Swedish code is its own word, and a board may have more kinds of events."""
    for table, column in COLUMNS:
        codes = column.get("constraints", {}).get("enum", [])
        if (table, column["name"]) not in {("bodies", "article"), ("events", "kind")}:
            assert list(column.get("labels", {})) == codes, (table, column["name"])


def test_every_amount_has_its_unit_in_its_title_too():
    kronor = [(column["title"], column["name"]) for _, column in COLUMNS if column.get("unit") == "kr"]
    assert len(kronor) > 10
    assert [name for title, name in kronor if not title.endswith("(kr)")] == []


@pytest.mark.parametrize("name", list(library_tables()))
def test_every_example_is_what_its_column_may_hold(name):
    for column in library_tables()[name].fields:
        check_value(column, read_cell(column.example, column.kind))


def test_every_pattern_is_used_and_has_words():
    used = {column["constraints"].get("pattern") for _, column in COLUMNS if "constraints" in column}
    assert used - {None} == set(PATTERNS)
    assert all(PATTERNS.values())


def test_the_examples_make_a_board(tmp_path: Path):
    for table in library_tables().values():
        with (tmp_path / table.path).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([table.columns, [column.example for column in table.fields]])
    described = {"title": "Exempelnämnden", "board": {"name": "Exempelnämnden"}}
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    book = make_book(load_data(tmp_path), 2031)
    # 900 000 - 850 000, which the example of `printed` prints
    assert (book.facts["economy.result"].value, book.data["printed"]["value"].tolist()) == (50_000, [50_000])


def column(kind="string", labels=None, **constraints) -> Field:
    return Field("field", kind, "Fält", "", constraints, labels or {})


def refused(column, value) -> tuple[str, str]:
    with pytest.raises(Unreadable) as error:
        check_value(column, value)
    return error.value.allowed, error.value.action


def test_what_fulfils_the_constraints_passes():
    check_value(column("integer", minimum=0, maximum=5), 0)
    check_value(column("integer", minimum=0, maximum=5), 5)
    check_value(column("number", minimum=0.1), Fraction(1, 10))
    check_value(column(pattern="^[0-9]{4}$"), "2580")
    check_value(column(enum=["board"]), "board")
    check_value(column(required=True, unique=True), "vad som helst")


def test_too_little_and_too_much_are_refused():
    assert refused(column("integer", minimum=0), -1) == ("minst 0", "kontrollera värdet mot källan")
    assert refused(column("integer", maximum=5), 6) == ("högst 5", "kontrollera värdet mot källan")
    assert refused(column("number", minimum=0.1), Fraction(1, 11)) == (
        "minst 0,1",
        "kontrollera värdet mot källan",
    )


@pytest.mark.parametrize(
    ("value", "action"),
    [
        ("Met", "menade du met?"),
        ("uppnått", "menade du met?"),
        ("ej uppnåt", "menade du not_met?"),
        ("x", "välj ett av värdena"),
    ],
)
def test_a_coded_value_may_be_meant_by_its_swedish_word(value, action):
    labels = {"met": "uppnått", "not_met": "ej uppnått"}
    allowed = "något av met (uppnått), not_met (ej uppnått)"
    assert refused(column(enum=["met", "not_met"], labels=labels), value) == (allowed, action)


def test_a_pattern_is_told_in_words():
    assert refused(column(pattern="^[0-9]{4}$"), "25800") == ("fyra siffror", "skriv värdet på det sättet")


def test_a_code_that_lost_its_first_zero_in_excel_is_recognised():
    assert refused(column(pattern="^[0-9]{4}$"), "114")[1] == "menade du 0114? Excel tar bort nollor i början"


def row_faults(name: str, **record) -> list[tuple[str, str, str]]:
    faults = check_row(library_tables()[name], record)
    return [(column, found, action) for column, (found, _, action) in faults]


def test_a_threshold_without_operator_and_unit_cannot_be_judged():
    assert row_faults("goals", threshold=Fraction(75), operator=None, unit=None) == [
        ("operator", "en tom ruta", "fyll i operator, eller töm threshold"),
        ("unit", "en tom ruta", "fyll i unit, eller töm threshold"),
    ]


@pytest.mark.parametrize(
    ("name", "record", "lacking"),
    [
        ("goals", {"threshold": None, "operator": ">=", "unit": None}, ["threshold"]),
        ("goals", {"threshold": None, "operator": None, "unit": None}, []),
        ("goals", {"threshold": Fraction(0), "operator": ">=", "unit": "count"}, []),
        ("service_status", {"users": 0, "of": None}, ["of"]),
        ("service_status", {"users": None, "of": 14}, []),
        ("initiative_programs", {"joined": 2, "of": None}, ["of"]),
        ("goal_reviews", {"measured": Fraction(70), "measured_unit": None}, ["measured_unit"]),
        ("answers", {"answer": "Rättat.", "role": None, "date": None}, ["role", "date"]),
    ],
)
def test_cells_that_need_each_other_come_together(name, record, lacking):
    assert [column for column, *_ in row_faults(name, **record)] == lacking


@pytest.mark.parametrize("name", ["outcome", "explanations", "goal_reviews"])
def test_a_period_that_ends_in_another_year_is_refused(name):
    ((place, found, _),) = row_faults(name, year=2031, through=date(2030, 12, 31))
    assert (place, found) == ("through", "”2030-12-31”")
    assert row_faults(name, year=2031, through=date(2031, 1, 1)) == []


def test_a_forecast_is_made_in_its_year():
    assert [column for column, *_ in row_faults("forecast", year=2031, as_of=date(2032, 1, 1))] == ["as_of"]


def test_a_cell_that_could_not_be_read_gives_no_second_fault():
    assert row_faults("outcome", year=None, through=date(2030, 12, 31)) == []
