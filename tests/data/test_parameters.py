"""What people give a notebook or a command: each value right, or refused with what is allowed."""

import json
from fractions import Fraction

import pytest

from namndbok.data.parameters import KINDS, checked_parameters, json_value, read_option, read_parameters
from namndbok.errors import InvalidParameter

# What papermill or the command line hands over, and what it means; `None` where it is refused.
TYPED = [
    ("year", 2024, 2024),
    ("year", "2024", 2024),
    ("year", 2024.0, 2024),
    ("year", 24, None),
    ("year", True, None),
    ("year", "i år", None),
    ("through", "2022-05", "2022-05"),
    ("through", "2022-05-31", "2022-05"),
    ("through", 5, "2022-05"),
    ("through", "05", "2022-05"),
    ("through", "maj", "2022-05"),
    ("through", "Maj 2022", "2022-05"),
    ("through", "sept.", "2022-09"),
    ("through", "maj 2021", None),
    ("through", 13, None),
    ("through", "vår", None),
    ("through", "", None),
    ("equal_share", 0.35, Fraction(35, 100)),
    ("equal_share", "0,35", Fraction(35, 100)),
    ("equal_share", "35 %", Fraction(35, 100)),
    ("equal_share", "35%", Fraction(35, 100)),
    ("equal_share", 1, Fraction(1)),
    ("equal_share", "1/3", Fraction(1, 3)),
    ("equal_share", "4/3", None),
    ("equal_share", 35, None),
    ("equal_share", -0.1, None),
    ("equal_share", "hälften", None),
    ("percent", 2.5, Fraction(5, 2)),
    ("percent", "2,5", Fraction(5, 2)),
    ("percent", "2,5 %", Fraction(5, 2)),
    ("percent", "−1", Fraction(-1)),
    ("percent", 0.00001, Fraction(1, 100_000)),
    ("percent", 1000, None),
    ("percent", float("nan"), None),
    ("floor", "10 000", 10_000),
    ("floor", "10\u00a0000 kr", 10_000),
    ("floor", 10_000.0, 10_000),
    ("floor", "10 000,50", None),
    ("floor", -1, None),
    ("step", "1 000", 1_000),
    ("cap", "5 %", None),
    ("keep", "false", False),
    ("keep", "nej", False),
    ("keep", "no", False),
    ("keep", 0, False),
    ("keep", "ja", True),
    ("keep", True, True),
    ("keep", "kanske", None),
    ("population_date", "2023-12-31", "2023-12-31"),
    ("population_date", 20231231, "2023-12-31"),
    ("population_date", "", ""),
    ("population_date", "2023-02-30", None),
    ("municipality", 114, "0114"),
    ("municipality", "Kiruna ", "Kiruna"),
    ("municipality", True, None),
    ("without", 114, "0114"),
    ("name", 35, "35"),
]


@pytest.mark.parametrize(("name", "typed", "meant"), TYPED, ids=[f"{row[0]}={row[1]}" for row in TYPED])
def test_a_value_is_read_as_people_mean_it_or_refused(name, typed, meant):
    given = {"year": 2022, name: typed}
    if meant is None:
        with pytest.raises(InvalidParameter, match=f"Parametern {name} är"):
            checked_parameters(given, given)
    else:
        read = checked_parameters(given, given)[name]
        assert read == meant and type(read) is type(meant)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("percent", "2,5"),
        ("percent", "0,00001"),
        ("percent", "-99,9999999999999"),
        ("equal_share", "35 %"),
        ("equal_share", "33,3333333333333 %"),
        ("equal_share", "1/3"),
        ("floor", "10 000"),
        ("keep", "nej"),
    ],
)
def test_what_is_passed_on_as_json_is_read_as_the_same_value(name, typed):
    read = checked_parameters({name: typed}, [name])
    passed_on = json.loads(json.dumps({name: json_value(value) for name, value in read.items()}))
    assert checked_parameters(passed_on, [name]) == read


OWN = {"rate": 0.5, "count": 3, "full": False, "title": "", "chosen": [1]}


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("rate", "2,5", Fraction(5, 2)),
        ("rate", 1, Fraction(1)),
        ("rate", "många", None),
        ("rate", True, None),
        ("count", "10 000", 10_000),
        ("count", 5.0, 5),
        ("count", "2,5", None),
        ("count", None, None),
        ("full", "ja", True),
        ("full", "false", False),
        ("full", "kanske", None),
        ("title", "Avgifter ", "Avgifter"),
        ("title", 7, "7"),
        ("title", [7], None),
        ("chosen", [2], [2]),
        ("chosen", "2", None),
    ],
)
def test_a_name_of_an_analysts_own_is_read_as_its_default(name, typed, meant):
    if meant is None:
        with pytest.raises(InvalidParameter, match=f"Parametern {name} är"):
            checked_parameters({name: typed}, OWN, OWN)
    else:
        assert checked_parameters({name: typed}, OWN, OWN) == {name: meant}


def test_an_option_of_a_command_is_named_as_it_is_typed():
    assert read_option("--population-date", "20231231") == "2023-12-31"
    assert read_option("--through", "maj", 2022) == "2022-05"
    with pytest.raises(InvalidParameter) as refused:
        read_option("--percent", "tre")
    allowed = "procent, från -100 till 100: skriv till exempel 2,5"
    assert str(refused.value) == f"--percent är ”tre” men ska vara {allowed}."


def test_every_fault_is_told_at_once_with_what_there_is():
    with pytest.raises(InvalidParameter) as refused:
        checked_parameters({"yaer": 2024, "year": "nyss", "floor": "tio"}, ["year", "floor"])
    assert str(refused.value).splitlines() == [
        "Parametern yaer finns inte. Menade du year?",
        "Parametern year är ”nyss” men ska vara ett årtal: skriv till exempel 2031.",
        "Parametern floor är ”tio” men ska vara hela kronor, minst 0: skriv till exempel 10 000.",
        "Det finns: year (årtal), floor (kronor).",
    ]


def notebook(*cells: str, **values):
    """Return what `globals()` holds in a notebook whose cells have run."""
    return {"In": ["", *cells], **values}


def test_a_parameter_that_papermill_adds_and_the_notebook_lacks_is_refused():
    cells = ("year = 2024  # året", "# Parameters\nyaer = 2023")
    with pytest.raises(InvalidParameter, match="yaer"):
        read_parameters(notebook(*cells, year=2024, yaer=2023), "year")


def test_a_name_added_in_the_parameters_cell_is_refused():
    with pytest.raises(InvalidParameter, match="equalshare"):
        read_parameters(notebook("year = 2024\nequalshare = 0.35", year=2024), "year")


@pytest.mark.parametrize(
    "cell", ["x = 5", "income = frame['income'].sum()", "import os", "%matplotlib inline", ""]
)
def test_an_analysts_own_cells_are_no_parameters(cell):
    assert read_parameters(notebook("year = 2024", cell, year=2024), "year") == {"year": 2024}


def test_each_kind_has_a_swedish_name():
    assert all(kind.word and kind.word.islower() for kind in KINDS.values())
