"""Scenarios in files: readable, marked, opened again as they were, and never overwritten."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namndbok.proposals.scenario import open_scenario, save_scenario
from namndbok.proposals.scenario.scenario import InvalidScenario
from small_scenario import scenario_of, start_of


def test_a_file_says_what_it_is_and_can_be_read_by_anyone(board, tmp_path):
    path = save_scenario(scenario_of(board, name="Hälften, utan Ödeby", without="Ödeby"), tmp_path / "ny")
    assert path.name == "halften-utan-odeby.json"
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "mark": "SCENARIO – ej beslutat",
        "name": "Hälften, utan Ödeby",
        "year": 2031,
        "services": ["meters"],
        "key": "50 % lika + invånare",
        "without": "9903",
        "step": "1",
    }


@given(
    most=st.none() | st.integers(1, 1000).map(lambda number: Fraction(number, 1000)),
    step=st.integers(1, 10**6),
    floor=st.none() | st.integers(1, 10**6),
    name=st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=80).filter(str.isprintable),
)
def test_what_is_saved_is_opened_as_it_was(board, tmp_path_factory, most, step, floor, name):
    folder = tmp_path_factory.mktemp("saved")
    changed = {"max_change": most, "step": step, "floor": floor, "name": name.strip()}
    scenario = replace(scenario_of(board), **changed)
    assert open_scenario(save_scenario(scenario, folder), start_of(board)) == scenario


def test_nothing_is_overwritten(board, tmp_path):
    first, second = scenario_of(board, name="prov"), scenario_of(board, name="prov", step=100)
    names = [save_scenario(scenario, tmp_path).name for scenario in (first, second, first, second)]
    assert names == ["prov.json", "prov-2.json", "prov.json", "prov-2.json"]
    assert [open_scenario(path, start_of(board)) for path in sorted(tmp_path.iterdir())] == [second, first]
    assert save_scenario(scenario_of(board), tmp_path).name == "scenario.json"
    assert save_scenario(scenario_of(board, name="Aux"), tmp_path).name == "scenario-aux.json"


def refused(board, tmp_path, text):
    path = tmp_path / "mitt.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidScenario) as error:
        open_scenario(path, start_of(board))
    return [getattr(fault, "file", fault) for fault in error.value.faults], str(error.value)


def changed(board, tmp_path, **fields):
    path = save_scenario(scenario_of(board), tmp_path / "sound")
    return json.dumps(json.loads(path.read_text(encoding="utf-8")) | fields)


@pytest.mark.parametrize(
    ("fields", "places"),
    [
        ({"services": ["vatten"], "also": "x"}, ["mitt.json, fältet services", "mitt.json, fältet also"]),
        ({"year": 1999}, ["mitt.json, fältet year"]),
        ({"stepp": 1}, ["mitt.json, fältet stepp"]),
    ],
)
def test_a_wrong_field_is_named_with_its_file(board, tmp_path, fields, places):
    places_found, message = refused(board, tmp_path, changed(board, tmp_path, **fields))
    assert places_found == places
    assert "Hittade:" in message and "Tillåtet:" in message and "Gör så här:" in message


def test_a_wrong_number_in_a_file_is_named(board, tmp_path):
    [said], _ = refused(board, tmp_path, changed(board, tmp_path, step="hundra"))
    assert said.startswith("mitt.json, fältet step är ”hundra” men ska vara ett heltal")


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '{"year": 2031,}'])
def test_what_is_no_scenario_is_refused(board, tmp_path, text):
    places, _ = refused(board, tmp_path, text)
    assert len(places) == 1 and places[0].startswith("mitt.json")


def test_a_file_that_is_not_there_is_named(board, tmp_path):
    with pytest.raises(InvalidScenario, match=r"borta\.json\n    Hittade: ingen sådan fil"):
        open_scenario(tmp_path / "borta.json", start_of(board))
