import csv
import io
from contextlib import suppress
from datetime import date
from fractions import Fraction

import pytest

from boards import invented_board, put, real_board, rewrite
from namndbok.data.load import load_data
from namndbok.errors import InvalidData


@pytest.fixture
def folder(tmp_path):
    return invented_board(tmp_path)


@pytest.fixture
def data(folder):
    return load_data(folder)


def test_the_index_of_a_table_is_the_row_that_excel_shows(data):
    assert list(data["outcome"].index) == [2, 3, 4, 5, 6, 7]
    assert data["outcome"].at[5, "cost"] == 980


def test_values_are_exact_and_an_empty_cell_is_none(data):
    outcome, goal, fee = data["outcome"].loc[5], data["goals"].loc[8], data["fees"].loc[2]
    assert (type(outcome["income"]), outcome["income"]) == (int, 900)
    assert (type(outcome["through"]), outcome["through"]) == (date, date(2031, 12, 31))
    assert (type(goal["threshold"]), goal["threshold"]) == (Fraction, 80)
    assert (type(outcome["year"]), data["municipalities"].at[3, "host"]) == (int, True)
    assert fee["mark"] is None


def test_a_table_with_a_heading_only_has_its_columns(data):
    assert (len(data["events"]), list(data["events"].columns)) == (
        0,
        ["year", "date", "kind", "text", "note", "source", "place"],
    )


def test_a_year_is_known_when_it_has_an_outcome_to_its_end(data, folder):
    assert (data.years, data.years_with_outcome) == ([2031], [2031])
    rewrite(folder / "outcome.csv", lambda rows: rows.__delitem__(slice(4, None)))
    part = load_data(folder)
    assert (part.years, part.years_with_outcome) == ([], [2031])


def test_the_rows_of_a_year_keep_their_numbers(data):
    assert list(data.of_year("audit_reviews", 2030).index) == [2]
    assert len(data.of_year("audit_reviews", 2031)) == 0


def test_titles_and_labels_are_swedish(data):
    assert data.board == "Sjödalens vattennämnd"
    assert data.title("outcome", "income") == "Intäkter (kr)"
    assert data.label("goal_reviews", "assessment", "met") == "uppnått"
    assert data.label("goal_reviews", "assessment", None) == ""


def test_all_faults_are_told_at_once_by_table_and_row(folder):
    put(folder / "outcome.csv", 6, "cost", "sexhundra")
    put(folder / "outcome.csv", 3, "line", "metres")
    put(folder / "outcome.csv", 4, "income", "")
    put(folder / "municipalities.csv", 4, "name", "Alvik")
    (folder / "budget.csv").unlink()
    with pytest.raises(InvalidData) as error:
        load_data(folder)
    assert [fault.place for fault in error.value.faults] == [
        "municipalities.csv, rad 4, kolumn name (cell B4)",
        "outcome.csv, rad 3, kolumn line (cell C3)",
        "outcome.csv, rad 4, kolumn income (cell D4)",
        "outcome.csv, rad 6, kolumn cost (cell E6)",
        "budget.csv",
    ]


def test_a_key_that_cannot_be_read_is_one_fault_and_not_one_for_each_reference(folder):
    put(folder / "municipalities.csv", 2, "code", "99O1")
    with pytest.raises(InvalidData) as error:
        load_data(folder)
    assert [fault.place for fault in error.value.faults] == [
        "municipalities.csv, rad 2, kolumn code (cell A2)"
    ]


def test_the_tables_are_found_from_a_folder_beside_or_below_them(tmp_path, monkeypatch):
    data = real_board(tmp_path)
    (tmp_path / "notebooks" / "own").mkdir(parents=True)
    for place in (tmp_path, tmp_path / "notebooks", tmp_path / "notebooks" / "own"):
        monkeypatch.chdir(place)
        assert load_data("data").folder.resolve() == data


def test_the_nearest_tables_are_taken(tmp_path, monkeypatch):
    real_board(tmp_path)
    (tmp_path / "inner").mkdir()
    nearest = real_board(tmp_path / "inner")
    monkeypatch.chdir(tmp_path / "inner")
    assert load_data("data").folder.resolve() == nearest


def test_tables_that_are_nowhere_are_told_with_every_place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidData) as refused:
        load_data("tabeller")
    for place in (tmp_path, tmp_path.parent):
        assert str(place / "tabeller") in str(refused.value)
    with pytest.raises(InvalidData) as refused:
        load_data(tmp_path / "tabeller")
    assert str(tmp_path.parent / "tabeller,") not in str(refused.value)


def test_a_row_of_sums_is_told_as_one_whatever_it_lacks(folder):
    with (folder / "fees.csv").open("a", encoding="utf-8") as file:
        file.write("Summa,,,927,,\n,,,412,,\n2031,summa,,7,,\n")
    with pytest.raises(InvalidData) as error:
        load_data(folder)
    assert [(fault.column, fault.action) for fault in error.value.faults] == [
        ("year", "ta bort raden; Nämndbok räknar summorna själv"),
        (None, "ta bort raden om den är en summa, annars fyll i year, component och municipality"),
        ("component", "ta bort raden; Nämndbok räknar summorna själv"),
    ]


def test_a_code_that_one_table_lacks_is_told_once_with_all_that_refer_to_it(folder):
    lines = (folder / "municipalities.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "municipalities.csv").write_text("".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(InvalidData) as error:
        load_data(folder)
    (fault,) = error.value.faults
    assert fault.found.startswith(f"”{lines[-1][:4]}”, även i ")
    assert fault.place.startswith("population.csv, rad ")
    assert "fees.csv, rad " in fault.found


def test_headings_that_are_not_known_are_told_once_and_nothing_follows_from_them(folder):
    lines = (folder / "outcome.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    lines[0] = "year,Konto,Benämning,Belopp,Ansvar,precision,source,place\n"
    (folder / "outcome.csv").write_text("".join(lines), encoding="utf-8")
    with pytest.raises(InvalidData) as error:
        load_data(folder)
    assert [fault.column for fault in error.value.faults] == [
        "Konto, Benämning, Belopp, Ansvar",
        "through, line, income, cost",
    ]


def excel_saved(path, schema, encoding):
    """Save a table as Swedish Excel does: semicolons, decimal commas, SANT and FALSKT, and its line ends."""
    heads, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines(keepends=True))
    kinds = [schema.field(head).kind for head in heads]
    words = {"true": "SANT", "false": "FALSKT"}
    for row in rows:
        for column, (kind, text) in enumerate(zip(kinds, row, strict=True)):
            if kind == "number":
                row[column] = text.replace(".", ",")
            elif kind == "boolean":
                row[column] = words.get(text, text)
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([heads, *rows])
    path.write_bytes(text.getvalue().encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_every_table_that_swedish_excel_has_saved_is_what_it_was(tmp_path, encoding):
    board = real_board(tmp_path)
    clean = load_data(board)
    for schema in clean.package.tables.values():
        with suppress(FileNotFoundError, UnicodeEncodeError):  # Excel asks before it loses a letter
            excel_saved(board / schema.path, schema, encoding)
    saved = load_data(board)
    assert all(saved[name].equals(table) for name, table in clean.tables.items())
    assert (
        (board / "fees.csv").read_bytes().startswith(b"\xef\xbb\xbf"[: 3 * (encoding != "cp1252")] + b"year;")
    )
