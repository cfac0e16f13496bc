"""The shape of a descriptor is a JSON Schema, and what differs from it is told in Swedish, all at once."""

import json
import re

import jsonschema
import pytest

from namndbok.data.cells import READERS
from namndbok.data.package import DESCRIPTOR, SHAPE, read_descriptor, shape_faults
from namndbok.errors import InvalidData

BOARD = {"title": "Provnämnden", "board": {"host": "9902"}}
NAME = "en bokstav a-z, sedan a-z, siffror och understreck, högst 60 tecken"
SLUG = "små bokstäver a-z, siffror, punkt, bindestreck och understreck, högst 60 tecken"
FILE = "en fil i datamappen"
WELLS, DEPTH = ".resources[wells].schema", ".resources[wells].schema.fields[depth]"
YES, EITHER = "true eller false", "text eller ett tal"


@pytest.fixture
def read(tmp_path):
    def written(text: str, encoding: str = "utf-8"):
        (tmp_path / DESCRIPTOR).write_text(text, encoding=encoding)
        return read_descriptor(tmp_path)

    return written


def faults(read, text: str) -> list[tuple[str | None, str]]:
    with pytest.raises(InvalidData) as error:
        read(text)
    assert {fault.file for fault in error.value.faults} == {DESCRIPTOR}
    return [(fault.column, fault.found) for fault in error.value.faults]


def table(**said):
    return BOARD | {"resources": [{"name": "wells"} | said]}


def schema(**said):
    return table(schema=said)


def column(**said):
    return schema(fields=[{"name": "depth"} | said])


KEY = {"fields": "kind", "reference": {"resource": "kinds", "fields": ["kind"]}}
LISTED = [
    BOARD,
    BOARD | {"name": "prov-1", "description": "", "version": "1", "sources": [], "licenses": []},
    BOARD | {"sources": [{"title": "En bok", "path": "x"}], "licenses": [{"name": "CC0-1.0"}]},
    table(path="brunnar/Årets djup.csv", title="Brunnar", optional=True, bytes=7, hash="x", encoding="utf-8"),
    schema(primaryKey="depth", foreignKeys=[KEY], missingValues=[""]),
    schema(primaryKey=["depth"]),
    column(type="number", unit="m", labels={"x": "y"}, needs="kind", within="year", example="12,5"),
    column(constraints={"minimum": 1, "maximum": "2,5", "required": True, "enum": ["x"], "pattern": "x"}),
]
# What is wrong: where, what stands there and what may.
MISSHAPEN = [
    ([], "", "”[]”", "ett objekt"),
    ({"board": {}}, ".title", "inget", "text"),
    ({"title": "Provnämnden"}, ".board", "inget", "ett objekt"),
    (BOARD | {"title": ""}, ".title", "””", "text"),
    (BOARD | {"title": " \n"}, ".title", "”  ”", "text"),
    (BOARD | {"title": 7}, ".title", "”7”", "text"),
    (BOARD | {"title": None}, ".title", "inget", "text"),
    (BOARD | {"name": "Prov nämnden"}, ".name", "”Prov nämnden”", SLUG),
    (BOARD | {"name": "prov\n"}, ".name", "”prov ”", SLUG),
    (BOARD | {"version": 1.0}, ".version", "”1.0”", "text"),
    (BOARD | {"board": "Provnämnden"}, ".board", "”Provnämnden”", "ett objekt"),
    (BOARD | {"board": {"host": 9902}}, ".board.”host”", "”9902”", "text"),
    (BOARD | {"sources": [{}]}, ".sources[0].title", "inget", "text"),
    (BOARD | {"licenses": [{"name": 7}]}, ".licenses[0].name", "”7”", "text"),
    (BOARD | {"resources": {}}, ".resources", "”{}”", "en lista"),
    (BOARD | {"resources": ["wells"]}, ".resources[0]", "”wells”", "ett objekt"),
    (BOARD | {"resources": [{}]}, ".resources[0].name", "inget", NAME),
    (table(name="Brunnar"), ".resources[0].name", "”Brunnar”", NAME),
    (table(name="<script>"), ".resources[0].name", "”<script>”", NAME),
    (table(title=""), ".resources[wells].title", "””", "text"),
    (table(optional="ja"), ".resources[wells].optional", "”ja”", YES),
    (table(optional=1), ".resources[wells].optional", "”1”", "true eller false"),
    (table(bytes=True), ".resources[wells].bytes", "”true”", "ett tal"),
    (table(path=["a.csv"]), ".resources[wells].path", '”["a.csv"]”', FILE),
    (table(schema=None), ".resources[wells].schema", "inget", "ett objekt"),
    (schema(fields=None), f"{WELLS}.fields", "inget", "en lista"),
    (schema(primaryKey=7), f"{WELLS}.primaryKey", "”7”", "ett eller flera kolumnnamn"),
    (schema(primaryKey=[1]), f"{WELLS}.primaryKey[0]", "”1”", "text"),
    (schema(missingValues=["", "-"]), f"{WELLS}.missingValues", '”["", "-"]”', '[""]'),
    (schema(foreignKeys=[{"fields": "x"}]), f"{WELLS}.foreignKeys[0].reference", "inget", "ett objekt"),
    (schema(fields=[{"type": "string"}]), f"{WELLS}.fields[0].name", "inget", NAME),
    (column(type="text"), f"{DEPTH}.type", "”text”", ", ".join(READERS)),
    (column(labels={"x": 1}), f"{DEPTH}.labels.”x”", "”1”", "text"),
    (column(constraints={"required": "ja"}), f"{DEPTH}.constraints.required", "”ja”", YES),
    (column(constraints={"enum": [1]}), f"{DEPTH}.constraints.enum[0]", "”1”", "text"),
    (column(constraints={"minimum": True}), f"{DEPTH}.constraints.minimum", "”true”", EITHER),
]  # fmt: skip


