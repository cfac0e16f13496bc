"""`namndbok scenario`: shown, saved, and written as an Excel workbook; nothing is overwritten."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from boards import invented_board

pytest_plugins = "desks"


@pytest.fixture
def ask(tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    data = invented_board(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def asked(*words: str):
        folders = ("--data", str(data), "--out", str(tmp_path / "scenarier"))
        return tell("scenario", "2031", *folders, "--step", "1", *words)

    return asked


def test_the_table_is_shown_and_the_scenario_saved(ask, tmp_path):
    done = ask("--service", "Mätare", "--key", "50 % lika + invånare", "--name", "Hälften")
    assert (done.status, done.err) == (0, "")
    lines = done.out.replace("\u00a0", " ").replace("\u2212", "-").splitlines()
    assert lines[0].startswith("SCENARIO – ej beslutat (Hälften): Mätare fördelas efter nyckeln 50 % lika")
    assert lines[2:7] == [
        "Kommun   Mer, kr  Förändring  Scenariot  I dag  Per inv.  I dag/inv.",
        "Bergsta       33      33,0 %        133    100       0,7         0,5",
        "Alvik          0       0,0 %        100    100       1,0         1,0",
        "Ödeby        -33     -16,5 %        167    200       0,6         0,7",
        "Summa          0       0,0 %        400    400                      ",
    ]
    assert lines[-1] == f"Scenariot finns i {tmp_path / 'scenarier' / 'halften.json'}"


def test_on_a_narrow_screen_figures_stand_below_each_other(ask, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    assert (
        "Bergsta\n  Mer, kr: 33\n  Förändring: 33,0"
        in ask("--service", "meters", "--key", "50 % lika + invånare").out
    )


def test_a_saved_scenario_is_opened_with_what_is_typed_in_its_place(ask, tmp_path):
    ask("--service", "meters", "--key", "lika", "--without", "Ödeby", "--name", "prov")
    done = ask("--file", str(tmp_path / "scenarier" / "prov.json"), "--key", "invånare")
    assert done.status == 0
    second = json.loads((tmp_path / "scenarier" / "prov-2.json").read_text(encoding="utf-8"))
    assert (second["key"], second["without"], second["services"]) == ("invånare", "9903", ["meters"])


def test_scenarios_are_shown_beside_each_other_and_year_by_year(ask, tmp_path):
    ask("--service", "meters", "--key", "lika", "--name", "prov")
    saved = str(tmp_path / "scenarier" / "prov.json")
    out = ask("--service", "meters", "--key", "invånare", "--years", "2", "--beside", saved).out
    lines = out.replace("\u00a0", " ").replace("\u2212", "-").splitlines()
    assert "Bergsta    100     117     133" in lines  # half of the way to 133
    assert any(line.startswith("A                   1               1") for line in lines)
    assert "Mindre än i dag betalar i alla scenarier: ingen. Mer än i dag i alla: Bergsta." in lines


def test_the_workbook_is_written_and_never_overwritten(ask, tmp_path):
    words = ("--service", "meters", "--key", "lika", "--xlsx", str(tmp_path / "prov.xlsx"))
    assert ask(*words).out.splitlines()[-2] == f"Excelboken finns i {tmp_path / 'prov.xlsx'}"
    sheets = load_workbook(tmp_path / "prov.xlsx").sheetnames
    assert sheets == ["Scenario", "Störst ökning först", "1 Mätare", "Så räknar boken"]
    again = ask(*words)
    assert again.status == 2
    assert again.err.startswith(f"{tmp_path / 'prov.xlsx'} finns redan och skrivs inte över.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--key", "40 % lika"), "--key\n    Andelarna i nyckeln ”40 % lika” är tillsammans 40"),
        (("--service", "vatten"), "--service\n    Hittade: ”vatten”"),
        (("--without", "Lulea"), "--without\n    Hittade: ”Lulea”"),
        (("--with", "Luleå"), "--with\n    Hittade: ”Luleå”"),
        (("--population-date", "2029-12-31"), "--population-date\n    Hittade: ”2029-12-31”"),
        (("--floor", "9 999"), "Grundavgift: Golv"),
        (("--max-change", "10"), "--max-change är ”10” men ska vara en andel från 0 till 1: menade du 10 %?"),
        (("--xlsx", "prov.xls"), "ska sluta på .xlsx"),
        (("--beside", "a", "--beside", "b", "--beside", "c", "--beside", "d"), "Högst tre sparade scenarier"),
        (("--file", "borta.json"), "borta.json\n    Hittade: ingen sådan fil"),
    ],
)
def test_what_is_wrong_is_explained_and_nothing_is_written(ask, tmp_path, words, said):
    done = ask(*words)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert not (tmp_path / "scenarier").exists() and not Path("prov.xlsx").exists()


def test_a_year_without_fees_says_which_there_are(tell, tmp_path):
    done = tell("scenario", "2030", "--data", str(invented_board(tmp_path)))
    assert "ÅR\n    Hittade: ”2030”\n    Tillåtet: ett år med avgifter: 2031" in done.err
