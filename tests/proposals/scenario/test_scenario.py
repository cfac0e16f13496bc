"""A scenario as people type it: read exactly, or refused with everything that is wrong at once."""

from datetime import date
from fractions import Fraction

import pytest

from namndbok.proposals.scenario import InvalidScenario, Scenario
from small_scenario import scenario_of


def fault_of(board, **given):
    with pytest.raises(InvalidScenario) as refused:
        scenario_of(board, **given)
    [fault] = refused.value.faults
    return fault


def test_what_is_left_out_has_a_default(board):
    assert scenario_of(board, services="", step=None) == Scenario(
        year=2031,
        services=("basic", "meters", "readings", "laboratory"),  # those in the board's budget
        equal_share=Fraction(1, 2),
        population_date=date(2030, 12, 31),  # the last before the year
        step=100,
    )


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        (0.35, Fraction(35, 100)),
        ("0.35", Fraction(35, 100)),
        ("0,35", Fraction(35, 100)),
        ("35 %", Fraction(35, 100)),
        ("35%", Fraction(35, 100)),
        ("33,5 %", Fraction(335, 1000)),
        ("1/3", Fraction(1, 3)),
        (0, Fraction(0)),
        (1, Fraction(1)),
        ("100 %", Fraction(1)),
    ],
)
def test_a_share_is_read_as_the_decimal_that_is_written(board, typed, share):
    assert scenario_of(board, equal_share=typed).equal_share == share


@pytest.mark.parametrize("typed", [35, "35", "101 %", -0.1, "hälften", "", None, True, "1/0", float("nan")])
def test_what_is_no_share_is_refused(board, typed):
    fault = fault_of(board, equal_share=typed)
    assert fault.file == "parametern equal_share"
    assert fault.action == "skriv till exempel 0,5 eller 50 %"


def test_services_and_municipalities_are_codes_or_names_in_a_list_or_with_commas(board):
    read = scenario_of(board, services="avläsning, meters", without=["Ödeby"], also="9901")
    assert (read.services, read.without, read.also) == (("meters", "readings"), ("9903",), ("9901",))


def test_an_unknown_service_says_which_there_are_and_which_was_meant(board):
    fault = fault_of(board, services="metters")
    assert fault.found == "”metters”"
    assert fault.allowed.startswith("Grundavgift (basic), Mätare (meters)")
    assert fault.action == "menade du meters?"


def test_a_date_without_population_says_which_dates_there_are(board):
    fault = fault_of(board, population_date="2029-12-31")
    assert fault.allowed == "en dag som det finns folkmängd för: 2030-12-31, 2031-12-31"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year", 2030),
        ("year", "2031"),
        ("year", True),
        ("services", 7),
        ("services", [7]),
        ("floor", -1),
        ("floor", 1.5),
        ("cap", "mycket"),
        ("step", 0),
        ("name", "x" * 81),
        ("name", "två\nrader"),
        ("name", 5),
    ],
)
def test_a_value_that_cannot_be_used_is_named(board, name, value):
    assert fault_of(board, **{name: value}).file == f"parametern {name}"


def test_a_name_that_no_scenario_has_is_named(board):
    assert fault_of(board, stepp=5).action == "menade du step?"


def test_no_floor_and_no_cap_are_zero_or_nothing(board):
    unlimited = scenario_of(board)
    assert scenario_of(board, floor=0, cap=0) == scenario_of(board, floor=None, cap=None) == unlimited


def test_everything_that_is_wrong_is_said_at_once(board):
    with pytest.raises(InvalidScenario) as refused:
        scenario_of(board, services="x", equal_share=5, step=0, without="Umeå", population_date="i dag")
    assert len(refused.value.faults) == 5
    said = str(refused.value)
    assert said.startswith("Scenariot går inte att använda:\n\nparametern services\n    Hittade: ”x”")
    assert said.count("Hittade:") == said.count("Tillåtet:") == said.count("Gör så här:") == 5
