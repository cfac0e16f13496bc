import pytest

from namndbok.data.descriptor import JsonObject, Malformed, distinct, texts

TABLE = JsonObject(
    {"name": "outcome", "keys": ["year", "line"], "key": "line", "columns": [{"name": "year"}, {}]},
    "paketet.resources[outcome]",
)


def refused(ask) -> Malformed:
    with pytest.raises(Malformed) as error:
        ask()
    return error.value


def test_what_is_asked_for_is_returned():
    assert TABLE.get("name") == "outcome"
    assert TABLE.get("description", str, "") == ""
    assert TABLE.names("keys") == ("year", "line")
    assert TABLE.names("key") == ("line",)
    assert TABLE.names("foreignKeys", []) == ()


def test_an_object_in_a_list_has_its_name_as_place_or_else_its_number():
    (year, unnamed) = TABLE.items("columns")
    assert (year.place, unnamed.place) == (f"{TABLE.place}.columns[year]", f"{TABLE.place}.columns[1]")


@pytest.mark.parametrize("name", ["<script>", "a" * 61, "", 7, None, "\x1b[2J"])
def test_what_is_no_name_does_not_stand_in_a_place(name):
    (item,) = JsonObject({"columns": [{"name": name}]}, "tabellen").items("columns")
    assert item.place == "tabellen.columns[0]"
    assert refused(item.name).place == "tabellen.columns[0].name"


def test_what_is_not_there_is_said_in_swedish():
    assert refused(lambda: TABLE.get("title")) == Malformed(f"{TABLE.place}.title", "inget", "text")


def test_a_text_is_no_list_and_a_number_no_object():
    assert refused(lambda: TABLE.items("name")) == Malformed(f"{TABLE.place}.name", "”outcome”", "en lista")
    assert refused(lambda: JsonObject(7, "tabellen")).found == "något annat än ett objekt"


def test_a_key_that_is_not_known_is_refused_with_the_one_that_was_meant():
    wrong = refused(lambda: JsonObject({"lables": {}}, "kolumnen").only(["name", "labels"]))
    assert (wrong.place, wrong.found, wrong.allowed) == ("kolumnen", "”lables”", "name, labels")
    assert wrong.action == "menade du labels?"


def test_what_is_known_already_may_be_said_again_or_left_out_but_not_changed():
    column = JsonObject({"type": "integer", "unit": ""}, "kolumnen")
    column.agree({"type": "integer", "constraints": {"minimum": 0}}, ["type", "unit", "constraints"])
    wrong = refused(lambda: column.agree({"type": "number"}, ["type"]))
    assert (wrong.place, wrong.found, wrong.allowed) == ("kolumnen.type", "”integer”", "”number”")
    assert wrong.action == "ta bort uppgiften, som följer med Nämndbok"


def test_two_of_the_same_name_are_refused():
    distinct("tabellen", ["a", "b"])
    assert refused(lambda: distinct("tabellen", ["a", "b", "b"])).found == "”b” mer än en gång"


def test_every_text_is_found_however_deep():
    assert list(texts({"a": ["b", {"c": "d"}, 7, None], "e": True})) == ["a", "e", "b", "c", "d"]
