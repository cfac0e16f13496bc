"""The tables that ship with the library say of every column what it holds, by rules that can be tested."""

import csv
import json
from pathlib import Path

import pytest

from namndbok.books.book import make_book
from namndbok.data.cells import read_cell
from namndbok.data.constraints import check_value
from namndbok.data.descriptor import JsonObject, Malformed
from namndbok.data.load import load_data
from namndbok.data.schema import (
    FOLDER,
    ForeignKey,
    known_patterns,
    library_resources,
    library_tables,
    parse_table,
)

FIELDS = [
    {"name": "code", "type": "string", "constraints": {"required": True}},
    {"name": "kind", "type": "string", "title": "Slag", "labels": {"town": "stad"}},
    {"name": "area", "type": "number", "unit": "ha", "constraints": {"minimum": 0}},
    {"name": "day", "type": "date", "within": "founded", "needs": ["kind"]},
    {"name": "founded", "type": "year"},
]
PLACES = {
    "name": "places",
    "path": "places.csv",
    "title": "Platser",
    "schema": {"fields": FIELDS, "primaryKey": "code"},
}


def parsed(resource):
    return parse_table(JsonObject(resource, "places"))


def with_table(**changes):
    return PLACES | changes


def with_schema(**changes):
    return with_table(schema=PLACES["schema"] | changes)


def with_column(**changes):
    return with_schema(fields=[{"name": "code", "type": "string"} | changes])


def refused(resource) -> Malformed:
    with pytest.raises(Malformed) as error:
        parsed(resource)
    return error.value


def test_a_table_is_read_with_its_columns_and_keys():
    table = parsed(PLACES)
    assert (table.name, table.path, table.title) == ("places", "places.csv", "Platser")
    assert (table.optional, table.primary_key) == (False, ("code",))
    assert table.columns == ("code", "kind", "area", "day", "founded")
    assert [column.required for column in table.fields] == [True, False, False, False, False]
    assert (table.field("kind").title, table.field("kind").labels) == ("Slag", {"town": "stad"})
    assert (table.field("code").title, table.field("area").unit) == ("code", "ha")
    assert [(column.name, column.needs, column.within) for column in table.linked] == [
        ("day", ("kind",), "founded")
    ]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ({"resource": "", "fields": ["code"]}, ForeignKey(("kind",), "places", ("code",))),
        ({"resource": "kinds", "fields": "kind"}, ForeignKey(("kind",), "kinds", ("kind",))),
    ],
)
def test_a_foreign_key_names_another_table_or_its_own_with_nothing(reference, expected):
    table = parsed(with_schema(foreignKeys=[{"fields": "kind", "reference": reference}]))
    assert table.foreign_keys == (expected,)


CODE = "places.schema.fields[code]"
KEY = {"fields": "knd", "reference": {"resource": "kinds", "fields": "kind"}}