@pytest.mark.parametrize("content", LISTED)
def test_a_descriptor_of_the_right_shape_passes(content):
    assert list(shape_faults(content)) == []


@pytest.mark.parametrize(("content", "place", "found", "allowed"), MISSHAPEN)
def test_what_is_of_another_shape_is_told_with_its_place(content, place, found, allowed):
    (fault,) = shape_faults(content)
    assert (fault.column, fault.found) == (f"paketet{place}", found)
    assert sorted(fault.allowed.split(" eller ")) == sorted(allowed.split(" eller "))


@pytest.mark.parametrize(
    ("content", "place", "found", "meant"),
    [
        (BOARD | {"resorces": []}, "paketet", "”resorces”", "menade du resources?"),
        (table(dialect={"delimiter": ";"}), "paketet.resources[wells]", "”dialect”", "rätta det"),
        (column(lables={}), f"paketet{DEPTH}", "”lables”", "menade du labels?"),
        (
            column(constraints={"minLength": 2}),
            f"paketet{DEPTH}.constraints",
            "”minLength”",
            "rätta det",
        ),
    ],
)
def test_a_key_that_is_not_known_is_refused_and_never_left_unread(content, place, found, meant):
    (fault,) = shape_faults(content)
    assert (fault.column, fault.found) == (place, found)
    assert fault.action.startswith(meant)


def test_all_that_is_wrong_is_told_at_once(read):
    content = {"title": 7, "resources": [{"name": "wells", "optional": "ja"}, {"name": "Brunnar"}]}
    assert [place for place, _ in faults(read, json.dumps(content))] == [
        "paketet.board",
        "paketet.title",
        "paketet.resources[wells].optional",
        "paketet.resources[1].name",
    ]


@pytest.mark.parametrize("path", ["a.csv", "tabeller/a.csv", "a.b.csv", "Årets möten.csv"])
def test_a_path_may_go_down(path):
    assert list(shape_faults(table(path=path))) == []


