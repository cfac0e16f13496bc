"""What the command line shows can be read on any terminal, and in a file."""

import io
import json
import sys

import pytest

from namndbok.checks.check import Finding
from namndbok.cli.terminal import prepare, progress_bar, say, say_findings, say_json

AMOUNT = "1\N{NO-BREAK SPACE}979\N{NO-BREAK SPACE}600\N{NO-BREAK SPACE}kr"


def finding(**changes: object) -> Finding:
    told = {
        "id": "sums.a",
        "check": "sums",
        "severity": "error",
        "title": "En rad fattas i summan",
        "detail": f"Summan är mindre än raderna tillsammans, och skillnaden är {AMOUNT}.",
        "expected": AMOUNT,
        "found": "0\N{NO-BREAK SPACE}kr",
        "difference": "",
        "rows": ("fees:1", "fees:2", "fees:3", "fees:4", "fees:5"),
        "sources": (),
    }
    return Finding(**told | changes)


@pytest.fixture
def stdout(monkeypatch: pytest.MonkeyPatch):
    """Give a function that turns stdout into a stream with an encoding, and returns what is written to it."""

    def opened(encoding: str) -> io.BytesIO:
        written = io.BytesIO()
        stream = io.TextIOWrapper(written, encoding=encoding, write_through=True, newline="\n")
        monkeypatch.setattr(sys, "stdout", stream)
        prepare()
        return written

    return opened


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "−46 297 kr → ”å” ≥ 75 %, … ń"),
        ("cp1252", "-46 297 kr -> ”å” >= 75 %, … n"),
        ("cp850", '-46 297 kr -> "å" >= 75 %, ... n'),
        ("ascii", '-46 297 kr -> "a" >= 75 %, ... n'),
    ],
)
def test_a_sign_that_a_code_page_lacks_is_the_nearest_it_has(stdout, encoding: str, shown: str):
    written = stdout(encoding)
    say("−46 297 kr → ”å” ≥ 75 %, … ń")
    assert written.getvalue().decode(encoding) == shown + "\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_json_is_json_in_any_encoding(stdout, encoding: str):
    written = stdout(encoding)
    say_json({"title": "−å😀"})
    assert json.loads(written.getvalue()) == {"title": "−å😀"}


def test_json_keeps_swedish_letters_in_utf8(stdout):
    written = stdout("utf-8")
    say_json({"title": "å"})
    assert written.getvalue().decode() == '{\n  "title": "å"\n}\n'


def test_what_stands_in_the_data_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]):
    hostile = "\x1b]0;titel\x07\x1b[31mröd\x9b\r\b"
    say(hostile)
    say_findings("Nämnden", [finding(title=hostile, detail=hostile, expected=hostile)])
    shown = capsys.readouterr().out
    assert not [sign for sign in shown if sign != "\n" and not (sign.isprintable() or sign == "\xa0")]


@pytest.mark.parametrize("text", ["[red]x[/red]", ":smile:", "[/]"])
def test_what_stands_in_the_data_is_no_markup(capsys: pytest.CaptureFixture[str], text: str):
    say_findings("Nämnden", [finding(found=text)])
    assert text in capsys.readouterr().out


@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(capsys, monkeypatch: pytest.MonkeyPatch, width: int):
    monkeypatch.setenv("COLUMNS", str(width))
    say_findings("Nämnden", [finding()] * 2)
    assert max(map(len, capsys.readouterr().out.splitlines())) <= width


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_an_amount_is_never_broken(capsys, monkeypatch: pytest.MonkeyPatch, width: int):
    monkeypatch.setenv("COLUMNS", str(width))
    say_findings("Nämnden", [finding()])
    assert capsys.readouterr().out.count(AMOUNT) == 2


@pytest.mark.parametrize("width", [40, 80])
def test_a_finding_is_shown_with_grade_title_detail_amounts_and_rows(capsys, monkeypatch, width: int):
    monkeypatch.setenv("COLUMNS", str(width))
    say_findings("Nämnden 2024", [finding(severity="warning")])
    shown = capsys.readouterr().out
    words = " ".join(shown.replace("\N{NO-BREAK SPACE}", " ").split())
    assert shown.startswith("Nämnden 2024\n\n")
    for part in ("Varning: En rad fattas i summan", "Väntat: 1 979 600 kr", "Funnet: 0 kr", "fees:4 …"):
        assert part in words
    assert "fees:5" not in shown


def test_nothing_moves_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]):
    with progress_bar("Verksamhetsberättelse") as progress:
        progress(1, 2, ["audit"])
    assert capsys.readouterr() == ("", "")
