"""What `namndbok import` shows, asks, writes and refuses."""

import io
from pathlib import Path

import pytest

from boards import invented_board

pytest_plugins = "desks"

FEES = "Kommun;Grundavgift\nAlvik;*310\nBersgta;320\nSumma;630\n"
ANSWER = ("--answer", "Bersgta=9902")


@pytest.fixture
def office(tmp_path: Path) -> tuple[Path, Path]:
    """Return a file of fees with a slip of spelling, and a board's data."""
    file = tmp_path / "avgifter-2032.csv"
    file.write_text(FEES, encoding="utf-8")
    return file, invented_board(tmp_path)


def contents(data: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in data.glob("*.csv")}


def test_what_was_found_and_what_it_becomes_is_shown_and_nothing_written(tell, office):
    file, data = office
    before = contents(data)
    done = tell("import", str(file), *ANSWER, "--data", str(data))
    assert done.status == 0
    assert "avgifter-2032.csv!B2  *310    310 (*)  fees.fee: 2032, basic, 9901  ny" in done.out
    assert "Inget har ändrats" in done.out
    assert contents(data) == before


def test_a_doubt_is_listed_with_the_option_that_answers_it(tell, office):
    file, data = office
    done = tell("import", str(file), "--data", str(data))
    assert done.status == 2
    assert "avgifter-2032.csv!A3: ”Bersgta”. Menas Bergsta?" in done.err
    assert "--answer Bersgta=9902" in done.err


def test_yes_refuses_while_there_are_doubts(tell, office):
    file, data = office
    before = contents(data)
    assert tell("import", str(file), "--yes", "--data", str(data)).status == 2
    assert contents(data) == before


def test_rows_are_written_with_the_file_as_their_source_and_the_cell_as_their_place(tell, office):
    file, data = office
    done = tell("import", str(file), *ANSWER, "--yes", "--data", str(data))
    assert (done.status, done.err) == (0, "")
    last = (data / "fees.csv").read_text(encoding="utf-8").splitlines()[-2:]
    assert last == [
        "2032,basic,9901,310,*,avgifter-2032,avgifter-2032.csv!B2",
        "2032,basic,9902,320,,avgifter-2032,avgifter-2032.csv!B3",
    ]
    assert "avgifter-2032,avgifter-2032.csv,file" in (data / "documents.csv").read_text(encoding="utf-8")


def test_the_same_file_again_asks_nothing_and_changes_nothing(tell, office):
    file, data = office
    tell("import", str(file), *ANSWER, "--yes", "--data", str(data))
    before = contents(data)
    done = tell("import", str(file), "--yes", "--data", str(data))
    assert done.status == 0
    assert "Inget ändras" in done.out
    assert contents(data) == before


def test_next_years_file_of_that_shape_asks_nothing(tell, office):
    file, data = office
    tell("import", str(file), *ANSWER, "--yes", "--data", str(data))
    later = file.with_name("avgifter-2033.csv")
    later.write_text(FEES.replace("320", "330").replace("630", "640"), encoding="utf-8")
    done = tell("import", str(later), "--yes", "--data", str(data))
    assert (done.status, done.err) == (0, "")
    assert "2033,basic,9902,330" in (data / "fees.csv").read_text(encoding="utf-8")


def test_a_row_that_is_there_already_is_replaced_and_keeps_its_place(tell, office):
    file, data = office
    tell("import", str(file), *ANSWER, "--yes", "--data", str(data))
    before = (data / "fees.csv").read_text(encoding="utf-8").splitlines()
    file.write_text(FEES.replace("320", "321").replace("630", "631"), encoding="utf-8")
    done = tell("import", str(file), "--yes", "--data", str(data))
    assert "1 ersätts" in done.out and "1 oförändrad" in done.out
    after = (data / "fees.csv").read_text(encoding="utf-8").splitlines()
    assert after[:-1] == before[:-1]
    assert after[-1] == "2032,basic,9902,321,,avgifter-2032-2,avgifter-2032.csv!B3"


def test_a_table_may_be_named_by_its_title(tell, office):
    file, data = office
    done = tell("import", str(file), "--as", "avgifter", *ANSWER, "--data", str(data))
    assert "Avgifter: 2 nya\n" in done.out


def test_a_table_that_is_not_there_is_refused(tell, office):
    file, data = office
    done = tell("import", str(file), "--as", "avgiftr", "--data", str(data))
    assert done.status == 2
    assert "Tabellen ”avgiftr” finns inte." in done.err


def test_what_cannot_be_read_is_refused_with_cell_and_remedy(tell, office):
    file, data = office
    file.write_text(FEES.replace("320", "32O"), encoding="utf-8")
    done = tell("import", str(file), *ANSWER, "--yes", "--data", str(data))
    assert done.status == 2
    assert "avgifter-2032.csv!B3" in done.err and "”32O”" in done.err and "Gör så här" in done.err


class Typist(io.StringIO):
    """What somebody types on a terminal, line by line."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_doubt_is_asked_until_the_answer_is_one_of_those_there_are(tell, office, monkeypatch):
    file, data = office
    monkeypatch.setattr("sys.stdin", Typist("kanske\nbergsta\nj\n"))
    done = tell("import", str(file), "--data", str(data))
    assert done.status == 0 and "Raderna är införda" in done.out
    assert "2032,basic,9902,320" in (data / "fees.csv").read_text(encoding="utf-8")


def test_on_a_terminal_nothing_is_written_without_a_yes(tell, office, monkeypatch):
    file, data = office
    before = contents(data)
    monkeypatch.setattr("sys.stdin", Typist("9902\n\n"))
    done = tell("import", str(file), "--data", str(data))
    assert done.status == 0 and "Inget har ändrats" in done.out
    assert contents(data) == before
