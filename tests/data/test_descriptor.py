import pytest

from namndbok.data.descriptor import Described, Malformed, distinct

TABLE = Described(
    {"name": "outcome", "path": "outcome.csv", "keys": ["year", "line"], "key": "line"},
    "paketet.resources[3]",
)


def test_what_is_asked_for_is_returned_with_its_place():
    assert TABLE.get("name", str) == "outcome"
    assert TABLE.names("keys") == ("year", "line")
    assert TABLE.names("key") == ("line",)
    assert TABLE.names("foreignKeys", []) == ()
    assert TABLE.get("description", str, "") == ""
    assert TABLE.path() == "outcome.csv"


def test_a_member_of_a_list_has_its_number_as_place():
    (first, second) = Described({"fields": [{}, {}]}, "tabellen").items("fields")
    assert (first.place, second.place) == ("tabellen.fields[0]", "tabellen.fields[1]")


def test_what_is_not_there_is_said_in_swedish():
    with pytest.raises(Malformed) as error:
        TABLE.get("title", str)
    assert error.value == Malformed("paketet.resources[3].title", "inget", "text")


def test_a_text_is_no_list():
    with pytest.raises(Malformed) as error:
        TABLE.items("name")
    assert error.value == Malformed("paketet.resources[3].name", "”outcome”", "en lista")


@pytest.mark.parametrize("path", ["a.csv", "tabeller/a.csv", "a.b.csv"])
def test_a_path_may_go_down(path):
    assert Described({"path": path}, "tabellen").path() == path


@pytest.mark.parametrize(
    "path", ["../a.csv", "a/../../b.csv", "/a.csv", "C:a.csv", "a\\b.csv", ".", "http://x/a.csv"]
)
def test_a_path_may_not_leave_the_folder(path):
    with pytest.raises(Malformed, match="en fil i datamappen"):
        Described({"path": path}, "tabellen").path()


def test_two_of_the_same_name_are_refused():
    distinct("tabellen", ["a", "b"])
    with pytest.raises(Malformed, match="b mer än en gång"):
        distinct("tabellen", ["a", "b", "b"])