@pytest.mark.parametrize(
    "path",
    [
        *("../a.csv", "a/../../b.csv", "a/..", "..", ".", "/etc/passwd", "C:a.csv", "C:\\a.csv", "a\\b.csv"),
        *("http://x/a.csv", "~/a.csv", "a//b.csv", "a.csv\x00", "a.csv\n", "$HOME/a.csv", ".git/config", ""),
    ],
)
def test_a_path_may_not_leave_the_folder(path):
    assert [fault.allowed for fault in shape_faults(table(path=path))] == [FILE]


CASES = [(content, True) for content in LISTED] + [(content, False) for content, *_ in MISSHAPEN]


@pytest.mark.parametrize(("content", "right"), CASES)
def test_the_shape_means_the_same_to_other_programs(content, right):
    if content != BOARD | {
        "name": "prov\n"
    }:  # Python lets `$` stand before a line break, JSON Schema does not
        assert jsonschema.Draft202012Validator(SHAPE).is_valid(content) is right


def test_the_shape_has_no_word_that_is_not_heeded():
    jsonschema.Draft202012Validator.check_schema(SHAPE)
    words = set(re.findall(r'"([$\w]+)": ', json.dumps(without_names(SHAPE))))
    assert words == {
        *("$schema", "$defs", "$ref", "title", "description", "allowed"),
        *("type", "required", "properties", "additionalProperties", "items", "enum", "pattern"),
    }


def without_names(shape: object) -> object:
    """Return a schema whose properties and definitions have no names."""
    if isinstance(shape, list):
        return [without_names(item) for item in shape]
    if not isinstance(shape, dict):
        return shape
    unnamed = {key: list(shape[key].values()) for key in ("properties", "$defs") if key in shape}
    return {key: without_names(item) for key, item in (shape | unnamed).items()}


def test_the_types_of_a_column_are_those_that_can_be_read():
    assert SHAPE["$defs"]["column"]["properties"]["type"]["enum"] == list(READERS)


def test_the_byte_order_mark_of_notepad_is_no_fault(read):
    assert read(json.dumps(BOARD), "utf-8-sig") == BOARD


def test_a_missing_folder_is_told_from_a_missing_file(tmp_path):
    for folder, found in ((tmp_path, "ingen fil"), (tmp_path / "dta", "ingen mapp med det namnet")):
        with pytest.raises(InvalidData) as error:
            read_descriptor(folder)
        (fault,) = error.value.faults
        assert (fault.file, fault.found) == (str(folder / DESCRIPTOR), found)
        assert "--data" in fault.action


def test_broken_json_is_found_on_its_line(read):
    with pytest.raises(InvalidData) as error:
        read('{\n  "title": "Provnämnden",\n  "board" {}\n}')
    assert [(fault.row, fault.found) for fault in error.value.faults] == [(3, "text som inte är JSON")]


@pytest.mark.parametrize(
    "text", ["[" * 200_000, '{"a":' * 200_000, '{"title": ' + "[" * 900 + "]" * 900 + "}"]
)
def test_endless_brackets_are_no_traceback(read, text):
    assert faults(read, text)


def test_a_number_of_thousands_of_digits_is_no_traceback(read):
    text = json.dumps(column(constraints={"minimum": 77})).replace("77", "9" * 5000)
    assert faults(read, text) == [("paketet", "ett tal med tusentals siffror")]


@pytest.mark.parametrize(
    ("letter", "told"), [("\\ud800", "U+D800"), ("\\u001b", "U+001B"), ("\\ue000", "U+E000")]
)
def test_a_character_that_is_none_is_no_traceback(read, letter, told):
    for content in (BOARD | {"sources": [{"title": "Nämnden@"}]}, BOARD | {"@": 7}):
        text = json.dumps(content).replace("@", letter)
        assert faults(read, text) == [("paketet", f"tecknet {told}")]
