"""An answer to a finding and a change taken back, as they are typed."""

import json
import pty
from datetime import date
from pathlib import Path

import pytest

from boards import INVENTED, REAL, invented_board, put
from namndbok.books.book import make_book
from namndbok.checks.check import Answer
from namndbok.data.load import load_data
from namndbok.data.package import stray_files
from samples import sample

pytest_plugins = "desks"


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return invented_board(tmp_path)


def answers(board: Path) -> bytes:
    path = board / "answers.csv"
    return path.read_bytes() if path.exists() else b""


@pytest.fixture(scope="module")
def number() -> str:
    """Give the number of the invented board's first finding."""
    return make_book(load_data(INVENTED), 2031).findings[0].number


def answer_of(board: Path) -> Answer:
    """Return how the first finding is answered."""
    return make_book(load_data(board), 2031).findings[0].answer


def test_an_answer_stands_in_the_tables_and_goes_with_undo(tell, board, number):
    before = answers(board)
    done = tell("answer", number.lower(), "=Rättat", "--role", "samordnare", "--data", str(board))
    assert (done.status, done.out.splitlines()[-1]) == (
        0,
        "Svaret är infört i answers.csv. Ångra med namndbok undo.",
    )
    answer = answer_of(board)
    assert (answer.text, answer.role, answer.date) == ("=Rättat", "samordnare", str(date.today()))
    shown = tell("undo", "--data", str(board))
    assert f"  − {number},=Rättat,samordnare,{date.today()}," in shown.out
    assert "Inget har ändrats." in shown.out
    assert tell("undo", "--yes", "--data", str(board)).status == 0
    assert answers(board) == before


def test_an_answer_that_exists_is_replaced_only_when_both_have_been_shown(tell, board, number):
    words = ("--role", "samordnare", "--data", str(board))
    tell("answer", number, "Först", *words)
    done = tell("answer", number, "Sedan", *words)
    assert "  − Först (samordnare, " in done.out
    assert "  + Sedan (samordnare, " in done.out
    assert answer_of(board).text == "Först"
    assert tell("answer", number, "Sedan", *words, "--yes").status == 0
    assert answer_of(board).text == "Sedan"
    assert len(load_data(board)["answers"]) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("G-2031-0000", "Svar", "--role", "samordnare"), "Närmast:\n  G-2031-"),
        (("sju", "Svar", "--role", "samordnare"), "”sju” är inget nummer på en iakttagelse"),
        (("G-2042-0417", "Svar", "--role", "samordnare"), "Det finns inget utfall för 2042"),
        (("", " ", "--role", "samordnare"), "Svaret är tomt"),
        (("", "Svar"), "Det saknas --role"),
        (("", "Svar", "--role", "samordnare", "--decision", "finns-inte"), "finns inte i decisions.csv"),
        (("", "Sv\x1bar", "--role", "samordnare"), "U+001B"),
    ],
)
def test_an_answer_that_cannot_stand_is_refused_with_nothing_written(tell, board, number, words, said):
    before = answers(board)
    done = tell("answer", words[0] or number, *words[1:], "--data", str(board))
    assert (done.status, said in done.err, "Inget har skrivits." in done.err) == (2, True, True)
    assert answers(board) == before


def test_on_a_terminal_undo_asks(tell, board, number, monkeypatch):
    before = answers(board)
    tell("answer", number, "Svar", "--role", "samordnare", "--data", str(board))
    ours, theirs = pty.openpty()
    with open(ours, "wb", buffering=0) as keyboard, open(theirs) as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        for typed, comes_back in (("\n", False), ("ja\n", True)):
            keyboard.write(typed.encode())
            done = tell("undo", "--data", str(board))
            assert "Ta tillbaka ändringen? (ja/nej)" in done.out
            assert (answers(board) == before) == comes_back


def test_check_as_json_has_the_faults_also_when_it_ends_with_two(tell, board):
    for row in (2, 3, 5):
        put(board / "fees.csv", row, "fee", "*1")
    done = tell("check", "--json", "--data", str(board))
    said = json.loads(done.out)
    (fault,) = said["faults"]
    assert (done.status, fault["file"], fault["rows"], fault["column"]) == (2, "fees.csv", [2, 3, 5], "fee")
    assert fault["cell"] == "D2:D3, D5"
    assert {"found", "allowed", "action"} < fault.keys()
    assert said["findings"] == []
    done = tell("check", "2042", "--json", "--data", str(REAL))
    assert (done.status, json.loads(done.out)["faults"]) == (2, [])
    assert "Det finns inget utfall för 2042" in json.loads(done.out)["error"]


STRAYS = {
    "budget-LAPTOP.csv": "budget.csv",
    "budget (1).csv": "budget.csv",
    "budget.xlsx": "budget.csv",
    "Kopia av budget_lines.csv": "budget_lines.csv",
    "fees (konfliktkopia 2024-01-02).csv": "fees.csv",
    "avgifter 2025.xlsx": "",
}


@pytest.mark.sampled
@pytest.mark.parametrize(("name", "table"), sample([*STRAYS.items()][-2:], [*STRAYS.items()]))
def test_a_file_that_looks_like_a_table_and_is_none_is_told(tell, board, name, table):
    (board / name).write_text("year\n", encoding="utf-8")
    done = tell("check", "2031", "--data", str(board))
    (said,) = done.err.splitlines()
    assert (done.status, name in said) == (0, True)
    assert (f"läses ur {table}" if table else "är ingen tabell som läses") in said


def test_the_boards_own_tables_are_told_of_by_nobody():
    assert list(stray_files(REAL)) == []
