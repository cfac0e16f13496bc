import csv
import os
import re
import unicodedata
from pathlib import Path

import pytest

from namndbok.data import files
from namndbok.data.cells import REFUSALS
from namndbok.data.files import TextRow, digests, read_rows, read_text, write_beside
from namndbok.errors import InvalidData
from workbook import files_at_most

KNOWN = {"code", "name", "note"}


@pytest.fixture
def table(tmp_path):
    def write(content: bytes | str, encoding: str = "utf-8") -> list[TextRow]:
        path = tmp_path / "places.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return read_rows(path, KNOWN, "places.csv")

    return write


def cells(rows: list[TextRow]) -> list[tuple[str, ...]]:
    return [row.cells for row in rows]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "mac-roman", "utf-16", "utf-16-le-bom"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_excel_saves_is_read(table, encoding, separator, end):
    text = end.join([f"code{separator}name", f"2580{separator}Luleå", f"2518{separator}Övertorneå", ""])
    content = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-bom" else text.encode(encoding)
    assert cells(table(content)) == [("code", "name"), ("2580", "Luleå"), ("2518", "Övertorneå")]


def test_a_separator_inside_cells_does_not_mislead(table):
    rows = table('code;name;note\n1;"a, b";"c, d, e"\n')
    assert cells(rows)[1] == ("1", "a, b", "c, d, e")


def test_a_header_of_unknown_names_is_split_by_its_commonest_separator(table):
    assert cells(table('kod;namn\n1;"Alvik, a, b"\n'))[0] == ("kod", "namn")


def test_headings_in_quotation_marks_tell_the_separator_too(table):
    assert cells(table('"code";"name";"x,y,z,w"\n1;Alvik;0\n'))[0] == ("code", "name", "x,y,z,w")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_line_break_within_a_cell_is_one_character(table, end):
    assert cells(table(f'code,name{end}1,"två{end}rader"{end}'))[1] == ("1", "två\nrader")


def test_foreign_letters_among_swedish_ones_are_read(table):
    assert cells(table("code,name\n1,Luleå och Šibenik\n", "cp1252"))[1] == ("1", "Luleå och Šibenik")


def test_a_few_nuls_do_not_make_a_file_something_else(table):
    assert cells(table(b"code,name\n1,Alvik\x00\n"))[1] == ("1", "Alvik\x00")


def test_rows_have_the_number_that_excel_shows(table):
    rows = table('code,name\n1,"två\nrader"\n\n,\n2,Alvik\n')
    assert rows == [
        TextRow(1, ("code", "name")),
        TextRow(2, ("1", "två\nrader")),
        TextRow(5, ("2", "Alvik")),
    ]


def test_a_table_that_begins_further_down_keeps_its_row_numbers(table):
    assert [row.number for row in table("\n\ncode;name\n1;Alvik\n")] == [3, 4]


def test_what_cannot_be_seen_around_a_cell_is_dropped(table):
    assert cells(table("code,name\n\u00a0 1\u200b,\ufeff\u202fAlvik \t\n"))[1] == ("1", "Alvik")


def test_letters_in_two_pieces_as_a_mac_writes_them_are_joined(table):
    assert cells(table("code,name\n1," + unicodedata.normalize("NFD", "Luleå") + "\n"))[1] == ("1", "Luleå")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "en tom fil"),
        (b" \n\n", "en tom fil"),
        (b",,\n,,\n", "en tom fil"),
        (b"\xef\xbb\xbf", "en tom fil"),
        (b"PK\x03\x04...", "en Excelbok"),
        (b"\xd0\xcf\x11\xe0....", "en Excelbok"),
        (b"%PDF-1.7", "en PDF"),
        ("code,name\n1,Luleå\n".encode("utf-16-le"), "något annat än text"),
        (bytes(range(256)), "en teckenkodning som inte går att känna igen"),
        ("code,name\n1,Luleå\n".encode().decode("cp1252").encode(), "å, ä och ö som har gått sönder"),
        ("code,name\n1,§ 2\n".encode().decode("cp1252").encode(), "å, ä och ö som har gått sönder"),
    ],
)
def test_what_is_not_a_table_is_refused(table, content, found):
    with pytest.raises(InvalidData) as error:
        table(content)
    (fault,) = error.value.faults
    assert fault.file == "places.csv"
    assert found in fault.found


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ('code,name\n1,"Alvik\n2,Bergsta\n', 2),
        ('code,name\n1,"två\nrader"\n2,"Alvik\n3,"Bergsta"\n', 3),
        ('code,name\n1,"Al"vik\n', 2),
    ],
)
def test_a_quotation_mark_without_its_other_half_is_found_on_excels_row(table, content, row):
    with pytest.raises(InvalidData) as error:
        table(content)
    assert [(fault.row, fault.found) for fault in error.value.faults] == [
        (row, "citattecken som inte hör ihop")
    ]


