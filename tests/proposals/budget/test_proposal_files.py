"""A proposal's rows can be taken into the data folder once they are decided, and overwrite nothing."""

import csv
import io
import os
from pathlib import Path

import pytest

from boards import invented_board, real_board
from namndbok.books.book import make_book
from namndbok.data.load import load_data
from namndbok.errors import InvalidParameter
from namndbok.proposals.budget import open_proposal, proposed_files, write_files
from small_proposal import small_proposal


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def take_in(proposal, folder: Path) -> None:
    """Append a proposal's rows to the tables of a data folder, as the coordinator does in a spreadsheet."""
    for name, text in proposed_files(proposal).items():
        with (folder / name).open("a", encoding="utf-8", newline="") as file:
            file.write(text.partition("\n")[2])


def test_the_rows_have_the_tables_own_columns_and_the_proposals_year_and_source():
    files = proposed_files(small_proposal(percent=10.0))
    assert list(files) == ["documents.csv", "budget.csv", "fees.csv"]
    assert files["budget.csv"].splitlines()[:2] == [
        "year,side,line,amount,precision,source,place",
        "2032,income,office,660,1,proposal-2032,Budgetens rader",
    ]
    assert [row["amount"] for row in rows(files["budget.csv"])] == ["660", "330", "660", "330"]
    (document,) = rows(files["documents.csv"])
    assert (document["document"], document["title"]) == (
        "proposal-2032",
        "Förslag till budget 2032, ej beslutat",
    )


def test_an_amount_is_no_more_precise_than_the_one_it_is_raised_from():
    rough = small_proposal(
        budget="side | line | amount | precision\n income | office | 600000 | 1000", percent=10.0
    )
    (row,) = rows(proposed_files(rough)["budget.csv"])
    assert (row["amount"], row["precision"]) == ("660000", "1000")


def test_who_does_not_pay_has_no_fee_or_the_zero_that_stands_this_year():
    fees = rows(proposed_files(small_proposal())["fees.csv"])
    assert [(row["municipality"], row["fee"]) for row in fees if row["component"] == "archive"] == [
        ("9901", "100"),
        ("9902", "200"),
        ("9903", ""),
    ]
    archive = "component | municipality | fee\n archive | 9901 | 100\n archive | 9902 | 0"
    fees = rows(proposed_files(small_proposal(fees=archive))["fees.csv"])
    assert [row["fee"] for row in fees if row["component"] == "archive"] == ["300", "0", ""]


def test_a_component_without_a_split_has_no_rows():
    assert rows(proposed_files(small_proposal("split_models"))["fees.csv"]) == []


def test_the_invented_board_with_its_proposal_taken_in_has_next_years_budget(tmp_path):
    folder = invented_board(tmp_path)
    take_in(open_proposal(folder, 2032), folder)
    facts = make_book(load_data(folder), 2032).facts
    assert (facts["budget.income"].value, facts["budget.cost"].value) == (1792, 1792)
    assert [facts[f"fees.{name}.total"].value for name in ("basic", "meters", "readings")] == [927, 412, 206]
    with pytest.raises(InvalidParameter, match="finns redan en budget för 2032"):
        open_proposal(folder, 2032)


def test_the_real_board_with_its_proposal_taken_in_is_valid(tmp_path):
    folder = real_board(tmp_path)
    take_in(open_proposal(folder, 2025, percent=3.2, keep=True), folder)
    facts = make_book(load_data(folder), 2025).facts
    assert facts["fees.budgeted.total"].value == facts["budget.income"].value


def test_files_are_written_into_a_new_folder(tmp_path):
    written = write_files(small_proposal(), tmp_path / "a" / "b")
    assert [path.name for path in written] == ["documents.csv", "budget.csv", "fees.csv"]
    assert written[1].read_bytes().decode() == proposed_files(small_proposal())["budget.csv"]


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "fees.csv").write_text("mina avgifter")
    with pytest.raises(InvalidParameter, match=r"fees\.csv finns redan och skrivs inte över\."):
        write_files(small_proposal(), tmp_path)
    assert os.listdir(tmp_path) == ["fees.csv"]
    assert (tmp_path / "fees.csv").read_text() == "mina avgifter"


def test_a_place_that_cannot_be_written_is_refused_in_swedish(tmp_path):
    (tmp_path / "fil").write_text("")
    with pytest.raises(InvalidParameter, match=r"Det gick inte att skriva .*fil"):
        write_files(small_proposal(), tmp_path / "fil")