@pytest.mark.parametrize(
    ("resource", "place", "found"),
    [
        (with_table(schema=None), "places.schema", "inget"),
        (with_table(title=None), "places.title", "inget"),
        (with_table(name="Platser"), "places.name", "”Platser”"),
        (with_table(path=["a.csv"]), "places.path", "”[\"a.csv\"]”"),
        (with_table(optional="ja"), "places.optional", "”ja”"),
        (with_table(dialect={"delimiter": ";"}), "places", "”dialect”"),
        (with_schema(fields=None), "places.schema.fields", "inget"),
        (with_schema(fields=["code"]), "places.schema.fields[0]", "något annat än ett objekt"),
        (with_schema(primaryKey=[1]), "places.schema.primaryKey", "”[1]”"),
        (with_schema(primaryKey="kod"), "places.schema.primaryKey", "”kod”"),
        (with_schema(missingValues=["", "-"]), "places.schema.missingValues", "”[\"\", \"-\"]”"),
        (with_schema(foreignKeys=[{"fields": "kind"}]), "places.schema.foreignKeys[0].reference", "inget"),
        (with_schema(foreignKeys=[KEY]), "places.schema.foreignKeys", "”knd”"),
        (with_schema(fields=[{"name": "code"}]), f"{CODE}.type", "inget"),
        (with_schema(fields=[{"type": "string"}]), "places.schema.fields[0].name", "inget"),
        (with_schema(fields=[FIELDS[0]] * 2), "places.schema.fields", "”code” mer än en gång"),
        (with_column(type="text"), f"{CODE}.type", "”text”"),
        (with_column(lables={}), CODE, "”lables”"),
        (with_column(labels={"x": 1}), f"{CODE}.labels", "”{\"x\": 1}”"),
        (with_column(labels={"x": "y"}, constraints={"enum": ["y"]}), f"{CODE}.labels", "”{\"x\": \"y\"}”"),
        (with_column(needs=["kod"]), f"{CODE}.needs", "”kod”"),
        (with_column(within="year"), f"{CODE}.within", "”year”"),
        (with_column(constraints={"minLength": 2}), f"{CODE}.constraints", "”minLength”"),
    ],
)  # fmt: skip
def test_what_is_missing_or_of_the_wrong_kind_is_named(resource, place, found):
    wrong = refused(resource)
    assert (wrong.place, wrong.found) == (place, found)


@pytest.mark.parametrize("path", ["a.csv", "tabeller/a.csv", "a.b.csv", "Årets möten.csv"])
def test_a_path_may_go_down(path):
    assert parsed(with_table(path=path)).path == path


@pytest.mark.parametrize(
    "path",
    [
        *("../a.csv", "a/../../b.csv", "a/..", "..", ".", "/etc/passwd", "C:a.csv", "C:\\a.csv", "a\\b.csv"),
        *("http://x/a.csv", "~/a.csv", "a//b.csv", "a.csv\x00", "a.csv\n", "$HOME/a.csv", ".git/config"),
    ],
)
def test_a_path_may_not_leave_the_folder(path):
    assert refused(with_table(path=path)).allowed == "en fil i datamappen"


@pytest.mark.parametrize(
    ("kind", "name", "limit"),
    [
        ("string", "pattern", 5),
        ("string", "pattern", ["^[0-9]{4}$"]),
        ("integer", "pattern", "^[0-9]{4}$"),
        ("integer", "minimum", "många"),
        ("integer", "minimum", True),
        ("integer", "minimum", None),
        ("number", "minimum", "1e999999999"),
        ("number", "maximum", float("inf")),
        ("number", "maximum", float("nan")),
        ("number", "maximum", 10**400),
        ("number", "maximum", "1/0"),
        ("date", "minimum", "2020-01-01"),
        ("string", "maximum", 5),
        ("string", "enum", []),
        ("string", "enum", "town"),
        ("string", "enum", [1, 2]),
        ("integer", "enum", ["1"]),
        ("string", "required", "ja"),
    ],
)
def test_a_constraint_that_cannot_be_tested_is_refused(kind, name, limit):
    wrong = refused(with_column(type=kind, constraints={name: limit}))
    assert wrong.place == f"{CODE}.constraints.{name}"
    assert wrong.allowed.startswith("ett ")


@pytest.mark.parametrize("pattern", ["[", "(a+)+$", "(a|aa)+b", ".*"])
def test_a_pattern_that_the_library_does_not_know_is_refused_since_it_could_take_for_ever(pattern):
    wrong = refused(with_column(constraints={"pattern": pattern}))
    assert wrong.allowed == f"ett av mönstren {', '.join(known_patterns())}"


@pytest.mark.parametrize("kind", ["integer", "number", "year"])
def test_a_number_of_any_kind_may_have_limits(kind):
    limits = {"minimum": 1900, "maximum": "2200.5"}
    table = parsed(with_schema(fields=[{"name": "code", "type": kind, "constraints": limits}]))
    assert table.field("code").constraints == limits


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