def test_a_file_that_is_locked_is_said_to_be(tmp_path, monkeypatch):
    def locked(path: Path) -> bytes:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    (tmp_path / "places.csv").touch()
    with pytest.raises(InvalidData, match="stäng filen i andra program"):
        read_text(tmp_path / "places.csv", "places.csv")


@pytest.mark.parametrize(
    ("content", "allowed", "action"),
    [
        (b"", "en rubrikrad och rader", "fyll i filen eller återställ den"),
        (b"%PDF", "text i UTF-8", "spara om som text i UTF-8 (i Excel: CSV UTF-8)"),
        (b"{\\rtf1", "text i UTF-8", "spara om som text i UTF-8 (i Excel: CSV UTF-8)"),
        (
            b'code,"name',
            "citattecken i par",
            'sök efter ett ensamt " på raden eller strax efter, och dubbla det eller ta bort det',
        ),
        (
            "code,Lule\u00c3\u00a5".encode(),
            "text i UTF-8",
            "återställ filen, och öppna den som UTF-8 (i Excel: Data > Från text/CSV)",
        ),
    ],
)
def test_a_fault_of_a_file_says_what_is_allowed(table, content, allowed, action):
    with pytest.raises(InvalidData) as error:
        table(content)
    assert [(fault.allowed, fault.action) for fault in error.value.faults] == [(allowed, action)]


def test_half_a_character_of_utf_16_does_not_stop_the_reading(table):
    assert cells(table(b"\xff\xfe" + "code,name\n1,Alvik".encode("utf-16-le") + b"\x00"))[1][1].startswith(
        "Alvik"
    )


def test_a_file_is_written_over_the_one_that_was_there(tmp_path: Path):
    (tmp_path / "budget.csv").write_text("gammal")
    write_beside(tmp_path / "budget.csv", b"ny")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("budget.csv", b"ny")]


def test_a_full_disk_leaves_what_was_there_and_nothing_else(tmp_path: Path):
    (tmp_path / "budget.csv").write_text("gammal")
    with files_at_most(5), pytest.raises(OSError, match="File too large"):
        write_beside(tmp_path / "budget.csv", b"en ny tabell")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("budget.csv", "gammal")]


@pytest.mark.parametrize("kind", ["fifo", "device", "folder"])
def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path: Path, kind: str):
    path = tmp_path / "outcome.csv"
    {"fifo": os.mkfifo, "device": lambda path: path.symlink_to("/dev/zero"), "folder": Path.mkdir}[kind](path)
    with pytest.raises(InvalidData) as refused:
        read_text(path, path.name)
    assert refused.value.faults[0].found == "något annat än en vanlig fil"
    assert digests(tmp_path, ["outcome.csv", "a\0b"]) == {}


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path):
    path = tmp_path / "outcome.csv"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(InvalidData) as refused:
        read_text(path, path.name)
    assert refused.value.faults[0].allowed == "högst 50 MB"


def test_a_cell_that_is_too_long_is_called_that(tmp_path: Path):
    csv.field_size_limit(10_000_000)  # as another library may do
    path = tmp_path / "texts.csv"
    path.write_text(f'a,b\n1,"{"x" * 140_000}"\n', encoding="utf-8")
    with pytest.raises(InvalidData) as refused:
        read_rows(path, {"a", "b"}, path.name)
    fault = refused.value.faults[0]
    assert (fault.row, fault.found) == (2, "en ruta med över 131 072 tecken")


def test_every_refusal_is_said_somewhere():
    modules = Path(files.__file__).parent.rglob("*.py")
    said = set(re.findall('"([a-z_]+)"', "".join(module.read_text(encoding="utf-8") for module in modules)))
    assert REFUSALS.keys() <= said
