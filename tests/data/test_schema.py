import json
from pathlib import Path

import pytest

from boards import REAL
from namndbok.data.schema import DESCRIPTOR, ForeignKey, load_package
from namndbok.errors import InvalidData

PLACES = {
    "name": "places",
    "path": "places.csv",
    "title": "Platser",
    "schema": {
        "fields": [
            {"name": "code", "type": "string", "constraints": {"required": True}},
            {"name": "kind", "type": "string", "title": "Slag", "labels": {"town": "stad"}},
            {"name": "area", "type": "number", "unit": "ha", "constraints": {"minimum": 0}},
        ],
        "primaryKey": "code",
    },
}
PACKAGE = {"title": "Provnämnden", "board": {"host": "9902"}, "resources": [PLACES]}


@pytest.fixture
def load(tmp_path):
    def written(described: object, encoding: str = "utf-8"):
        text = described if isinstance(described, str) else json.dumps(described)
        (tmp_path / DESCRIPTOR).write_text(text, encoding=encoding)
        return load_package(tmp_path)

    return written


def faults(load, described) -> list[tuple[str | None, str, str]]:
    with pytest.raises(InvalidData) as error:
        load(described)
    assert {fault.file for fault in error.value.faults} == {DESCRIPTOR}
    return [(fault.column, fault.found, fault.allowed) for fault in error.value.faults]


def with_table(**changes) -> dict:
    return PACKAGE | {"resources": [PLACES | changes]}


def with_schema(**changes) -> dict:
    return with_table(schema=PLACES["schema"] | changes)


def test_a_table_is_read_with_its_columns_and_keys(load):
    package = load(PACKAGE)
    table = package.tables["places"]
    assert (package.title, package.board["host"]) == ("Provnämnden", "9902")
    assert (table.path, table.title, table.optional, table.primary_key) == (
        "places.csv",
        "Platser",
        False,
        ("code",),
    )
    assert table.columns == ("code", "kind", "area")
    assert [column.required for column in table.fields] == [True, False, False]
    assert (table.field("kind").title, table.field("kind").labels) == ("Slag", {"town": "stad"})
    assert (table.field("code").title, table.field("area").unit) == ("code", "ha")


def test_a_foreign_key_may_name_its_own_table_with_nothing_as_frictionless_does(load):
    key = {"fields": "kind", "reference": {"resource": "", "fields": ["code"]}}
    assert load(with_schema(foreignKeys=[key])).tables["places"].foreign_keys == (
        ForeignKey(("kind",), "places", ("code",)),
    )


def test_a_foreign_key_may_name_another_table(load):
    key = {"fields": ["kind"], "reference": {"resource": "kinds", "fields": "kind"}}
    assert load(with_schema(foreignKeys=[key])).tables["places"].foreign_keys == (
        ForeignKey(("kind",), "kinds", ("kind",)),
    )


def test_the_byte_order_mark_of_notepad_is_no_fault(load):
    assert load(PACKAGE, "utf-8-sig").title == "Provnämnden"


def test_a_missing_folder_is_told_from_a_missing_file(tmp_path):
    for folder, found in ((tmp_path, "ingen fil"), (tmp_path / "dta", "ingen mapp med det namnet")):
        with pytest.raises(InvalidData) as error:
            load_package(folder)
        (fault,) = error.value.faults
        assert (fault.file, fault.found) == (str(folder / DESCRIPTOR), found)
        assert "kontrollera --data" in fault.action


def test_broken_json_is_found_on_its_line(load):
    with pytest.raises(InvalidData) as error:
        load('{\n  "title": "Provnämnden",\n  "board" {}\n}')
    assert [(fault.row, fault.found) for fault in error.value.faults] == [(3, "text som inte är JSON")]


def test_endless_brackets_are_no_traceback(load):
    assert faults(load, "[" * 200_000) == [(None, "listor i varandra utan slut", "giltig JSON")]


SCHEMA = "paketet.resources[0].schema"
FIELD = f"{SCHEMA}.fields[0]"
LABELS = f"{FIELD}.labels"


