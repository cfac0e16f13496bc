"""The command line's own words are Swedish: its help, and what it says of words it does not understand."""

import re
import subprocess
import sys

import pytest
import typer

from namndbok import __version__
from namndbok.cli.app import app
from workbook import Done

pytest_plugins = "desks"

COMMANDS = list(typer.main.get_command(app).commands)
ENGLISH = re.compile("usage|option|arguments|command|default|required|show this|exit|int>|path>")


@pytest.mark.parametrize("width", ["40", "80", "200"])
@pytest.mark.parametrize("words", [["--help"], *([command, "--help"] for command in COMMANDS)], ids=" ".join)
def test_help_is_swedish_at_any_width(tell, monkeypatch: pytest.MonkeyPatch, words: list[str], width: str):
    monkeypatch.setenv("COLUMNS", width)
    done = tell(*words)
    assert (done.status, done.err) == (0, "")
    assert ENGLISH.findall(re.sub(r"--\w+", "", done.out.lower())) == []
    assert done.out.startswith("Användning: namndbok") and "Visa den här" in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example_that_begins_with_itself(tell, command: str):
    assert f"Exempel: namndbok {command} " in tell(command, "--help").out


def test_without_words_the_help_is_shown(tell):
    assert tell() == tell("--help")


def test_h_is_short_for_help(tell):
    assert tell("report", "-h") == tell("report", "--help")


def test_the_version_is_told(tell):
    assert tell("--version") == Done(0, f"namndbok {__version__}\n", "")


def test_python_runs_it_as_a_module():
    command = [sys.executable, "-m", "namndbok", "--version"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == f"namndbok {__version__}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "rapport 2024",
            f"Kommandot finns inte. Menade du report eller import? Det finns: {', '.join(COMMANDS)}.",
        ),
        ("xyz", f"Kommandot finns inte. Det finns: {', '.join(COMMANDS)}."),
        ("--datta x", "Flaggan --datta finns inte."),
        ("check --stric", "Flaggan --stric finns inte. Menade du --strict?"),
        ("check --strict=1", "Flaggan --strict tar inget värde."),
        ("report", "Det saknas ett värde för ÅR."),
        ("coverage", "Det saknas ett värde för FIL."),
        ("report 2024 2025", "Kommandot har för många eller okända ord."),
        ("report 2024 --data", "Flaggan --data ska ha ett värde."),
    ],
)
def test_wrong_words_are_explained_in_swedish(tell, words: str, said: str):
    assert tell(*words.split()) == Done(2, "", f"{said}\nVisa hjälp: namndbok --help\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("report tjugo", "ÅR är ”tjugo” men ska vara ett årtal: skriv till exempel 2031."),
        ("check 2024.5", "ÅR är ”2024.5” men ska vara ett årtal: skriv till exempel 2031."),
        ("report 2024 --jobs 0", "--jobs är ”0” men ska vara ett heltal, minst 1: skriv till exempel 10."),
        (
            "report 2024 --time-limit snart",
            "--time-limit är ”snart” men ska vara sekunder, minst 1: skriv till exempel 600.",
        ),
    ],
)
def test_a_number_that_cannot_be_read_is_explained_in_swedish(tell, words: str, said: str):
    assert tell(*words.split()) == Done(2, "", f"{said}\nInget har skrivits.\n")
