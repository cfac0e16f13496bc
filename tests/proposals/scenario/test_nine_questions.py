"""The questions that boards ask: each in one command line, in the window and in Python, and by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from boards import invented_board
from namndbok.proposals.scenario import what_if
from namndbok.proposals.scenario.calculator import open_calculator

pytest_plugins = "desks"

METERS = {"services": "meters", "step": 1}
# What is asked, the parameters, and what Alvik, Bergsta and Ödeby pay. Meters cost 400 kr, 100 + 100 + 200
# today; inhabitants are 100, 200 and 300, a year later 110, 190 and 310.
QUESTIONS: dict[str, tuple[dict[str, Any], list[int]]] = {
    # 140 alike, 46.7 each; 260 by inhabitants, 43.3, 86.7 and 130: 90, 133.3 and 176.7.
    "35 % equal": (METERS | {"key": "35 % lika + invånare"}, [90, 133, 177]),
    # 400 × 110, 190 and 310 ÷ 610: 72.1, 124.6 and 203.3.
    "another population date": (
        METERS | {"key": "invånare", "population_date": "2031-12-31"},
        [72, 125, 203],
    ),
    # Decided as alike: 400 among two.
    "without one": (METERS | {"without": "Ödeby"}, [200, 200, 0]),
    # By inhabitants 66.7, 133.3 and 200: one is lifted to 90, one lowered to 170, the third pays the rest.
    "floor and cap": (METERS | {"key": "invånare", "floor": "90", "cap": "170"}, [90, 140, 170]),
    # 300 alike for two, 150 each; 300 by 100 and 300 inhabitants, 75 and 225.
    "a new service for some": (
        {"new_service": "Bokning=600", "among": "Alvik, Ödeby", "key": "50 % lika + invånare"},
        [225, 0, 375],
    ),
    # The target is by inhabitants; the years on the way stand below.
    "phased in over four years": (METERS | {"key": "invånare", "years": 4}, [67, 133, 200]),
    # 50, 150 and 200 meters: a krona each.
    "by usage": (METERS | {"key": "mätare"}, [50, 150, 200]),
    # 60 % of that, and 40 % of 66.7, 133.3 and 200: 56.7, 143.3 and 200.
    "two keys mixed": (METERS | {"key": "60 % mätare + invånare"}, [57, 143, 200]),
    # As the first one, and 200 for readings alike: 66.7 each, where the two largest pay the odd kronor.
    "a share for each service": (
        {"services": "meters, readings", "step": 1, "key": "meters = 35 % lika + invånare; readings = lika"},
        [156, 200, 244],
    ),
}
OPTIONS = {"services": "--service"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_three_lines_of_python_give_what_is_computed_by_hand(tmp_path: Path, question: str):
    given, fees = QUESTIONS[question]
    scenario = what_if(str(invented_board(tmp_path)), 2031, **given)
    assert scenario.fees.sum(axis="columns").tolist() == fees
    if question.startswith("phased"):
        # From 100, 100 and 200 a quarter of the way each year: 91.7 and 108.3, 83.3 and 116.7, 75 and 125.
        years = [scenario.by_year[year].tolist() for year in (1, 2, 3)]
        assert years == [[92, 108, 200], [83, 117, 200], [75, 125, 200]]


@pytest.mark.parametrize("question", QUESTIONS)
def test_one_command_line_gives_the_same_with_its_workbook(tell, tmp_path: Path, monkeypatch, question: str):
    monkeypatch.setenv("COLUMNS", "100")
    given, fees = QUESTIONS[question]
    words = [
        word
        for name, value in given.items()
        for word in (OPTIONS.get(name, f"--{name.replace('_', '-')}"), str(value))
    ]
    folders = ("--data", str(invented_board(tmp_path)), "--out", str(tmp_path / "ut"))
    done = tell("scenario", "2031", *words, *folders, "--xlsx", str(tmp_path / "prov.xlsx"))
    assert (done.status, done.err) == (0, "")
    rows = [line.split() for line in done.out.replace("\u00a0", "").splitlines()]
    shown = {row[0]: row for row in rows[:8] if row and row[0] in ("Alvik", "Bergsta", "Ödeby")}
    assert [int(shown[name][-4]) for name in sorted(shown)] == fees
    sheet = load_workbook(tmp_path / "prov.xlsx", data_only=True)["Scenario"]
    assert [sheet[f"C{row}"].value for row in (8, 9, 10)] == fees


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_window_gives_the_same(tmp_path: Path, question: str):
    given, fees = QUESTIONS[question]
    calculator = open_calculator(str(invented_board(tmp_path)), year=2031)
    codes = {"Alvik": "9901", "Ödeby": "9903"}
    for name, value in ({"services": ""} | given).items():
        widget = calculator.sliders.widgets[name]
        if isinstance(widget.value, tuple):
            widget.value = tuple(codes.get(word, word) for word in value.split(", ") if word)
        elif name == "population_date":
            widget.value = date.fromisoformat(value)
        else:
            widget.value = value if isinstance(widget.value, int) else str(value)
    assert calculator.redistribution.fees.sum(axis="columns").tolist() == fees