@pytest.mark.parametrize(
    ("described", "place", "found"),
    [
        ([], "paketet", "något annat än ett objekt"),
        ({}, "paketet.resources", "inget"),
        (PACKAGE | {"title": ""}, "paketet.title", "””"),
        (PACKAGE | {"title": 7}, "paketet.title", "”7”"),
        (PACKAGE | {"board": "Provnämnden"}, "paketet.board", "”Provnämnden”"),
        (PACKAGE | {"board": {"host": 9902}}, "paketet.board", "”{'host': 9902}”"),
        (PACKAGE | {"resources": {}}, "paketet.resources", "”{}”"),
        (PACKAGE | {"resources": ["places"]}, "paketet.resources[0]", "något annat än ett objekt"),
        (PACKAGE | {"resources": [PLACES, PLACES]}, "paketet.resources", "places mer än en gång"),
        (with_table(schema=None), "paketet.resources[0].schema", "inget"),
        (with_table(title=None), "paketet.resources[0].title", "inget"),
        (with_table(path=["a.csv"]), "paketet.resources[0].path", "”['a.csv']”"),
        (with_table(path="../hemligt.csv"), "paketet.resources[0].path", "”../hemligt.csv”"),
        (with_table(path="/etc/passwd"), "paketet.resources[0].path", "”/etc/passwd”"),
        (with_table(path="C:\\places.csv"), "paketet.resources[0].path", "”C:\\places.csv”"),
        (with_table(optional="ja"), "paketet.resources[0].optional", "”ja”"),
        (with_schema(fields=None), f"{SCHEMA}.fields", "inget"),
        (with_schema(primaryKey=[1]), f"{SCHEMA}.primaryKey", "”[1]”"),
        (with_schema(missingValues=["", "-"]), f"{SCHEMA}.missingValues", "”['', '-']”"),
        (with_schema(foreignKeys=[{"fields": "kind"}]), f"{SCHEMA}.foreignKeys[0].reference", "inget"),
        (with_schema(fields=[{"name": "code"}]), f"{FIELD}.type", "inget"),
        (with_schema(fields=[{"name": "code", "type": "text"}]), f"{FIELD}.type", "”text”"),
        (with_schema(fields=[{"type": "string"}]), f"{FIELD}.name", "inget"),
        (with_schema(fields=[{"name": "a", "type": "string"}] * 2), f"{SCHEMA}.fields", "a mer än en gång"),
        (with_schema(fields=[{"name": "a", "type": "string", "labels": {"x": 1}}]), LABELS, "”{'x': 1}”"),
    ],
)  # fmt: skip
def test_what_is_missing_or_of_the_wrong_kind_is_named(load, described, place, found):
    assert [(where, what) for where, what, _ in faults(load, described)] == [(place, found)]


@pytest.mark.parametrize(
    ("kind", "name", "limit"),
    [
        ("string", "pattern", "["),
        ("string", "pattern", 5),
        ("integer", "pattern", "[0-9]"),
        ("integer", "minimum", "många"),
        ("integer", "minimum", True),
        ("date", "minimum", "2020-01-01"),
        ("string", "maximum", 5),
        ("string", "enum", []),
        ("string", "enum", "town"),
        ("string", "enum", [1, 2]),
        ("string", "required", "ja"),
    ],
)
def test_a_constraint_that_cannot_be_tested_is_refused(load, kind, name, limit):
    described = with_schema(fields=[{"name": "code", "type": kind, "constraints": {name: limit}}])
    ((place, _, allowed),) = faults(load, described)
    assert place == f"{FIELD}.constraints.{name}"
    assert allowed == f"ett villkor som går att pröva på typen {kind}"


@pytest.mark.parametrize("kind", ["integer", "number", "year"])
def test_a_number_of_any_kind_may_have_limits(load, kind):
    fields = [{"name": "code", "type": kind, "constraints": {"minimum": 1900, "maximum": "2200.5"}}]
    limits = load(with_schema(fields=fields, primaryKey=[])).tables["places"].field("code").constraints
    assert limits == {"minimum": 1900, "maximum": "2200.5"}


def test_a_constraint_that_is_not_known_is_refused_and_never_ignored(load):
    described = with_schema(fields=[{"name": "code", "type": "string", "constraints": {"minLength": 2}}])
    ((place, found, allowed),) = faults(load, described)
    assert (place, found) == (f"{FIELD}.constraints", "”minLength”")
    assert allowed == "required, unique, minimum, maximum, enum, pattern"


def test_the_real_package_is_read_whole():
    described = json.loads((REAL / DESCRIPTOR).read_text(encoding="utf-8"))
    package = load_package(Path(REAL))
    assert list(package.tables) == [resource["name"] for resource in described["resources"]]
    assert package.tables["documents"].optional is False
    assert package.tables["answers"].optional is True
