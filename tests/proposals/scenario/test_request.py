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
    done = ask("--service", "Mätare", "--equal-share", "50 %", "--name", "Hälften")
    assert (done.status, done.err) == (0, "")
    lines = done.out.replace("\u00a0", " ").replace("\u2212", "-").splitlines()
    assert lines[0].startswith("SCENARIO – ej beslutat (Hälften): Mätare. 50 % delas lika")
    assert lines[2:7] == [
        "Kommun   Mer, kr  Förändring  Scenariot  Beslutat  Per inv.  I dag/inv.",
        "Bergsta       33      33,0 %        133       100       0,7         0,5",
        "Alvik          0       0,0 %        100       100       1,0         1,0",
        "Ödeby        -33     -16,5 %        167       200       0,6         0,7",
        "Summa          0       0,0 %        400       400                      ",
    ]
    assert lines[-1] == f"Scenariot finns i {tmp_path / 'scenarier' / 'halften.json'}"


def test_on_a_narrow_screen_figures_stand_below_each_other(ask, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    assert (
        "Bergsta\n  Mer, kr: 33\n  Förändring: 33,0" in ask("--service", "meters", "--equal-share", "0,5").out
    )


def test_a_saved_scenario_is_opened_with_what_is_typed_in_its_place(ask, tmp_path):
    ask("--service", "meters", "--equal-share", "50 %", "--without", "Ödeby", "--name", "prov")
    done = ask("--file", str(tmp_path / "scenarier" / "prov.json"), "--equal-share", "25 %")
    assert done.status == 0
    second = json.loads((tmp_path / "scenarier" / "prov-2.json").read_text(encoding="utf-8"))
    assert (second["equal_share"], second["without"], second["services"]) == (0.25, ["9903"], ["meters"])


def test_the_workbook_is_written_and_never_overwritten(ask, tmp_path):
    words = ("--service", "meters", "--equal-share", "50 %", "--xlsx", str(tmp_path / "prov.xlsx"))
    assert ask(*words).out.splitlines()[-2] == f"Excelboken finns i {tmp_path / 'prov.xlsx'}"
    assert load_workbook(tmp_path / "prov.xlsx").sheetnames == ["Scenario", "1 Mätare", "Så räknar boken"]
    again = ask(*words)
    assert again.status == 2
    assert again.err.startswith(f"{tmp_path / 'prov.xlsx'} finns redan och skrivs inte över.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--equal-share\n    Hittade: inget"),
        (("--equal-share", "50"), "--equal-share\n    Hittade: ”50”"),
        (("--equal-share", "1", "--service", "vatten"), "--service\n    Hittade: ”vatten”"),
        (("--equal-share", "1", "--without", "Luleå"), "--without\n    Hittade: ”Luleå”"),
        (("--equal-share", "1", "--with", "Luleå"), "--with\n    Hittade: ”Luleå”"),
        (("--equal-share", "1", "--population-date", "2030"), "--population-date\n    Hittade: ”2030”"),
        (("--equal-share", "1", "--floor", "9999"), "Grundavgift: Golv"),
        (("--equal-share", "1", "--xlsx", "prov.xls"), "Excelbokens namn ska sluta på .xlsx"),
        (("--equal-share", "1", "--floor", "1", "--xlsx", "prov.xlsx"), "Excelboken räknar inte med golv"),
        (("--file", "borta.json"), "borta.json\n    Hittade: ingen sådan fil"),
    ],
)
def test_what_is_wrong_is_explained_and_nothing_is_written(ask, tmp_path, words, said):
    done = ask(*words)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert not (tmp_path / "scenarier").exists() and not Path("prov.xlsx").exists()


def test_a_year_without_fees_says_which_there_are(tell, tmp_path):
    done = tell("scenario", "2030", "--equal-share", "1", "--data", str(invented_board(tmp_path)))
    assert "ÅR\n    Hittade: ”2030”\n    Tillåtet: ett år med avgifter: 2031" in done.err
