"""A board of one's own begins with five answers and can be published at once."""

import json

import pytest

from boards import REAL
from namndbok.books import open_book
from namndbok.data import load_data
from namndbok.errors import InvalidParameter
from namndbok.proposals.new_board import QUESTIONS, create_board, find_municipalities, known_municipalities

ANSWERS = {
    "name": "Mälardalens IT-nämnd",
    "municipalities": "Kungsör, Eskilstuna",
    "host": "Västerås kommun",
    "year": 2031,
    "bodies": "nämnden, ägarrådet",
}


def test_there_are_five_questions_at_most():
    assert len(QUESTIONS) <= 5 and QUESTIONS.keys() == ANSWERS.keys()


def test_a_board_of_ones_own_can_be_told_at_once(tmp_path):
    data = load_data(create_board(tmp_path / "ny", **ANSWERS))
    assert data["municipalities"]["name"].tolist() == ["Eskilstuna", "Kungsör", "Västerås"]
    assert data["municipalities"]["host"].tolist() == [False, False, True]
    assert data["municipalities"]["official_name"].tolist()[1] == "Kungsörs kommun"
    assert data["bodies"]["body"].tolist() == ["namnden", "agarradet"]
    book = open_book(data.folder, 2031)
    assert book.facts["economy.result"].value == 0
    assert [finding.check for finding in book.findings if finding.check == "missing.outcome"] == [
        "missing.outcome"
    ]


def test_a_folder_that_has_tables_is_not_written_over(tmp_path):
    create_board(tmp_path, **ANSWERS)
    with pytest.raises(InvalidParameter, match="finns redan"):
        create_board(tmp_path, **ANSWERS)


def test_all_municipalities_that_are_none_are_told_with_the_nearest(tmp_path):
    with pytest.raises(InvalidParameter, match=r"Vesterås.*menade du Västerås.*Ankeborg"):
        create_board(tmp_path / "ny", **ANSWERS | {"municipalities": "Vesterås, Ankeborg"})
    assert not (tmp_path / "ny").exists()


@pytest.mark.parametrize("text", ["Luleå", "luleå kommun", " 2580 ", "LULEÅ", "Luleå  stad"])
def test_a_municipality_is_known_by_name_and_code(text):
    assert find_municipalities([text]) == ["2580"]


def test_the_countrys_municipalities_are_290_and_those_of_the_board_are_among_them():
    known = known_municipalities()
    assert len(known) == len(set(known.values())) == 290
    assert all(len(code) == 4 and code.isdigit() for code in known)
    board = load_data(REAL)["municipalities"]
    assert {code: known[code] for code in board["code"]} == dict(
        zip(board["code"], board["name"], strict=True)
    )
    assert find_municipalities(board["official_name"]) == board["code"].tolist()


def test_a_name_that_is_no_template_stays_as_it_is(tmp_path):
    folder = create_board(tmp_path, **ANSWERS | {"name": 'Nämnden {för} "allt"'})
    assert (
        json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["title"]
        == 'Nämnden {för} "allt"'
    )
