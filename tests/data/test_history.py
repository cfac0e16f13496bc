"""What a change leaves as it was typed, and what it puts in the place of it."""

from datetime import datetime

from boards import invented_board
from namndbok.data.history import TableChange, change_tables
from namndbok.data.load import load_data

NOW = datetime(2031, 1, 2)


def test_a_cell_that_becomes_another_leaves_the_rest_of_the_file_as_it_was_typed(tmp_path):
    folder = invented_board(tmp_path)
    before = (folder / "outcome.csv").read_text(encoding="utf-8").splitlines()
    data = load_data(folder)
    number = data["outcome"].index[0]
    income = data["outcome"]["income"].iloc[0]
    change_tables(data, {"outcome": TableChange((), (), {number: {"income": 7}})}, "", NOW)
    after = (folder / "outcome.csv").read_text(encoding="utf-8").splitlines()
    assert [row for row in range(len(before)) if before[row] != after[row]] == [number - 1]
    assert after[number - 1] == before[number - 1].replace(f",{income},", ",7,")
