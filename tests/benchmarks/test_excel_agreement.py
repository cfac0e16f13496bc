"""Excel's formulas, LibreOffice, pandas and the library in 500 random scenarios: equal to the krona."""

import random
from pathlib import Path

import pytest

import office
from boards import REAL
from excel_cases import check_workbooks, random_scenario
from namndbok.data import load_data
from namndbok.proposals.scenario import Baseline

SCENARIOS, AT_ONCE = 500, 50


def test_five_hundred_random_scenarios_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PATIENCE", 900)
    start, chance = Baseline(load_data(REAL), 2024), random.Random(500)
    for number in range(SCENARIOS // AT_ONCE):
        folder = tmp_path / str(number)
        folder.mkdir()
        check_workbooks(folder, [random_scenario(start, chance) for _ in range(AT_ONCE)])
