"""The commands for a year before it is told."""

import json

import pytest

from boards import REAL, invented_board
from namndbok.data import folder_digests

pytest_plugins = "desks"


def test_status_lists_what_a_year_without_any_row_needs(tell):
    done = tell("status", "2025", "--data", str(REAL), "--day", "2026-01-15")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "Norrbottens e-nämnd 2025, läget den 15 januari 2026"
    assert "  – Utfall               Utfallet för hela året: 0 av 5" in lines
    assert "Verksamhetsberättelsen går inte att göra förrän något står på bladet Utfall" in lines


def test_status_says_what_is_filled_and_what_was_due(tell):
    out = tell("status", "2024", "--data", str(REAL), "--day", "2025-03-19").out
    assert "  ✓ Utfall               Utfallet för hela året\n" in out
    line = "  ! Internkontroll       Resultat, datum och underlag för varje kontroll: 0 av 4"
    assert f"{line} (senast 18 mars 2025)\n" in out


def test_status_as_json_says_which_papers_are_ready(tell):
    found = json.loads(tell("status", "2024", "--data", str(REAL), "--json").out)
    assert found["awaited"] == ["interim_report"]
    assert {"sheet", "text", "state", "paper", "owner", "due"} <= found["tasks"][0].keys()


@pytest.mark.parametrize("day", ["i går", "2025-02-30"])
def test_a_day_that_is_none_is_refused(tell, day):
    done = tell("status", "2024", "--data", str(REAL), "--day", day)
    assert done.status == 2 and "--day" in done.err


def test_a_new_year_is_shown_and_begun_only_with_yes(tell, tmp_path):
    data = invented_board(tmp_path)
    before = folder_digests(data)
    done = tell("new-year", "2032", "--data", str(data))
    assert done.status == 0 and "Inget har ändrats" in done.out and folder_digests(data) == before
    done = tell("new-year", "2032", "--data", str(data), "--yes")
    assert done.status == 0 and (tmp_path / "förslag-2032" / "fees.csv").is_file()
    assert "2032,basic" not in (data / "fees.csv").read_text(encoding="utf-8")
    again = tell("new-year", "2032", "--data", str(data), "--yes")
    assert again.status == 2 and "goals.csv" in again.err


def test_a_board_of_ones_own_takes_two_commands_to_its_first_report(tell, tmp_path):
    given = {"name": "Västra nämnden", "municipalities": "Ale, Lerum", "host": "Ale", "year": "2031"}
    words = [word for key, text in given.items() for word in (f"--{key}", text)]
    done = tell("new-board", str(tmp_path / "ny"), *words, "--bodies", "nämnden")
    assert done.status == 0 and (tmp_path / "ny" / "nämnden-2031.xlsx").is_file()
    command = done.out.splitlines()[-1].partition("namndbok ")[2].split()
    assert tell(*command).status == 0
    assert (tmp_path / "ny" / "reports" / "2031" / "annual_report.html").is_file()


def test_all_that_is_not_answered_is_asked_for_by_the_names_of_its_options(tell, tmp_path):
    done = tell("new-board", str(tmp_path / "ny"), "--name", "Nämnden", "--year", "2031")
    assert done.status == 2 and not (tmp_path / "ny").exists()
    asked = [line.split()[0] for line in done.err.splitlines() if "saknas" in line]
    assert asked == ["--municipalities", "--host", "--bodies"]
