"""A scenario as people type it: read exactly, or refused with everything that is wrong at once."""

from datetime import date
from fractions import Fraction

import pytest

from namndbok.errors import InvalidParameter
from namndbok.proposals.scenario import Scenario
from namndbok.proposals.scenario.baseline import read_key
from namndbok.proposals.scenario.scenario import Addition, InvalidScenario
from small_scenario import scenario_of


def fault_of(board, **given):
    with pytest.raises(InvalidScenario) as refused:
        scenario_of(board, **given)
    [fault] = refused.value.faults
    return str(fault)


def test_what_is_left_out_is_as_today(board):
    budgeted = ("basic", "meters", "readings", "laboratory")
    assert scenario_of(board, services="", step=None, key="") == Scenario(year=2031, services=budgeted)


# What is typed, and the parts that are meant: name, share, day, amount.
KEYS = {
    "lika": [("lika", 1, None, None)],
    "35 % lika + invånare": [
        ("lika", Fraction(35, 100), None, None),
        ("invånare", Fraction(65, 100), None, None),
    ],
    "33,5 % Lika + 66,5% invånare": [
        ("lika", Fraction(335, 1000), None, None),
        ("invånare", Fraction(665, 1000), None, None),
    ],
    "invånare 2030-12-31": [("invånare", 1, date(2030, 12, 31), None)],
    "60 % mätare + som i dag": [
        ("mätare", Fraction(3, 5), None, None),
        ("i dag", Fraction(2, 5), None, None),
    ],
    "10 000 kr + invånare": [("", None, None, 10_000), ("invånare", 1, None, None)],
    "100 % lika + invånare": [("lika", 1, None, None)],
}


@pytest.mark.parametrize("text", KEYS)
def test_a_key_is_read_as_it_is_written(text):
    parts = read_key(text, ["mätare"])
    assert [(part.name, part.share, part.day, part.amount) for part in parts] == KEYS[text]


WRONG_KEYS = {
    "60 % lika + 50 % invånare": "tillsammans 110\u00a0%, inte 100",
    "40 % lika": "skriv den sista delen utan andel, som 40\u00a0% lika + invånare",
    "lika + invånare": "flera delar utan andel",
    "invonare": "menade du invånare?",
    "": "skriv till exempel 35 % lika",
    "x % lika + invånare": "ska vara en andel från 0 till 1",
    "invånare 2030-02-30": "ska vara ett datum som finns",
}


@pytest.mark.parametrize("text", WRONG_KEYS)
def test_a_key_that_cannot_be_read_says_what_to_do(text):
    with pytest.raises(InvalidParameter) as refused:
        read_key(text, ["mätare"])
    assert WRONG_KEYS[text] in str(refused.value)


def test_a_key_of_a_service_that_is_not_there_is_refused(board):
    assert "menade du Mätare?" in fault_of(board, key="lika; matare = invånare")


def test_services_and_municipalities_are_codes_or_names_in_a_list_or_with_commas(board):
    read = scenario_of(board, services="avläsning, meters", without=["Ödeby"], also="9901")
    assert (read.services, read.without, read.also) == (("meters", "readings"), ("9903",), ("9901",))


def test_an_unknown_service_or_municipality_says_which_was_meant(board):
    assert "menade du meters?" in fault_of(board, services="metters")
    assert "menade du Ödeby?" in fault_of(board, without="Odeby")


def test_a_date_without_population_says_which_dates_there_are(board):
    said = fault_of(board, population_date="2029-12-31")
    assert "en dag som det finns folkmängd för: 2030-12-31, 2031-12-31" in said


def test_what_is_added_has_a_name_and_a_number(board):
    read = scenario_of(board, newcomer="Nyby=6 100", new_service="Bokning=500 000", among="Alvik, Ödeby")
    assert read.newcomer == Addition("Nyby", 6_100)
    assert (read.new_service, read.among) == (Addition("Bokning", 500_000), ("9901", "9903"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"newcomer": "Nyby"}, "ett namn, likhetstecken och ett heltal"),
        ({"newcomer": "Alvik=5"}, "ett namn som inte redan finns"),
        ({"new_service": "Mätare=5"}, "ett namn som inte redan finns"),
        ({"among": "Alvik"}, "ange också den nya tjänsten"),
        ({"services": 7}, "parametern services"),
        ({"floor": -1}, "parametern floor"),
        ({"floor": 1.5}, "parametern floor"),
        ({"cap": "mycket"}, "parametern cap"),
        ({"max_change": "200 %"}, "parametern max_change"),
        ({"years": 21}, "parametern years"),
        ({"name": "x" * 81}, "parametern name"),
        ({"name": "två\nrader"}, "parametern name"),
        ({"stepp": 5}, "menade du step?"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(board, given, said):
    assert said in fault_of(board, **given)


def test_no_floor_and_no_cap_are_zero_or_nothing(board):
    unlimited = scenario_of(board)
    assert scenario_of(board, floor=0, cap=0) == scenario_of(board, floor=None, cap=None) == unlimited


def test_everything_that_is_wrong_is_said_at_once(board):
    with pytest.raises(InvalidScenario) as refused:
        scenario_of(board, services="x", step=-1, without="Umeå", population_date="i dag")
    assert len(refused.value.faults) == 4
    assert str(refused.value).startswith("Scenariot går inte att använda:\n\nparametern services\n")
