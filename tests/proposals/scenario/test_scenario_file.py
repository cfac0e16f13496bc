"""Scenarios in files: readable, marked, opened again as they were, and never overwritten."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namndbok.proposals.scenario import MARK, InvalidScenario, open_scenario, save_scenario
from namndbok.proposals.scenario.scenario_file import write_new
from small_scenario import scenario_of


def test_a_file_says_what_it_is_and_can_be_read_by_anyone(board, tmp_path):
    path = save_scenario(scenario_of(board, name="Hälften, utan Ödeby", without="Ödeby"), tmp_path / "ny")
    assert path.name == "halften-utan-odeby.json"
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "mark": "SCENARIO – ej beslutat",
        "name": "Hälften, utan Ödeby",
        "year": 2031,
        "services": ["meters"],
        "equal_share": 0.5,
        "population_date": "2030-12-31",
        "also": [],
        "without": ["9903"],
        "floor": None,
        "cap": None,
        "step": 1,
    }


@given(
    share=st.fractions(0, 1),
    step=st.integers(1, 10**6),
    floor=st.none() | st.integers(1, 10**6),
    name=st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=80).filter(str.isprintable),
)
def test_what_is_saved_is_opened_as_it_was(board, tmp_path_factory, share, step, floor, name):
    folder = tmp_path_factory.mktemp("saved")
    changed = {"equal_share": share, "step": step, "floor": floor, "name": name.strip()}
    scenario = replace(scenario_of(board), **changed)
    assert open_scenario(save_scenario(scenario, folder), board) == scenario


def test_nothing_is_overwritten(board, tmp_path):
    first, second = scenario_of(board, name="prov"), scenario_of(board, name="prov", step=100)
    names = [save_scenario(scenario, tmp_path).name for scenario in (first, second, first, second)]
    assert names == ["prov.json", "prov-2.json", "prov.json", "prov-2.json"]
    assert [open_scenario(path, board) for path in sorted(tmp_path.iterdir())] == [second, first]
    assert save_scenario(scenario_of(board), tmp_path).name == "scenario.json"


def test_a_file_that_could_not_be_written_is_not_left_half(tmp_path):
    with pytest.raises(TypeError):
        write_new(tmp_path / "x", "text")
    assert list(tmp_path.iterdir()) == []


def refused(board, tmp_path, text):
    path = tmp_path / "mitt.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidScenario) as error:
        open_scenario(path, board)
    return [fault.file for fault in error.value.faults], str(error.value)


def changed(board, tmp_path, **fields):
    path = save_scenario(scenario_of(board), tmp_path / "sound")
    return json.dumps(json.loads(path.read_text(encoding="utf-8")) | fields)


@pytest.mark.parametrize(
    ("fields", "places"),
    [
        ({"step": "hundra"}, ["mitt.json, fältet step"]),
        ({"services": ["vatten"], "cap": -5}, ["mitt.json, fältet services", "mitt.json, fältet cap"]),
        ({"year": 1999}, ["mitt.json, fältet year"]),
        ({"stepp": 1}, ["mitt.json, fältet stepp"]),
        ({"equal_share": 50}, ["mitt.json, fältet equal_share"]),
    ],
)
def test_a_wrong_field_is_named_with_its_file(board, tmp_path, fields, places):
    places_found, message = refused(board, tmp_path, changed(board, tmp_path, **fields))
    assert places_found == places
    assert "Hittade:" in message and "Tillåtet:" in message and "Gör så här:" in message


def test_missing_fields_are_named(board, tmp_path):
    places, _ = refused(board, tmp_path, json.dumps({"mark": MARK, "year": 2031}))
    assert places == [f"mitt.json, fältet {name}" for name in ("services", "equal_share", "population_date")]


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '{"year": 2031,}'])
def test_what_is_no_scenario_is_refused(board, tmp_path, text):
    places, _ = refused(board, tmp_path, text)
    assert len(places) == 1 and places[0].startswith("mitt.json")


def test_a_file_that_is_not_there_is_named(board, tmp_path):
    with pytest.raises(InvalidScenario, match=r"borta\.json\n    Hittade: ingen sådan fil"):
        open_scenario(tmp_path / "borta.json", board)


def test_a_decimal_in_a_file_is_exact(board, tmp_path):
    path = tmp_path / "exakt.json"
    path.write_text(changed(board, tmp_path).replace("0.5", "0.1"), encoding="utf-8")
    assert open_scenario(path, board).equal_share == Fraction(1, 10)
