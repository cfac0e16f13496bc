"""The tables that ship with the library say of every column what it holds, by rules that can be tested."""

import csv
import json
from pathlib import Path

import pytest

from namndbok.books.book import make_book
from namndbok.data.cells import read_cell
from namndbok.data.constraints import check_value
from namndbok.data.load import load_data
from namndbok.data.schema import (
    FOLDER,
    ForeignKey,
    known_patterns,
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
    for table, column in COLUMNS:
        codes = column.get("constraints", {}).get("enum", [])
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
    assert used - {None} == set(known_patterns())
    assert all(known_patterns().values())


def test_the_examples_make_a_board(tmp_path: Path):
    for table in library_tables().values():
        with (tmp_path / table.path).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([table.columns, [column.example for column in table.fields]])
    described = {"title": "Exempelnämnden", "board": {"name": "Exempelnämnden"}}
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    book = make_book(load_data(tmp_path), 2031)
    # 900 000 - 850 000, which the example of `printed` prints
    assert (book.facts["economy.result"].value, book.data["printed"]["value"].tolist()) == (50_000, [50_000])
